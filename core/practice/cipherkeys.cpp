// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "practice/arns.h"
#include "practice/ciphers.h"
#include "practice/cipherwords.h"
#include "practice/signatures.h"

#include <QCborArray>

namespace formwork::practice
{

using namespace cipherwords;

namespace
{

const QString kDigest = QStringLiteral("DIGEST");

QCborArray listOf(const QStringList &names) { return QCborArray::fromStringList(names); }

std::unexpected<Complaint> failed()
{
    return refused("KMSInternalException", Tr::tr("OpenSSL refused the key."));
}

} // namespace

// The key, which has to be for the algorithm.
Outcome<Ciphers::Signer> Ciphers::signer(const Call &call, const char *usage, const char *member,
                                         QStringList (*algorithms)(const QString &))
{
    const Outcome<Thing> key = usableKey(call, text(call.input, "KeyId"), usage);
    if (!key)
        return std::unexpected(key.error());
    const QString algorithm = text(call.input, member);
    const QString spec = specOf(*key);
    if (!algorithms(spec).contains(algorithm))
        return refused("InvalidKeyUsageException",
                       Tr::tr("Algorithm %1 is incompatible with key spec %2.").arg(algorithm, spec));
    const Outcome<QByteArray> bytes = material(call, *key);
    return bytes ? Outcome<Signer>({*key, *bytes, algorithm}) : std::unexpected(bytes.error());
}

// A message, or what it comes to when the client has hashed it.
Outcome<QByteArray> Ciphers::digestIn(const Call &call, const QString &algorithm)
{
    constexpr qsizetype kLongest = 4096; // bytes
    const QByteArray message = call.input.value(kMessage).toByteArray();
    const bool isDigest = text(call.input, "MessageType") == kDigest;
    if (isDigest && message.size() != digestLength(algorithm))
        return refused("ValidationException",
                       Tr::tr("Digest is invalid length for algorithm %1.").arg(algorithm));
    if (message.size() > kLongest)
        return refused("ValidationException", Tr::tr("A message has at most %1 bytes.").arg(kLongest));
    return isDigest ? message : digestFor(algorithm, message);
}

Ciphers::Answer Ciphers::sign(const Call &call)
{
    const Outcome<Signer> by = signer(call, "SIGN_VERIFY", "SigningAlgorithm", &signingAlgorithms);
    const Outcome<QByteArray> digest = by ? digestIn(call, by->algorithm) : std::unexpected(by.error());
    if (!digest)
        return std::unexpected(digest.error());
    const auto signature = signatureOf(*digest, by->material, by->algorithm);
    if (!signature)
        return failed();
    return Told{{{kKeyId, arnOf(call, by->key)},
                 {QStringLiteral("Signature"), *signature},
                 {QStringLiteral("SigningAlgorithm"), by->algorithm}},
                0};
}

Ciphers::Answer Ciphers::verify(const Call &call)
{
    const Outcome<Signer> by = signer(call, "SIGN_VERIFY", "SigningAlgorithm", &signingAlgorithms);
    const Outcome<QByteArray> digest = by ? digestIn(call, by->algorithm) : std::unexpected(by.error());
    if (!digest)
        return std::unexpected(digest.error());
    const QByteArray signature = call.input.value(QStringLiteral("Signature")).toByteArray();
    if (!isSignatureOf(signature, *digest, by->material, by->algorithm))
        return refused("KMSInvalidSignatureException", Tr::tr("The signature is not of this message."));
    return Told{{{kKeyId, arnOf(call, by->key)},
                 {QStringLiteral("SignatureValid"), true},
                 {QStringLiteral("SigningAlgorithm"), by->algorithm}},
                0};
}

Ciphers::Answer Ciphers::makeMac(const Call &call)
{
    const Outcome<Signer> by = signer(call, "GENERATE_VERIFY_MAC", "MacAlgorithm", &macAlgorithms);
    if (!by)
        return std::unexpected(by.error());
    const auto code = macOf(call.input.value(kMessage).toByteArray(), by->material, by->algorithm);
    if (!code)
        return failed();
    return Told{{{kKeyId, arnOf(call, by->key)},
                 {QStringLiteral("Mac"), *code},
                 {QStringLiteral("MacAlgorithm"), by->algorithm}},
                0};
}

Ciphers::Answer Ciphers::verifyMac(const Call &call)
{
    const Outcome<Signer> by = signer(call, "GENERATE_VERIFY_MAC", "MacAlgorithm", &macAlgorithms);
    if (!by)
        return std::unexpected(by.error());
    const auto code = macOf(call.input.value(kMessage).toByteArray(), by->material, by->algorithm);
    if (!code)
        return failed();
    if (*code != call.input.value(QStringLiteral("Mac")).toByteArray())
        return refused("KMSInvalidMacException", Tr::tr("The code is not of this message."));
    return Told{{{kKeyId, arnOf(call, by->key)},
                 {QStringLiteral("MacValid"), true},
                 {QStringLiteral("MacAlgorithm"), by->algorithm}},
                0};
}

// What a key does for whom, as its metadata and its public part both say it.
QCborMap Ciphers::purposeOf(const Thing &key)
{
    const QString spec = specOf(key);
    const QString usage = usageOf(key);
    QCborMap purpose{{QStringLiteral("KeySpec"), spec},
                     {QStringLiteral("CustomerMasterKeySpec"), spec},
                     {QStringLiteral("KeyUsage"), usage}};
    if (usage == u"SIGN_VERIFY")
        purpose[QStringLiteral("SigningAlgorithms")] = listOf(signingAlgorithms(spec));
    else if (usage == u"GENERATE_VERIFY_MAC")
        purpose[QStringLiteral("MacAlgorithms")] = listOf(macAlgorithms(spec));
    else if (usage == u"ENCRYPT_DECRYPT")
        purpose[QStringLiteral("EncryptionAlgorithms")] =
            listOf(spec.startsWith(u"RSA_")
                       ? QStringList{QStringLiteral("RSAES_OAEP_SHA_1"), QStringLiteral("RSAES_OAEP_SHA_256")}
                       : QStringList{kAlgorithm});
    return purpose;
}

Ciphers::Answer Ciphers::publicKey(const Call &call)
{
    const Outcome<Thing> key = usableKey(call, text(call.input, "KeyId"), nullptr);
    if (!key)
        return std::unexpected(key.error());
    if (signingAlgorithms(specOf(*key)).isEmpty())
        return refused("UnsupportedOperationException",
                       Tr::tr("%1 has no public key.").arg(arnOf(call, *key)));
    const Outcome<QByteArray> bytes = material(call, *key);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto part = publicKeyOf(*bytes);
    if (!part)
        return failed();
    QCborMap answer = purposeOf(*key);
    answer[kKeyId] = arnOf(call, *key);
    answer[QStringLiteral("PublicKey")] = *part;
    return Told{answer, 0};
}

} // namespace formwork::practice
