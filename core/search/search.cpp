// SPDX-License-Identifier: Apache-2.0
#include "search/search.h"

#include "model/effect.h"

#include "search/searchwords.h"

#include <algorithm>
#include <queue>
#include <span>

namespace formwork::search
{

namespace
{

enum Points : quint8 {
    kNone = 0,
    kInside = 1,
    kSlip = 3,
    kRun = 6,
    kBeginning = 8,
    kWholeWord = 12,
    kSamePlural = 13, // who writes "users" wants several
};

constexpr qsizetype kLongestWord = 60; // letters of a word of the query that count; a bit of 64 each
constexpr int kMostAbout = 15; // of Entry::isAbout
constexpr int kPopular = 48; // more than a creation counts, less than any word found
constexpr quint8 kCreation = 40; // what people come for
constexpr quint8 kOtherMaking = 32; // RequestCertificate, AllocateAddress
constexpr qsizetype kShortestSlip = 4; // letters; below, every word is one letter from some other

quint8 pointsOf(const QByteArray &known, const QByteArray &word)
{
    if (known == word)
        return word.size() > 3 && word.endsWith('s') ? kSamePlural : kWholeWord;
    if (word.size() > 2 && (isPluralOf(known, word) || isPluralOf(word, known)))
        return kWholeWord;
    if (known.startsWith(word))
        return kBeginning;
    return known.contains(word) ? kInside : kNone;
}

// A bit for the letter or digit that a word begins with.
quint64 initialOf(QByteArrayView word)
{
    return word.isEmpty() ? 0 : quint64(1) << (static_cast<quint8>(word.front()) & 63U);
}

int popularity(const QStringList &popular, const QString &service)
{
    constexpr qsizetype span = 12; // between the first and the last
    const qsizetype place = popular.indexOf(service);
    return place < 0 ? 0 : kPopular + static_cast<int>(span - place * span / popular.size());
}

} // namespace

OperationIndex::OperationIndex(QList<model::ServicePtr> services)
    : m_services(std::move(services))
    , m_abbreviations(readAbbreviations())
    , m_phrases(readPhrases())
{
    const QStringList popular = readPopular();
    qsizetype count = 0;
    for (const model::ServicePtr &service : m_services)
        count += service->operations.size();
    m_entries.reserve(size_t(count));
    for (qsizetype s = 0; s < m_services.size(); ++s) {
        const Range id = addWords(m_services[s]->id);
        addWords(m_services[s]->title);
        const Range about{id.begin, addWords(m_services[s]->sdkId).end};
        m_serviceWords.push_back({about, id, popularity(popular, m_services[s]->id)});
        const QList<model::OperationSummary> &operations = m_services[s]->operations;
        for (qsizetype o = 0; o < operations.size(); ++o) {
            Entry entry;
            entry.service = static_cast<quint32>(s);
            entry.operation = static_cast<quint32>(o);
            entry.words = addWords(operations[o].name);
            for (quint32 at = entry.words.begin; at < entry.words.end; ++at) {
                const QByteArray &word = m_words[m_sequence[at]];
                entry.letters = static_cast<quint16>(entry.letters + word.size());
                entry.initials |= initialOf(word);
            }
            entry.making = model::isCreate(operations[o].name) ? kCreation
                : model::makes(operations[o].name)             ? kOtherMaking
                                                               : 0;
            entry.deprecated = operations[o].deprecated;
            m_entries.push_back(entry);
        }
        weigh(m_entries.size() - size_t(operations.size()));
    }
}

// Buckets are what one service is about and a part of another. The verb says nothing of that.
void OperationIndex::weigh(size_t firstEntry)
{
    QHash<WordId, int> count;
    const auto things = [this](const Entry &entry) {
        const quint32 first = std::min(entry.words.begin + 1, entry.words.end);
        return std::span(m_sequence).subspan(first, entry.words.end - first);
    };
    const std::span<Entry> entries = std::span(m_entries).subspan(firstEntry);
    for (const Entry &entry : entries) {
        for (const WordId word : things(entry))
            ++count[word];
    }
    for (Entry &entry : entries) {
        int most = 0;
        for (const WordId word : things(entry))
            most = std::max(most, count.value(word));
        const qsizetype share = qsizetype(most) * kMostAbout / qsizetype(entries.size());
        entry.isAbout = static_cast<quint8>(std::min<qsizetype>(share, kMostAbout));
    }
}

OperationIndex::Range OperationIndex::addWords(QStringView name)
{
    Range range;
    range.begin = static_cast<quint32>(m_sequence.size());
    for (const QByteArray &word : searchWords(name))
        m_sequence.push_back(idOf(word));
    range.end = static_cast<quint32>(m_sequence.size());
    return range;
}

OperationIndex::WordId OperationIndex::idOf(const QByteArray &word)
{
    const auto known = m_ids.constFind(word);
    if (known != m_ids.cend())
        return *known;
    const auto id = static_cast<WordId>(m_words.size());
    m_ids.insert(word, id);
    m_words.append(word);
    return id;
}

// Slips are forgiven only where nothing is written like that: "group" does not find "groups" twice.
OperationIndex::Wanted OperationIndex::wanted(const QByteArray &word) const
{
    Wanted result{word, std::vector<quint8>(size_t(m_words.size()), kNone), {}};
    bool isWord = false;
    for (qsizetype id = 0; id < m_words.size(); ++id) {
        const quint8 points = pointsOf(m_words[id], word);
        result.points[size_t(id)] = points;
        isWord = isWord || points >= kBeginning;
    }
    for (qsizetype id = 0; !isWord && word.size() >= kShortestSlip && id < m_words.size(); ++id) {
        if (result.points[size_t(id)] == kNone && isOneSlipAway(m_words[id], word))
            result.points[size_t(id)] = kSlip;
    }
    return result;
}

// As it is written.
quint8 OperationIndex::bestLiteral(const Wanted &wanted, Range words) const
{
    quint8 points = kNone;
    for (quint32 at = words.begin; at < words.end; ++at)
        points = std::max(points, wanted.points[m_sequence[at]]);
    return points;
}

quint8 OperationIndex::best(const Wanted &wanted, Range words) const
{
    quint8 points = bestLiteral(wanted, words);
    for (const std::vector<Wanted> &one : wanted.meant) {
        quint8 least = kWholeWord;
        for (const Wanted &word : one)
            least = std::min(least, best(word, words));
        points = std::max(points, least);
    }
    return points;
}

// Whether the text is made of beginnings of words in a row: "crgr" of "create group". Each bit of `reached`
// is a number of letters that the words so far can account for.
bool OperationIndex::isRunOfBeginnings(QByteArrayView text, Range words) const
{
    quint64 reached = 0;
    for (quint32 at = words.begin; at < words.end; ++at) {
        const QByteArray &word = m_words[m_sequence[at]];
        reached |= 1; // a run may begin with any word
        quint64 next = 0;
        for (qsizetype from = 0; from < text.size(); ++from) {
            if (!(reached >> from & 1))
                continue;
            for (qsizetype n = 0; n < word.size() && from + n < text.size() && word[n] == text[from + n]; ++n)
                next |= quint64(1) << (from + n + 1);
        }
        if (next >> text.size() & 1)
            return true;
        reached = next;
    }
    return false;
}

// A service called by its very id is as good as a word of the operation.
quint8 OperationIndex::pointsIn(const ServiceWords &service, const Wanted &wanted) const
{
    const bool isOneWord = service.id.end - service.id.begin == 1;
    if (isOneWord && best(wanted, service.id) >= kWholeWord)
        return 2 * kWholeWord;
    const quint8 points = best(wanted, service.about);
    return points < kRun && isRunOfBeginnings(wanted.text, service.about) ? quint8(kRun) : points;
}

int OperationIndex::score(const Entry &entry, const Reading &query) const
{
    int total = 0;
    qsizetype covered = 0;
    size_t whole = 0; // words of the query that are words of the name
    for (size_t w = 0; w < query.words.size(); ++w) {
        const Wanted &word = query.words[w];
        quint8 inOperation = best(word, entry.words);
        bool isLiteral = word.meant.empty() || bestLiteral(word, entry.words) == inOperation;
        if (inOperation < kRun && entry.initials & initialOf(word.text)
            && isRunOfBeginnings(word.text, entry.words)) {
            inOperation = kRun;
            isLiteral = true;
        }
        const int points = std::max<int>(inOperation * 2, query.inService[w]);
        if (points == kNone)
            return 0;
        whole += inOperation >= kWholeWord ? 1 : 0;
        if (inOperation >= kRun && isLiteral) // letters of an abbreviation are not those of the name
            covered += word.text.size();
        total += points;
    }
    // Among equals a shorter name is nearer to what was typed, and a creation is what people come for. Who
    // types the whole name gets just that. What many use comes first, then the service that is about it most.
    const bool isWhole = whole == query.words.size() && whole == entry.words.end - entry.words.begin;
    const bool isExact = isWhole || (covered == entry.letters && query.letters == entry.letters);
    const int points = total * 64 - std::min<int>(entry.letters, 60) + entry.making
        - (entry.deprecated ? 32 : 0) + m_serviceWords[entry.service].popularity + (isExact ? 4'000 : 0);
    return points <= 0 ? 0 : points * (kMostAbout + 1) + entry.isAbout;
}

OperationIndex::Reading OperationIndex::reading(const QByteArrayList &words) const
{
    Reading result;
    result.words.reserve(size_t(words.size()));
    for (const QByteArray &word : words) {
        Wanted &one = result.words.emplace_back(wanted(word.left(kLongestWord)));
        result.letters += word.size();
        for (const QByteArrayList &meant : m_abbreviations.value(word)) {
            std::vector<Wanted> &all = one.meant.emplace_back();
            all.reserve(size_t(meant.size()));
            for (const QByteArray &part : meant)
                all.push_back(wanted(part));
        }
    }
    result.inService.resize(result.words.size());
    return result;
}

// As it is written, and with the first phrase in it as what people mean by that.
std::vector<OperationIndex::Reading> OperationIndex::readings(QByteArrayList words) const
{
    std::vector<Reading> result;
    result.push_back(reading(words));
    const auto isSame = [](const QByteArray &one, const QByteArray &other) {
        return one == other || isPluralOf(one, other) || isPluralOf(other, one);
    };
    const Phrase *longest = nullptr;
    qsizetype place = 0;
    for (const Phrase &phrase : m_phrases) {
        const auto found = std::ranges::search(words, phrase.said, isSame);
        if (!found.empty() && (!longest || phrase.said.size() > longest->said.size())) {
            longest = &phrase;
            place = found.begin() - words.begin();
        }
    }
    if (longest) {
        words = words.first(place) + longest->meant + words.sliced(place + longest->said.size());
        result.push_back(reading(words));
    }
    return result;
}

// Who writes the hyphens of a service's id means that service and no other that has such words.
std::optional<quint32> OperationIndex::meantService(QStringView query) const
{
    for (const QStringView word : query.split(u' ', Qt::SkipEmptyParts)) {
        const auto named = std::ranges::find_if(m_services, [word](const model::ServicePtr &service) {
            return word.contains(u'-') && word.compare(service->id, Qt::CaseInsensitive) == 0;
        });
        if (named != m_services.end())
            return quint32(named - m_services.begin());
    }
    return {};
}

QList<OperationIndex::Hit> OperationIndex::find(QStringView query, qsizetype limit) const
{
    const QByteArrayList typed = searchWords(query);
    if (typed.empty() || limit <= 0)
        return {};
    std::vector<Reading> wanted = readings(typed);
    using Found = std::pair<int, qsizetype>; // score, minus the place: earlier entries win among equals
    std::priority_queue<Found, std::vector<Found>, std::greater<>> found;
    const std::optional<quint32> only = meantService(query);
    quint32 service = ~quint32(0);
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const Entry &entry = m_entries[i];
        if (only && entry.service != *only)
            continue;
        int points = 0;
        for (Reading &one : wanted) {
            if (entry.service != service) {
                std::ranges::transform(one.words, one.inService.begin(), [&](const Wanted &word) {
                    return pointsIn(m_serviceWords[entry.service], word);
                });
            }
            points = std::max(points, score(entry, one));
        }
        service = entry.service;
        if (points <= 0)
            continue;
        found.emplace(points, -qsizetype(i));
        if (qsizetype(found.size()) > limit)
            found.pop();
    }
    QList<Hit> hits(qsizetype(found.size()));
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit, found.pop()) {
        const Entry &entry = m_entries[size_t(-found.top().second)];
        *hit = {m_services[entry.service], entry.operation, found.top().first};
    }
    return hits;
}

} // namespace formwork::search
