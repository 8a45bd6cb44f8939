// SPDX-License-Identifier: Apache-2.0
#include "jmespath/functions.h"

#include "base/tr.h"
#include "document/json.h"

#include <algorithm>
#include <cmath>

namespace formwork::jmespath
{

namespace
{

// A whole double as an integer, where it fits one.
QCborValue whole(double number)
{
    constexpr double kLimit = 9.2e18;
    return std::abs(number) < kLimit ? QCborValue(qint64(number)) : QCborValue(number);
}

QCborValue absolute(Evaluator &, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    if (value.isInteger() && value.toInteger() != std::numeric_limits<qint64>::min())
        return std::abs(value.toInteger());
    return std::abs(value.toDouble());
}

QCborValue ceiling(Evaluator &, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    return value.isInteger() ? value : whole(std::ceil(value.toDouble()));
}

QCborValue floored(Evaluator &, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    return value.isInteger() ? value : whole(std::floor(value.toDouble()));
}

QCborValue contains(Evaluator &evaluator, const Arguments &arguments)
{
    const QCborValue &subject = arguments[0].value;
    const QCborValue &search = arguments[1].value;
    if (!subject.isArray())
        return typeOf(search) == Type::String && textOf(subject).contains(textOf(search));
    const QCborArray array = subject.toArray();
    for (const QCborValue &entry : array) {
        if (evaluator.equal(entry, search))
            return true;
    }
    return false;
}

QCborValue startsWith(Evaluator &, const Arguments &arguments)
{
    return textOf(arguments[0].value).startsWith(textOf(arguments[1].value));
}

QCborValue endsWith(Evaluator &, const Arguments &arguments)
{
    return textOf(arguments[0].value).endsWith(textOf(arguments[1].value));
}

QCborValue keys(Evaluator &, const Arguments &arguments)
{
    QCborArray result;
    const QCborMap map = arguments[0].value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it)
        result.append(it.key());
    return result;
}

QCborValue values(Evaluator &, const Arguments &arguments)
{
    QCborArray result;
    const QCborMap map = arguments[0].value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it)
        result.append(it.value());
    return result;
}

// Strings are counted in code points.
QCborValue length(Evaluator &, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    if (value.isArray())
        return qint64(value.toArray().size());
    if (value.isMap())
        return qint64(value.toMap().size());
    return qint64(textOf(value).toUcs4().size());
}

QCborValue merge(Evaluator &, const Arguments &arguments)
{
    QCborMap result;
    for (const Argument &argument : arguments) {
        const QCborMap map = argument.value.toMap();
        for (auto it = map.constBegin(); it != map.constEnd(); ++it)
            result[it.key().toString()] = it.value();
    }
    return result;
}

QCborValue notNull(Evaluator &, const Arguments &arguments)
{
    const auto found =
        std::ranges::find_if(arguments, [](const Argument &argument) { return !argument.value.isNull(); });
    return found == arguments.end() ? QCborValue(nullptr) : found->value;
}

QCborValue reverse(Evaluator &, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    if (value.isArray()) {
        QCborArray result;
        const QCborArray array = value.toArray();
        for (qsizetype i = array.size(); i-- > 0;)
            result.append(array.at(i));
        return result;
    }
    QList<uint> points = textOf(value).toUcs4();
    std::ranges::reverse(points);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), points.size());
}

QCborValue toArray(Evaluator &, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    return value.isArray() ? value : QCborValue(QCborArray{value});
}

QCborValue toText(Evaluator &evaluator, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    if (typeOf(value) == Type::String)
        return textOf(value);
    evaluator.measure(value);
    if (evaluator.failed())
        return QCborValue(nullptr);
    return QString::fromUtf8(document::toPlainJson(value));
}

QCborValue toNumber(Evaluator &, const Arguments &arguments)
{
    const QCborValue &value = arguments[0].value;
    if (typeOf(value) == Type::Number)
        return value;
    if (typeOf(value) != Type::String)
        return QCborValue(nullptr);
    const QString text = textOf(value).trimmed();
    bool ok = false;
    if (const qint64 number = text.toLongLong(&ok); ok)
        return number;
    const double number = text.toDouble(&ok);
    return ok && std::isfinite(number) ? QCborValue(number) : QCborValue(nullptr);
}

QCborValue type(Evaluator &, const Arguments &arguments) { return typeName(typeOf(arguments[0].value)); }

using Name = QLatin1StringView;

constexpr unsigned kSortable = NumbersOnly | StringsOnly;

constexpr std::array kFunctions{
    Function{Name("abs"), {AnyNumber, 0}, false, absolute},
    Function{Name("avg"), {NumbersOnly, 0}, false, lists::avg},
    Function{Name("ceil"), {AnyNumber, 0}, false, ceiling},
    Function{Name("contains"), {AnyArray | AnyString, AnyValue}, false, contains},
    Function{Name("ends_with"), {AnyString, AnyString}, false, endsWith},
    Function{Name("floor"), {AnyNumber, 0}, false, floored},
    Function{Name("join"), {AnyString, StringsOnly}, false, lists::join},
    Function{Name("keys"), {AnyObject, 0}, false, keys},
    Function{Name("length"), {AnyString | AnyArray | AnyObject, 0}, false, length},
    Function{Name("map"), {AnExpression, AnyArray}, false, lists::map},
    Function{Name("max"), {kSortable, 0}, false, lists::max},
    Function{Name("max_by"), {AnyArray, AnExpression}, false, lists::maxBy},
    Function{Name("merge"), {AnyObject, 0}, true, merge},
    Function{Name("min"), {kSortable, 0}, false, lists::min},
    Function{Name("min_by"), {AnyArray, AnExpression}, false, lists::minBy},
    Function{Name("not_null"), {AnyValue, 0}, true, notNull},
    Function{Name("reverse"), {AnyArray | AnyString, 0}, false, reverse},
    Function{Name("sort"), {kSortable, 0}, false, lists::sort},
    Function{Name("sort_by"), {AnyArray, AnExpression}, false, lists::sortBy},
    Function{Name("starts_with"), {AnyString, AnyString}, false, startsWith},
    Function{Name("sum"), {NumbersOnly, 0}, false, lists::sum},
    Function{Name("to_array"), {AnyValue, 0}, false, toArray},
    Function{Name("to_number"), {AnyValue, 0}, false, toNumber},
    Function{Name("to_string"), {AnyValue, 0}, false, toText},
    Function{Name("type"), {AnyValue, 0}, false, type},
    Function{Name("values"), {AnyObject, 0}, false, values},
};

} // namespace

Result<const Function *> findFunction(const QString &name, qsizetype arguments, qsizetype place)
{
    const auto *found = std::ranges::find_if(kFunctions, [&](const Function &f) { return name == f.name; });
    if (found == kFunctions.end())
        return std::unexpected(mistake(
            Tr::tr("There is no function %1(), which stands at character %2.").arg(name).arg(place + 1)));
    const qsizetype wanted = found->accepts[1] ? 2 : 1;
    if (found->variadic ? arguments < wanted : arguments != wanted)
        return std::unexpected(
            mistake(Tr::tr(found->variadic ? "%1() at character %2 takes at least %n argument(s), not %3."
                                           : "%1() at character %2 takes %n argument(s), not %3.",
                           nullptr, int(wanted))
                        .arg(name)
                        .arg(place + 1)
                        .arg(arguments)));
    return &*found;
}

} // namespace formwork::jmespath
