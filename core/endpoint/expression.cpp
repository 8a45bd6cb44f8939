// SPDX-License-Identifier: Apache-2.0
#include "endpoint/expression.h"

#include <array>
#include <charconv>

namespace formwork::endpoint
{

namespace
{

constexpr size_t kMostArguments = 4; // kept on the stack; coalesce may have more
constexpr qsizetype kLongestText = 64 * 1024; // hostile rules double a text with every name they assign

Value follow(Value value, const std::vector<PathStep> &path)
{
    for (const PathStep &step : path)
        value = step.index < 0 ? value.field(step.name) : value.item(step.index);
    return value;
}

Value call(const Expression &expression, const Scope &scope)
{
    const std::vector<Expression> &children = expression.children;
    if (children.size() > kMostArguments) {
        List arguments;
        for (const Expression &child : children)
            arguments.push_back(evaluate(child, scope));
        return applyFunction(expression.function, arguments);
    }
    std::array<Value, kMostArguments> arguments;
    for (size_t index = 0; index < children.size(); ++index)
        arguments[index] = evaluate(children[index], scope);
    return applyFunction(expression.function, std::span(arguments).first(children.size()));
}

Value join(const Expression &expression, const Scope &scope)
{
    QByteArray text;
    for (const Expression &piece : expression.children) {
        const Value value = evaluate(piece, scope);
        if (value.text())
            text += *value.text();
        else if (value.flag())
            text += *value.flag() ? "true" : "false";
        else
            return {};
        if (text.size() > kLongestText)
            return {};
    }
    return text;
}

Value collect(const Expression &expression, const Scope &scope)
{
    if (expression.kind == Expression::Kind::Items) {
        List list;
        for (const Expression &child : expression.children)
            list.push_back(evaluate(child, scope));
        return list;
    }
    Record record;
    for (size_t index = 0; index < expression.children.size(); ++index)
        record.emplace_back(expression.names[index], evaluate(expression.children[index], scope));
    return record;
}

} // namespace

Value evaluate(const Expression &expression, const Scope &scope)
{
    switch (expression.kind) {
    case Expression::Kind::Literal:
        return expression.literal;
    case Expression::Kind::Reference:
        return scope[expression.slot];
    case Expression::Kind::Path:
        return follow(evaluate(expression.children.front(), scope), expression.path);
    case Expression::Kind::Template:
        return join(expression, scope);
    case Expression::Kind::Call:
        return call(expression, scope);
    case Expression::Kind::Items:
    case Expression::Kind::Fields:
        return collect(expression, scope);
    }
    return {};
}

std::optional<std::vector<PathStep>> parsePath(std::string_view text)
{
    std::vector<PathStep> path;
    while (!text.empty()) {
        if (text.front() == '[') {
            const size_t close = text.find(']');
            if (close == std::string_view::npos)
                return {};
            PathStep step;
            const auto [end, error] = std::from_chars(text.data() + 1, text.data() + close, step.index);
            if (error != std::errc() || end != text.data() + close || step.index < 0)
                return {};
            path.push_back(step);
            text.remove_prefix(close + 1);
        } else {
            const std::string_view name = text.substr(0, text.find_first_of(".["));
            if (name.empty())
                return {};
            path.push_back({QByteArray(name.data(), qsizetype(name.size())), -1});
            text.remove_prefix(name.size());
        }
        if (text.starts_with('.')) {
            text.remove_prefix(1);
            if (text.empty() || text.front() == '[')
                return {};
        } else if (!text.empty() && text.front() != '[') {
            return {};
        }
    }
    return path.empty() ? std::nullopt : std::optional(std::move(path));
}

} // namespace formwork::endpoint
