// SPDX-License-Identifier: Apache-2.0
#include "practice/forms.h"

#include <QFile>
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
        m_conflicts.insert(key, {value[u"member"].toString(), value[u"error"].toString()});
    });
    eachEntry(data[u"absences"].toObject(), [this](const QString &key, const QJsonValue &value) {
        m_absences.insert(key, value.toString());
    });
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

const Forms &forms()
{
    static const Forms table;
    return table;
}

} // namespace formwork::practice
