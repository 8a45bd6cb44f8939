// SPDX-License-Identifier: Apache-2.0
#include "journal/filterdoubt.h"

#include "base/tr.h"
#include "journal/filter.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace formwork::journal
{

namespace
{

constexpr qsizetype kSlips = 2; // letters

// How many letters have to be put in, left out or changed.
qsizetype slips(const QString &from, const QString &to)
{
    std::vector<qsizetype> row(size_t(to.size()) + 1);
    std::iota(row.begin(), row.end(), qsizetype(0));
    for (qsizetype i = 0; i < from.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (size_t j = 1; j < row.size(); ++j) {
            const qsizetype changed = diagonal + (from[i] == to[qsizetype(j) - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

// Only what is longer than a slip: "id:" is no "is:".
QString placeLike(const QString &written)
{
    QString nearest;
    qsizetype least = kSlips + 1;
    for (const QString &place : placeNames()) {
        const qsizetype found = slips(written, place);
        if (found < least && written.size() > kSlips + 1 && place.size() > kSlips + 1) {
            least = found;
            nearest = place;
        }
    }
    return nearest;
}

QString doubtOfWord(const QString &word)
{
    const qsizetype colon = word.indexOf(u':');
    const QString written = colon < 0 ? QString() : word.first(colon);
    const QString place = written.isEmpty() ? QString() : placeLike(written);
    return place.isEmpty() ? QString()
                           : Tr::tr("“%1:” was searched as a word; did you mean “%2:”?").arg(written, place);
}

QString doubtOfValue(const QString &place, const QString &value)
{
    const auto isAmong = [](const QStringList &known, const auto &fits) {
        return std::ranges::any_of(known, fits);
    };
    const QStringList kinds{QStringLiteral("reads"), QStringLiteral("changes")};
    if (place == u"outcome"
        && !isAmong(outcomeWords(), [&value](const QString &one) { return one.contains(value); }))
        return Tr::tr("No outcome is called “%1”. There are: %2.")
            .arg(value, outcomeWords().join(QStringLiteral(", ")));
    if (place == u"is" && !isAmong(kinds, [&value](const QString &one) { return one.startsWith(value); }))
        return Tr::tr("“is:” is followed by %1, not by “%2”.").arg(kinds.join(QStringLiteral(", ")), value);
    bool isNumber = false;
    static_cast<void>(value.toLongLong(&isNumber));
    if (place == u"batch" && !isNumber)
        return Tr::tr("“batch:” is followed by the number of a batch, not by “%1”.").arg(value);
    return {};
}

} // namespace

QStringList outcomeWords()
{
    return {outcomeName(Outcome::Sending), outcomeName(Outcome::Succeeded), outcomeName(Outcome::Rejected),
            outcomeName(Outcome::Unknown), QStringLiteral("created"),       QStringLiteral("done"),
            QStringLiteral("not sent"),    QStringLiteral("settled")};
}

QString filterDoubt(const QString &text)
{
    const ParsedFilter parsed = parseFilter(text);
    for (const QString &word : parsed.words) {
        if (const QString doubt = doubtOfWord(word); !doubt.isEmpty())
            return doubt;
    }
    for (const ParsedFilter::Place &place : parsed.places) {
        for (const ParsedFilter::Wanted &value : place.values) {
            if (const QString doubt = doubtOfValue(place.name, value.text); !doubt.isEmpty())
                return doubt;
        }
    }
    return {};
}

} // namespace formwork::journal
