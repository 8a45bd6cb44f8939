// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jmespath/evaluator.h"

namespace formwork::jmespath
{

struct Argument {
    QCborValue value;
    int reference = -1; // the node behind an "&"; -1: a value
};

using Arguments = QList<Argument>;

// What an argument may be; one bit a type.
enum Accepts : unsigned {
    AnyNumber = 1,
    AnyString = 2,
    AnyBoolean = 4,
    AnyArray = 8,
    AnyObject = 16,
    AnyNull = 32,
    AnExpression = 64,
    NumbersOnly = 128, // an array of numbers
    StringsOnly = 256, // an array of strings
    AnyValue = AnyNumber | AnyString | AnyBoolean | AnyArray | AnyObject | AnyNull,
};

struct Function {
    QLatin1StringView name;
    std::array<unsigned, 2> accepts; // of the arguments; 0: there is none
    bool variadic; // the last may be repeated
    QCborValue (*run)(Evaluator &evaluator, const Arguments &arguments);
};

// The function of that name, if it takes so many arguments.
[[nodiscard]] Result<const Function *> findFunction(const QString &name, qsizetype arguments,
                                                    qsizetype place);

// Whether the arguments are of the types the function takes; the evaluator is told why not.
[[nodiscard]] bool accepts(const Function &function, const Arguments &arguments, Evaluator &evaluator);

// The functions over lists, in a file of their own.
namespace lists
{
QCborValue avg(Evaluator &, const Arguments &arguments);
QCborValue sum(Evaluator &, const Arguments &arguments);
QCborValue join(Evaluator &, const Arguments &arguments);
QCborValue map(Evaluator &evaluator, const Arguments &arguments);
QCborValue max(Evaluator &evaluator, const Arguments &arguments);
QCborValue min(Evaluator &evaluator, const Arguments &arguments);
QCborValue maxBy(Evaluator &evaluator, const Arguments &arguments);
QCborValue minBy(Evaluator &evaluator, const Arguments &arguments);
QCborValue sort(Evaluator &evaluator, const Arguments &arguments);
QCborValue sortBy(Evaluator &evaluator, const Arguments &arguments);
} // namespace lists

} // namespace formwork::jmespath
