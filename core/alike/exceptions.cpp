// SPDX-License-Identifier: Apache-2.0
#include "alike/exceptions.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::alike
{

namespace
{

QHash<QString, QString> texts(const QJsonObject &entries)
{
    QHash<QString, QString> result;
    for (auto entry = entries.begin(); entry != entries.end(); ++entry)
        result.insert(entry.key(), entry.value().toString());
    return result;
}

Exceptions read()
{
    QFile file(QStringLiteral(":/alike.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject data = QJsonDocument::fromJson(file.readAll()).object();
    Exceptions result;
    const QJsonObject options = data.value(u"awsOptions").toObject();
    for (auto entry = options.begin(); entry != options.end(); ++entry) {
        const QJsonObject option = entry.value().toObject();
        result.awsOptions.insert(entry.key(),
                                 {option.value(u"value").toBool(), option.value(u"use").toString()});
    }
    const QJsonObject services = data.value(u"cfnServices").toObject();
    for (auto entry = services.begin(); entry != services.end(); ++entry) {
        QStringList names;
        for (const QJsonValue &name : entry.value().toArray())
            names.append(name.toString());
        result.cfnServices.insert(entry.key(), names);
    }
    result.renamed = texts(data.value(u"renamed").toObject());
    result.cfnTypes = texts(data.value(u"cfnTypes").toObject());
    result.cfnMembers = texts(data.value(u"cfnMembers").toObject());
    result.arnServices = texts(data.value(u"arnServices").toObject());
    result.arnNouns = texts(data.value(u"arnNouns").toObject());
    return result;
}

} // namespace

const Exceptions &exceptions()
{
    static const Exceptions known = read();
    return known;
}

} // namespace formwork::alike
