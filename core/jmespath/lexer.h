// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jmespath/program.h"

namespace formwork::jmespath
{

enum class TokenKind {
    End,
    Identifier,
    QuotedIdentifier,
    Literal,
    Number,
    Dot,
    Star,
    Flatten, // []
    Filter, // [?
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    LeftParenthesis,
    RightParenthesis,
    Comma,
    Colon,
    Current, // @
    Pipe,
    Or,
    And,
    Not,
    Reference, // &
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
};

struct Token {
    TokenKind kind = TokenKind::End;
    QString text; // as written; the name of an identifier
    QCborValue value; // Literal, Number
    qsizetype place = 0;
};

// The tokens of an expression, an End at last.
[[nodiscard]] Result<QList<Token>> tokens(const QString &text);

} // namespace formwork::jmespath
