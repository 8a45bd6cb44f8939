// SPDX-License-Identifier: Apache-2.0
#include "search/searchwords.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::search
{

namespace
{

bool isWordStart(QStringView name, qsizetype i)
{
    if (!name[i].isLetterOrNumber())
        return false;
    if (i == 0 || !name[i - 1].isLetterOrNumber())
        return true;
    const bool afterLower = !name[i - 1].isUpper();
    const bool beforeLower = i + 1 < name.size() && name[i + 1].isLower();
    return name[i].isUpper() && (afterLower || beforeLower);
}

QJsonObject dataOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

QByteArrayList searchWords(QStringView name)
{
    QByteArrayList words;
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (isWordStart(name, i))
            words.append(QByteArray());
        if (name[i].isLetterOrNumber())
            words.last() += name[i].toLower().toLatin1();
    }
    return words;
}

bool isOneSlipAway(QByteArrayView word, QByteArrayView typed)
{
    qsizetype same = 0;
    while (same < word.size() && same < typed.size() && word[same] == typed[same])
        ++same;
    if (same == 0 && typed.size() < 6)
        return false; // a wrong first letter of a short word is another word
    const auto rest = [](QByteArrayView text, qsizetype from) {
        return text.sliced(std::min(from, text.size()));
    };
    const QByteArrayView left = rest(word, same);
    const QByteArrayView wrong = rest(typed, same);
    const bool tooMany = left.startsWith(rest(wrong, 1));
    const bool missing = rest(left, 1).startsWith(wrong);
    const bool another = rest(left, 1).startsWith(rest(wrong, 1));
    const bool swapped = left.size() > 1 && wrong.size() > 1 && left[0] == wrong[1] && left[1] == wrong[0]
        && left.sliced(2).startsWith(wrong.sliced(2));
    return tooMany || missing || another || swapped;
}

QStringList readPopular()
{
    QStringList result;
    for (const QJsonValue &id : dataOf(QStringLiteral(":/search/popular.json")).value(u"services").toArray())
        result.append(id.toString());
    return result;
}

Abbreviations readAbbreviations()
{
    Abbreviations result;
    const QJsonObject entries = dataOf(QStringLiteral(":/search/abbreviations.json"));
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        QList<QByteArrayList> &meant = result[entry.key().toLatin1()];
        if (entry.value().isString())
            meant.append(entry.value().toString().toLatin1().split(' '));
        for (const QJsonValue &one : entry.value().toArray())
            meant.append(one.toString().toLatin1().split(' '));
    }
    return result;
}

QList<Phrase> readPhrases()
{
    QList<Phrase> result;
    const QJsonObject entries = dataOf(QStringLiteral(":/search/phrases.json"));
    for (auto entry = entries.begin(); entry != entries.end(); ++entry)
        result.append({entry.key().toLatin1().split(' '), entry.value().toString().toLatin1().split(' ')});
    return result;
}

bool isPluralOf(QByteArrayView many, QByteArrayView one)
{
    return many.size() == one.size() + 1 && many.endsWith('s') && many.startsWith(one);
}

} // namespace formwork::search
