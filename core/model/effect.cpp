// SPDX-License-Identifier: Apache-2.0
#include "model/effect.h"
#include "wording/names.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace formwork::model
{

namespace
{

struct Verbs {
    QSet<QString> before; // the verb follows
    QSet<QString> reads;
    QSet<QString> readsNot; // "check-in": names that begin like reading and are not
    QSet<QString> creates;
    QSet<QString> sends; // of them, those that make something for others only
    QSet<QString> destroys;
    QSet<QString> destroysOnce; // of them, those after which nothing of it is left to do
    QSet<QString> deletionBegunBy; // "schedule" of ScheduleKeyDeletion
};

Verbs readVerbs()
{
    QFile file(QStringLiteral(":/verbs.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject data = QJsonDocument::fromJson(file.readAll()).object();
    const auto words = [&](QStringView key) {
        QSet<QString> set;
        for (const QJsonValue &word : data.value(key).toArray())
            set.insert(word.toString());
        return set;
    };
    return {words(u"before"), words(u"reads"),    words(u"readsNot"),     words(u"creates"),
            words(u"sends"),  words(u"destroys"), words(u"destroysOnce"), words(u"deletionBegunBy")};
}

const Verbs &verbs()
{
    static const Verbs table = readVerbs();
    return table;
}

// The words of the name from its verb on.
QStringList fromVerb(const QString &name)
{
    QStringList words = wording::cliName(name).split(u'-', Qt::SkipEmptyParts);
    while (words.size() > 1 && verbs().before.contains(words.first()))
        words.removeFirst();
    return words;
}

} // namespace

Effect effectOf(const Operation &operation)
{
    const QStringList words = fromVerb(operation.name);
    const QString verb = words.value(0);
    if (verbs().destroys.contains(verb)
        || (verbs().deletionBegunBy.contains(verb) && words.contains(QLatin1StringView("deletion"))))
        return Effect::Destroys;
    if (verbs().creates.contains(verb))
        return Effect::Creates;
    const bool isRead = verbs().reads.contains(verb)
        && !verbs().readsNot.contains(words.mid(0, 2).join(QLatin1StringView("-")));
    return operation.readOnly || isRead ? Effect::Reads : Effect::Changes;
}

bool onlyReads(const Operation &operation)
{
    return operation.readOnly || effectOf(operation) == Effect::Reads;
}

bool destroysOnce(const QString &operationName)
{
    return verbs().destroysOnce.contains(fromVerb(operationName).value(0));
}

bool isCreate(QStringView operationName)
{
    const auto beginsWith = [&operationName](QStringView word) {
        return operationName.startsWith(word, Qt::CaseInsensitive)
            && (operationName.size() == word.size() || !operationName[word.size()].isLower());
    };
    for (const QString &word : verbs().before) {
        if (beginsWith(word)) {
            operationName = operationName.sliced(word.size());
            break;
        }
    }
    return beginsWith(u"Create");
}

bool makes(const QString &operationName)
{
    const QString verb = fromVerb(operationName).value(0);
    return verbs().creates.contains(verb) && !verbs().sends.contains(verb);
}

QString verbOf(const Operation &operation)
{
    QString verb = fromVerb(operation.name).value(0);
    if (!verb.isEmpty())
        verb[0] = verb[0].toUpper();
    return verb;
}

} // namespace formwork::model
