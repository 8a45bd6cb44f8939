// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QDateTime>

#include <memory>

// Proof of possession (RFC 9449) with ECDSA on P-256, as AWS's sign-in wants it.
namespace formwork::signin
{

class ProofKey
{
public:
    [[nodiscard]] static ProofKey make();
    // PEM, SEC 1 or PKCS #8. Error: "BadKey", without a word of the key.
    [[nodiscard]] static Result<ProofKey> fromPem(const QByteArray &pem);
    [[nodiscard]] QByteArray pem() const; // SEC 1, as the AWS CLI writes it

    [[nodiscard]] QByteArray publicPoint() const; // 65 bytes: 0x04, x, y
    [[nodiscard]] QByteArray thumbprint() const; // RFC 7638, base64url

    // A token for one POST to a URL; each attempt gets its own.
    [[nodiscard]] QByteArray proof(const QString &url, const QDateTime &now, const QString &id) const;

private:
    struct Parts;
    std::shared_ptr<const Parts> m_parts;
};

} // namespace formwork::signin
