// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "practice/itemnumber.h"
#include "practice/itemscanner.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

using Kind = ItemUpdate::Kind;
using Term = ItemUpdate::Term;

const QString kNumber = QStringLiteral("N");
const QString kList = QStringLiteral("L");
const QString kExpression = QStringLiteral("UpdateExpression");

class Parser
{
public:
    explicit Parser(ItemScanner &scanner)
        : m_scanner(scanner)
    {
    }

    Outcome<QList<ItemUpdate>> clauses()
    {
        static const QList<std::pair<QString, Kind>> kClauses{{QStringLiteral("SET"), Kind::Set},
                                                              {QStringLiteral("REMOVE"), Kind::Remove},
                                                              {QStringLiteral("ADD"), Kind::Add},
                                                              {QStringLiteral("DELETE"), Kind::Delete}};
        QStringList seen;
        while (!m_scanner.isAtEnd()) {
            const QString word = m_scanner.word().toUpper();
            const auto clause = std::ranges::find(kClauses, word, &std::pair<QString, Kind>::first);
            if (clause == kClauses.cend())
                return m_scanner.wrongWord();
            if (seen.contains(word))
                return m_scanner.refused(
                    Tr::tr("The \"%1\" section can only be used once in an update expression;").arg(word));
            seen.append(word);
            m_scanner.skip();
            do {
                Outcome<ItemUpdate> one = action(clause->second);
                if (!one)
                    return std::unexpected(one.error());
                m_updates.append(*std::move(one));
            } while (m_scanner.take(QLatin1StringView(",")));
        }
        return m_updates;
    }

private:
    Outcome<ItemUpdate> action(Kind kind)
    {
        const Outcome<ItemPath> path = m_scanner.path();
        if (!path)
            return std::unexpected(path.error());
        ItemUpdate update{kind, *path, {}};
        if (kind == Kind::Remove)
            return update;
        if (kind == Kind::Set) {
            const Outcome<void> equals = m_scanner.expect(QLatin1StringView("="));
            const Outcome<Term> term = equals ? sum() : std::unexpected(equals.error());
            update.term = term.value_or(Term());
            return term ? Outcome<ItemUpdate>(update) : std::unexpected(term.error());
        }
        const Outcome<ItemOperand> value = m_scanner.operand();
        if (!value)
            return std::unexpected(value.error());
        if (value->kind != ItemOperand::Kind::Value)
            return m_scanner.wrongWord();
        update.term.operands = {*value};
        return update;
    }

    Outcome<Term> sum()
    {
        Outcome<Term> first = term(0);
        const bool isPlus = first && m_scanner.take(QLatin1StringView("+"));
        if (!first || (!isPlus && !m_scanner.take(QLatin1StringView("-"))))
            return first;
        const Outcome<Term> second = term(0);
        return second ? Outcome<Term>({isPlus ? Term::Kind::Plus : Term::Kind::Minus, {}, {*first, *second}})
                      : second;
    }

    Outcome<Term> term(int level)
    {
        const QString name = m_scanner.word();
        if (m_scanner.word(1) != u"(") {
            const Outcome<ItemOperand> operand = m_scanner.operand();
            return operand ? Outcome<Term>({Term::Kind::Operand, {*operand}, {}})
                           : std::unexpected(operand.error());
        }
        const bool isAppend = name == u"list_append";
        if ((!isAppend && name != u"if_not_exists") || level > ItemScanner::kDeepest)
            return m_scanner.refused(Tr::tr("Invalid function name; function: %1").arg(name));
        m_scanner.skip();
        m_scanner.skip();
        Term whole{isAppend ? Term::Kind::ListAppend : Term::Kind::IfNotExists, {}, {}};
        Outcome<Term> first = term(level + 1);
        const Outcome<void> comma =
            first ? m_scanner.expect(QLatin1StringView(",")) : std::unexpected(first.error());
        const Outcome<Term> second = comma ? term(level + 1) : std::unexpected(comma.error());
        const Outcome<void> closed =
            second ? m_scanner.expect(QLatin1StringView(")")) : std::unexpected(second.error());
        if (!closed)
            return std::unexpected(closed.error());
        if (!isAppend && first->kind != Term::Kind::Operand)
            return m_scanner.refused(
                Tr::tr("Operator or function requires a document path; operator or function: %1").arg(name));
        if (!isAppend)
            whole.operands = first->operands;
        else
            whole.terms.append(*first);
        whole.terms.append(*second);
        return whole;
    }

    ItemScanner &m_scanner;
    QList<ItemUpdate> m_updates;
};

bool isWithin(const ItemPath &path, const ItemPath &other)
{
    return path.size() <= other.size() && std::ranges::equal(path, other.first(path.size()));
}

std::unexpected<Complaint> wrongType()
{
    return itemRefused(Tr::tr("An operand in the update expression has an incorrect data type"));
}

Outcome<QCborMap> sumOf(const QCborMap &a, const QCborMap &b, bool isPlus)
{
    const auto first = ItemNumber::parse(a.value(kNumber).toString());
    const auto second = ItemNumber::parse(b.value(kNumber).toString());
    if (!first || !second)
        return wrongType();
    const auto total = first->plus(isPlus ? *second : second->negated());
    return total
        ? Outcome<QCborMap>(QCborMap{{kNumber, total->text()}})
        : itemRefused(Tr::tr("Number overflow. Attempting to store a number with magnitude larger than "
                             "supported range"));
}

Outcome<QCborMap> valueOf(const Term &term, const QCborMap &item)
{
    if (term.kind == Term::Kind::Operand || term.kind == Term::Kind::IfNotExists) {
        const ItemOperand &operand = term.operands.first();
        const std::optional<QCborMap> value =
            operand.kind == ItemOperand::Kind::Value ? operand.value : itemValueAt(item, operand.path);
        if (value)
            return *value;
        return term.kind == Term::Kind::IfNotExists
            ? valueOf(term.terms.first(), item)
            : itemRefused(
                  Tr::tr("The provided expression refers to an attribute that does not exist in the item"));
    }
    const Outcome<QCborMap> first = valueOf(term.terms.first(), item);
    const Outcome<QCborMap> second = first ? valueOf(term.terms.last(), item) : first;
    if (!second)
        return second;
    if (term.kind != Term::Kind::ListAppend)
        return sumOf(*first, *second, term.kind == Term::Kind::Plus);
    if (!first->contains(kList) || !second->contains(kList))
        return wrongType();
    QCborArray list = first->value(kList).toArray();
    for (const QCborValue entry : second->value(kList).toArray())
        list.append(entry);
    return QCborMap{{kList, list}};
}

// Sets grow and shrink, numbers are added to; nothing: it is empty afterwards.
Outcome<std::optional<QCborMap>> combined(const std::optional<QCborMap> &before, const QCborMap &given,
                                          Kind kind)
{
    const QString type = typeOfItemValue(given);
    const bool isSet = type.size() == 2 && type.endsWith(u'S');
    if (!isSet && (kind != Kind::Add || type != kNumber))
        return wrongType();
    if (!before)
        return kind == Kind::Add ? std::optional(given) : std::nullopt;
    if (typeOfItemValue(*before) != type)
        return wrongType();
    if (!isSet) {
        const Outcome<QCborMap> total = sumOf(*before, given, true);
        return total ? Outcome<std::optional<QCborMap>>(*total) : std::unexpected(total.error());
    }
    const QCborArray others = given.value(type).toArray();
    QCborArray entries;
    for (const QCborValue entry : before->value(type).toArray()) {
        if (!others.contains(entry))
            entries.append(entry);
    }
    for (const QCborValue entry : kind == Kind::Add ? others : QCborArray())
        entries.append(entry);
    if (entries.isEmpty())
        return std::nullopt;
    const Outcome<QCborMap> checked = checkedItemValue({{type, entries}});
    return checked ? Outcome<std::optional<QCborMap>>(*checked) : std::unexpected(checked.error());
}

Outcome<void> apply(QCborMap &item, const ItemUpdate &update, const QCborMap &before)
{
    std::optional<QCborMap> value;
    if (update.kind == Kind::Set) {
        const Outcome<QCborMap> set = valueOf(update.term, before);
        if (!set)
            return std::unexpected(set.error());
        value = *set;
    } else {
        const auto made =
            combined(itemValueAt(before, update.path), update.term.operands.first().value, update.kind);
        if (!made)
            return std::unexpected(made.error());
        value = *made;
    }
    if (!value)
        removeItemValue(item, update.path);
    else if (!setItemValue(item, update.path, *value))
        return itemRefused(
            Tr::tr("The document path provided in the update expression is invalid for update"));
    return {};
}

// The last places of a list first, so that those before stay what they are.
void removeAll(QCborMap &item, QList<ItemUpdate> updates)
{
    std::ranges::sort(updates, [](const ItemUpdate &a, const ItemUpdate &b) {
        return a.path.last().place > b.path.last().place;
    });
    for (const ItemUpdate &update : updates)
        removeItemValue(item, update.path);
}

} // namespace

Outcome<QList<ItemPath>> parsedProjection(const QString &text, ItemWords &words)
{
    ItemScanner scanner(text, QStringLiteral("ProjectionExpression"), words);
    if (scanner.complaint())
        return std::unexpected(*scanner.complaint());
    QList<ItemPath> paths;
    do {
        const Outcome<ItemPath> path = scanner.path();
        if (!path)
            return std::unexpected(path.error());
        if (std::ranges::any_of(paths, [&path](const ItemPath &other) {
                return isWithin(*path, other) || isWithin(other, *path);
            }))
            return scanner.refused(Tr::tr(
                "Two document paths overlap with each other; must remove or rewrite one of these paths;"));
        paths.append(*path);
    } while (scanner.take(QLatin1StringView(",")));
    const Outcome<void> ended = scanner.end();
    return ended ? Outcome<QList<ItemPath>>(paths) : std::unexpected(ended.error());
}

Outcome<QList<ItemUpdate>> parsedUpdate(const QString &text, ItemWords &words)
{
    ItemScanner scanner(text, kExpression, words);
    if (scanner.complaint())
        return std::unexpected(*scanner.complaint());
    Outcome<QList<ItemUpdate>> updates = Parser(scanner).clauses();
    for (qsizetype i = 0; updates && i < updates->size(); ++i) {
        for (qsizetype k = 0; k < i; ++k) {
            const ItemPath &one = (*updates)[i].path;
            const ItemPath &other = (*updates)[k].path;
            if (isWithin(one, other) || isWithin(other, one))
                return scanner.refused(Tr::tr("Two document paths overlap with each other; must remove or "
                                              "rewrite one of these paths;"));
        }
    }
    return updates;
}

Outcome<QCborMap> updatedItem(const QCborMap &item, const QList<ItemUpdate> &updates)
{
    QCborMap after = item;
    QList<ItemUpdate> removals;
    for (const ItemUpdate &update : updates) {
        if (update.kind == Kind::Remove) {
            removals.append(update);
            continue;
        }
        if (const Outcome<void> done = apply(after, update, item); !done)
            return std::unexpected(done.error());
    }
    removeAll(after, removals);
    return after;
}

} // namespace formwork::practice
