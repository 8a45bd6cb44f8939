// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/itemvalues.h"

#include <QSet>

// The little language of conditions, projections and updates of items, as the Amazon DynamoDB Developer Guide
// describes it under "Using expressions".
namespace formwork::practice
{

// A value that is given, one at a path, or the size of that.
struct ItemOperand {
    enum class Kind : quint8 { Path, Value, Size };
    Kind kind = Kind::Value;
    ItemPath path;
    QCborMap value;
};

struct ItemCondition {
    enum class Kind : quint8 { And, Or, Not, Compare, Between, In, Function };
    Kind kind = Kind::And;
    QString name; // of the comparison or the function
    QList<ItemOperand> operands;
    QList<ItemCondition> parts;
};

// What an update sets a path to, or adds to or takes from what is there.
struct ItemUpdate {
    enum class Kind : quint8 { Set, Remove, Add, Delete };
    struct Term {
        enum class Kind : quint8 { Operand, Plus, Minus, IfNotExists, ListAppend };
        Kind kind = Kind::Operand;
        QList<ItemOperand> operands; // of Operand and IfNotExists the first
        QList<Term> terms; // of Plus, Minus and ListAppend two, of IfNotExists what it is else
    };
    Kind kind = Kind::Set;
    ItemPath path;
    Term term;
};

// What stands for names and values in the expressions of one request, and which of it they use.
class ItemWords
{
public:
    explicit ItemWords(const QCborMap &input); // its ExpressionAttributeNames and ExpressionAttributeValues
    ItemWords() = default;

    [[nodiscard]] const std::optional<Complaint> &complaint() const { return m_complaint; } // of the values
    [[nodiscard]] std::optional<QString> name(const QString &word); // "#n"
    [[nodiscard]] std::optional<QCborMap> value(const QString &word); // ":v"
    [[nodiscard]] std::optional<Complaint> unused() const; // after all expressions

private:
    QCborMap m_names;
    QCborMap m_values;
    QSet<QString> m_used;
    std::optional<Complaint> m_complaint;
};

// `kind`: what errors call the expression, "ConditionExpression".
[[nodiscard]] Outcome<ItemCondition> parsedCondition(const QString &text, const QString &kind,
                                                     ItemWords &words);
[[nodiscard]] Outcome<QList<ItemPath>> parsedProjection(const QString &text, ItemWords &words);
[[nodiscard]] Outcome<QList<ItemUpdate>> parsedUpdate(const QString &text, ItemWords &words);

[[nodiscard]] bool holds(const ItemCondition &condition, const QCborMap &item);
// The item as it is afterwards. Values that `update` reads are those of before.
[[nodiscard]] Outcome<QCborMap> updatedItem(const QCborMap &item, const QList<ItemUpdate> &updates);

} // namespace formwork::practice
