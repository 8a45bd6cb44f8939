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
constexpr qsizetype kMostSteps = 400'000; // of work, for all that is tried
constexpr char32_t kBeyondAscii = U'\u00e9'; // stands for all letters beyond ASCII

QString textOf(const QList<uint> &points, qsizetype count)
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), count);
}

// Tries what could follow, until the work is too much.
class Trying
{
public:
    explicit Trying(const QString &pattern)
        : m_pattern(pattern)
    {
    }

    [[nodiscard]] bool isTooMuch() const { return m_isTooMuch; }

    bool couldGoOn(const QString &beginning)
    {
        if (m_isTooMuch)
            return false;
        const Verdict verdict = validation::couldGoOn(m_pattern, beginning, m_steps);
        m_isTooMuch = verdict == Verdict::GaveUp || verdict == Verdict::Unreadable;
        return verdict == Verdict::Matches;
    }

    // The characters that may follow.
    QList<char32_t> followers(const QString &beginning)
    {
        QList<char32_t> found;
        const auto tryOne = [&](char32_t c) {
            if (couldGoOn(beginning + QString::fromUcs4(&c, 1)))
                found.append(c);
        };
        for (char32_t c = U' '; c < 0x7F; ++c)
            tryOne(c);
        tryOne(kBeyondAscii);
        return found;
    }

private:
    const QString &m_pattern;
    qsizetype m_steps = kMostSteps;
    bool m_isTooMuch = false;
};

bool mayEnd(const QString &pattern, const QString &text)
{
    return search(QStringLiteral("^(?:") + pattern + QStringLiteral(")$"), text) == Verdict::Matches;
}

QString onlyWay(Trying &trying, const QString &pattern, const QString &beginning, QList<char32_t> next)
{
    QString way;
    while (next.size() == 1 && way.size() < kLongestOnly
           && (way.isEmpty() || !mayEnd(pattern, beginning + way))) {
        way += QString::fromUcs4(next.constData(), 1);
        next = trying.followers(beginning + way);
    }
    return way;
}

} // namespace

std::optional<FailingPlace> failingPlace(const QString &pattern, const QString &text)
{
    const QList<uint> points = text.toUcs4();
    if (points.size() > kLongest)
        return {};
    Trying trying(pattern);
    // What could go on could do so at every place before.
    qsizetype good = 0;
    for (qsizetype bad = points.size() + 1; good + 1 < bad;) {
        const qsizetype middle = std::midpoint(good, bad);
        (trying.couldGoOn(textOf(points, middle)) ? good : bad) = middle;
    }
    FailingPlace place;
    place.at = good;
    place.isAfterEnd = good == points.size();
    const QString beginning = textOf(points, good);
    const QList<char32_t> next = trying.followers(beginning);
    for (const char32_t c : next)
        place.next.add(c, c);
    place.nothingFollows = next.isEmpty();
    if (trying.isTooMuch() || (place.nothingFollows && place.isAfterEnd)) // what looks ahead refuses it
        return {};
    place.only = onlyWay(trying, pattern, beginning, next);
    return place;
}

} // namespace formwork::validation
