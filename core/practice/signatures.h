// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

// Signatures and authentication codes under the names that KMS has for them (AWS Key Management Service
// Developer Guide, "Key spec reference"). Keys are PKCS #8 (DER), or plain bytes for codes. Nothing: OpenSSL
// could not do it, or the name is not known.
namespace formwork::practice
{

[[nodiscard]] QStringList signingAlgorithms(const QString &keySpec);
[[nodiscard]] QStringList macAlgorithms(const QString &keySpec);

[[nodiscard]] std::optional<QByteArray> newKey(const QString &keySpec);
[[nodiscard]] std::optional<QByteArray> publicKeyOf(const QByteArray &key); // SubjectPublicKeyInfo (DER)

[[nodiscard]] int digestLength(const QString &algorithm); // bytes; 0: not known
[[nodiscard]] QByteArray digestFor(const QString &algorithm, const QByteArray &message);
[[nodiscard]] std::optional<QByteArray> signatureOf(const QByteArray &digest, const QByteArray &key,
                                                    const QString &algorithm);
[[nodiscard]] bool isSignatureOf(const QByteArray &signature, const QByteArray &digest, const QByteArray &key,
                                 const QString &algorithm);
[[nodiscard]] std::optional<QByteArray> macOf(const QByteArray &message, const QByteArray &key,
                                              const QString &algorithm);

} // namespace formwork::practice
