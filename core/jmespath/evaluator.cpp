// SPDX-License-Identifier: Apache-2.0
#include "jmespath/evaluator.h"

#include "base/tr.h"
#include "jmespath/functions.h"

namespace formwork::jmespath
{

namespace
{

const QCborValue kNull{nullptr};

QCborValue fieldOf(const QCborValue &value, const QString &name)
{
    if (!value.isMap())
        return kNull;
    const QCborValue found = value.toMap().value(name);
    return found.isUndefined() ? kNull : found;
}

QCborValue elementAt(const QCborValue &value, qint64 index)
{
    if (!value.isArray())
        return kNull;
    const QCborArray array = value.toArray();
    const qint64 at = index < 0 ? array.size() + index : index;
    return at >= 0 && at < array.size() ? array.at(at) : kNull;
}

// Python's rules: what is out of range is cut, negative counts from the end.
QCborValue sliceOf(const QCborValue &value, const Node &node)
{
    if (!value.isArray())
        return kNull;
    const QCborArray array = value.toArray();
    const qint64 size = array.size();
    const qint64 step = node.slice[2].value_or(1);
    const qint64 lowest = step < 0 ? -1 : 0;
    const qint64 highest = step < 0 ? size - 1 : size;
    const auto bound = [&](const std::optional<qint64> &given, qint64 otherwise) {
        if (!given)
            return otherwise;
        return std::clamp(*given < 0 ? std::max(*given, -size - 1) + size : *given, lowest, highest);
    };
    const qint64 start = bound(node.slice[0], step < 0 ? highest : lowest);
    const qint64 stop = bound(node.slice[1], step < 0 ? lowest : highest);
    QCborArray result;
    // The distance decides, because start plus a huge step would overflow.
    for (qint64 at = start; step > 0 ? at < stop : at > stop;) {
        result.append(array.at(at));
        if (step > 0 ? step >= stop - at : step <= stop - at)
            break;
        at += step;
    }
    return result;
}

bool holds(Comparator comparator, std::partial_ordering order)
{
    switch (comparator) {
    case Comparator::Less:
        return order < 0;
    case Comparator::LessOrEqual:
        return order <= 0;
    case Comparator::Greater:
        return order > 0;
    default:
        return order >= 0;
    }
}

} // namespace

void Evaluator::fail(const QString &sentence)
{
    if (!m_error)
        m_error = mistake(sentence);
}

bool Evaluator::step()
{
    if (++m_steps > kMostSteps)
        fail(Tr::tr("The expression makes so much of this value that it was given up."));
    return !failed();
}

void Evaluator::measure(const QCborValue &value)
{
    if (!step())
        return;
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; i < array.size() && !failed(); ++i)
            measure(array.at(i));
    } else if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (auto it = map.constBegin(); it != map.constEnd() && !failed(); ++it)
            measure(it.value());
    }
}

bool Evaluator::equal(const QCborValue &a, const QCborValue &b)
{
    const Type type = typeOf(a);
    if (!step() || type != typeOf(b))
        return false;
    switch (type) {
    case Type::Null:
        return true;
    case Type::Boolean:
        return a.isTrue() == b.isTrue();
    case Type::Number:
        return compareNumbers(a, b) == 0;
    case Type::String:
        return textOf(a) == textOf(b);
    case Type::Array: {
        const QCborArray left = a.toArray();
        const QCborArray right = b.toArray();
        bool same = left.size() == right.size();
        for (qsizetype i = 0; same && i < left.size(); ++i)
            same = equal(left.at(i), right.at(i));
        return same;
    }
    case Type::Object:
        break;
    }
    const QCborMap left = a.toMap();
    const QCborMap right = b.toMap();
    bool same = left.size() == right.size();
    for (auto it = left.constBegin(); same && it != left.constEnd(); ++it)
        same = right.contains(it.key().toString()) && equal(it.value(), right.value(it.key().toString()));
    return same;
}

QCborValue Evaluator::flatten(const QCborValue &base)
{
    if (!base.isArray())
        return kNull;
    QCborArray result;
    const QCborArray array = base.toArray();
    for (const QCborValue item : array) {
        if (!item.isArray()) {
            result.append(item);
            continue;
        }
        const QCborArray inner = item.toArray();
        for (const QCborValue value : inner) {
            if (!step())
                return kNull;
            result.append(value);
        }
    }
    return result;
}

QCborValue Evaluator::project(const QCborValue &base, const Node &node)
{
    if (!base.isArray())
        return kNull;
    QCborArray result;
    const QCborArray array = base.toArray();
    for (const QCborValue item : array) {
        if (!step())
            return kNull;
        if (node.kind == Kind::FilterProjection && isFalse(evaluate(node.children[2], item)))
            continue;
        const QCborValue value = evaluate(node.children[1], item);
        if (!value.isNull())
            result.append(value);
    }
    return result;
}

QCborValue Evaluator::projectValues(const QCborValue &base, const Node &node)
{
    if (!base.isMap())
        return kNull;
    QCborArray result;
    const QCborMap map = base.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (!step())
            return kNull;
        const QCborValue value = evaluate(node.children[1], it.value());
        if (!value.isNull())
            result.append(value);
    }
    return result;
}

QCborValue Evaluator::compare(const Node &node, const QCborValue &value)
{
    const QCborValue left = evaluate(node.children[0], value);
    const QCborValue right = evaluate(node.children[1], value);
    if (node.comparator == Comparator::Equal)
        return equal(left, right);
    if (node.comparator == Comparator::NotEqual)
        return !equal(left, right);
    const Type type = typeOf(left);
    if (type != typeOf(right))
        return kNull;
    if (type == Type::Number)
        return holds(node.comparator, compareNumbers(left, right));
    // Not in the specification, but relied on: times are text that sorts.
    if (type == Type::String)
        return holds(node.comparator, compareText(textOf(left), textOf(right)));
    return kNull;
}

QCborValue Evaluator::multiHash(const Node &node, const QCborValue &value)
{
    if (value.isNull())
        return kNull;
    QCborMap result;
    for (qsizetype i = 0; i < node.children.size(); ++i)
        result[node.keys[i]] = evaluate(node.children[i], value);
    return result;
}

QCborValue Evaluator::call(const Node &node, const QCborValue &value)
{
    QList<Argument> arguments;
    for (const int child : node.children) {
        const Node &argument = m_program.nodes[size_t(child)];
        if (argument.kind == Kind::Reference)
            arguments.append({kNull, argument.children[0]});
        else
            arguments.append({evaluate(child, value), -1});
    }
    if (failed() || !accepts(*node.function, arguments, *this))
        return kNull;
    return node.function->run(*this, arguments);
}

QCborValue Evaluator::evaluate(int index, const QCborValue &value)
{
    if (!step())
        return kNull;
    const Node &node = m_program.nodes[size_t(index)];
    const auto child = [&](qsizetype number) { return evaluate(node.children[number], value); };
    switch (node.kind) {
    case Kind::Identity:
        return value;
    case Kind::Field:
        return fieldOf(value, node.name);
    case Kind::Index:
        return elementAt(value, node.index);
    case Kind::Slice:
        return sliceOf(value, node);
    case Kind::Literal:
        return node.literal;
    case Kind::Chain:
        return evaluate(node.children[1], child(0));
    case Kind::Flatten:
        return flatten(child(0));
    case Kind::Projection:
    case Kind::FilterProjection:
        return project(child(0), node);
    case Kind::ValueProjection:
        return projectValues(child(0), node);
    case Kind::Comparison:
        return compare(node, value);
    case Kind::And: {
        const QCborValue left = child(0);
        return isFalse(left) ? left : child(1);
    }
    case Kind::Or: {
        const QCborValue left = child(0);
        return isFalse(left) ? child(1) : left;
    }
    case Kind::Not:
        return isFalse(child(0));
    case Kind::MultiList: {
        if (value.isNull())
            return kNull;
        QCborArray list;
        for (qsizetype i = 0; i < node.children.size(); ++i)
            list.append(child(i));
        return list;
    }
    case Kind::MultiHash:
        return multiHash(node, value);
    case Kind::Call:
        return call(node, value);
    case Kind::Reference:
        fail(Tr::tr("An expression with & in front can only be given to a function such as sort_by."));
        return kNull;
    }
    return kNull;
}

} // namespace formwork::jmespath
