// SPDX-License-Identifier: Apache-2.0
#include "base/loopback.h"

#include <QList>

#include <algorithm>

namespace formwork
{

namespace
{

bool isUnderLocalhost(QStringView host)
{
    constexpr QStringView domain = u".localhost";
    return host.size() > domain.size() && host.endsWith(domain, Qt::CaseInsensitive);
}

bool isIpv4Loopback(QStringView text)
{
    const QList<QStringView> parts = text.split(u'.');
    return parts.size() == 4 && parts.first() == u"127" && std::ranges::all_of(parts, [](QStringView part) {
               bool isNumber = false;
               const uint number = part.toUInt(&isNumber);
               return isNumber && number < 256 && part.size() <= 3 && part.front().isDigit();
           });
}

} // namespace

bool isLoopback(QStringView host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    constexpr QStringView mapped = u"::ffff:"; // an IPv4 address in the form of IPv6
    if (host.startsWith(mapped, Qt::CaseInsensitive))
        return isIpv4Loopback(host.sliced(mapped.size()));
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0 || isUnderLocalhost(host) || host == u"::1"
        || host == u"0:0:0:0:0:0:0:1" || isIpv4Loopback(host);
}

QString reachedAt(const QString &host) { return isUnderLocalhost(host) ? QStringLiteral("127.0.0.1") : host; }

} // namespace formwork
