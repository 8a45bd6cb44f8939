// SPDX-License-Identifier: Apache-2.0
#include "document/pointer.h"

#include <algorithm>

namespace formwork::document
{

namespace
{

QString unescaped(QStringView token)
{
    QString text = token.toString();
    if (text.contains(u'~'))
        text.replace(QLatin1String("~1"), QLatin1String("/"))
            .replace(QLatin1String("~0"), QLatin1String("~"));
    return text;
}

QString escaped(QString token)
{
    if (token.contains(u'~') || token.contains(u'/'))
        token.replace(QLatin1String("~"), QLatin1String("~0"))
            .replace(QLatin1String("/"), QLatin1String("~1"));
    return token;
}

} // namespace

Pointer Pointer::parse(QStringView text)
{
    if (text.isEmpty())
        return {};
    QStringList tokens;
    for (const QStringView token : (text.startsWith(u'/') ? text.mid(1) : text).split(u'/'))
        tokens.append(unescaped(token));
    return Pointer(std::move(tokens));
}

QString Pointer::toString() const
{
    QString text;
    for (const QString &token : m_tokens)
        text += u'/' + escaped(token);
    return text;
}

Pointer Pointer::parent() const
{
    return Pointer(m_tokens.mid(0, std::max(m_tokens.size() - 1, qsizetype(0))));
}

Pointer Pointer::child(const QString &token) const
{
    QStringList tokens = m_tokens;
    tokens.append(token);
    return Pointer(std::move(tokens));
}

bool Pointer::startsWith(const Pointer &prefix) const
{
    return prefix.m_tokens.size() <= m_tokens.size()
        && std::equal(prefix.m_tokens.begin(), prefix.m_tokens.end(), m_tokens.begin());
}

bool Pointer::matches(const Pointer &pattern) const
{
    return std::equal(
        m_tokens.begin(), m_tokens.end(), pattern.m_tokens.begin(), pattern.m_tokens.end(),
        [](const QString &token, const QString &wanted) { return wanted == u'*' || token == wanted; });
}

size_t qHash(const Pointer &pointer, size_t seed) { return qHash(pointer.tokens(), seed); }

} // namespace formwork::document
