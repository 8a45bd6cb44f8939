// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

namespace formwork::texts
{

// Addresses as CIDR notation names them.
struct Network {
    QHostAddress address; // as written
    int prefix = 0;

    [[nodiscard]] bool isIpv6() const { return address.protocol() == QHostAddress::IPv6Protocol; }
    [[nodiscard]] int bits() const { return isIpv6() ? 128 : 32; }
    [[nodiscard]] QHostAddress first() const; // without the bits of a host
    [[nodiscard]] QHostAddress last() const;
    [[nodiscard]] bool hasHostBits() const { return first() != address; }
    [[nodiscard]] QString toString() const; // the network that is meant
    [[nodiscard]] bool isEverything() const { return prefix == 0; }
    [[nodiscard]] bool isPrivate() const; // all of it: RFC 1918, 6598, 4193, link-local, loopback
    [[nodiscard]] QString sizeInWords() const; // "65,536 addresses"; of many: "2^80 addresses"
};

[[nodiscard]] std::optional<Network> readCidr(const QString &text);

} // namespace formwork::texts
