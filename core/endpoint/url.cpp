// SPDX-License-Identifier: Apache-2.0
#include "endpoint/url.h"

#include <algorithm>

namespace formwork::endpoint
{

namespace
{

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isHostCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
}

bool isIpv6(QByteArrayView host)
{
    if (!host.startsWith('[') || !host.endsWith(']') || host.size() < 4)
        return false;
    const QByteArrayView inner = host.sliced(1, host.size() - 2);
    return inner.contains(':') && std::all_of(inner.begin(), inner.end(), [](char c) {
               return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
           });
}

// Where the host of "host[:port]" ends.
qsizetype hostEnd(QByteArrayView authority)
{
    if (authority.startsWith('['))
        return authority.indexOf(']') + 1;
    const qsizetype colon = authority.indexOf(':');
    return colon < 0 ? authority.size() : colon;
}

bool isPort(QByteArrayView text)
{
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), isDigit)
        && (text.isEmpty() || text.toByteArray().toInt() <= 65535);
}

bool isAuthority(QByteArrayView authority)
{
    const qsizetype end = hostEnd(authority);
    const QByteArrayView host = authority.first(end);
    if (end < authority.size() && (authority[end] != ':' || !isPort(authority.sliced(end + 1))))
        return false;
    if (host.startsWith('['))
        return isIpv6(host);
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), isHostCharacter);
}

// Printable ASCII that may stand in a path as it is.
bool isPath(QByteArrayView path)
{
    return std::all_of(path.begin(), path.end(),
                       [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>'; });
}

} // namespace

QByteArray Url::host() const { return authority.first(hostEnd(authority)); }

QByteArray Url::normalizedPath() const
{
    QByteArray result = path;
    if (!result.startsWith('/'))
        result.prepend('/');
    if (!result.endsWith('/'))
        result.append('/');
    return result;
}

std::optional<Url> parseUrl(const QByteArray &text)
{
    const qsizetype schemeEnd = text.indexOf("://");
    if (schemeEnd < 0 || text.contains('?') || text.contains('#'))
        return {};
    Url url;
    url.scheme = text.first(schemeEnd).toLower();
    if (url.scheme != "https" && url.scheme != "http")
        return {};
    const qsizetype start = schemeEnd + 3;
    const qsizetype slash = text.indexOf('/', start);
    url.authority = text.mid(start, slash < 0 ? -1 : slash - start);
    if (slash >= 0)
        url.path = text.mid(slash);
    if (!isAuthority(url.authority) || !isPath(url.path))
        return {};
    const QByteArray host = url.host();
    url.isIp = host.startsWith('[') || isIpv4(host);
    return url;
}

QString withoutUserInfo(const QString &text)
{
    const qsizetype scheme = text.indexOf(QLatin1StringView("//"));
    const qsizetype start = scheme < 0 ? 0 : scheme + 2;
    qsizetype end = start;
    while (end < text.size() && !QStringView(u"/?#\\").contains(text[end]))
        ++end;
    const qsizetype at = QStringView(text).first(end).lastIndexOf(u'@');
    return at < start ? text : text.first(start) + text.sliced(at + 1);
}

bool isIpv4(QByteArrayView host)
{
    int parts = 0;
    int digits = 0;
    int number = 0;
    for (const char c : host) {
        if (c == '.') {
            if (digits == 0)
                return false;
            ++parts;
            digits = number = 0;
        } else if (isDigit(c)) {
            number = number * 10 + (c - '0');
            if (++digits > 3 || number > 255)
                return false;
        } else {
            return false;
        }
    }
    return parts == 3 && digits > 0;
}

} // namespace formwork::endpoint
