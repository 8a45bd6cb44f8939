// SPDX-License-Identifier: Apache-2.0
#include "bulk/check.h"

#include "base/tr.h"
#include "document/redact.h"
#include "document/scrub.h"
#include "journal/sealing.h"
#include "texts/inputcheck.h"

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

struct Looked {
    QList<document::Problem> stopping;
    QList<document::Problem> warnings;
};

Looked look(const SheetRow &row, const model::Operation &operation, const guide::Guide &guide, bool onlyHard)
{
    Looked looked{row.problems, {}};
    const bool isUnreadable = std::ranges::any_of(
        row.problems, [](const document::Problem &problem) { return problem.pointer.isRoot(); });
    if (isUnreadable)
        return looked;
    const auto name = [&guide](const document::Pointer &pointer, const model::Member &member) {
        return guide.label(pointer, member);
    };
    const QList<document::Problem> problems = texts::withTextProblems(
        client::check(operation, guide, row.input), operation, row.input, name, nullptr);
    for (const document::Problem &problem : problems) {
        const bool isSaid = std::ranges::any_of(
            row.problems, [&](const document::Problem &said) { return said.pointer == problem.pointer; });
        if (problem.severity == document::Severity::Warning)
            looked.warnings.append(problem);
        else if (problem.severity == document::Severity::Error && !(onlyHard && problem.canSendAnyway)
                 && !isSaid)
            looked.stopping.append(problem);
    }
    return looked;
}

// The same sentence of a thousand rows is said once.
void add(QList<Warning> &warnings, const QList<document::Problem> &problems, qint64 row)
{
    constexpr qsizetype kMost = 20;
    for (const document::Problem &problem : problems) {
        const auto known = std::ranges::find(warnings, problem.sentence, &Warning::sentence);
        if (known != warnings.end())
            ++known->rows;
        else if (warnings.size() < kMost)
            warnings.append({problem.sentence, row, 1});
    }
}

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
    return look(row, operation, guide, onlyHard).stopping;
}

Result<Checked> checkSheet(Sheet &sheet, const guide::Guide &guide, const model::OperationPtr &operation,
                           const CheckWishes &wishes, const std::function<void(const BadRow &)> &bad)
{
    constexpr qint64 kAskedEach = 200; // rows
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
        if (wishes.goesOn && checked.rows % kAskedEach == 0 && !wishes.goesOn(checked.rows))
            return failure(Phase::Local, QStringLiteral("Cancelled"),
                           Tr::tr("The rows were not all checked."));
        Looked looked = look(**row, *operation, guide, wishes.onlyHard);
        QList<document::Problem> &problems = looked.stopping;
        if (const auto twice = tokens.problem(*operation, **row))
            problems.append(*twice);
        if ((*row)->replaces > 0 && !replaced.insert((*row)->replaces).second)
            problems.append(secondOf((*row)->replaces));
        if (!problems.isEmpty()) {
            ++checked.invalid;
            checked.bad.insert((*row)->row);
            scrub(problems, **row, *operation);
            bad(badRow(**row, std::move(problems), sheet.mapping()));
            continue;
        }
        if (!looked.warnings.isEmpty()) {
            scrub(looked.warnings, **row, *operation);
            add(checked.warnings, looked.warnings, (*row)->row);
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

QString sentenceOf(const Warning &warning)
{
    if (warning.rows <= 1)
        return Tr::tr("Row %1: %2").arg(warning.row).arg(warning.sentence);
    return Tr::tr("Row %1 and %n more: %2", nullptr, int(warning.rows - 1))
        .arg(warning.row)
        .arg(warning.sentence);
}

} // namespace formwork::bulk
