// SPDX-License-Identifier: Apache-2.0
#include "document/secretnames.h"

#include <QRegularExpression>
#include <QString>

namespace formwork::document
{

namespace
{

constexpr qsizetype kLooked = 16 * 1024; // characters of a text; a URL is shorter

bool matches(const QRegularExpression &expression, QStringView text)
{
    return expression.match(text.toString()).hasMatch();
}

// A signature, a token or a password in the address: whoever has it needs nothing else.
bool isOpeningUrl(QStringView text)
{
    static const QRegularExpression kUserInfo(
        QStringLiteral(R"(^\s*[a-z][a-z0-9+.-]*://[^/?#\s@]*:[^/?#\s@]+@)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kParameter(
        QStringLiteral(
            R"([?&#;](x-amz-signature|x-amz-security-token|signature|sig|(auth|access|session|id|login|)[_-]?token)"
            R"(|signintoken|auth|authcode|api[_-]?key|password|pwd|client_secret)=[^&\s]{8,})"),
        QRegularExpression::CaseInsensitiveOption);
    return matches(kUserInfo, text) || matches(kParameter, text);
}

bool isConnectionString(QStringView text)
{
    static const QRegularExpression kPassword(
        QStringLiteral(
            R"((^|[;?&])\s*(password|passwd|pwd|accountkey|sharedaccesskey|client_secret)\s*=\s*[^;&\s]+)"),
        QRegularExpression::CaseInsensitiveOption);
    return matches(kPassword, text);
}

// "host=db user=u password=x": pairs alone, on one line, as PostgreSQL's clients take them.
bool isPairsWithPassword(QStringView text)
{
    static const QRegularExpression kPairs(
        QStringLiteral(R"(^\s*([a-z_]+\s*=\s*('[^']*'|[^\s'=;]+)\s+)*(password|passwd)\s*=\s*[^\s;]+)"
                       R"((\s+[a-z_]+\s*=\s*('[^']*'|[^\s'=;]+))*\s*$)"));
    constexpr qsizetype longest = 1024;
    return text.size() <= longest && matches(kPairs, text);
}

} // namespace

bool isSecretText(const QString &text)
{
    if (text.size() < 8)
        return false;
    if (text.contains(QLatin1StringView("PRIVATE KEY-----")))
        return true;
    const QStringView head = QStringView(text).first(std::min(text.size(), kLooked));
    static const QRegularExpression kWebToken(QStringLiteral(R"(^eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*$)"));
    static const QRegularExpression kHeader(QStringLiteral(R"(^(Basic|Bearer)\s+[\w+/=.~-]{8,}$)"));
    if (text.startsWith(u"eyJ") && matches(kWebToken, head))
        return true;
    if (text.startsWith(u'B') && matches(kHeader, head))
        return true;
    if (head.contains(u"://") && isOpeningUrl(head))
        return true;
    if (!head.contains(u'='))
        return false;
    const bool mayConnect = head.contains(u';') || head.contains(u'&');
    return (mayConnect && isConnectionString(head)) || (head.contains(u"passw") && isPairsWithPassword(head));
}

} // namespace formwork::document
