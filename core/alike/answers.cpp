// SPDX-License-Identifier: Apache-2.0
// Answers that somebody has printed or saved: which operation they are of, and what they show.
#include "alike/adapt.h"
#include "alike/kinds.h"
#include "alike/reading.h"
#include "base/tr.h"
#include "document/json.h"
#include "document/value.h"
#include "model/effect.h"
#include "relations/words.h"

#include <QCborArray>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::alike
{

namespace
{

constexpr qsizetype kMostTried = 400; // operations that are opened to be compared
constexpr int kDeepest = 12;

void collectServices(const Tools &tools, const QCborValue &value, QStringList &services, int depth)
{
    if (depth > kDeepest || services.size() > 8)
        return;
    if (value.isString() && value.toString().startsWith(QLatin1StringView("arn:"))) {
        if (const std::optional<Arn> arn = arnIn(value.toString())) {
            for (const QString &service : servicesNamed(*tools.catalog, arn->service)) {
                if (!services.contains(service))
                    services.append(service);
            }
        }
    } else if (value.isArray()) {
        for (const QCborValue &entry : value.toArray())
            collectServices(tools, entry, services, depth + 1);
    } else if (value.isMap()) {
        const QCborMap members = value.toMap();
        for (const auto &[key, inner] : members)
            collectServices(tools, inner, services, depth + 1);
    }
}

// How much of a value a shape knows: known and unknown members, two levels deep.
struct Score {
    int known = 0;
    int unknown = 0;
};

void score(const QCborValue &value, const model::Shape &shape, int depth, Score &sum)
{
    if (depth > 4)
        return;
    if (value.isArray()) {
        if (shape.type == model::ShapeType::List && !value.toArray().isEmpty())
            score(value.toArray().first(), *shape.element.target, depth + 1, sum);
        return;
    }
    if (!value.isMap() || shape.type != model::ShapeType::Structure)
        return;
    const QCborMap members = value.toMap();
    for (const auto &[key, inner] : members) {
        const model::Member *member = shape.member(key.toString());
        ++(member ? sum.known : sum.unknown);
        if (member)
            score(inner, *member->target, depth + 1, sum);
    }
}

bool isReading(const QString &name)
{
    static const QRegularExpression kReading(
        QStringLiteral("^(Batch)?(Describe|Get|List|Head|Lookup|Search)"));
    return kReading.match(name).hasMatch();
}

// Operations that are called like a member of the answer: DescribeInstances of "Reservations" is not, but
// ListFunctions of "Functions" is.
bool isCalledLike(const QString &operation, const QCborMap &answer)
{
    const std::string plain = relations::joined(relations::operationWords(operation.toStdString()).noun);
    return std::ranges::any_of(answer, [&plain](const auto &member) {
        const std::string name = plainName(member.first.toString());
        return !plain.empty() && (name == plain || name.starts_with(plain) || plain.ends_with(name));
    });
}

model::OperationPtr guessed(const Tools &tools, const QCborMap &answer, const QString &only)
{
    QStringList services;
    if (only.isEmpty())
        collectServices(tools, answer, services, 0);
    else
        services = {only};
    model::OperationPtr best;
    Score bestScore;
    qsizetype tried = 0;
    const auto tryOut = [&](const QString &service, const QString &name) {
        const auto operation = ++tried > kMostTried ? Result<model::OperationPtr>(nullptr)
                                                    : tools.catalog->operation(service, name);
        if (!operation || !*operation)
            return;
        Score found;
        score(answer, *(*operation)->output, 0, found);
        const int points = found.known - 3 * found.unknown;
        const int mark = bestScore.known - 3 * bestScore.unknown;
        const bool isAlsoShorter = best && points == mark && name.size() < best->name.size();
        if (found.known > 0 && (!best || points > mark || isAlsoShorter)) {
            best = *operation;
            bestScore = found;
        }
    };
    for (const model::ServicePtr &service : tools.catalog->services()) {
        const bool isNamed = services.contains(service->id);
        if (!isNamed && !services.isEmpty())
            continue;
        for (const model::OperationSummary &operation : service->operations) {
            if (isReading(operation.name) && (isNamed || isCalledLike(operation.name, answer)))
                tryOut(service->id, operation.name);
        }
    }
    return best && bestScore.known > bestScore.unknown ? best : nullptr;
}

std::unexpected<Error> notGuessed()
{
    return failure(Phase::Input, QStringLiteral("NoOperation"),
                   Tr::tr("Which operation has answered this cannot be told by its shape."),
                   Tr::tr("Name the operation that it is an answer of."));
}

} // namespace

Result<Filled> fromAnswer(const Tools &tools, const QCborValue &json, const QString &service,
                          const QString &operation)
{
    QCborMap answer = json.toMap();
    if (json.isArray() && !json.toArray().isEmpty())
        answer = json.toArray().first().toMap();
    answer.remove(QStringLiteral("ResponseMetadata"));
    model::OperationPtr creation;
    model::OperationPtr reading;
    if (!operation.isEmpty()) {
        const auto known = tools.catalog->operation(service, operation);
        if (!known)
            return std::unexpected(known.error());
        if (model::effectOf(**known) == model::Effect::Reads)
            reading = *known;
        else
            creation = *known;
    }
    if (creation) { // what reads such things, by shape
        const auto relation = tools.relations->of(creation->service->id, creation->name);
        Score best;
        for (const relations::Related &read :
             relation ? (*relation)->reads + (*relation)->lists : QList<relations::Related>()) {
            const auto known = tools.catalog->operation(creation->service->id, read.operation);
            Score found;
            if (known)
                score(answer, *(*known)->output, 0, found);
            if (found.known - 3 * found.unknown > best.known - 3 * best.unknown) {
                best = found;
                reading = *known;
            }
        }
    }
    if (!reading)
        reading = guessed(tools, answer, service);
    if (!reading)
        return notGuessed();
    // The answer as the operation's own: times and data are texts in JSON.
    const auto read = document::fromJson(document::toPlainJson(answer), *reading->output);
    if (!read)
        return std::unexpected(read.error());
    if (!creation) {
        const QStringList makers = creationsFor(tools, reading->service->id, reading->name);
        const auto made = makers.isEmpty() ? Result<model::OperationPtr>(nullptr)
                                           : tools.catalog->operation(reading->service->id, makers.first());
        if (!made || !*made)
            return failure(
                Phase::Input, QStringLiteral("NothingAlike"),
                Tr::tr("This looks like an answer of %1, and no operation is known that makes what it shows.")
                    .arg(reading->name));
        creation = *made;
    }
    Result<Filled> filled = copyOf(tools, creation, {reading, *read, {}, {}});
    if (filled)
        filled->from = Tr::tr("an answer of %1").arg(reading->name);
    return filled;
}

} // namespace formwork::alike
