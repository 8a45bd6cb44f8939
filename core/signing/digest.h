// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <array>
#include <span>

// SHA-256 and HMAC-SHA256 on OpenSSL. Contexts are kept a thread, so that a digest allocates nothing.
namespace formwork::signing
{

using Digest = std::array<unsigned char, 32>;

[[nodiscard]] inline QByteArrayView viewOf(const Digest &digest)
{
    return {digest.data(), static_cast<qsizetype>(digest.size())};
}

[[nodiscard]] Digest sha256(QByteArrayView data);
[[nodiscard]] Digest sha256(std::span<const QByteArrayView> parts); // of all parts, one after another
[[nodiscard]] Digest hmacSha256(QByteArrayView key, QByteArrayView data);

[[nodiscard]] QByteArray hex(const Digest &digest); // lower case

// Compares in a time that depends on the lengths only.
[[nodiscard]] bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace formwork::signing
