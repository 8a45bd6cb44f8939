// SPDX-License-Identifier: Apache-2.0
#include "model/search.h"

#include <algorithm>
#include <queue>

namespace formwork::model
{

namespace
{

// "CreateDBInstance" -> " create db instance"; "ds-data" -> " ds data"
void appendWords(QByteArray &text, QStringView name)
{
    const auto isStart = [&](qsizetype i) {
        if (!name[i].isLetterOrNumber())
            return false;
        if (i == 0 || !name[i - 1].isLetterOrNumber())
            return true;
        const bool upper = name[i].isUpper();
        const bool afterLower = !name[i - 1].isUpper();
        const bool beforeLower = i + 1 < name.size() && name[i + 1].isLower();
        return upper && (afterLower || beforeLower);
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (isStart(i))
            text += ' ';
        if (name[i].isLetterOrNumber())
            text += name[i].toLower().toLatin1();
    }
}

// Whether `word` is made of beginnings of words in a row, starting with the word at `at` (just after its
// blank).
bool matchesHumps(QByteArrayView text, qsizetype at, QByteArrayView word)
{
    if (word.isEmpty())
        return true;
    qsizetype same = 0;
    while (at + same < text.size() && same < word.size() && text[at + same] == word[same])
        ++same;
    const qsizetype next = text.indexOf(' ', at);
    for (qsizetype take = same; take > 0; --take) {
        if (take == word.size() || (next >= 0 && matchesHumps(text, next + 1, word.sliced(take))))
            return true;
    }
    return false;
}

enum Points { kNone = 0, kInside = 1, kHumps = 6, kBeginning = 8, kWholeWord = 12 };

int pointsOf(QByteArrayView text, QByteArrayView word)
{
    int best = kNone;
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (at > 0 && text[at - 1] != ' ') {
            best = std::max<int>(best, kInside);
            continue;
        }
        const qsizetype end = at + word.size();
        best = std::max<int>(best, end == text.size() || text[end] == ' ' ? kWholeWord : kBeginning);
    }
    for (qsizetype blank = text.indexOf(' '); best < kHumps && blank >= 0;
         blank = text.indexOf(' ', blank + 1)) {
        if (blank + 1 < text.size() && text[blank + 1] == word[0] && matchesHumps(text, blank + 1, word))
            best = kHumps;
    }
    return best;
}

} // namespace

OperationIndex::OperationIndex(CatalogPtr catalog)
    : m_catalog(std::move(catalog))
{
    const QList<ServicePtr> &services = m_catalog->services();
    for (qsizetype s = 0; s < services.size(); ++s) {
        QByteArray about("|");
        appendWords(about, services[s]->id);
        appendWords(about, services[s]->title);
        appendWords(about, services[s]->sdkId);
        const QList<OperationSummary> &operations = services[s]->operations;
        for (qsizetype o = 0; o < operations.size(); ++o) {
            Entry entry;
            entry.service = static_cast<quint32>(s);
            entry.operation = static_cast<quint32>(o);
            entry.begin = static_cast<quint32>(m_text.size());
            appendWords(m_text, operations[o].name);
            m_text += about;
            entry.end = static_cast<quint32>(m_text.size());
            entry.creates = operations[o].name.startsWith(u"Create");
            entry.deprecated = operations[o].deprecated;
            m_entries.append(entry);
        }
    }
}

int OperationIndex::score(const Entry &entry, const QByteArrayList &words) const
{
    const QByteArrayView text = QByteArrayView(m_text).sliced(entry.begin, entry.end - entry.begin);
    const qsizetype bar = text.indexOf('|');
    const QByteArrayView operation = text.first(bar);
    const QByteArrayView service = text.sliced(bar + 1);
    int total = 0;
    for (const QByteArray &word : words) {
        const int inOperation = pointsOf(operation, word);
        const int inService = inOperation < kWholeWord ? pointsOf(service, word) : kNone;
        const int points = std::max(inOperation * 2, inService);
        if (points == 0)
            return 0;
        total += points;
    }
    // Among equals a shorter name is nearer to what was typed, and a creation is what people come for.
    return total * 64 - static_cast<int>(std::min<qsizetype>(operation.size(), 60)) + (entry.creates ? 8 : 0)
        - (entry.deprecated ? 32 : 0);
}

QList<OperationIndex::Hit> OperationIndex::find(QStringView query, qsizetype limit) const
{
    QByteArray split;
    appendWords(split, query);
    QByteArrayList words = split.split(' ');
    words.removeAll(QByteArray());
    if (words.isEmpty() || limit <= 0)
        return {};
    using Found = std::pair<int, qsizetype>; // score, minus the place: earlier entries win among equals
    std::priority_queue<Found, std::vector<Found>, std::greater<>> best;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const int points = score(m_entries[i], words);
        if (points <= 0)
            continue;
        best.emplace(points, -i);
        if (static_cast<qsizetype>(best.size()) > limit)
            best.pop();
    }
    QList<Hit> hits(static_cast<qsizetype>(best.size()));
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit, best.pop()) {
        const Entry &entry = m_entries[-best.top().second];
        *hit = {m_catalog->services()[entry.service], entry.operation, best.top().first};
    }
    return hits;
}

} // namespace formwork::model
