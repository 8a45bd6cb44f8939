// SPDX-License-Identifier: Apache-2.0
// A parser by binding powers (Pratt): how far to the right an operator reaches is a number.
#include "jmespath/parser.h"

#include "base/tr.h"
#include "jmespath/functions.h"
#include "jmespath/lexer.h"
#include "jmespath/operators.h"

namespace formwork::jmespath
{

namespace
{

using enum TokenKind;

constexpr int kProjectionStops = 10; // what binds less ends a projection

// After a mistake everything returns at once; the first mistake stays.
class Parser
{
public:
    explicit Parser(QList<Token> list)
        : m_tokens(std::move(list))
    {
    }

    Result<Program> run()
    {
        m_program.root = expression(0);
        if (!m_error && kind() != End)
            unexpected();
        if (m_error)
            return std::unexpected(*m_error);
        return std::move(m_program);
    }

private:
    [[nodiscard]] const Token &token(qsizetype ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    [[nodiscard]] TokenKind kind(qsizetype ahead = 0) const { return token(ahead).kind; }

    const Token &take()
    {
        const Token &taken = token();
        if (m_at + 1 < m_tokens.size())
            ++m_at;
        return taken;
    }

    void fail(const QString &sentence)
    {
        if (!m_error)
            m_error = mistake(sentence);
    }

    void unexpected() { unexpected(token()); }
    void unexpected(const Token &wrong)
    {
        fail(
            wrong.kind == End
                ? Tr::tr("The expression ends too early.")
                : Tr::tr("'%1' at character %2 is not expected there.").arg(wrong.text).arg(wrong.place + 1));
    }

    void match(TokenKind wanted)
    {
        if (kind() == wanted)
            take();
        else
            unexpected();
    }

    int add(Node node)
    {
        if (m_error)
            return 0;
        for (const int child : std::as_const(node.children))
            node.depth = std::max(node.depth, m_program.nodes[size_t(child)].depth + 1);
        if (node.depth > kDeepestExpression)
            fail(Tr::tr("The expression is nested too deeply."));
        m_program.nodes.push_back(std::move(node));
        return int(m_program.nodes.size()) - 1;
    }
    int add(Kind nodeKind, QList<int> children = {}) { return add(Node{nodeKind, std::move(children)}); }
    int identity() { return add(Kind::Identity); }

    int expression(int bindingPower)
    {
        if (++m_nesting > kDeepestExpression)
            fail(Tr::tr("The expression is nested too deeply."));
        int left = m_error ? 0 : prefix();
        while (!m_error && bindingPower < power(kind()))
            left = infix(left);
        --m_nesting;
        return left;
    }

    int prefix();
    int infix(int left);
    int name(const Token &token);
    int bracket();
    int indexOrSlice();
    int slice();
    int projectIfSlice(int left, int right);
    int projectionRight(int bindingPower);
    int dotRight(int bindingPower);
    int filter(int left);
    int flatten(int left)
    {
        const int base = add(Kind::Flatten, {left});
        return add(Kind::Projection, {base, projectionRight(power(Flatten))});
    }
    int multiList();
    int multiHash();
    int call(int left);

    QList<Token> m_tokens;
    qsizetype m_at = 0;
    int m_nesting = 0;
    Program m_program;
    std::optional<Error> m_error;
};

int Parser::name(const Token &token)
{
    Node field{Kind::Field};
    field.name = token.text;
    field.place = token.place;
    if (token.kind == QuotedIdentifier && kind() == LeftParenthesis)
        unexpected(); // the name of a function is not quoted
    return add(std::move(field));
}

int Parser::prefix()
{
    const Token first = take();
    switch (first.kind) {
    case Identifier:
    case QuotedIdentifier:
        return name(first);
    case Literal: {
        Node literal{Kind::Literal};
        literal.literal = first.value;
        return add(std::move(literal));
    }
    case Star: {
        const int left = identity();
        return add(Kind::ValueProjection,
                   {left, kind() == RightBracket ? identity() : projectionRight(power(Star))});
    }
    case Filter:
        return filter(identity());
    case LeftBrace:
        return multiHash();
    case LeftParenthesis: {
        const int inside = expression(0);
        match(RightParenthesis);
        return inside;
    }
    case Flatten:
        return flatten(identity());
    case Not:
        return add(Kind::Not, {expression(power(Not))});
    case LeftBracket:
        return bracket();
    case Current:
        return identity();
    case Reference:
        return add(Kind::Reference, {expression(0)});
    default:
        unexpected(first);
        return 0;
    }
}

int Parser::bracket()
{
    if (kind() == Number || kind() == Colon)
        return projectIfSlice(identity(), indexOrSlice());
    if (kind() == Star && kind(1) == RightBracket) {
        take();
        take();
        const int left = identity();
        return add(Kind::Projection, {left, projectionRight(power(Star))});
    }
    return multiList();
}

int Parser::infix(int left)
{
    const Token sign = take();
    switch (sign.kind) {
    case Dot:
        if (kind() == Star) {
            take();
            return add(Kind::ValueProjection, {left, projectionRight(power(Dot))});
        }
        return add(Kind::Chain, {left, dotRight(power(Dot))});
    case Pipe:
        return add(Kind::Chain, {left, expression(power(Pipe))});
    case Or:
        return add(Kind::Or, {left, expression(power(Or))});
    case And:
        return add(Kind::And, {left, expression(power(And))});
    case LeftParenthesis:
        return call(left);
    case Filter:
        return filter(left);
    case Flatten:
        return flatten(left);
    case LeftBracket:
        if (kind() == Number || kind() == Colon)
            return projectIfSlice(left, indexOrSlice());
        match(Star);
        match(RightBracket);
        return m_error ? 0 : add(Kind::Projection, {left, projectionRight(power(Star))});
    default:
        break;
    }
    if (isComparison(sign.kind)) {
        Node comparison{Kind::Comparison, {left, expression(power(sign.kind))}};
        comparison.comparator = comparatorOf(sign.kind);
        return add(std::move(comparison));
    }
    unexpected(sign);
    return 0;
}

int Parser::indexOrSlice()
{
    if (kind() == Colon || kind(1) == Colon)
        return slice();
    Node index{Kind::Index};
    index.index = take().value.toInteger();
    match(RightBracket);
    return add(std::move(index));
}

int Parser::slice()
{
    Node slice{Kind::Slice};
    size_t part = 0;
    while (!m_error && kind() != RightBracket) {
        if (kind() == Colon && part < 2) {
            ++part;
            take();
        } else if (kind() == Number && !slice.slice[part]) {
            slice.slice[part] = take().value.toInteger();
        } else {
            unexpected();
        }
    }
    match(RightBracket);
    if (slice.slice[2] == 0)
        fail(Tr::tr("The step of a slice cannot be 0."));
    return add(std::move(slice));
}

int Parser::projectIfSlice(int left, int right)
{
    if (m_error)
        return 0;
    const bool isSlice = m_program.nodes[size_t(right)].kind == Kind::Slice;
    const int base = add(Kind::Chain, {left, right});
    return isSlice ? add(Kind::Projection, {base, projectionRight(power(Star))}) : base;
}

int Parser::projectionRight(int bindingPower)
{
    if (power(kind()) < kProjectionStops)
        return identity();
    if (kind() == LeftBracket || kind() == Filter)
        return expression(bindingPower);
    if (kind() == Dot) {
        take();
        return dotRight(bindingPower);
    }
    unexpected();
    return 0;
}

int Parser::dotRight(int bindingPower)
{
    switch (kind()) {
    case Identifier:
    case QuotedIdentifier:
    case Star:
        return expression(bindingPower);
    case LeftBracket:
        take();
        return multiList();
    case LeftBrace:
        take();
        return multiHash();
    default:
        unexpected();
        return 0;
    }
}

int Parser::filter(int left)
{
    const int condition = expression(0);
    match(RightBracket);
    if (m_error)
        return 0;
    const int right = kind() == Flatten ? identity() : projectionRight(power(Filter));
    return add(Kind::FilterProjection, {left, right, condition});
}

int Parser::multiList()
{
    QList<int> children;
    while (!m_error) {
        children.append(expression(0));
        if (kind() == RightBracket)
            break;
        match(Comma);
    }
    match(RightBracket);
    return m_error ? 0 : add(Kind::MultiList, children);
}

int Parser::multiHash()
{
    Node hash{Kind::MultiHash};
    while (!m_error) {
        if (kind() != Identifier && kind() != QuotedIdentifier) {
            unexpected();
            break;
        }
        hash.keys.append(take().text);
        match(Colon);
        if (!m_error)
            hash.children.append(expression(0));
        if (kind() == RightBrace)
            break;
        match(Comma);
    }
    match(RightBrace);
    return m_error ? 0 : add(std::move(hash));
}

int Parser::call(int left)
{
    const Node &called = m_program.nodes[size_t(left)];
    if (called.kind != Kind::Field) {
        fail(Tr::tr("What stands before the parenthesis at character %1 is no name of a function.")
                 .arg(m_tokens[m_at - 1].place + 1));
        return 0;
    }
    Node node{Kind::Call};
    node.name = called.name;
    node.place = called.place;
    while (!m_error && kind() != RightParenthesis) {
        node.children.append(expression(0));
        if (kind() == RightParenthesis)
            break;
        match(Comma);
        if (kind() == RightParenthesis)
            unexpected();
    }
    match(RightParenthesis);
    if (m_error)
        return 0;
    const Result<const Function *> function = findFunction(node.name, node.children.size(), node.place);
    if (!function) {
        m_error = function.error();
        return 0;
    }
    node.function = *function;
    return add(std::move(node));
}

} // namespace

Result<Program> parseProgram(const QString &text)
{
    if (text.size() > kLongestExpression)
        return std::unexpected(mistake(Tr::tr("The expression is too long.")));
    Result<QList<Token>> list = tokens(text);
    if (!list)
        return std::unexpected(list.error());
    return Parser(std::move(*list)).run();
}

} // namespace formwork::jmespath
