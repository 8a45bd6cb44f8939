// SPDX-License-Identifier: Apache-2.0
#include "widgets/matches.h"

#include <QStringList>

#include <algorithm>

namespace formwork::widgets
{
namespace
{

bool startsWord(const QString &text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

// The word at the beginning of a word, or anywhere; nothing where it is not in the text.
QList<Match> inOnePiece(const QString &text, const QString &word)
{
    qsizetype anywhere = -1;
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (startsWord(text, at))
            return {{at, word.size()}};
        anywhere = anywhere < 0 ? at : anywhere;
    }
    return anywhere < 0 ? QList<Match>() : QList<Match>{{anywhere, word.size()}};
}

// As beginnings of words in a row, each as long as it fits.
QList<Match> inBeginnings(const QString &text, const QString &word)
{
    QList<Match> found;
    qsizetype taken = 0;
    for (qsizetype at = 0; at < text.size() && taken < word.size(); ++at) {
        if (!text[at].isLetterOrNumber() || !startsWord(text, at))
            continue;
        qsizetype length = 0;
        while (taken + length < word.size() && at + length < text.size()
               && text[at + length].toLower() == word[taken + length].toLower())
            ++length;
        if (length > 0)
            found.append({at, length});
        taken += length;
    }
    return taken == word.size() ? found : QList<Match>();
}

} // namespace

QList<Match> matchesOf(const QString &text, const QString &query)
{
    QList<Match> all;
    for (const QString &word : query.split(u' ', Qt::SkipEmptyParts)) {
        const QList<Match> whole = inOnePiece(text, word);
        all += whole.isEmpty() ? inBeginnings(text, word) : whole;
    }
    std::sort(all.begin(), all.end(), [](const Match &a, const Match &b) {
        return a.start != b.start ? a.start < b.start : a.length > b.length;
    });
    QList<Match> apart;
    for (const Match &match : std::as_const(all)) {
        if (!apart.isEmpty() && match.start <= apart.last().start + apart.last().length) {
            Match &last = apart.last();
            last.length = qMax(last.length, match.start + match.length - last.start);
        } else {
            apart.append(match);
        }
    }
    return apart;
}

bool hasWords(const QString &text, const QString &query)
{
    const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(
        words, [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace formwork::widgets
