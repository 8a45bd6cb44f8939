// SPDX-License-Identifier: Apache-2.0
#include "practice/forms.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>

namespace formwork::practice
{

namespace
{

// Of each service each entry, by "service entry".
void eachEntry(const QJsonObject &services,
               const std::function<void(const QString &key, const QJsonValue &value)> &take)
{
    for (auto service = services.begin(); service != services.end(); ++service) {
        const QJsonObject entries = service->toObject();
        for (auto entry = entries.begin(); entry != entries.end(); ++entry)
            take(service.key() + u' ' + entry.key(), *entry);
    }
}

} // namespace

Forms::Forms()
{
    QFile file(QStringLiteral(":/practice.json"));
    const QJsonObject data =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    eachEntry(data[u"forms"].toObject(), [this](const QString &key, const QJsonValue &value) {
        const QJsonObject members = value.toObject();
        for (auto member = members.begin(); member != members.end(); ++member)
            m_identifiers[key].insert(member.key(), member->toString());
    });
    eachEntry(data[u"conflicts"].toObject(), [this](const QString &key, const QJsonValue &value) {
        m_conflicts.insert(
            key, {value[u"member"].toString(), value[u"error"].toString(), value[u"alike"].toBool()});
    });
    eachEntry(data[u"absences"].toObject(), [this](const QString &key, const QJsonValue &value) {
        m_absences.insert(key, value.toString());
    });
    eachEntry(data[u"seals"].toObject(), [this](const QString &key, const QJsonValue &value) {
        m_seals.insert(key,
                       {value[u"member"].toString(), value[u"value"].toString(), value[u"asked"].toString()});
    });
    eachEntry(data[u"given"].toObject(),
              [this](const QString &key, const QJsonValue &) { m_given.insert(key); });
    eachEntry(data[u"loosePatterns"].toObject(),
              [this](const QString &key, const QJsonValue &) { m_loose.insert(key); });
    eachEntry(data[u"bonds"].toObject(),
              [this](const QString &key, const QJsonValue &value) { m_bonds.insert(key, value.toObject()); });
    eachEntry(data[u"methods"].toObject(), [this](const QString &key, const QJsonValue &value) {
        const QJsonObject methods = value.toObject();
        for (auto method = methods.begin(); method != methods.end(); ++method)
            m_methods.insert(key + u'.' + method.key(), method->toString());
    });
    eachEntry(data[u"containers"].toObject(), [this](const QString &key, const QJsonValue &value) {
        m_containers.insert(key, value.toString());
    });
    eachEntry(data[u"usual"].toObject(),
              [this](const QString &key, const QJsonValue &value) { m_usual.insert(key, value.toString()); });
    for (const QJsonValue line : data[u"reservedWords"].toArray()) {
        for (const QString &word : line.toString().split(u' '))
            m_reserved.insert(word);
    }
    m_entries = data[u"entries"].toObject();
    m_tongues = data[u"tongues"].toObject();
    m_versions = data[u"versions"].toObject();
    m_hostNames = data[u"hostNames"].toObject();
    m_states = data[u"states"].toObject();
    m_told = data[u"told"].toObject();
    m_company = data[u"company"].toObject();
    m_paths = data[u"paths"].toObject();
    eachEntry(m_versions, [this](const QString &key, const QJsonValue &value) {
        for (const QString &operation : value[u"operations"].toObject().keys())
            m_onVersions.insert(key.section(u' ', 0, 0) + u' ' + operation);
    });
    const QJsonObject verbs = data[u"verbs"].toObject();
    for (auto role = verbs.begin(); role != verbs.end(); ++role) {
        for (const QJsonValue verb : role->toArray())
            m_verbs.insert(role.key() + u' ' + verb.toString());
    }
    const QJsonObject services = data[u"typeServices"].toObject();
    for (auto service = services.begin(); service != services.end(); ++service)
        m_services.insert(service.key(), service->toString());
}

QHash<QString, QString> Forms::identifiers(const QString &service, const QString &noun) const
{
    return m_identifiers.value(service + u' ' + noun);
}

Forms::Conflict Forms::conflict(const QString &service, const QString &operation) const
{
    return m_conflicts.value(service + u' ' + operation);
}

QString Forms::absence(const QString &service, const QString &noun) const
{
    return m_absences.value(service + u' ' + noun);
}

Forms::Seal Forms::seal(const QString &service, const QString &noun) const
{
    return m_seals.value(service + u' ' + noun);
}

QString Forms::serviceOfType(const QString &name) const { return m_services.value(name); }

bool Forms::isGiven(const QString &service, const QString &noun) const
{
    return m_given.contains(service + u' ' + noun);
}

bool Forms::isLoose(const QString &service, const QString &member) const
{
    return m_loose.contains(service + u' ' + member);
}

bool Forms::isVerb(const QString &role, const QString &verb) const
{
    return m_verbs.contains(role + u' ' + verb);
}

QString Forms::usual(const QString &service, const QString &member) const
{
    return m_usual.value(service + u' ' + member);
}

QString Forms::method(const QString &behaviour, const QString &operation) const
{
    return m_methods.value(behaviour + u' ' + operation);
}

QString Forms::container(const QString &behaviour, const QString &service) const
{
    return m_containers.value(behaviour + u' ' + service);
}

bool Forms::isReserved(const QString &word) const { return m_reserved.contains(word.toUpper()); }

QJsonObject Forms::bond(const QString &service, const QString &operation) const
{
    return m_bonds.value(service + u' ' + operation);
}

QJsonObject Forms::entries(const QString &service, const QString &operation) const
{
    return m_entries.value(service).toObject().value(operation).toObject();
}

QJsonObject Forms::states(const QString &service, const QString &noun) const
{
    return m_states[service][noun].toObject();
}

QJsonObject Forms::told(const QString &service, const QString &noun) const
{
    return m_told[service][noun].toObject();
}

QJsonObject Forms::company(const QString &service, const QString &operation) const
{
    return m_company[service][operation].toObject();
}

QJsonObject Forms::path(const QString &service, const QString &operation) const
{
    return m_paths[service][operation].toObject();
}

QString Forms::hostName(const QString &service, const QString &operation) const
{
    return m_hostNames[service][operation].toString();
}

QJsonObject Forms::versions(const QString &service) const { return m_versions.value(service).toObject(); }

bool Forms::isOnVersions(const QString &service, const QString &operation) const
{
    return m_onVersions.contains(service + u' ' + operation);
}

QJsonObject Forms::tongue(const QString &service) const { return m_tongues.value(service).toObject(); }

const Forms &forms()
{
    static const Forms table;
    return table;
}

} // namespace formwork::practice
