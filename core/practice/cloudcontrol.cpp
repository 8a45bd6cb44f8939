// SPDX-License-Identifier: Apache-2.0
#include "practice/cloudcontrol.h"

#include "base/tr.h"
#include "practice/arns.h"
#include "practice/call.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/knowledge.h"
#include "practice/memory.h"
#include "practice/properties.h"

#include <QCborArray>
#include <QJsonDocument>

#include <algorithm>

namespace formwork::practice
{

namespace
{

const QString kRequest = QStringLiteral("cloudcontrol request");

QString text(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)).toString(); }

std::unexpected<Complaint> refused(const char *code, const QString &message)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, 0});
}

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(
        Complaint{QStringLiteral("HandlerInternalFailureException"), error.sentence(), {}, 0});
}

QString plain(QString name) { return name.remove(u' ').remove(u'-').toLower(); }

model::ServicePtr serviceOfType(const Call &call, const QString &name)
{
    const QString known = forms().serviceOfType(name);
    const QString wanted = plain(known.isEmpty() ? name : known);
    const QList<model::ServicePtr> services = call.services ? call.services() : QList<model::ServicePtr>();
    for (const auto &called : {&model::Service::id, &model::Service::sdkId, &model::Service::signingName}) {
        const auto found = std::ranges::find_if(
            services, [&](const model::ServicePtr &service) { return plain((*service).*called) == wanted; });
        if (found != services.cend())
            return *found;
    }
    return nullptr;
}

bool isNounOf(const QString &type, const QString &noun)
{
    return noun.compare(type, Qt::CaseInsensitive) == 0
        || noun.compare(type + u's', Qt::CaseInsensitive) == 0;
}

QString identifierOf(const Thing &thing, const relations::Relation &creation)
{
    if (!thing.name.isEmpty())
        return thing.name;
    for (const relations::Identifier &identifier : creation.identifiers) {
        const bool isGiven = identifier.source == relations::Filling::Source::Input;
        const QString text = valueAtPath(isGiven ? thing.input : thing.output, identifier.path).toString();
        if (!text.isEmpty() && identifier.kind != relations::Identifier::Kind::Arn)
            return text;
    }
    return thing.handles.value(0);
}

Call about(const Call &call, const model::OperationPtr &operation)
{
    Call there = call;
    there.operation = operation;
    there.behaviour = nullptr;
    there.peer = [elsewhere = call.elsewhere, service = operation->service->id](const QString &name) {
        return elsewhere ? elsewhere(service, name) : nullptr;
    };
    return there;
}

QCborMap described(const Thing &thing, const relations::Relation &creation, const model::Operation &operation)
{
    const QJsonObject properties = propertiesOf(thing, creation, operation);
    return {{QStringLiteral("Identifier"), identifierOf(thing, creation)},
            {QStringLiteral("Properties"),
             QString::fromUtf8(QJsonDocument(properties).toJson(QJsonDocument::Compact))}};
}

} // namespace

const QHash<QString, CloudControl::Method> &CloudControl::methods()
{
    static const QString kService = QStringLiteral("cloudcontrol.");
    static const QHash<QString, Method> kMethods{
        {kService + QStringLiteral("CreateResource"), &CloudControl::create},
        {kService + QStringLiteral("GetResource"), &CloudControl::get},
        {kService + QStringLiteral("ListResources"), &CloudControl::list},
        {kService + QStringLiteral("UpdateResource"), &CloudControl::update},
        {kService + QStringLiteral("DeleteResource"), &CloudControl::remove},
        {kService + QStringLiteral("GetResourceRequestStatus"), &CloudControl::status},
    };
    return kMethods;
}

bool CloudControl::knows(const QString &operation) const { return methods().contains(operation); }

CloudControl::Answer CloudControl::perform(const Call &call)
{
    const Method method = methods().value(call.name());
    return method ? (this->*method)(call) : Answer(std::nullopt);
}

Outcome<CloudControl::Type> CloudControl::typeOf(const Call &call) const
{
    Type type;
    type.name = text(call.input, "TypeName");
    const QStringList parts = type.name.split(QStringLiteral("::"));
    const model::ServicePtr service =
        parts.size() == 3 && parts[0] == u"AWS" ? serviceOfType(call, parts[1]) : nullptr;
    const relations::ServiceRelationsPtr known =
        service && call.relationsOf ? call.relationsOf(service->id) : nullptr;
    for (const relations::RelationPtr &creation :
         known ? known->creations : QList<relations::RelationPtr>()) {
        if (!isNounOf(parts[2], creation->noun))
            continue;
        type.kinds.append(creation->operation);
        if (!type.creation || creation->operation.startsWith(u"Create"))
            type.creation = creation;
    }
    if (type.creation && call.elsewhere)
        type.operation = call.elsewhere(service->id, type.creation->operation);
    if (!type.operation)
        return refused("TypeNotFoundException",
                       Tr::tr("The practice account knows no type %1.").arg(type.name));
    return type;
}

Outcome<Thing> CloudControl::found(const Call &call, const Type &type) const
{
    const Call there = about(call, type.operation);
    const QString identifier = text(call.input, "Identifier");
    const Result<QList<Thing>> things = m_things.find(placeOf(there, type.kinds), handlesIn(identifier));
    if (!things)
        return internal(things.error());
    const auto thing = std::ranges::find_if(*things, [](const Thing &one) { return !one.ended.isValid(); });
    if (thing == things->cend())
        return refused("ResourceNotFoundException",
                       Tr::tr("There is no such thing: %1.").arg(type.name + u' ' + identifier));
    return *thing;
}

// What was asked for is under way for a while; how it stands is asked for with its token.
CloudControl::Answer CloudControl::begun(const Call &call, const Type &type, const Progress &progress)
{
    const QString token = m_tokens->nextToken();
    QCborMap event{
        {QStringLiteral("TypeName"), type.name},       {QStringLiteral("Identifier"), progress.identifier},
        {QStringLiteral("RequestToken"), token},       {QStringLiteral("Operation"), progress.verb},
        {QStringLiteral("ErrorCode"), progress.error}, {QStringLiteral("StatusMessage"), progress.message}};
    if (const Result<void> kept = m_ledger.setFirstAnswer({kRequest, accountPlace(call, call.region), token},
                                                          {QStringLiteral(""), event, call.now});
        !kept)
        return internal(kept.error());
    Call asked = call;
    asked.input = {{QStringLiteral("RequestToken"), token}};
    return status(asked);
}

CloudControl::Answer CloudControl::status(const Call &call)
{
    const QString token = text(call.input, "RequestToken");
    const auto kept = m_ledger.firstAnswer({kRequest, accountPlace(call, call.region), token});
    if (!kept)
        return refused("RequestTokenNotFoundException",
                       Tr::tr("There is no request with the token %1.").arg(token));
    QCborMap event = kept->output.toMap();
    const bool isOver = kept->time.msecsTo(call.now) >= call.timing.settled.count();
    const bool hasFailed = !text(event, "ErrorCode").isEmpty();
    event[QStringLiteral("EventTime")] = QCborValue(call.now);
    event[QStringLiteral("OperationStatus")] = !isOver ? QStringLiteral("IN_PROGRESS")
        : hasFailed                                    ? QStringLiteral("FAILED")
                                                       : QStringLiteral("SUCCESS");
    if (!isOver || !hasFailed) {
        event.remove(QStringLiteral("ErrorCode"));
        event.remove(QStringLiteral("StatusMessage"));
    }
    return Told{{{QStringLiteral("ProgressEvent"), event}}, 0};
}

Result<CloudControl::Progress> CloudControl::made(const Call &call, const Type &type,
                                                  const QJsonObject &wanted)
{
    const relations::Relation &creation = *type.creation;
    Call there = about(call, type.operation);
    there.input = inputOf(wanted, creation, *type.operation);
    if (!creation.ownName.isEmpty() && creation.isNameRequired
        && text(there.input, creation.ownName.toUtf8().constData()).isEmpty())
        there.input[creation.ownName] = dashed(creation.noun) + u'-' + m_tokens->nextToken().left(8);
    Memory memory(there, m_ledger, call.relationsOf(type.operation->service->id), m_tokens);
    const Result<std::optional<Complaint>> conflict = memory.conflict();
    if (!conflict)
        return std::unexpected(conflict.error());
    const QString name = there.input.value(creation.ownName).toString();
    if (*conflict)
        return Progress{QStringLiteral("CREATE"), name, QStringLiteral("AlreadyExists"),
                        (*conflict)->message};
    const QCborMap output = memory.created(std::nullopt);
    Result<void> done = m_ledger.addResource(there.name(), there.region, there.now, {});
    if (done)
        done = memory.remember(output, std::nullopt);
    if (!done)
        return std::unexpected(done.error());
    const Result<QList<Thing>> things =
        m_things.list(placeOf(there, {creation.operation}), m_things.newest() - 1, 1);
    if (!things || things->isEmpty())
        return Progress{QStringLiteral("CREATE"), name, {}, {}};
    Thing thing = things->first();
    for (const auto &[key, value] : restOf(wanted, creation, *type.operation))
        thing.input[key] = value;
    done = m_things.change(thing);
    return done ? Result<Progress>(Progress{QStringLiteral("CREATE"), identifierOf(thing, creation), {}, {}})
                : std::unexpected(done.error());
}

CloudControl::Answer CloudControl::create(const Call &call)
{
    const Outcome<Type> type = typeOf(call);
    if (!type)
        return std::unexpected(type.error());
    const QJsonDocument wanted = QJsonDocument::fromJson(text(call.input, "DesiredState").toUtf8());
    if (!wanted.isObject())
        return refused("InvalidRequestException", Tr::tr("The desired state is no JSON object."));
    const Result<Progress> progress = made(call, *type, wanted.object());
    return progress ? begun(call, *type, *progress) : internal(progress.error());
}

// What begins every request about one thing.
CloudControl::Answer CloudControl::ofThing(const Call &call, const OfThing &then) const
{
    const Outcome<Type> type = typeOf(call);
    if (!type)
        return std::unexpected(type.error());
    const Outcome<Thing> thing = found(call, *type);
    return thing ? then(*type, *thing) : std::unexpected(thing.error());
}

CloudControl::Answer CloudControl::get(const Call &call)
{
    return ofThing(call, [](const Type &type, const Thing &thing) -> Answer {
        return Told{
            {{QStringLiteral("TypeName"), type.name},
             {QStringLiteral("ResourceDescription"), described(thing, *type.creation, *type.operation)}},
            0};
    });
}

CloudControl::Answer CloudControl::list(const Call &call)
{
    const Outcome<Type> type = typeOf(call);
    if (!type)
        return std::unexpected(type.error());
    const QCborValue asked = call.input.value(QStringLiteral("MaxResults"));
    const int most =
        asked.isInteger() ? static_cast<int>(std::clamp<qint64>(asked.toInteger(), 1, 100)) : 100;
    const QString token = text(call.input, "NextToken");
    bool isNumber = token.isEmpty();
    const qint64 after = isNumber ? 0 : QByteArray::fromBase64(token.toLatin1()).toLongLong(&isNumber);
    if (!isNumber)
        return refused("InvalidRequestException", Tr::tr("The page token is not one of this account's."));
    const Result<QList<Thing>> things =
        m_things.list(placeOf(about(call, type->operation), type->kinds), after, most + 1);
    if (!things)
        return internal(things.error());
    QCborArray list;
    for (const Thing &thing : things->first(std::min<qsizetype>(things->size(), most))) {
        if (!thing.ended.isValid())
            list.append(described(thing, *type->creation, *type->operation));
    }
    QCborMap answer{{QStringLiteral("TypeName"), type->name}, {QStringLiteral("ResourceDescriptions"), list}};
    if (things->size() > most)
        answer[QStringLiteral("NextToken")] =
            QString::fromLatin1(QByteArray::number(things->at(most - 1).id).toBase64());
    return Told{answer, 0};
}

CloudControl::Answer CloudControl::update(const Call &call)
{
    return ofThing(call, [&](const Type &type, const Thing &thing) { return updated(call, type, thing); });
}

CloudControl::Answer CloudControl::updated(const Call &call, const Type &type, Thing thing)
{
    const QJsonObject before = propertiesOf(thing, *type.creation, *type.operation);
    const QJsonDocument patch = QJsonDocument::fromJson(text(call.input, "PatchDocument").toUtf8());
    const auto after = patch.isArray() ? patched(before, patch.array()) : std::nullopt;
    if (!after)
        return refused("InvalidRequestException", Tr::tr("The patch cannot be applied to what there is."));
    QJsonObject changes;
    for (auto property = after->begin(); property != after->end(); ++property) {
        if (before.value(property.key()) != property.value())
            changes.insert(property.key(), property.value());
    }
    for (auto property = before.begin(); property != before.end(); ++property) {
        const model::Member *member = memberFor(property.key(), *type.creation, *type.operation);
        if (!after->contains(property.key()))
            thing.input.remove(member ? member->name : property.key());
    }
    const QCborMap taken =
        withoutSecrets(inputOf(changes, *type.creation, *type.operation), *type.operation->input);
    for (const auto &[key, value] : taken)
        thing.input[key] = value;
    for (const auto &[key, value] : restOf(changes, *type.creation, *type.operation))
        thing.input[key] = value;
    if (before.value(u"Tags") != after->value(u"Tags"))
        thing.tags = asMap(tagsIn(QCborValue::fromJsonValue(after->value(u"Tags"))));
    if (const Result<void> done = m_things.change(thing); !done)
        return internal(done.error());
    return begun(call, type, {QStringLiteral("UPDATE"), identifierOf(thing, *type.creation), {}, {}});
}

// As the service's own operation does it, with what is in the thing, or for its reason not.
Outcome<void> CloudControl::removed(const Call &call, const Type &type, const Thing &thing)
{
    const QList<relations::Related> &deletes = type.creation->deletes;
    const bool isCallable = !deletes.isEmpty() && deletes.first().isCallable() && call.elsewhere;
    const model::OperationPtr operation =
        isCallable ? call.elsewhere(thing.service, deletes.first().operation) : nullptr;
    if (operation) {
        Call there = about(call, operation);
        there.behaviour = call.behaviourOf ? call.behaviourOf(there.name()) : nullptr;
        there.input = {};
        for (const relations::Filling &filling : deletes.first().filled) {
            const bool isGiven = filling.source == relations::Filling::Source::Input;
            const QCborValue value = valueAtPath(isGiven ? thing.input : thing.output, filling.path);
            if (value.isString())
                there.input[filling.member] = filling.asList ? QCborValue(QCborArray{value}) : value;
        }
        const auto told = there.behaviour ? there.behaviour->perform(there) : Answer(std::nullopt);
        if (!told || *told)
            return told ? Outcome<void>() : std::unexpected(told.error());
        const auto answer = Memory(there, m_ledger, call.relationsOf(thing.service), m_tokens).answer();
        if (!answer || *answer)
            return answer ? Outcome<void>() : std::unexpected(answer.error());
    }
    const Result<void> done = m_things.removeWhole(thing.id);
    return done ? Outcome<void>() : internal(done.error());
}

CloudControl::Answer CloudControl::remove(const Call &call)
{
    return ofThing(call, [&](const Type &type, const Thing &thing) -> Answer {
        Progress progress{QStringLiteral("DELETE"), identifierOf(thing, *type.creation), {}, {}};
        if (const Outcome<void> gone = removed(call, type, thing); !gone) {
            progress.error = QStringLiteral("GeneralServiceException");
            progress.message = gone.error().message;
        }
        return begun(call, type, progress);
    });
}

} // namespace formwork::practice
