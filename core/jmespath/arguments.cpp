// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "jmespath/functions.h"

namespace formwork::jmespath
{

namespace
{

unsigned bitOf(Type type)
{
    switch (type) {
    case Type::Number:
        return AnyNumber;
    case Type::String:
        return AnyString;
    case Type::Boolean:
        return AnyBoolean;
    case Type::Array:
        return AnyArray;
    case Type::Object:
        return AnyObject;
    case Type::Null:
        break;
    }
    return AnyNull;
}

bool holdsOnly(const QCborValue &value, Type type)
{
    if (!value.isArray())
        return false;
    const QCborArray array = value.toArray();
    for (const QCborValue &entry : array) {
        if (typeOf(entry) != type)
            return false;
    }
    return true;
}

bool fits(const Argument &argument, unsigned accepted)
{
    if (argument.reference >= 0)
        return accepted & AnExpression;
    return (accepted & bitOf(typeOf(argument.value)))
        || ((accepted & NumbersOnly) && holdsOnly(argument.value, Type::Number))
        || ((accepted & StringsOnly) && holdsOnly(argument.value, Type::String));
}

QString inWords(unsigned accepted)
{
    constexpr std::pair<unsigned, const char *> kWords[] = {
        {AnyNumber, QT_TRANSLATE_NOOP("Formwork", "a number")},
        {AnyString, QT_TRANSLATE_NOOP("Formwork", "a string")},
        {AnyArray, QT_TRANSLATE_NOOP("Formwork", "a list")},
        {AnyObject, QT_TRANSLATE_NOOP("Formwork", "an object")},
        {AnExpression, QT_TRANSLATE_NOOP("Formwork", "an expression with & in front")},
        {NumbersOnly, QT_TRANSLATE_NOOP("Formwork", "a list of numbers")},
        {StringsOnly, QT_TRANSLATE_NOOP("Formwork", "a list of strings")}};
    QStringList words;
    for (const auto &[bit, word] : kWords) {
        if (accepted & bit)
            words += Tr::tr(word);
    }
    return words.join(Tr::tr(" or "));
}

QString found(const Argument &argument)
{
    return argument.reference >= 0 ? Tr::tr("an expression") : typeName(typeOf(argument.value));
}

} // namespace

bool accepts(const Function &function, const Arguments &arguments, Evaluator &evaluator)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const size_t place = function.variadic ? 0 : size_t(i);
        const unsigned accepted = function.accepts[place];
        if (fits(arguments[i], accepted))
            continue;
        evaluator.fail(accepted == AnyValue
                           ? Tr::tr("%1() takes no expression with & in front.").arg(function.name)
                           : Tr::tr("Argument %1 of %2() has to be %3, and it is: %4.")
                                 .arg(QString::number(i + 1), QString(function.name), inWords(accepted),
                                      found(arguments[i])));
        return false;
    }
    return true;
}

} // namespace formwork::jmespath
