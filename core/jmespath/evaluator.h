// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jmespath/program.h"
#include "jmespath/values.h"

namespace formwork::jmespath
{

inline constexpr qint64 kMostSteps = 10'000'000; // about half a second; the largest answers need a fifth

// One run of a program over one value. The first mistake stops it: all that is evaluated after it is null.
class Evaluator
{
public:
    explicit Evaluator(const Program &program)
        : m_program(program)
    {
    }

    [[nodiscard]] QCborValue evaluate(int node, const QCborValue &value);

    // Deep equality, members in any order, 1 equal to 1.0.
    [[nodiscard]] bool equal(const QCborValue &a, const QCborValue &b);
    // Counts what a value holds: shared parts each time, as they would be written.
    void measure(const QCborValue &value);

    void fail(const QString &sentence);
    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] bool step(); // false: it has gone on for too long

private:
    QCborValue flatten(const QCborValue &base);
    QCborValue project(const QCborValue &base, const Node &node);
    QCborValue projectValues(const QCborValue &base, const Node &node);
    QCborValue compare(const Node &node, const QCborValue &value);
    QCborValue multiHash(const Node &node, const QCborValue &value);
    QCborValue call(const Node &node, const QCborValue &value);

    const Program &m_program;
    std::optional<Error> m_error;
    qint64 m_steps = 0;
};

} // namespace formwork::jmespath
