// SPDX-License-Identifier: Apache-2.0
#include "practice/requesthost.h"

#include "base/tr.h"

namespace formwork::practice
{

namespace
{

constexpr QByteArrayView kLocal = "localhost";

QByteArray hostOf(const QByteArray &authority)
{
    if (authority.startsWith('[')) // an IPv6 address
        return authority.first(authority.indexOf(']') + 1);
    const qsizetype colon = authority.indexOf(':');
    return (colon < 0 ? authority : authority.first(colon)).toLower();
}

// A name of an API's operation, or one, in front of an address is left there by clients that cannot tell.
bool isLoopback(const QByteArray &host)
{
    return host == kLocal || host.endsWith('.' + kLocal.toByteArray()) || host == "127.0.0.1"
        || host.endsWith(".127.0.0.1") || host == "[::1]";
}

} // namespace

QByteArray hostLabelOf(const QByteArray &authority)
{
    const QByteArray host = hostOf(authority);
    return host.endsWith('.' + kLocal.toByteArray()) ? host.chopped(kLocal.size() + 1) : QByteArray();
}

std::optional<QString> foreignProblem(const http::Request &request)
{
    for (const char *name : {"origin", "sec-fetch-site", "sec-fetch-mode"}) {
        if (request.headers.contains(name))
            return Tr::tr("The practice account does not answer pages in browsers.");
    }
    if (isLoopback(hostOf(request.authority)))
        return std::nullopt;
    return Tr::tr("The practice account answers for this machine only: ask for localhost or 127.0.0.1.");
}

} // namespace formwork::practice
