// SPDX-License-Identifier: Apache-2.0
#include "jmespath/expression.h"

#include "document/json.h"
#include "jmespath/evaluator.h"
#include "jmespath/parser.h"

#include <algorithm>

namespace formwork::jmespath
{

Result<Expression> Expression::parse(const QString &text)
{
    Result<Program> program = parseProgram(text);
    if (!program)
        return std::unexpected(program.error());
    return Expression(text, std::make_shared<const Program>(std::move(*program)));
}

Result<QCborValue> Expression::search(const QCborValue &value) const
{
    Evaluator evaluator(*m_program);
    QCborValue result =
        evaluator.evaluate(m_program->root, value.isUndefined() ? QCborValue(nullptr) : value);
    evaluator.measure(result);
    if (evaluator.failed())
        return std::unexpected(*evaluator.error());
    return result;
}

QString identifier(const QString &name)
{
    const auto isPlain = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
    };
    const bool needsQuotes = name.isEmpty() || (name.front() >= u'0' && name.front() <= u'9')
        || !std::ranges::all_of(name, isPlain);
    return needsQuotes ? QString::fromUtf8(document::toPlainJson(name)) : name;
}

} // namespace formwork::jmespath
