// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace formwork::endpoint
{

// The address of an endpoint taken apart: http or https, no query, no fragment, no user information.
struct Url {
    QByteArray scheme; // lower case
    QByteArray authority; // host[:port]
    QByteArray path; // as written; may be empty
    bool isIp = false; // the host is an IPv4 address or an IPv6 address in brackets

    [[nodiscard]] QByteArray host() const; // without port; IPv6 keeps its brackets
    [[nodiscard]] QByteArray normalizedPath() const; // starts and ends with '/'
};

// Nothing where the text is no such address.
[[nodiscard]] std::optional<Url> parseUrl(const QByteArray &text);

// The text of an address without what stands before an @ in front of its host; that is never shown or kept.
[[nodiscard]] QString withoutUserInfo(const QString &text);

[[nodiscard]] bool isIpv4(QByteArrayView host);

} // namespace formwork::endpoint
