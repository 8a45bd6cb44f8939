// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "jmespath/functions.h"

#include <algorithm>

namespace formwork::jmespath::lists
{

namespace
{

const QCborValue kNull{nullptr};

// An element with what it is ordered by; its place keeps equal ones in order.
struct Keyed {
    QCborValue key;
    QString text; // of a key that is a string
    qsizetype place = 0;
};

bool isLess(const Keyed &a, const Keyed &b)
{
    return typeOf(a.key) == Type::Number ? compareNumbers(a.key, b.key) < 0 : compareText(a.text, b.text) < 0;
}

// The keys of all elements; empty, and the evaluator told, where they are not all numbers or all strings.
QList<Keyed> keyed(Evaluator &evaluator, const QCborArray &array, int reference, const char *name)
{
    QList<Keyed> result;
    result.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QCborValue item = array.at(i);
        const QCborValue key = reference < 0 ? item : evaluator.evaluate(reference, item);
        const Type type = typeOf(key);
        if (evaluator.failed())
            return {};
        if ((type != Type::Number && type != Type::String) || (i > 0 && type != typeOf(result.first().key))) {
            evaluator.fail(Tr::tr("%1() needs a number for every element, or a string for every element; "
                                  "element %2 has: %3.")
                               .arg(QLatin1String(name))
                               .arg(i + 1)
                               .arg(typeName(type)));
            return {};
        }
        result.append({key, type == Type::String ? textOf(key) : QString(), i});
    }
    return result;
}

// The first of the smallest, or of the largest.
QCborValue extreme(Evaluator &evaluator, const Arguments &arguments, int reference, bool largest,
                   const char *name)
{
    const QCborArray array = arguments[0].value.toArray();
    const QList<Keyed> keys = keyed(evaluator, array, reference, name);
    if (keys.isEmpty())
        return kNull;
    const auto found =
        largest ? std::ranges::max_element(keys, isLess) : std::ranges::min_element(keys, isLess);
    return array.at(found->place);
}

QCborValue sorted(Evaluator &evaluator, const Arguments &arguments, int reference, const char *name)
{
    const QCborArray array = arguments[0].value.toArray();
    QList<Keyed> keys = keyed(evaluator, array, reference, name);
    std::ranges::sort(keys, [](const Keyed &a, const Keyed &b) {
        return isLess(a, b) || (!isLess(b, a) && a.place < b.place);
    });
    QCborArray result;
    for (const Keyed &key : std::as_const(keys))
        result.append(array.at(key.place));
    return evaluator.failed() ? kNull : QCborValue(result);
}

} // namespace

QCborValue sum(Evaluator &, const Arguments &arguments)
{
    qint64 whole = 0;
    double total = 0;
    bool isWhole = true;
    const QCborArray array = arguments[0].value.toArray();
    for (const QCborValue value : array) {
        total += value.toDouble();
        isWhole = isWhole && value.isInteger() && !__builtin_add_overflow(whole, value.toInteger(), &whole);
    }
    return isWhole ? QCborValue(whole) : QCborValue(total);
}

QCborValue avg(Evaluator &evaluator, const Arguments &arguments)
{
    const qsizetype count = arguments[0].value.toArray().size();
    return count == 0 ? kNull : QCborValue(sum(evaluator, arguments).toDouble() / double(count));
}

QCborValue join(Evaluator &, const Arguments &arguments)
{
    QStringList parts;
    const QCborArray array = arguments[1].value.toArray();
    for (const QCborValue value : array)
        parts += textOf(value);
    return parts.join(textOf(arguments[0].value));
}

QCborValue map(Evaluator &evaluator, const Arguments &arguments)
{
    QCborArray result;
    const QCborArray array = arguments[1].value.toArray();
    for (qsizetype i = 0; i < array.size() && !evaluator.failed(); ++i)
        result.append(evaluator.evaluate(arguments[0].reference, array.at(i)));
    return result;
}

QCborValue max(Evaluator &evaluator, const Arguments &arguments)
{
    return extreme(evaluator, arguments, -1, true, "max");
}

QCborValue min(Evaluator &evaluator, const Arguments &arguments)
{
    return extreme(evaluator, arguments, -1, false, "min");
}

QCborValue maxBy(Evaluator &evaluator, const Arguments &arguments)
{
    return extreme(evaluator, arguments, arguments[1].reference, true, "max_by");
}

QCborValue minBy(Evaluator &evaluator, const Arguments &arguments)
{
    return extreme(evaluator, arguments, arguments[1].reference, false, "min_by");
}

QCborValue sort(Evaluator &evaluator, const Arguments &arguments)
{
    return sorted(evaluator, arguments, -1, "sort");
}

QCborValue sortBy(Evaluator &evaluator, const Arguments &arguments)
{
    return sorted(evaluator, arguments, arguments[1].reference, "sort_by");
}

} // namespace formwork::jmespath::lists
