// SPDX-License-Identifier: Apache-2.0
#include "texts/cidr.h"

#include "base/tr.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace formwork::texts
{
namespace
{

constexpr int kExactBits = 32; // of which the number is written out

// The address with the lowest `bits` all set or all clear.
QHostAddress withLowBits(const QHostAddress &address, int bits, bool isSet)
{
    if (address.protocol() == QHostAddress::IPv4Protocol) {
        const quint32 mask = bits >= 32 ? ~quint32(0) : (quint32(1) << bits) - 1;
        const quint32 plain = address.toIPv4Address();
        return QHostAddress(isSet ? plain | mask : plain & ~mask);
    }
    Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int i = 15; i >= 0 && bits > 0; --i, bits -= 8) {
        const auto mask = quint8(bits >= 8 ? 0xFF : (1 << bits) - 1);
        bytes[i] = quint8(isSet ? bytes[i] | mask : bytes[i] & ~mask);
    }
    return QHostAddress(bytes);
}

} // namespace

QHostAddress Network::first() const { return withLowBits(address, bits() - prefix, false); }

QHostAddress Network::last() const { return withLowBits(address, bits() - prefix, true); }

QString Network::toString() const { return first().toString() + u'/' + QString::number(prefix); }

bool Network::isPrivate() const
{
    static const std::array kPrivate{
        QHostAddress::parseSubnet(QStringLiteral("10.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("172.16.0.0/12")),
        QHostAddress::parseSubnet(QStringLiteral("192.168.0.0/16")),
        QHostAddress::parseSubnet(QStringLiteral("100.64.0.0/10")),
        QHostAddress::parseSubnet(QStringLiteral("169.254.0.0/16")),
        QHostAddress::parseSubnet(QStringLiteral("127.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("fc00::/7")),
        QHostAddress::parseSubnet(QStringLiteral("fe80::/10")),
    };
    return std::ranges::any_of(kPrivate, [this](const std::pair<QHostAddress, int> &known) {
        return known.first.protocol() == address.protocol() && prefix >= known.second
            && address.isInSubnet(known);
    });
}

QString Network::sizeInWords() const
{
    const int free = bits() - prefix;
    if (free == 0)
        return Tr::tr("one address");
    if (free < kExactBits)
        return Tr::tr("%1 addresses").arg(QLocale().toString(qint64(1) << free));
    return Tr::tr("2^%1 addresses").arg(free);
}

std::optional<Network> readCidr(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash <= 0)
        return std::nullopt;
    const QStringView host = QStringView(text).first(slash);
    const QStringView length = QStringView(text).sliced(slash + 1);
    // QHostAddress takes "10.1" and zones; CIDR notation does not.
    const bool isV4 = host.count(u'.') == 3 && !host.contains(u':');
    const bool isV6 = host.contains(u':') && !host.contains(u'%');
    Network network;
    bool isNumber = false;
    network.prefix = length.toInt(&isNumber);
    const bool isPlain = isNumber
        && std::ranges::all_of(length, [](QChar c) { return c >= u'0' && c <= u'9'; })
        && (length.size() == 1 || length[0] != u'0');
    if (!isPlain || !(isV4 || isV6) || host.contains(u' ') || !network.address.setAddress(host.toString()))
        return std::nullopt;
    if (network.prefix > network.bits())
        return std::nullopt;
    return network;
}

} // namespace formwork::texts
