// SPDX-License-Identifier: Apache-2.0
#include "validation/failingplace.h"

#include "validation/pattern.h"

#include <algorithm>
#include <numeric>

namespace formwork::validation
{

namespace
{

constexpr qsizetype kLongest = 2048; // code points
constexpr qsizetype kLongestOnly = 24; // characters of the only way to go on
constexpr char32_t kBeyondAscii = U'\u00e9'; // stands for all letters beyond ASCII

QString textOf(const QList<uint> &points, qsizetype count)
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), count);
}

// The characters that may follow.
QList<char32_t> followers(const QString &pattern, const QString &beginning)
{
    QList<char32_t> found;
    const auto tryOne = [&](char32_t c) {
        if (couldGoOn(pattern, beginning + QString::fromUcs4(&c, 1)) != Verdict::Differs)
            found.append(c);
    };
    for (char32_t c = U' '; c < 0x7F; ++c)
        tryOne(c);
    tryOne(kBeyondAscii);
    return found;
}

bool mayEnd(const QString &pattern, const QString &text)
{
    return search(QStringLiteral("^(?:") + pattern + QStringLiteral(")$"), text) == Verdict::Matches;
}

QString onlyWay(const QString &pattern, const QString &beginning, QList<char32_t> next)
{
    QString way;
    while (next.size() == 1 && way.size() < kLongestOnly
           && (way.isEmpty() || !mayEnd(pattern, beginning + way))) {
        way += QString::fromUcs4(next.constData(), 1);
        next = followers(pattern, beginning + way);
    }
    return way;
}

} // namespace

std::optional<FailingPlace> failingPlace(const QString &pattern, const QString &text)
{
    const QList<uint> points = text.toUcs4();
    if (points.size() > kLongest)
        return {};
    // What could go on could do so at every place before.
    qsizetype good = 0;
    for (qsizetype bad = points.size() + 1; good + 1 < bad;) {
        const qsizetype middle = std::midpoint(good, bad);
        const Verdict verdict = couldGoOn(pattern, textOf(points, middle));
        if (verdict != Verdict::Matches && verdict != Verdict::Differs)
            return {};
        (verdict == Verdict::Matches ? good : bad) = middle;
    }
    FailingPlace place;
    place.at = good;
    place.isAfterEnd = good == points.size();
    const QString beginning = textOf(points, good);
    const QList<char32_t> next = followers(pattern, beginning);
    for (const char32_t c : next)
        place.next.add(c, c);
    place.nothingFollows = next.isEmpty();
    if (place.nothingFollows && place.isAfterEnd)
        return {}; // what looks ahead refuses it
    place.only = onlyWay(pattern, beginning, next);
    return place;
}

} // namespace formwork::validation
