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
    QFile file(QStringLiteral(":/search/popular.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList result;
    for (const QJsonValue &id : QJsonDocument::fromJson(file.readAll()).object().value(u"services").toArray())
        result.append(id.toString());
    return result;
}

QHash<QByteArray, QByteArrayList> readAbbreviations()
{
    QHash<QByteArray, QByteArrayList> result;
    QFile file(QStringLiteral(":/search/abbreviations.json"));
    if (!file.open(QIODevice::ReadOnly))
        return result;
    const QJsonObject entries = QJsonDocument::fromJson(file.readAll()).object();
    for (auto entry = entries.begin(); entry != entries.end(); ++entry)
        result.insert(entry.key().toLatin1(), entry.value().toString().toLatin1().split(' '));
    return result;
}

} // namespace formwork::search
