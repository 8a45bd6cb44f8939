// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "practice/itemscanner.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

using Kind = ItemCondition::Kind;

const QStringList kComparisons{QStringLiteral("="),  QStringLiteral("<>"), QStringLiteral("<"),
                               QStringLiteral("<="), QStringLiteral(">"),  QStringLiteral(">=")};

// Operands of each function.
const QHash<QString, int> kFunctions{{QStringLiteral("attribute_exists"), 1},
                                     {QStringLiteral("attribute_not_exists"), 1},
                                     {QStringLiteral("attribute_type"), 2},
                                     {QStringLiteral("begins_with"), 2},
                                     {QStringLiteral("contains"), 2}};

class Parser
{
public:
    explicit Parser(ItemScanner &scanner)
        : m_scanner(scanner)
    {
    }

    Outcome<ItemCondition> either(int level)
    {
        return chain(level, QLatin1StringView("OR"), Kind::Or, [this](int inner) { return both(inner); });
    }

private:
    Outcome<ItemCondition> both(int level)
    {
        return chain(level, QLatin1StringView("AND"), Kind::And,
                     [this](int inner) { return negation(inner); });
    }

    template <typename Each>
    Outcome<ItemCondition> chain(int level, QLatin1StringView between, Kind kind, const Each &each)
    {
        Outcome<ItemCondition> first = each(level);
        if (!first || m_scanner.word().compare(between, Qt::CaseInsensitive) != 0)
            return first;
        ItemCondition whole{kind, {}, {}, {*first}};
        while (m_scanner.take(between)) {
            Outcome<ItemCondition> next = each(level);
            if (!next)
                return next;
            whole.parts.append(*std::move(next));
        }
        return whole;
    }

    Outcome<ItemCondition> negation(int level)
    {
        bool isNegated = false;
        while (m_scanner.take(QLatin1StringView("NOT")))
            isNegated = !isNegated;
        Outcome<ItemCondition> one = primary(level);
        return one && isNegated ? ItemCondition{Kind::Not, {}, {}, {*one}} : one;
    }

    Outcome<ItemCondition> primary(int level)
    {
        if (level > ItemScanner::kDeepest)
            return m_scanner.refused(Tr::tr("The expression has too many nested brackets;"));
        if (m_scanner.take(QLatin1StringView("("))) {
            Outcome<ItemCondition> inner = either(level + 1);
            if (const Outcome<void> closed =
                    inner ? m_scanner.expect(QLatin1StringView(")")) : Outcome<void>();
                !closed)
                return std::unexpected(closed.error());
            return inner;
        }
        if (m_scanner.word(1) == u"(" && m_scanner.word() != u"size")
            return function();
        const Outcome<ItemOperand> first = m_scanner.operand();
        return first ? comparison(*first) : std::unexpected(first.error());
    }

    Outcome<ItemCondition> function()
    {
        const QString name = m_scanner.word();
        if (!kFunctions.contains(name))
            return m_scanner.refused(Tr::tr("Invalid function name; function: %1").arg(name));
        m_scanner.skip();
        m_scanner.skip();
        Outcome<QList<ItemOperand>> operands = listed();
        if (!operands)
            return std::unexpected(operands.error());
        if (operands->size() != kFunctions[name])
            return m_scanner.refused(Tr::tr("Incorrect number of operands for operator or function; operator "
                                            "or function: %1, number of operands: %2")
                                         .arg(name)
                                         .arg(operands->size()));
        if (kFunctions[name] == 1 && operands->first().kind != ItemOperand::Kind::Path)
            return m_scanner.refused(
                Tr::tr("Operator or function requires a document path; operator or function: %1").arg(name));
        return ItemCondition{Kind::Function, name, *operands, {}};
    }

    // As far as the bracket that closes.
    Outcome<QList<ItemOperand>> listed()
    {
        QList<ItemOperand> operands;
        do {
            const Outcome<ItemOperand> operand = m_scanner.operand();
            if (!operand)
                return std::unexpected(operand.error());
            operands.append(*operand);
        } while (m_scanner.take(QLatin1StringView(",")));
        const Outcome<void> closed = m_scanner.expect(QLatin1StringView(")"));
        return closed ? Outcome<QList<ItemOperand>>(operands) : std::unexpected(closed.error());
    }

    Outcome<ItemCondition> comparison(const ItemOperand &first)
    {
        if (m_scanner.take(QLatin1StringView("IN"))) {
            const Outcome<void> opened = m_scanner.expect(QLatin1StringView("("));
            Outcome<QList<ItemOperand>> among = opened ? listed() : std::unexpected(opened.error());
            return among ? Outcome<ItemCondition>({Kind::In, {}, QList<ItemOperand>{first} + *among, {}})
                         : std::unexpected(among.error());
        }
        const bool isBetween = m_scanner.take(QLatin1StringView("BETWEEN"));
        const QString name = m_scanner.word();
        if (!isBetween && !kComparisons.contains(name))
            return m_scanner.wrongWord();
        if (!isBetween)
            m_scanner.skip();
        const Outcome<ItemOperand> second = m_scanner.operand();
        if (!second)
            return std::unexpected(second.error());
        if (!isBetween)
            return ItemCondition{Kind::Compare, name, {first, *second}, {}};
        const Outcome<void> joined = m_scanner.expect(QLatin1StringView("AND"));
        const Outcome<ItemOperand> third = joined ? m_scanner.operand() : std::unexpected(joined.error());
        return third ? Outcome<ItemCondition>({Kind::Between, {}, {first, *second, *third}, {}})
                     : std::unexpected(third.error());
    }

    ItemScanner &m_scanner;
};

std::optional<QCborMap> valueOf(const ItemOperand &operand, const QCborMap &item)
{
    if (operand.kind == ItemOperand::Kind::Value)
        return operand.value;
    const std::optional<QCborMap> value = itemValueAt(item, operand.path);
    if (operand.kind == ItemOperand::Kind::Path || !value)
        return value;
    const std::optional<qint64> length = lengthOfItemValue(*value);
    return length ? std::optional(QCborMap{{QStringLiteral("N"), QString::number(*length)}}) : std::nullopt;
}

// What is not there is neither equal nor in an order to anything; it is unequal to everything.
bool compares(const QString &name, const std::optional<QCborMap> &a, const std::optional<QCborMap> &b)
{
    const bool isSame = a && b && isSameItemValue(*a, *b);
    if (name == u"=" || name == u"<>")
        return isSame == (name == u"=");
    const std::optional<int> order = a && b ? comparedItemValues(*a, *b) : std::nullopt;
    if (!order)
        return false;
    return name.startsWith(u'<') ? *order < 0 || (name == u"<=" && *order == 0)
                                 : *order > 0 || (name == u">=" && *order == 0);
}

bool beginsWith(const QCborMap &whole, const QCborMap &part)
{
    const QString type = typeOfItemValue(whole);
    if (type != typeOfItemValue(part))
        return false;
    return type == u"S"
        ? whole.value(type).toString().startsWith(part.value(type).toString())
        : type == u"B" && whole.value(type).toByteArray().startsWith(part.value(type).toByteArray());
}

bool functionHolds(const QString &name, const std::optional<QCborMap> &first,
                   const std::optional<QCborMap> &second)
{
    if (name == u"attribute_exists" || name == u"attribute_not_exists")
        return first.has_value() == (name == u"attribute_exists");
    if (!first || !second)
        return false;
    if (name == u"attribute_type")
        return typeOfItemValue(*first) == second->value(QStringLiteral("S")).toString();
    return name == u"begins_with" ? beginsWith(*first, *second) : containsItemValue(*first, *second);
}

} // namespace

Outcome<ItemCondition> parsedCondition(const QString &text, const QString &kind, ItemWords &words)
{
    ItemScanner scanner(text, kind, words);
    if (scanner.complaint())
        return std::unexpected(*scanner.complaint());
    Outcome<ItemCondition> whole = Parser(scanner).either(0);
    if (const Outcome<void> ended = whole ? scanner.end() : Outcome<void>(); !ended)
        return std::unexpected(ended.error());
    return whole;
}

bool holds(const ItemCondition &condition, const QCborMap &item)
{
    const auto partHolds = [&item](const ItemCondition &part) { return holds(part, item); };
    if (condition.kind == Kind::And)
        return std::ranges::all_of(condition.parts, partHolds);
    if (condition.kind == Kind::Or)
        return std::ranges::any_of(condition.parts, partHolds);
    if (condition.kind == Kind::Not)
        return !partHolds(condition.parts.first());
    QList<std::optional<QCborMap>> values;
    values.reserve(condition.operands.size());
    for (const ItemOperand &operand : condition.operands)
        values.append(valueOf(operand, item));
    const std::optional<QCborMap> second = values.value(1);
    if (condition.kind == Kind::Function)
        return functionHolds(condition.name, values[0], second);
    if (condition.kind == Kind::Compare)
        return compares(condition.name, values[0], second);
    if (condition.kind == Kind::Between)
        return compares(QStringLiteral(">="), values[0], second)
            && compares(QStringLiteral("<="), values[0], values[2]);
    return std::ranges::any_of(values.sliced(1), [&values](const std::optional<QCborMap> &one) {
        return compares(QStringLiteral("="), values[0], one);
    });
}

} // namespace formwork::practice
