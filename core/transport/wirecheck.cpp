// SPDX-License-Identifier: Apache-2.0
#include "transport/wirecheck.h"

#include "base/loopback.h"
#include "base/tr.h"

#include <algorithm>
#include <cctype>

namespace formwork::transport
{

namespace
{

std::unexpected<Error> unsendable(const QString &why)
{
    return failure(Phase::Local, QStringLiteral("UnsendableRequest"),
                   Tr::tr("The request cannot be sent: %1.").arg(why), Tr::tr("Nothing was sent."));
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

// A target as it may stand in the first line of a request: no octet that ends it, and no stray '%'.
bool isEncoded(QByteArrayView target)
{
    const auto isHex = [target](qsizetype at) {
        return at < target.size() && std::isxdigit(static_cast<unsigned char>(target[at])) != 0;
    };
    for (qsizetype i = 0; i < target.size(); ++i) {
        if (target[i] == '#' || (target[i] == '%' && !(isHex(i + 1) && isHex(i + 2))))
            return false;
    }
    return isGraphic(target);
}

// A path that QUrl would change ("/a/../b", "//a") is written before QUrl can see it: the verb brings the
// rest of the first line along, and what Qt writes behind the verb becomes the value of a header that nobody
// reads and no signature covers. Only a target that isEncoded() gets there, so nothing else can.
constexpr char kRestOfLine[] = " HTTP/1.1\r\nX-Formwork-Target:";

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
            || name.compare("expect", Qt::CaseInsensitive) == 0)
            return Tr::tr("the header %1 is not supported").arg(shown);
        if (name.compare("content-length", Qt::CaseInsensitive) == 0
            && value != QByteArray::number(request.body.size()))
            return Tr::tr("its Content-Length is not the length of its body");
        if (name.compare("host", Qt::CaseInsensitive) == 0 && value != request.authority)
            return Tr::tr("its Host header is not the host it goes to");
    }
    return {};
}

// What QNetworkAccessManager makes of the URL for its request line; it also resolves dot segments and drops
// the second of two slashes at the start.
bool survives(const QUrl &url, const QByteArray &target)
{
    const auto format = QUrl::RemoveFragment | QUrl::RemoveUserInfo | QUrl::RemoveScheme
        | QUrl::RemoveAuthority | QUrl::FullyEncoded;
    return url.toEncoded(format) == target && url.toEncoded(format | QUrl::NormalizePathSegments) == target;
}

} // namespace

Result<WireTarget> wireTarget(const http::Request &request)
{
    if (!isToken(request.method))
        return unsendable(Tr::tr("“%1” is not an HTTP method").arg(QString::fromLatin1(request.method)));
    if (request.scheme != "https" && request.scheme != "http")
        return unsendable(Tr::tr("“%1” is neither https nor http").arg(QString::fromLatin1(request.scheme)));
    if (request.authority.isEmpty() || !isGraphic(request.authority) || request.authority.contains('@')
        || request.authority.contains('/'))
        return unsendable(Tr::tr("“%1” is not a host name").arg(QString::fromLatin1(request.authority)));
    if (!request.path.startsWith('/') || !isEncoded(request.target()))
        return unsendable(Tr::tr("its path and query are not percent-encoded"));
    if (const QString fault = headerFault(request); !fault.isEmpty())
        return unsendable(fault);

    const QUrl host = QUrl::fromEncoded(request.scheme + "://" + request.authority + '/', QUrl::StrictMode);
    if (!host.isValid() || host.host().isEmpty())
        return unsendable(Tr::tr("“%1” is not a URL").arg(QString::fromLatin1(request.url())));
    if (request.scheme == "http" && !isLoopback(host.host())) {
        return failure(Phase::Local, QStringLiteral("InsecureEndpoint"),
                       Tr::tr("%1 is not encrypted, and Formwork uses plain http only within this computer.")
                           .arg(QString::fromLatin1(request.scheme + "://" + request.authority)),
                       Tr::tr("Change the endpoint to https. Nothing was sent."));
    }
    const QUrl url = QUrl::fromEncoded(request.url(), QUrl::StrictMode);
    if (url.isValid() && url.host() == host.host() && survives(url, request.target()))
        return WireTarget{url, request.method};
    return WireTarget{host, request.method + ' ' + request.target() + kRestOfLine};
}

bool isMethod(QByteArrayView verb, QByteArrayView method)
{
    return verb == method || (verb.startsWith(method) && verb.sliced(method.size()).startsWith(' '));
}

} // namespace formwork::transport
