// SPDX-License-Identifier: Apache-2.0
#include "wording/names.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::wording
{

namespace
{

constexpr qsizetype kLongestPhrase = 3; // words

QHash<QString, QString> readSpelling()
{
    QFile file(QStringLiteral(":/words.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject data = QJsonDocument::fromJson(file.readAll()).object();
    QHash<QString, QString> spelling;
    for (const QJsonValue &acronym : data.value(u"acronyms").toArray())
        spelling.insert(acronym.toString(), acronym.toString().toUpper());
    for (const QStringView table : {u"spelling", u"phrases"}) {
        const QJsonObject entries = data.value(table).toObject();
        for (auto entry = entries.begin(); entry != entries.end(); ++entry)
            spelling.insert(entry.key(), entry.value().toString());
    }
    return spelling;
}

// How words and runs of words are written, by the same in lower case with a blank between.
const QHash<QString, QString> &spelling()
{
    static const QHash<QString, QString> table = readSpelling();
    return table;
}

// One word; empty where it is written as it stands.
QString spelled(const QString &word)
{
    if (const QString known = spelling().value(word); !known.isEmpty())
        return known;
    if (!word.endsWith(u's'))
        return {};
    const QString one = spelling().value(word.chopped(1));
    return one.isEmpty() ? QString() : one + u's';
}

// The longest run of words from `at` that is written in a way of its own; how many words it has.
qsizetype spelledRun(const QStringList &split, qsizetype at, QString &said)
{
    for (qsizetype length = qMin(kLongestPhrase, split.size() - at); length > 0; --length) {
        said = spelled(length == 1 ? split[at] : split.mid(at, length).join(u' '));
        if (!said.isEmpty())
            return length;
    }
    said = split[at];
    return 1;
}

QStringList splitName(QStringView name)
{
    QStringList split;
    QString word;
    for (const QChar c : cliName(name)) {
        if (c != u'-' && c != u'_' && c != u'.' && c != u' ' && c != u':' && c != u'/') {
            word += c;
        } else if (!word.isEmpty()) {
            split.append(std::exchange(word, {}));
        }
    }
    if (!word.isEmpty())
        split.append(word);
    return split;
}

} // namespace

QString words(QStringView name)
{
    const QStringList split = splitName(name);
    QString result;
    for (qsizetype at = 0; at < split.size();) {
        QString said;
        const qsizetype length = spelledRun(split, at, said);
        const bool isOwn = said != split[at];
        if (at == 0 && !isOwn)
            said[0] = said[0].toUpper();
        result += at == 0 ? said : u' ' + said;
        at += length;
    }
    return result;
}

} // namespace formwork::wording
