// SPDX-License-Identifier: Apache-2.0
#include "quirks/quirks.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>

#include <map>

namespace formwork::quirks
{

namespace
{

// Entries of an operation over those for all of its service; objects are merged, anything else is replaced.
QJsonObject merged(QJsonObject general, const QJsonObject &special)
{
    for (auto it = special.begin(); it != special.end(); ++it) {
        const QJsonValue known = general.value(it.key());
        general.insert(
            it.key(),
            known.isObject() && it->isObject() ? QJsonValue(merged(known.toObject(), it->toObject())) : *it);
    }
    return general;
}

QStringList texts(const QJsonValue &list)
{
    QStringList result;
    for (const QJsonValue value : list.toArray())
        result.append(value.toString());
    return result;
}

QList<std::pair<QString, QString>> pairs(const QJsonValue &object)
{
    QList<std::pair<QString, QString>> result;
    const QJsonObject map = object.toObject();
    for (auto it = map.begin(); it != map.end(); ++it)
        result.append({it.key(), it->toString()});
    return result;
}

Quirks read(const QJsonObject &json)
{
    Quirks quirks;
    quirks.defaults = QCborMap::fromJsonObject(json[u"defaults"].toObject());
    quirks.encoded = texts(json[u"encoded"]);
    quirks.base64 = texts(json[u"base64"]);
    quirks.keyDigests = pairs(json[u"keyDigests"]);
    quirks.lastSegments = texts(json[u"lastSegments"]);
    quirks.omitsEmptyLists = json[u"omitsEmptyLists"].toBool();
    quirks.droppedPath = json[u"droppedPath"].toString().toUtf8();
    quirks.droppedHostPrefix = json[u"droppedHostPrefix"].toString();
    quirks.hostMember = json[u"hostMember"].toString();
    quirks.queryInBody = json[u"queryInBody"].toBool();
    for (const auto &[name, value] : pairs(json[u"headers"]))
        quirks.headers.append({name.toUtf8(), value.toUtf8()});
    quirks.requiredChecksum = json[u"requiredChecksum"].toString();
    quirks.treeHash = json[u"treeHash"].toBool();
    quirks.waitsForContinue = json[u"waitsForContinue"].toBool();
    quirks.unsignedCall = json[u"unsigned"].toBool();
    quirks.milliseconds = json[u"milliseconds"].toBool();
    if (const QJsonObject copy = json[u"crossRegion"].toObject(); !copy.isEmpty())
        quirks.crossRegion = CrossRegion{copy[u"url"].toString(), copy[u"dropsSource"].toBool()};
    if (const QJsonObject session = json[u"session"].toObject(); !session.isEmpty())
        quirks.session = SessionKeys{session[u"scheme"].toString(), session[u"operation"].toString(),
                                     texts(session[u"input"]), session[u"output"].toString(),
                                     session[u"tokenHeader"].toString().toUtf8()};
    if (const QJsonObject found = json[u"discovery"].toObject(); !found.isEmpty())
        quirks.discovery = Discovery{found[u"operation"].toString(), found[u"list"].toString(),
                                     found[u"address"].toString(), found[u"minutes"].toString()};
    if (const QJsonObject settings = json[u"settings"].toObject(); !settings.isEmpty())
        quirks.settings = Settings{settings[u"section"].toString(),
                                   QCborMap::fromJsonObject(settings[u"parameters"].toObject()),
                                   settings[u"payloadSigning"].toString()};
    quirks.decoded = texts(json[u"decoded"]);
    quirks.jsonShapes = texts(json[u"jsonShapes"]);
    quirks.jsonTexts = texts(json[u"jsonTexts"]);
    quirks.base64Texts = texts(json[u"base64Texts"]);
    quirks.headerTexts = pairs(json[u"headerTexts"]);
    quirks.answerRoot = json[u"answerRoot"].toString();
    quirks.unwrappedAnswer = json[u"unwrappedAnswer"].toBool();
    quirks.bareErrors = json[u"bareErrors"].toBool();
    quirks.parametersByCase = QCborMap::fromJsonObject(json[u"endpointParameters"].toObject());
    return quirks;
}

struct OfService {
    Quirks general;
    QHash<QString, Quirks> special; // by operation
};

QJsonObject readServices()
{
    QFile file(QStringLiteral(":/quirks.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program was built without its list of quirks.");
    return QJsonDocument::fromJson(file.readAll()).object()[u"services"].toObject();
}

OfService read(const QJsonObject &services, const QString &service)
{
    OfService result;
    const QJsonObject operations = services[service].toObject();
    const QJsonObject general = operations[u"*"].toObject();
    result.general = read(general);
    for (auto operation = operations.begin(); operation != operations.end(); ++operation)
        result.special.insert(operation.key(), read(merged(general, operation->toObject())));
    return result;
}

// A program that asks one service for something reads what is said of that one.
const OfService &ofService(const QString &sdkId)
{
    static const QJsonObject services = readServices();
    static const OfService none;
    if (!services.contains(sdkId))
        return none;
    static QMutex mutex;
    static std::map<QString, OfService> table; // entries stay where they are
    const QMutexLocker locker(&mutex);
    if (const auto known = table.find(sdkId); known != table.end())
        return known->second;
    return table.emplace(sdkId, read(services, sdkId)).first->second;
}

} // namespace

QCborMap Quirks::endpointParameters(const QString &region, bool hasCustomEndpoint) const
{
    QCborMap result;
    if (parametersByCase.isEmpty())
        return result;
    for (const QString &condition : {QString(), region, QStringLiteral("custom")}) {
        if (condition == u"custom" && !hasCustomEndpoint)
            continue;
        const QCborMap parameters = parametersByCase.value(condition).toMap();
        for (const auto &[name, value] : parameters)
            result.insert(name, value);
    }
    return result;
}

const Quirks &quirksOf(const model::Operation &operation)
{
    const OfService &service = ofService(operation.service->sdkId);
    const auto special = service.special.constFind(operation.name);
    return special == service.special.cend() ? service.general : *special;
}

} // namespace formwork::quirks
