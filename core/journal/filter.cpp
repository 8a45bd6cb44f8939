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
constexpr std::array<Key, 5> kPlaces{
    {{u"service", u"s"}, {u"operation", u"o"}, {u"outcome", u"t"}, {u"account", u"a"}, {u"region", u"r"}}};

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

// Terms of which one has to be found, each an exact piece of a row's text.
using AnyOf = QStringList;

AnyOf termsFor(const ParsedFilter::Place &place, const Known &known)
{
    AnyOf terms;
    const QStringList values = known.facets(place.name);
    for (const QString &value : values) {
        const QString candidate = folded(value);
        const bool fits = std::any_of(
            place.values.begin(), place.values.end(), [&candidate](const ParsedFilter::Wanted &wanted) {
                return wanted.whole ? candidate == wanted.text : candidate.contains(wanted.text);
            });
        if (fits)
            terms += lineOf(lineKey(place.name), value);
    }
    return terms;
}

QString phrase(QString term) { return u'"' + term.replace(u'"', QStringLiteral("\"\"")) + u'"'; }

bool isShort(const QString &term) { return term.toUcs4().size() < kTrigram; }

// The trigrams of the index that begin with a shorter word lead to its rows: no row ends in the middle of
// one.
std::optional<QStringList> fewestRows(const QStringList &words, const Known &known)
{
    std::optional<QStringList> fewest;
    for (const QString &word : words) {
        // Beyond ASCII the index may fold a letter otherwise than it was folded here.
        if (!isShort(word) || !std::ranges::all_of(word, [](QChar c) { return c < u'\x80'; }))
            continue;
        std::optional<QStringList> rows = known.fewRows(word);
        if (rows && (!fewest || rows->size() < fewest->size()))
            fewest = std::move(rows);
    }
    return fewest;
}

void addScan(Selection &selection, QStringList &conditions, const AnyOf &terms)
{
    QStringList any;
    for (const QString &term : terms) {
        any += QStringLiteral(
            "instr(CAST(text AS BLOB), CAST(? AS BLOB)) > 0"); // as bytes: twice as fast as text
        selection.values += term;
    }
    conditions += u'(' + any.join(QStringLiteral(" OR ")) + u')';
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
          std::pair(QStringView(u"t"), outcomeName(record.outcome)),
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

Selection select(const Filter &filter, const Known &known, Search search)
{
    const ParsedFilter parsed = parseFilter(filter.text);
    QList<AnyOf> all;
    for (const QString &word : parsed.words)
        all.append({word});
    for (const ParsedFilter::Place &place : parsed.places) {
        all.append(termsFor(place, known));
        if (all.last().isEmpty())
            return Selection{.none = true};
    }
    Selection selection;
    QStringList matches;
    QStringList conditions;
    if (const std::optional<QStringList> few = fewestRows(parsed.words, known)) {
        if (few->isEmpty())
            return Selection{.none = true};
        conditions += QStringLiteral("rowid IN (%1)").arg(few->join(u','));
        search = Search::Scanning; // of those few
    }
    for (const AnyOf &terms : all) {
        if (search == Search::Scanning || isShort(terms.first())) {
            addScan(selection, conditions, terms);
            continue;
        }
        QStringList phrases;
        for (const QString &term : terms)
            phrases += phrase(term);
        matches += u'(' + phrases.join(QStringLiteral(" OR ")) + u')';
    }
    selection.isIndexed = !matches.isEmpty();
    if (selection.isIndexed) {
        conditions += QStringLiteral("finder MATCH ?");
        selection.values += matches.join(QStringLiteral(" AND "));
    }
    if (filter.since) { // rows are numbered in the order they were recorded
        conditions += QStringLiteral("rowid >= coalesce((SELECT id FROM requests WHERE time >= ? ORDER BY "
                                     "time, id LIMIT 1), 1 << 62)");
        selection.values += filter.since->toMSecsSinceEpoch();
    }
    if (conditions.isEmpty())
        return selection;
    QString source = QStringLiteral("words");
    if (selection.isIndexed) {
        source = QStringLiteral("finder");
    } else if (all.isEmpty()) {
        source = QStringLiteral("requests INDEXED BY by_time");
        conditions += QStringLiteral("removed = 0");
    }
    selection.conditions = conditions.join(QStringLiteral(" AND "));
    selection.sql = QStringLiteral("SELECT rowid AS id FROM %1 WHERE %2").arg(source, selection.conditions);
    return selection;
}

} // namespace formwork::journal
