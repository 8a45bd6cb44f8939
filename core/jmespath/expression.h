// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QCborValue>
#include <QString>

#include <memory>

// JMESPath (https://jmespath.org/specification.html), the language in which AWS writes what a paginator
// repeats and what a waiter waits for, and in which people ask for a part of an answer.
namespace formwork::jmespath
{

struct Program;

// An expression that has been read; immutable and cheap to copy. Times and blobs count as the text the AWS
// CLI prints for them.
class Expression
{
public:
    // Errors: Phase::Local, code "Expression"; the sentence names the place, counted in characters from 1.
    // Longer than 64 Ki characters or nested deeper than a person would write is an error too.
    [[nodiscard]] static Result<Expression> parse(const QString &text);

    [[nodiscard]] const QString &text() const { return m_text; }

    // What the expression makes of the value; Null where it leads nowhere. Errors, with the same code: a
    // function that is given what it does not take, and a result that grows beyond all use (of an expression
    // such as "[@,@] | [@,@] | ...").
    [[nodiscard]] Result<QCborValue> search(const QCborValue &value) const;

private:
    Expression(QString text, std::shared_ptr<const Program> program)
        : m_text(std::move(text))
        , m_program(std::move(program))
    {
    }

    QString m_text;
    std::shared_ptr<const Program> m_program;
};

// The expression for a member of that name: as it is, or quoted where it is no identifier.
[[nodiscard]] QString identifier(const QString &name);

} // namespace formwork::jmespath
