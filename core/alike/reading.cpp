// SPDX-License-Identifier: Apache-2.0
#include "alike/reading.h"

#include "alike/adapt.h"
#include "alike/exceptions.h"
#include "alike/kinds.h"
#include "base/figures.h"
#include "base/tr.h"
#include "document/value.h"
#include "model/effect.h"
#include "relations/paths.h"
#include "relations/words.h"

#include <QCborArray>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::alike
{

namespace
{

using document::Pointer;
using relations::Filling;
using relations::Related;

bool isArn(const QString &text) { return text.startsWith(QLatin1StringView("arn:")); }

bool takesArn(const model::Member &member)
{
    const std::string name = member.name.toStdString();
    return relations::stemOf(name).kind == relations::Kind::Arn;
}

const model::Shape &leafOf(const model::Member &member)
{
    return member.target->type == model::ShapeType::List ? *member.target->element.target : *member.target;
}

QCborValue asValue(const model::Member &member, const QString &text)
{
    return member.target->type == model::ShapeType::List ? QCborValue(QCborArray{text}) : QCborValue(text);
}

// Members that take an identifier: the required ones, else the ones that the rules fill in.
QList<const model::Member *> placesFor(const model::Operation &reading, const Related &related)
{
    QList<const model::Member *> places;
    for (const model::Member &member : reading.input->members) {
        if (member.required && leafOf(member).isText())
            places.append(&member);
    }
    for (const Filling &filling : related.filled) {
        const model::Member *member = reading.input->member(filling.member);
        if (places.isEmpty() && member && leafOf(*member).isText())
            places.append(member);
    }
    return places;
}

// Whether the member can hold the text, by its own pattern; patterns that are no Qt ones hold anything.
bool fits(const model::Member &member, const QString &text)
{
    const QString pattern = member.target->type == model::ShapeType::List
        ? member.target->element.effectiveConstraints().pattern
        : member.effectiveConstraints().pattern;
    if (pattern.isEmpty() || text.size() > 2048)
        return true;
    // The whole of it: what is meant for a name would hold a part of an ARN.
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
    return !expression.isValid() || expression.match(text).hasMatch();
}

// Nothing where the ids do not go into the input.
std::optional<QCborMap> inputFor(const model::Operation &reading, const Related &related,
                                 const QStringList &ids)
{
    QCborMap input;
    QStringList rest;
    for (const QString &id : ids) {
        const qsizetype sign = id.indexOf(u'=');
        const model::Member *named =
            sign > 0 && !isArn(id) ? memberNamed(*reading.input, id.first(sign)) : nullptr;
        if (named)
            input[named->name] = asValue(*named, id.sliced(sign + 1));
        else
            rest.append(id);
    }
    QList<const model::Member *> places = placesFor(reading, related);
    places.removeIf(
        [&input](const model::Member *member) { return input.contains(QCborValue(member->name)); });
    const bool areRequired =
        std::ranges::any_of(places, [](const model::Member *member) { return member->required; });
    if (rest.size() == 1 && !areRequired && places.isEmpty() && input.isEmpty()) {
        return QCborMap(); // everything is listed, and it is found there
    }
    if (rest.size() > places.size() || (areRequired && rest.size() < places.size()))
        return std::nullopt;
    for (qsizetype i = 0; i < rest.size(); ++i) {
        const model::Member &member = *places[i];
        if ((isArn(rest[i]) && !takesArn(member) && !fits(member, rest[i])) || !fits(member, rest[i]))
            return std::nullopt;
        input[member.name] = asValue(member, rest[i]);
    }
    return input;
}

Result<relations::RelationPtr> relationOf(const Tools &tools, const QString &service,
                                          const QString &operation, QString &creation)
{
    const Result<relations::RelationPtr> relation = tools.relations->of(service, operation);
    if (!relation || (*relation)->creates) {
        creation = relation ? (*relation)->operation : QString();
        return relation;
    }
    const QStringList makers = creationsFor(tools, service, (*relation)->operation);
    if (makers.isEmpty())
        return failure(Phase::Input, QStringLiteral("NothingAlike"),
                       Tr::tr("No operation is known that makes what %1 is about.").arg(operation),
                       Tr::tr("Name an operation that creates something."));
    creation = makers.first();
    return tools.relations->of(service, creation);
}

// The one that fills most of a new one first.
QList<Related> readsOf(const relations::Relation &relation)
{
    QList<Related> first;
    QList<Related> rest;
    for (const Related &related : relation.reads + relation.lists)
        (related.operation == relation.cloning.operation ? first : rest).append(related);
    return first + rest;
}

QString pathFor(const relations::Relation &relation, const Related &related)
{
    return relation.cloning.operation == related.operation ? relation.cloning.path : related.path;
}

// Along "Reservations[].Instances[]": every entry there is.
void collectPlaces(const QCborValue &at, QStringList steps, const Pointer &here, QList<Pointer> &places)
{
    if (steps.isEmpty()) {
        places.append(here);
        return;
    }
    QString step = steps.takeFirst();
    const bool isList = step.endsWith(QLatin1StringView("[]"));
    if (isList)
        step.chop(2);
    const QCborValue next = at.toMap().value(step);
    if (!isList) {
        if (!next.isUndefined())
            collectPlaces(next, steps, here.child(step), places);
        return;
    }
    const QCborArray entries = next.toArray();
    for (qsizetype i = 0; i < entries.size(); ++i)
        collectPlaces(entries[i], steps, here.child(step).child(i), places);
}

bool holdsId(const QCborValue &entry, const QStringList &ids)
{
    const auto isOne = [&ids](const QString &text) {
        return std::ranges::any_of(ids, [&text](const QString &id) {
            const QString value = isArn(id) ? id : id.section(u'=', id.contains(u'=') ? 1 : 0);
            return text == value || text.endsWith(u'/' + value) || text.endsWith(u':' + value);
        });
    };
    if (entry.isString())
        return isOne(entry.toString());
    const QCborMap members = entry.toMap();
    return std::ranges::any_of(members, [&](const auto &member) {
        return member.second.isString() && isOne(member.second.toString());
    });
}

} // namespace

std::optional<Arn> arnIn(const QString &text)
{
    static const QRegularExpression kArn(
        QStringLiteral("^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):([0-9]*|aws):(\\S+)$"));
    const auto match = kArn.match(text.trimmed());
    if (!match.hasMatch() || text.size() > 2048)
        return std::nullopt;
    Arn arn{match.captured(2), match.captured(3), match.captured(4), {}, match.captured(5)};
    static const QRegularExpression kTyped(QStringLiteral("^([A-Za-z][A-Za-z0-9-]*)[:/](.+)$"));
    const QString rest = arn.id.startsWith(u'/') ? arn.id.sliced(1) : arn.id;
    if (const auto typed = kTyped.match(rest); typed.hasMatch()) {
        arn.type = typed.captured(1);
        arn.id = typed.captured(2);
    }
    return arn;
}

Result<Reading> readingOf(const Tools &tools, const QString &service, const QString &operation,
                          const QStringList &ids)
{
    QString creation;
    const Result<relations::RelationPtr> relation = relationOf(tools, service, operation, creation);
    if (!relation)
        return std::unexpected(relation.error());
    const auto made = tools.catalog->operation(service, creation);
    if (!made)
        return std::unexpected(made.error());
    QStringList wanted;
    for (const Related &related : readsOf(**relation)) {
        const auto reading = tools.catalog->operation(service, related.operation);
        if (!reading || model::effectOf(**reading) != model::Effect::Reads)
            continue;
        if (const std::optional<QCborMap> input = inputFor(**reading, related, ids))
            return Reading{*made, *reading, *input, pathFor(**relation, related), ids, {}};
        QStringList names;
        for (const model::Member *member : placesFor(**reading, related))
            names.append(member->name);
        wanted.append(Tr::tr("%1 takes %2")
                          .arg(related.operation,
                               names.isEmpty() ? Tr::tr("nothing") : names.join(QStringLiteral(", "))));
    }
    if (wanted.isEmpty())
        return failure(Phase::Input, QStringLiteral("NothingReads"),
                       Tr::tr("No operation is known that reads what %1 makes.").arg(creation),
                       Tr::tr("Give an answer that shows it, as a file."));
    return failure(Phase::Input, QStringLiteral("IdsDoNotFit"),
                   Tr::tr("What tells the thing apart does not fit: %1.")
                       .arg(wanted.first(qMin<qsizetype>(3, wanted.size())).join(QStringLiteral("; "))),
                   Tr::tr("Give the ids in that order, or as MEMBER=VALUE."));
}

Result<Reading> readingOfArn(const Tools &tools, const QString &text)
{
    const std::optional<Arn> arn = arnIn(text);
    if (!arn)
        return failure(Phase::Input, QStringLiteral("NoArn"), Tr::tr("This is no ARN."));
    const QString mapped = exceptions().arnServices.value(arn->service, arn->service);
    QStringList services = servicesNamed(*tools.catalog, mapped);
    if (mapped != arn->service)
        services += servicesNamed(*tools.catalog, arn->service);
    if (services.isEmpty())
        return failure(Phase::Input, QStringLiteral("NoService"),
                       Tr::tr("No service is known whose ARNs begin with arn:aws:%1.").arg(arn->service));
    QString kind = exceptions().arnNouns.value(arn->service + u':' + arn->type.toLower());
    if (kind.isEmpty())
        kind = exceptions().arnNouns.value(arn->service, arn->type);
    const std::optional<Creation> creation =
        kind.isEmpty() ? std::nullopt : creationOf(tools, services, kind);
    if (!creation)
        return failure(Phase::Input, QStringLiteral("NoCreation"),
                       Tr::tr("No operation of %1 is known that makes a %2.")
                           .arg(services.first(), kind.isEmpty() ? Tr::tr("thing of that kind") : kind));
    // The whole ARN, or what it ends in: the name, a path to it, a name under a parent.
    const QString &tail = arn->id;
    const QString unversioned = tail.section(u':', 0, 0);
    const QStringList parts = unversioned.split(u'/', Qt::SkipEmptyParts);
    QList<QStringList> tries{{text.trimmed()}, {tail}, {unversioned}};
    if (parts.size() > 1)
        tries += {parts, {parts.last()}, {parts.first()}};
    Result<Reading> best =
        failure(Phase::Input, QStringLiteral("NothingReads"),
                Tr::tr("No operation is known that reads what %1 makes.").arg(creation->operation));
    for (const QStringList &ids : std::as_const(tries)) {
        Result<Reading> reading = readingOf(tools, creation->service, creation->operation, ids);
        const bool isByNothing = reading && reading->input.isEmpty();
        if (!reading || (isByNothing && best))
            continue;
        const bool wasByNothing = best && best->input.isEmpty();
        // An ARN in a place for names is right only where its pattern says so.
        const bool isGuess = ids.first() == text.trimmed() && !reading->input.isEmpty()
            && std::ranges::none_of(reading->reading->input->members, [&](const model::Member &member) {
                                 return reading->input.contains(QCborValue(member.name))
                                     && (takesArn(member) || !leafOf(member).constraints.pattern.isEmpty()
                                         || member.target->type == model::ShapeType::List);
                             });
        if (!best || wasByNothing || isGuess) {
            best = reading;
            if (!isGuess && !isByNothing)
                break;
        } else {
            best = reading;
            break;
        }
    }
    if (best) {
        best->region = arn->region;
        best->ids = {text.trimmed(), parts.isEmpty() ? tail : parts.last()};
    }
    return best;
}

Result<Reading> readingOfMade(const Tools &tools, const model::OperationPtr &creation, const QCborMap &input,
                              const QCborMap &answer)
{
    const QString &service = creation->service->id;
    const Result<relations::RelationPtr> relation = tools.relations->of(service, creation->name);
    if (!relation)
        return std::unexpected(relation.error());
    for (const Related &related : readsOf(**relation)) {
        const auto reading = tools.catalog->operation(service, related.operation);
        if (!reading || model::effectOf(**reading) != model::Effect::Reads || !related.isCallable())
            continue;
        QCborMap asked;
        QStringList ids;
        for (const Filling &filling : related.filled) {
            const bool isAnswered = filling.source == Filling::Source::Output;
            QCborValue at =
                relations::valueAlong(isAnswered ? answer : input, filling.path, relations::OfLists::First);
            if (!at.isString()) // the answer repeats what was asked for
                at = input.value(filling.path.section(u'.', -1));
            if (at.isString() && !at.toString().isEmpty()) {
                asked[filling.member] = filling.asList ? QCborValue(QCborArray{at}) : at;
                ids.append(at.toString());
            }
        }
        const bool isWhole =
            std::ranges::all_of((*reading)->input->members, [&](const model::Member &member) {
                return !member.required || asked.contains(QCborValue(member.name)) || member.defaultValue;
            });
        if (const QString own = input.value((*relation)->ownName).toString(); !own.isEmpty())
            ids.append(own);
        if (isWhole && !ids.isEmpty())
            return Reading{creation, *reading, asked, pathFor(**relation, related), ids, {}};
    }
    return failure(Phase::Input, QStringLiteral("NothingReads"),
                   Tr::tr("No operation is known that reads what %1 has made with what the request says.")
                       .arg(creation->name));
}

Result<Filled> fromReply(const Tools &tools, const Reading &reading, const QCborValue &answer)
{
    Thing thing{reading.reading, answer, {}, reading.input};
    QList<Pointer> places;
    collectPlaces(answer, reading.path.split(u'.', Qt::SkipEmptyParts), {}, places);
    if (reading.path.contains(u"[]")) {
        const auto found = std::ranges::find_if(places, [&](const Pointer &place) {
            return holdsId(document::valueAt(answer, place), reading.ids);
        });
        const bool isOnly = places.size() == 1 && !reading.input.isEmpty();
        if (found == places.end() && !isOnly)
            return failure(Phase::Service, QStringLiteral("NotFound"),
                           Tr::tr("%1 does not show it among the %n on its first page.", nullptr,
                                  pluralOf(places.size()))
                               .arg(reading.reading->name),
                           Tr::tr("Check the id, the account and the Region."));
        thing.place = found == places.end() ? places.first() : *found;
    }
    return copyOf(tools, reading.creation, thing);
}

QCoro::Task<Result<Filled>> readAlike(asking::EnvironmentPtr environment, Tools tools, Reading reading,
                                      asking::Target target)
{
    if (!reading.region.isEmpty())
        target.region = reading.region;
    asking::AskOptions options;
    options.maxAttempts = 2;
    const Result<asking::Reply> reply =
        co_await asking::ask(environment, reading.reading, reading.input, target, options);
    if (!reply)
        co_return std::unexpected(reply.error());
    Result<Filled> filled = fromReply(tools, reading, reply->output);
    if (filled)
        filled->region = reading.region;
    co_return filled;
}

} // namespace formwork::alike
