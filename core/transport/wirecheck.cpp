// SPDX-License-Identifier: Apache-2.0
#include "transport/wirecheck.h"

#include "base/loopback.h"
#include "base/tr.h"

#include <algorithm>

namespace formwork::transport
{

namespace
{

std::unexpected<Error> unsendable(const QString &why)
{
    return failure(Phase::Local, QStringLiteral("UnsendableRequest"),
                   Tr::tr("The request cannot be sent: %1.").arg(why));
}

bool isTokenByte(char c) // RFC 9110, 5.6.2
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text) { return !text.isEmpty() && std::ranges::all_of(text, isTokenByte); }

bool isGraphic(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isHeaderValue(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

// The headers that frame a message are the transport's own; anything else in them would be request smuggling.
QString headerFault(const http::Request &request)
{
    for (const auto &[name, value] : request.headers) {
        const QString shown = QString::fromLatin1(name.left(40));
        if (!isToken(name))
            return Tr::tr("“%1” is not a header name").arg(shown);
        if (!isHeaderValue(value))
            return Tr::tr("the header %1 has a line break in its value").arg(shown);
        if (name.compare("transfer-encoding", Qt::CaseInsensitive) == 0
            || (name.compare("expect", Qt::CaseInsensitive) == 0
                && value.compare("100-continue", Qt::CaseInsensitive) != 0))
            return Tr::tr("the header %1 is not supported").arg(shown);
        if (name.compare("content-length", Qt::CaseInsensitive) == 0
            && value != QByteArray::number(request.body.size()))
            return Tr::tr("its Content-Length is not the length of its body");
        if (name.compare("host", Qt::CaseInsensitive) == 0 && value != request.authority)
            return Tr::tr("its Host header is not the host it goes to");
    }
    return {};
}

// Where a machine of AWS asks for its own credentials; these packets never leave the host under it.
bool isMetadata(const QString &host)
{
    static const QStringList hosts{QStringLiteral("169.254.169.254"), QStringLiteral("fd00:ec2::254"),
                                   QStringLiteral("169.254.170.2"), QStringLiteral("169.254.170.23"),
                                   QStringLiteral("fd00:ec2::23")};
    return hosts.contains(host);
}

// Graphic characters with "%" only before two digits, and no fragment: RFC 3986.
bool isTarget(QByteArrayView text)
{
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2])))
            return false;
    }
    return isGraphic(text) && !text.contains('#');
}

} // namespace

Result<QUrl> wireUrl(const http::Request &request)
{
    if (!isToken(request.method))
        return unsendable(Tr::tr("“%1” is not an HTTP method").arg(QString::fromLatin1(request.method)));
    if (request.scheme != "https" && request.scheme != "http")
        return unsendable(Tr::tr("“%1” is neither https nor http").arg(QString::fromLatin1(request.scheme)));
    if (request.authority.isEmpty() || !isGraphic(request.authority) || request.authority.contains('@')
        || request.authority.contains('/'))
        return unsendable(Tr::tr("“%1” is not a host name").arg(QString::fromLatin1(request.authority)));
    if (!request.path.startsWith('/') || !isTarget(request.target()))
        return unsendable(Tr::tr("its path and query are not percent-encoded"));
    if (const QString fault = headerFault(request); !fault.isEmpty())
        return unsendable(fault);

    const QUrl url = QUrl::fromEncoded(request.scheme + "://" + request.authority + '/', QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return unsendable(Tr::tr("“%1” is not a host name").arg(QString::fromLatin1(request.authority)));
    if (request.scheme == "http" && !isLoopback(url.host()) && !isMetadata(url.host())) {
        return failure(Phase::Local, QStringLiteral("InsecureEndpoint"),
                       Tr::tr("%1 is not encrypted, and Formwork uses plain http only within this computer.")
                           .arg(QString::fromLatin1(request.scheme + "://" + request.authority)),
                       Tr::tr("Change the endpoint to https."));
    }
    return url;
}

} // namespace formwork::transport
