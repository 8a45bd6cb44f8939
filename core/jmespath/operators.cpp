// SPDX-License-Identifier: Apache-2.0
#include "jmespath/operators.h"

namespace formwork::jmespath
{

using enum TokenKind;

int power(TokenKind kind)
{
    switch (kind) {
    case Pipe:
        return 1;
    case Or:
        return 2;
    case And:
        return 3;
    case Equal:
    case NotEqual:
    case Less:
    case LessOrEqual:
    case Greater:
    case GreaterOrEqual:
        return 5;
    case Flatten:
        return 9;
    case Star:
        return 20;
    case Filter:
        return 21;
    case Dot:
        return 40;
    case Not:
        return 45;
    case LeftBrace:
        return 50;
    case LeftBracket:
        return 55;
    case LeftParenthesis:
        return 60;
    default:
        return 0;
    }
}

Comparator comparatorOf(TokenKind kind)
{
    switch (kind) {
    case NotEqual:
        return Comparator::NotEqual;
    case Less:
        return Comparator::Less;
    case LessOrEqual:
        return Comparator::LessOrEqual;
    case Greater:
        return Comparator::Greater;
    case GreaterOrEqual:
        return Comparator::GreaterOrEqual;
    default:
        return Comparator::Equal;
    }
}

} // namespace formwork::jmespath
