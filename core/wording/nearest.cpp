// SPDX-License-Identifier: Apache-2.0
#include "wording/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace formwork::wording
{

namespace
{

constexpr qsizetype kMostSuggestions = 3;

// Levenshtein's distance, or `limit` + 1 as soon as it is surely larger.
qsizetype distance(const QString &a, const QString &b, qsizetype limit)
{
    if (std::abs(a.size() - b.size()) > limit)
        return limit + 1;
    std::vector<qsizetype> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[size_t(j)];
            row[size_t(j)] = std::min({substituted, row[size_t(j)] + 1, row[size_t(j - 1)] + 1});
        }
        if (*std::min_element(row.begin(), row.end()) > limit)
            return limit + 1;
    }
    return row.back();
}

} // namespace

QStringList nearestNames(QStringView name, const QStringList &names)
{
    constexpr qsizetype longest = 100;
    const QString wanted = name.left(longest).toString().toLower();
    const qsizetype limit = std::max(qsizetype(2), wanted.size() / 3);
    struct Near {
        qsizetype distance;
        QString name;
    };
    QList<Near> near;
    for (const QString &candidate : names) {
        const QString lower = candidate.toLower();
        const bool begins = wanted.size() >= 3 && lower.startsWith(wanted);
        const qsizetype edits = begins ? 0 : distance(wanted, lower, limit);
        if (edits <= limit)
            near.append({edits, candidate});
    }
    std::sort(near.begin(), near.end(), [](const Near &a, const Near &b) {
        return a.distance != b.distance ? a.distance < b.distance : a.name < b.name;
    });
    QStringList result;
    for (const Near &found : near.mid(0, kMostSuggestions))
        result.append(found.name);
    return result;
}

} // namespace formwork::wording
