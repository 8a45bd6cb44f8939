// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/digest.h"

// ECDSA on P-256 with SHA-256, on OpenSSL, and the key that Signature Version 4A makes of a pair of AWS keys.
namespace formwork::signing
{

// The private scalar, big-endian: NIST SP 800-108 in counter mode with HMAC-SHA256, as AWS fixed its input.
[[nodiscard]] Digest ecdsaKey(QByteArrayView accessKeyId, QByteArrayView secretAccessKey);

[[nodiscard]] QByteArray ecdsaPublicKey(const Digest &scalar); // 65 bytes: 0x04, x, y

// In DER. Made with a random number, so that no two signatures of one text are equal.
[[nodiscard]] QByteArray ecdsaSignature(const Digest &scalar, QByteArrayView text);

[[nodiscard]] bool isEcdsaSignature(QByteArrayView publicKey, QByteArrayView text, QByteArrayView signature);

} // namespace formwork::signing
