// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/tr.h"

#include <QCborValue>
#include <QList>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace formwork::jmespath
{

struct Function;

enum class Kind {
    Identity, // the value itself; also "@"
    Field,
    Index,
    Slice,
    Literal,
    Chain, // each child on what the one before came to
    Flatten,
    Projection, // of a list: base, then right for every element
    ValueProjection, // of an object's values
    FilterProjection, // base, right, condition
    Comparison,
    And,
    Or,
    Not,
    MultiList,
    MultiHash,
    Call,
    Reference, // &expression
};

enum class Comparator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

// A node of the syntax tree. Children are places in Program::nodes, always before their parent.
struct Node {
    Kind kind = Kind::Identity;
    QList<int> children;
    QString name; // Field, Call
    QStringList keys; // MultiHash, beside the children
    QCborValue literal;
    qint64 index = 0;
    std::array<std::optional<qint64>, 3> slice; // start, stop, step
    Comparator comparator = Comparator::Equal;
    const Function *function = nullptr;
    qsizetype place = 0; // in the text, from 0
    int depth = 1; // of the tree below it; evaluation recurses that far
};

struct Program {
    std::vector<Node> nodes;
    int root = 0;
};

[[nodiscard]] inline Error mistake(const QString &sentence)
{
    return {Phase::Local, QStringLiteral("Expression"), sentence, {}};
}

} // namespace formwork::jmespath
