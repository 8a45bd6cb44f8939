// SPDX-License-Identifier: Apache-2.0
#include "practice/entryorder.h"

#include <QCborMap>
#include <QJsonArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

// "www.example.org." is compared as "org.example.www", of which each label ends before any letter.
QString hostKey(const QString &name)
{
    QStringList labels = name.toLower().split(u'.', Qt::SkipEmptyParts);
    std::ranges::reverse(labels);
    return labels.join(QChar(0)).replace(u'*', QStringLiteral("\\052"));
}

QStringList keyOf(const QCborMap &entry, const QJsonObject &data)
{
    QStringList key;
    for (const QJsonValue member : data[u"key"].toArray()) {
        const QString text = entry.value(member.toString()).toString();
        key.append(key.isEmpty() ? hostKey(text) : text);
    }
    return key;
}

} // namespace

QCborArray inOrderOfHosts(const QCborArray &entries, const QJsonObject &data)
{
    QList<std::pair<QStringList, QCborMap>> keyed;
    for (const QCborValue entry : entries)
        keyed.append({keyOf(entry.toMap(), data), entry.toMap()});
    std::ranges::sort(keyed, {}, &std::pair<QStringList, QCborMap>::first);
    QCborArray ordered;
    for (const auto &[key, entry] : keyed)
        ordered.append(entry);
    return ordered;
}

qsizetype firstAsked(const QCborArray &entries, const QCborMap &input, const QJsonObject &data)
{
    const QJsonArray members = data[u"start"].toArray();
    QCborMap asked;
    for (qsizetype index = 0; index < members.size(); ++index) {
        const QString text = input.value(members[index].toString()).toString();
        if (!text.isEmpty())
            asked[data[u"key"][index].toString()] = text;
    }
    const QStringList wanted = keyOf(asked, data);
    qsizetype index = 0;
    while (index < entries.size() && keyOf(entries[index].toMap(), data) < wanted)
        ++index;
    return index;
}

void tellNext(QCborMap &answer, const QCborArray &entries, qsizetype index, const QJsonObject &data)
{
    const QJsonArray members = data[u"next"].toArray();
    for (qsizetype at = 0; at < members.size(); ++at) {
        answer.remove(members[at].toString());
        const QCborValue value = entries[index].toMap().value(data[u"key"][at].toString());
        if (index < entries.size() && value.isString())
            answer[members[at].toString()] = value;
    }
}

} // namespace formwork::practice
