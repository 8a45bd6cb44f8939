// SPDX-License-Identifier: Apache-2.0
#include "bulk/check.h"

#include "base/tr.h"
#include "document/redact.h"
#include "document/scrub.h"
#include "journal/sealing.h"

#include <QCborMap>
#include <QHash>

#include <set>

namespace formwork::bulk
{

namespace
{

// A sentence about a wrong value may repeat it.
void scrub(QList<document::Problem> &problems, const SheetRow &row, const model::Operation &operation)
{
    const QStringList secrets = journal::secretTexts(row.input, *operation.input);
    for (document::Problem &problem : problems)
        problem.sentence = document::scrubbed(problem.sentence, secrets);
}

document::Problem secondOf(qint64 replaced)
{
    return {
        {},
        QStringLiteral("unique"),
        formwork::Tr::tr("another row of the file is the corrected form of row %1 already.").arg(replaced),
        document::Severity::Error,
        false};
}

BadRow badRow(const SheetRow &row, QList<document::Problem> problems, const Mapping &mapping)
{
    BadRow bad{row.row, row.line, std::move(problems), {}};
    for (const document::Problem &problem : std::as_const(bad.problems)) {
        // What is wrong with a whole input (a rule of a guide) is no column's.
        bad.columns += problem.pointer.isRoot()
            ? QString()
            : mapping.columnsAt(problem.pointer).join(QStringLiteral(", "));
    }
    return bad;
}

struct Twins {
    QHash<size_t, qint64> seen; // hash of an input, its row
    QList<std::pair<qint64, qint64>> found;

    void look(const QByteArray &bytes, qint64 row)
    {
        constexpr qsizetype kMost = 100;
        const auto known = seen.constFind(qHash(bytes, 0));
        if (known == seen.cend())
            seen.insert(qHash(bytes, 0), row);
        else if (found.size() < kMost)
            found.append({row, *known});
    }
};

// Tokens that the file itself brings: two rows with one are one request to the service, or a mistake.
struct Tokens {
    QHash<QString, qint64> seen;

    std::optional<document::Problem> problem(const model::Operation &operation, const SheetRow &row)
    {
        const model::Member *member = operation.tokenMember();
        const QString token = member ? row.input.toMap().value(member->name).toString() : QString();
        if (token.isEmpty())
            return {};
        const auto known = seen.constFind(token);
        if (known == seen.cend()) {
            seen.insert(token, row.row);
            return {};
        }
        return document::Problem{
            document::Pointer({member->name}), QStringLiteral("unique"),
            Tr::tr("it is the client token of row %1 too. Leave the column out: each row "
                   "gets a token of its own.")
                .arg(*known),
            document::Severity::Error, false};
    }
};

} // namespace

InputDigest::Seen InputDigest::add(const model::Operation &operation, const QCborValue &input)
{
    Seen seen;
    QCborMap map = document::mapSecrets(input, *operation.input,
                                        [&seen](const auto &, const auto &, const QCborValue &) {
                                            seen.hasSecrets = true;
                                            return QCborValue(document::kSealedText.toString());
                                        })
                       .toMap();
    if (const model::Member *token = operation.tokenMember())
        map.remove(token->name);
    seen.bytes = QCborValue(map).toCbor();
    m_hash.addData(seen.bytes);
    return seen;
}

QList<document::Problem> stopping(const SheetRow &row, const model::Operation &operation,
                                  const guide::Guide &guide, bool onlyHard)
{
    QList<document::Problem> problems = row.problems;
    const bool isUnreadable = std::ranges::any_of(
        problems, [](const document::Problem &problem) { return problem.pointer.isRoot(); });
    if (isUnreadable)
        return problems;
    for (const document::Problem &problem : client::check(operation, guide, row.input)) {
        const bool isSaid = std::ranges::any_of(
            row.problems, [&](const document::Problem &said) { return said.pointer == problem.pointer; });
        if (problem.severity == document::Severity::Error && !(onlyHard && problem.canSendAnyway) && !isSaid)
            problems.append(problem);
    }
    return problems;
}

Result<Checked> checkSheet(Sheet &sheet, const client::Environment &environment,
                           const model::OperationPtr &operation, const CheckWishes &wishes,
                           const std::function<void(const BadRow &)> &bad)
{
    const guide::GuidePtr guide = environment.guides->guideFor(*operation);
    Checked checked;
    Twins twins;
    InputDigest digest;
    Tokens tokens;
    std::set<qint64> replaced;
    while (true) {
        Result<std::optional<SheetRow>> row = sheet.next();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            break;
        ++checked.rows;
        QList<document::Problem> problems = stopping(**row, *operation, *guide, wishes.onlyHard);
        if (const auto twice = tokens.problem(*operation, **row))
            problems.append(*twice);
        if ((*row)->replaces > 0 && !replaced.insert((*row)->replaces).second)
            problems.append(secondOf((*row)->replaces));
        if (!problems.isEmpty()) {
            ++checked.invalid;
            scrub(problems, **row, *operation);
            bad(badRow(**row, std::move(problems), sheet.mapping()));
            continue;
        }
        const InputDigest::Seen seen = digest.add(*operation, (*row)->input);
        checked.hasSecrets = checked.hasSecrets || seen.hasSecrets;
        twins.look(seen.bytes, (*row)->row);
        const bool isWished = wishes.exampleRow == 0 || wishes.exampleRow == (*row)->row;
        if (isWished && !checked.example)
            checked.example = **row;
    }
    checked.digest = digest.result();
    checked.twins = std::move(twins.found);
    return checked;
}

QString sentenceOf(const BadRow &row)
{
    QStringList parts;
    for (qsizetype i = 0; i < row.problems.size(); ++i) {
        const QString &columns = row.columns.value(i);
        const QString sentence = row.problems[i].sentence.simplified();
        parts += columns.isEmpty() ? sentence : Tr::tr("column %1: %2").arg(columns, sentence);
    }
    return Tr::tr("Row %1 (line %2): %3").arg(row.row).arg(row.line).arg(parts.join(u' '));
}

} // namespace formwork::bulk
