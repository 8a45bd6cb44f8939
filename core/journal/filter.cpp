// SPDX-License-Identifier: Apache-2.0
#include "journal/filter.h"

#include <algorithm>
#include <array>

namespace formwork::journal
{

namespace
{

constexpr qsizetype kTrigram = 3; // shorter words are not in the index

struct Key {
    QStringView place; // as typed
    QStringView line; // as searched
};
constexpr std::array<Key, 7> kPlaces{{{u"service", u"s"},
                                      {u"operation", u"o"},
                                      {u"outcome", u"t"},
                                      {u"account", u"a"},
                                      {u"region", u"r"},
                                      {u"is", {}}, // no line: a column of its own
                                      {u"batch", {}}}};

QString lineOf(QStringView key, const QString &value)
{
    return QStringLiteral("\n%1=%2\n").arg(key, folded(value));
}

QStringView lineKey(const QString &place)
{
    const auto *found =
        std::find_if(kPlaces.begin(), kPlaces.end(), [&place](const Key &key) { return key.place == place; });
    return found->line;
}

// One word of the text as typed: what stands before an unquoted colon, and pieces between unquoted commas.
struct Token {
    QString key;
    QList<ParsedFilter::Wanted> pieces;
};

class Scanner
{
public:
    explicit Scanner(const QString &text)
        : m_text(text)
    {
    }

    bool next(Token &token)
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        if (m_at >= m_text.size())
            return false;
        token = Token();
        ParsedFilter::Wanted piece;
        bool inQuotes = false;
        for (; m_at < m_text.size() && (inQuotes || !m_text[m_at].isSpace()); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'"') {
                inQuotes = !inQuotes;
                piece.whole = true;
            } else if (!inQuotes && c == u':' && token.key.isEmpty() && token.pieces.isEmpty()
                       && isPlace(piece.text)) {
                token.key = std::exchange(piece.text, QString()).toLower();
            } else if (!inQuotes && c == u',' && !token.key.isEmpty()) {
                token.pieces.append(std::exchange(piece, {}));
            } else {
                piece.text += c;
            }
        }
        token.pieces.append(piece);
        return true;
    }

private:
    static bool isPlace(const QString &word)
    {
        return std::any_of(kPlaces.begin(), kPlaces.end(), [&word](const Key &key) {
            return key.place.compare(word, Qt::CaseInsensitive) == 0;
        });
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

void addPlace(ParsedFilter &filter, const Token &token)
{
    auto place = std::find_if(filter.places.begin(), filter.places.end(),
                              [&token](const ParsedFilter::Place &known) { return known.name == token.key; });
    for (ParsedFilter::Wanted piece : token.pieces) {
        piece.text = folded(piece.text);
        if (piece.text.isEmpty()) // "service:" while it is being typed
            continue;
        if (place == filter.places.end())
            place = filter.places.insert(filter.places.end(), ParsedFilter::Place{token.key, {}});
        place->values.append(piece);
    }
}

// One way to fit: pieces that are all in a row's text, pieces that are not, or being among some rows.
struct Way {
    QStringList with;
    QStringList without;
    QString rows; // SQL; then nothing else counts
};
using AnyOf = QList<Way>;

// What windows call an outcome, where that is more than its name (history::outcomeText).
std::optional<Way> wayOfWord(const QString &word)
{
    const QString succeeded = lineOf(u"t", outcomeName(Outcome::Succeeded));
    const QString creates = QStringLiteral("\no=create");
    if (word == u"created")
        return Way{{creates, succeeded}, {}, {}};
    if (word == u"done")
        return Way{{succeeded}, {creates}, {}};
    if (word == u"not sent")
        return Way{
            {},
            {},
            QStringLiteral("SELECT id FROM requests INDEXED BY by_outcome WHERE removed = 0 AND outcome = 2 "
                           "AND attempts > 0 AND NOT EXISTS(SELECT 1 FROM attempts WHERE request = "
                           "requests.id AND (bytes_left OR http_status > 0))")};
    return std::nullopt;
}

AnyOf waysFor(const QString &word)
{
    AnyOf ways;
    if (const std::optional<Way> way = wayOfWord(word))
        ways += *way;
    if (ways.isEmpty() || ways.first().rows.isEmpty())
        ways += Way{{word}, {}, {}};
    return ways;
}

// "not sent" is two words until here.
QStringList joined(const QStringList &words)
{
    QStringList result;
    for (const QString &word : words) {
        if (word == u"sent" && !result.isEmpty() && result.last() == u"not")
            result.last() = QStringLiteral("not sent");
        else
            result += word;
    }
    return result;
}

Result<AnyOf> waysFor(const ParsedFilter::Place &place, const Known &known)
{
    AnyOf ways;
    const Result<QStringList> values = known.facets(place.name);
    if (!values)
        return std::unexpected(values.error());
    for (const QString &value : *values) {
        const QString candidate = folded(value);
        const bool fits = std::any_of(
            place.values.begin(), place.values.end(), [&candidate](const ParsedFilter::Wanted &wanted) {
                return wanted.whole ? candidate == wanted.text : candidate.contains(wanted.text);
            });
        if (!fits)
            continue;
        const std::optional<Way> word = place.name == u"outcome" ? wayOfWord(candidate) : std::nullopt;
        ways += word.value_or(Way{{lineOf(lineKey(place.name), value)}, {}, {}});
    }
    return ways;
}

QString phrase(QString term) { return u'"' + term.replace(u'"', QStringLiteral("\"\"")) + u'"'; }

bool isShort(const QString &term) { return term.toUcs4().size() < kTrigram; }

// Whether the trigram index cannot answer it.
bool needsScan(const AnyOf &ways)
{
    return std::ranges::any_of(ways, [](const Way &way) {
        return !way.rows.isEmpty() || std::ranges::any_of(way.with, isShort)
            || std::ranges::any_of(way.without, isShort);
    });
}

// The trigrams of the index that begin with a shorter word lead to its rows: no row ends in the middle of
// one.
Result<std::optional<QStringList>> fewestRows(const QStringList &words, const Known &known)
{
    std::optional<QStringList> fewest;
    for (const QString &word : words) {
        // Beyond ASCII the index may fold a letter otherwise than it was folded here.
        if (!isShort(word) || !std::ranges::all_of(word, [](QChar c) { return c < u'\x80'; }))
            continue;
        const Result<std::optional<QStringList>> rows = known.fewRows(word);
        if (!rows)
            return std::unexpected(rows.error());
        if (*rows && (!fewest || (*rows)->size() < fewest->size()))
            fewest = **rows;
    }
    return fewest;
}

void addScan(Selection &selection, QStringList &conditions, const AnyOf &ways)
{
    // As bytes: twice as fast as text.
    const QString finds = QStringLiteral("instr(CAST(text AS BLOB), CAST(? AS BLOB)) %1 0");
    QStringList any;
    for (const Way &way : ways) {
        QStringList every;
        if (!way.rows.isEmpty())
            every += QStringLiteral("$rows.rowid IN (%1)").arg(way.rows);
        every += QStringList(way.with.size(), finds.arg(QChar(u'>')));
        every += QStringList(way.without.size(), finds.arg(QChar(u'=')));
        for (const QString &term : way.with + way.without)
            selection.values += term;
        any += every.join(QStringLiteral(" AND "));
    }
    conditions += u'(' + any.join(QStringLiteral(" OR ")) + u')';
}

QString matchOf(const AnyOf &ways)
{
    QStringList any;
    for (const Way &way : ways) {
        QStringList every;
        for (const QString &term : way.with)
            every += phrase(term);
        QString match = every.join(QStringLiteral(" AND "));
        for (const QString &term : way.without)
            match = u'(' + match + QStringLiteral(") NOT ") + phrase(term);
        any += way.with.size() + way.without.size() > 1 ? u'(' + match + u')' : match;
    }
    return u'(' + any.join(QStringLiteral(" OR ")) + u')';
}

// What is:change and is:read ask for; nothing: both, or neither was said.
std::optional<bool> wantsReads(const ParsedFilter &filter)
{
    bool reads = false;
    bool changes = false;
    for (const ParsedFilter::Place &place : filter.places) {
        if (place.name != u"is")
            continue;
        for (const ParsedFilter::Wanted &value : place.values) {
            reads = reads || QStringView(u"reads").startsWith(value.text);
            changes = changes || QStringView(u"changes").startsWith(value.text);
        }
    }
    return reads == changes ? std::nullopt : std::optional(reads);
}

// What has to be found in a row's text; nothing: it cannot be.
Result<std::optional<QList<AnyOf>>> wanted(const ParsedFilter &parsed, const Known &known)
{
    QList<AnyOf> all;
    for (const QString &word : joined(parsed.words))
        all.append(waysFor(word));
    for (const ParsedFilter::Place &place : parsed.places) {
        if (lineKey(place.name).isEmpty())
            continue;
        const Result<AnyOf> ways = waysFor(place, known);
        if (!ways)
            return std::unexpected(ways.error());
        if (ways->isEmpty())
            return std::optional<QList<AnyOf>>();
        all.append(*ways);
    }
    return std::optional(all);
}

struct Conditions {
    QStringList matches; // of the index
    QStringList others; // SQL
    bool onText = false; // any of them asks for a row's text
};

// Time and kind of the rows, and the whole SELECT.
Selection completed(Selection selection, const Filter &filter, std::optional<bool> reads, Conditions asked)
{
    selection.isIndexed = !asked.matches.isEmpty();
    if (selection.isIndexed) {
        asked.others += QStringLiteral("finder MATCH ?");
        selection.values += asked.matches.join(QStringLiteral(" AND "));
    }
    if (filter.since) { // rows are numbered in the order they were recorded
        asked.others += QStringLiteral("rowid >= coalesce((SELECT id FROM requests WHERE time >= ? ORDER BY "
                                       "time, id LIMIT 1), 1 << 62)");
        selection.values += filter.since->toMSecsSinceEpoch();
    }
    if (asked.others.isEmpty() && !reads)
        return selection;
    QString source = selection.isIndexed ? QStringLiteral("finder") : QStringLiteral("words");
    QString from = source;
    if (asked.onText && reads) {
        asked.others += QStringLiteral("(SELECT only_reads FROM requests AS asked WHERE asked.id = "
                                       "$rows.rowid) = %1")
                            .arg(int(*reads));
    } else if (!asked.onText) {
        source = QStringLiteral("requests");
        from = reads == false ? QStringLiteral("requests INDEXED BY by_change")
                              : QStringLiteral("requests INDEXED BY by_time");
        asked.others += QStringLiteral("removed = 0");
        if (reads)
            asked.others += QStringLiteral("only_reads = %1").arg(int(*reads));
    }
    selection.conditions =
        asked.others.join(QStringLiteral(" AND ")).replace(QStringLiteral("$rows"), source);
    selection.sql = QStringLiteral("SELECT rowid AS id FROM %1 WHERE %2").arg(from, selection.conditions);
    return selection;
}

} // namespace

QString folded(QString text)
{
    for (QChar &c : text) {
        if (c < u' ') // also NUL, at which SQLite would stop reading
            c = u' ';
    }
    return text.toCaseFolded();
}

QString searchable(const Record &record)
{
    const NewRequest &request = record.request;
    QString text = lineOf(u"s", request.service);
    for (const auto &[key, value] :
         {std::pair(QStringView(u"o"), request.operation), std::pair(QStringView(u"w"), request.what),
          std::pair(QStringView(u"a"), request.account), std::pair(QStringView(u"a"), request.accountId),
          std::pair(QStringView(u"r"), request.region),
          std::pair(QStringView(u"t"),
                    record.isSettled() ? QStringLiteral("settled") : outcomeName(record.outcome)),
          std::pair(QStringView(u"e"), record.errorCode), std::pair(QStringView(u"m"), record.errorMessage),
          std::pair(QStringView(u"i"), record.requestId),
          std::pair(QStringView(u"k"), request.clientToken)}) {
        if (!value.isEmpty())
            text += QStringView(lineOf(key, value)).mid(1);
    }
    return text;
}

ParsedFilter parseFilter(const QString &text)
{
    ParsedFilter filter;
    Scanner scanner(text);
    Token token;
    while (scanner.next(token)) {
        if (!token.key.isEmpty())
            addPlace(filter, token);
        else if (!token.pieces.first().text.isEmpty())
            filter.words += folded(token.pieces.first().text);
    }
    return filter;
}

QStringList placeNames()
{
    QStringList names;
    for (const Key &key : kPlaces)
        names.append(key.place.toString());
    return names;
}

Result<Selection> select(const Filter &filter, const Known &known, Search search)
{
    const ParsedFilter parsed = parseFilter(filter.text);
    const Result<std::optional<QList<AnyOf>>> all = wanted(parsed, known);
    if (!all)
        return std::unexpected(all.error());
    if (!*all)
        return Selection{.none = true};
    Selection selection;
    Conditions conditions{{}, {}, !(*all)->isEmpty()};
    if (const QString batch = batchCondition(parsed); !batch.isEmpty())
        conditions.others += batch;
    const Result<std::optional<QStringList>> few = fewestRows(parsed.words, known);
    if (!few)
        return std::unexpected(few.error());
    if (*few) {
        if ((*few)->isEmpty())
            return Selection{.none = true};
        conditions.others += QStringLiteral("rowid IN (%1)").arg((*few)->join(u','));
        search = Search::Scanning; // of those few
    }
    for (const AnyOf &ways : **all) {
        if (search == Search::Scanning || needsScan(ways))
            addScan(selection, conditions.others, ways);
        else
            conditions.matches += matchOf(ways);
    }
    return completed(selection, filter, wantsReads(parsed), conditions);
}

} // namespace formwork::journal
