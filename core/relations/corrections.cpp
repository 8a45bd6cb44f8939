// SPDX-License-Identifier: Apache-2.0
#include "relations/corrections.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::relations
{

namespace
{

std::vector<std::string> texts(const QJsonValue &list)
{
    std::vector<std::string> result;
    for (const QJsonValue &entry : list.toArray())
        result.push_back(entry.toString().toStdString());
    return result;
}

Corrections::Elsewhere readElsewhere(const QJsonObject &entry)
{
    const auto text = [&entry](QStringView name) { return entry.value(name).toString(); };
    return {texts(entry.value(u"ends")),
            texts(entry.value(u"names")),
            text(u"service"),
            text(u"operation"),
            text(u"path"),
            text(u"id"),
            text(u"name")};
}

QHash<QString, QString> readNames(const QJsonObject &services)
{
    QHash<QString, QString> result;
    for (auto service = services.constBegin(); service != services.constEnd(); ++service) {
        const QJsonObject operations = service->toObject();
        for (auto operation = operations.constBegin(); operation != operations.constEnd(); ++operation)
            result.insert(service.key() + u'.' + operation.key(), operation->toString());
    }
    return result;
}

} // namespace

Corrections::Corrections()
{
    QFile file(QStringLiteral(":/relations.json"));
    const QJsonObject data =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    const QJsonObject words = data.value(u"sameWords").toObject();
    for (auto word = words.constBegin(); word != words.constEnd(); ++word)
        m_sameWords.emplace(word.key().toStdString(), word->toString().toStdString());
    const QJsonObject verbs = data.value(u"verbs").toObject();
    for (auto role = verbs.constBegin(); role != verbs.constEnd(); ++role) {
        for (const QJsonValue &verb : role->toArray())
            m_verbs[role.key()].insert(verb.toString());
    }
    for (const QJsonValue &entry : data.value(u"elsewhere").toArray())
        m_elsewhere.push_back(readElsewhere(entry.toObject()));
    const auto operations = [&data](QStringView list) {
        const QHash<QString, QString> reasons = readNames(data.value(list).toObject());
        return QSet<QString>(reasons.keyBegin(), reasons.keyEnd());
    };
    m_sharedNames = operations(u"sharedNames");
    m_answerAlike = operations(u"answerAlike");
    m_untagged = operations(u"untagged");
    m_tagTypes = readNames(data.value(u"tagTypes").toObject());
    m_nouns = readNames(data.value(u"nouns").toObject());
    m_ownNames = readNames(data.value(u"ownNames").toObject());
    m_reads = readNames(data.value(u"reads").toObject());
}

const std::string &Corrections::sameWord(const std::string &word) const
{
    static const std::string none;
    const auto found = m_sameWords.find(word);
    return found == m_sameWords.end() ? none : found->second;
}

bool Corrections::isVerb(std::string_view role, const std::string &verb) const
{
    const auto found = m_verbs.constFind(QString::fromUtf8(role.data(), qsizetype(role.size())));
    return found != m_verbs.cend() && found->contains(QString::fromStdString(verb));
}

bool Corrections::hasSharedNames(const QString &service, const QString &operation) const
{
    return m_sharedNames.contains(service + u'.' + operation);
}

bool Corrections::answersAlike(const QString &service, const QString &operation) const
{
    return m_answerAlike.contains(service + u'.' + operation);
}

bool Corrections::isUntagged(const QString &service, const QString &operation) const
{
    return m_untagged.contains(service + u'.' + operation);
}

QString Corrections::tagType(const QString &service, const QString &operation) const
{
    return m_tagTypes.value(service + u'.' + operation);
}

QString Corrections::noun(const QString &service, const QString &operation) const
{
    return m_nouns.value(service + u'.' + operation);
}

QString Corrections::ownName(const QString &service, const QString &operation) const
{
    return m_ownNames.value(service + u'.' + operation);
}

QString Corrections::readOperation(const QString &service, const QString &operation) const
{
    return m_reads.value(service + u'.' + operation);
}

const Corrections &corrections()
{
    static const Corrections table;
    return table;
}

} // namespace formwork::relations
