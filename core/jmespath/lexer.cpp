// SPDX-License-Identifier: Apache-2.0
#include "jmespath/lexer.h"

#include "base/tr.h"
#include "document/json.h"

#include <algorithm>

namespace formwork::jmespath
{

namespace
{

struct Sign {
    QLatin1StringView text;
    TokenKind kind;
};

// The longer of two that begin alike comes first.
constexpr std::array kSigns{
    Sign{QLatin1StringView("[]"), TokenKind::Flatten},
    Sign{QLatin1StringView("[?"), TokenKind::Filter},
    Sign{QLatin1StringView("["), TokenKind::LeftBracket},
    Sign{QLatin1StringView("]"), TokenKind::RightBracket},
    Sign{QLatin1StringView("{"), TokenKind::LeftBrace},
    Sign{QLatin1StringView("}"), TokenKind::RightBrace},
    Sign{QLatin1StringView("("), TokenKind::LeftParenthesis},
    Sign{QLatin1StringView(")"), TokenKind::RightParenthesis},
    Sign{QLatin1StringView("."), TokenKind::Dot},
    Sign{QLatin1StringView("*"), TokenKind::Star},
    Sign{QLatin1StringView(","), TokenKind::Comma},
    Sign{QLatin1StringView(":"), TokenKind::Colon},
    Sign{QLatin1StringView("@"), TokenKind::Current},
    Sign{QLatin1StringView("||"), TokenKind::Or},
    Sign{QLatin1StringView("|"), TokenKind::Pipe},
    Sign{QLatin1StringView("&&"), TokenKind::And},
    Sign{QLatin1StringView("&"), TokenKind::Reference},
    Sign{QLatin1StringView("=="), TokenKind::Equal},
    Sign{QLatin1StringView("!="), TokenKind::NotEqual},
    Sign{QLatin1StringView("!"), TokenKind::Not},
    Sign{QLatin1StringView("<="), TokenKind::LessOrEqual},
    Sign{QLatin1StringView("<"), TokenKind::Less},
    Sign{QLatin1StringView(">="), TokenKind::GreaterOrEqual},
    Sign{QLatin1StringView(">"), TokenKind::Greater},
};

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }
bool startsName(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'; }

class Lexer
{
public:
    explicit Lexer(const QString &text)
        : m_text(text)
    {
    }

    Result<QList<Token>> run()
    {
        while (!m_error) {
            while (m_at < m_text.size() && QStringView(u" \t\n\r").contains(m_text[m_at]))
                ++m_at;
            if (m_at == m_text.size())
                break;
            next(m_text[m_at]);
        }
        if (m_error)
            return std::unexpected(*m_error);
        add(TokenKind::End, m_text.size(), {});
        return m_tokens;
    }

private:
    void next(QChar c)
    {
        if (startsName(c))
            name();
        else if (isDigit(c) || c == u'-')
            number();
        else if (c == u'"')
            quotedName();
        else if (c == u'\'')
            rawText();
        else if (c == u'`')
            literal();
        else
            sign();
    }

    void add(TokenKind kind, qsizetype place, const QString &text, const QCborValue &value = {})
    {
        m_tokens.append({kind, text, value, place});
    }

    void fail(const QString &sentence) { m_error = mistake(sentence); }

    void name()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (startsName(m_text[m_at]) || isDigit(m_text[m_at])))
            ++m_at;
        add(TokenKind::Identifier, start, m_text.sliced(start, m_at - start));
    }

    void number()
    {
        const qsizetype start = m_at++;
        while (m_at < m_text.size() && isDigit(m_text[m_at]))
            ++m_at;
        const QString digits = m_text.sliced(start, m_at - start);
        bool ok = false;
        const qint64 value = digits.toLongLong(&ok);
        if (!ok)
            return fail(Tr::tr("'%1' at character %2 is no number.").arg(digits).arg(start + 1));
        add(TokenKind::Number, start, digits, value);
    }

    // The text up to the closing delimiter, which a backslash protects; the backslashes are kept.
    std::optional<QString> enclosed(QChar delimiter)
    {
        const qsizetype start = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != delimiter)
            m_at += m_text[m_at] == u'\\' ? 2 : 1;
        if (m_at >= m_text.size()) {
            fail(Tr::tr("What %1 opens at character %2 is not closed.").arg(delimiter).arg(start + 1));
            return {};
        }
        return m_text.sliced(start + 1, m_at++ - start - 1);
    }

    void quotedName()
    {
        const qsizetype start = m_at;
        const std::optional<QString> inside = enclosed(u'"');
        if (!inside)
            return;
        const Result<QCborValue> text = document::fromPlainJson('"' + inside->toUtf8() + '"');
        if (!text)
            return fail(Tr::tr("The quoted name at character %1 is not written as in JSON.").arg(start + 1));
        add(TokenKind::QuotedIdentifier, start, text->toString());
    }

    void rawText()
    {
        const qsizetype start = m_at;
        std::optional<QString> inside = enclosed(u'\'');
        if (inside)
            add(TokenKind::Literal, start, *inside,
                inside->replace(QLatin1String("\\'"), QLatin1String("'")));
    }

    void literal()
    {
        const qsizetype start = m_at;
        std::optional<QString> inside = enclosed(u'`');
        if (!inside)
            return;
        inside->replace(QLatin1String("\\`"), QLatin1String("`"));
        Result<QCborValue> value = document::fromPlainJson(inside->toUtf8());
        if (!value) // text without quotes, as it was written before the specification asked for them
            value = document::fromPlainJson('"' + inside->trimmed().toUtf8() + '"');
        if (!value)
            return fail(Tr::tr("The literal at character %1 is not written as in JSON.").arg(start + 1));
        add(TokenKind::Literal, start, *inside, *value);
    }

    void sign()
    {
        const QStringView rest = QStringView(m_text).sliced(m_at);
        const auto *found =
            std::ranges::find_if(kSigns, [&](const Sign &s) { return rest.startsWith(s.text); });
        if (found == kSigns.end())
            return fail(Tr::tr("'%1' at character %2 has no meaning here.").arg(rest.first(1)).arg(m_at + 1));
        add(found->kind, m_at, QString(found->text));
        m_at += found->text.size();
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QList<Token> m_tokens;
    std::optional<Error> m_error;
};

} // namespace

Result<QList<Token>> tokens(const QString &text) { return Lexer(text).run(); }

} // namespace formwork::jmespath
