// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/functions.h"

namespace formwork::endpoint
{

// The values of parameters and assigned names during one evaluation, by slot.
using Scope = std::vector<Value>;

// One step of a getAttr path: a field's name or an index.
struct PathStep {
    QByteArray name;
    qsizetype index = -1; // >= 0: an item of a list
};

// A compiled expression. Names are resolved to slots when it is compiled, so evaluating looks nothing up.
struct Expression {
    enum class Kind : quint8 { Literal, Reference, Path, Template, Call, Items, Fields };

    Kind kind = Kind::Literal;
    Function function = Function::IsSet; // Call
    size_t slot = 0; // Reference
    Value literal;
    std::vector<PathStep> path; // Path: of the only child
    std::vector<Expression> children; // arguments, pieces of a template, items, fields
    std::vector<QByteArray> names; // Fields: of the children
};

// Unset where something it needs is unset.
[[nodiscard]] Value evaluate(const Expression &expression, const Scope &scope);

// "resourceId[0]", "[1]", "a.b"; nothing if it is not well formed.
[[nodiscard]] std::optional<std::vector<PathStep>> parsePath(std::string_view text);

} // namespace formwork::endpoint
