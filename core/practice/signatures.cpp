// SPDX-License-Identifier: Apache-2.0
#include "practice/signatures.h"

#include "practice/envelope.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace formwork::practice
{

namespace
{

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

struct Curve {
    const char *spec;
    const char *name; // OpenSSL's
    const char *algorithm; // the one that it signs with
};

constexpr Curve kCurves[] = {{"ECC_NIST_P256", "prime256v1", "ECDSA_SHA_256"},
                             {"ECC_NIST_P384", "secp384r1", "ECDSA_SHA_384"},
                             {"ECC_NIST_P521", "secp521r1", "ECDSA_SHA_512"},
                             {"ECC_SECG_P256K1", "secp256k1", "ECDSA_SHA_256"}};

const Curve *curveOf(const QString &spec)
{
    for (const Curve &curve : kCurves) {
        if (spec == QLatin1StringView(curve.spec))
            return &curve;
    }
    return nullptr;
}

int numberAtEnd(const QString &name) { return name.section(u'_', -1).toInt(); }

const EVP_MD *hashOf(const QString &algorithm)
{
    switch (numberAtEnd(algorithm)) {
    case 224:
        return EVP_sha224();
    case 256:
        return EVP_sha256();
    case 384:
        return EVP_sha384();
    case 512:
        return EVP_sha512();
    default:
        return nullptr;
    }
}

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }

template <typename Write>
std::optional<QByteArray> written(Write write)
{
    unsigned char *at = nullptr;
    const int length = write(&at);
    if (length <= 0)
        return std::nullopt;
    const QByteArray result(reinterpret_cast<const char *>(at), length);
    OPENSSL_free(at);
    return result;
}

Key keyFrom(const QByteArray &der)
{
    const unsigned char *at = bytes(der);
    return Key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())), &EVP_PKEY_free);
}

Context contextFor(const Key &key, const QString &algorithm, int (*begin)(EVP_PKEY_CTX *))
{
    Context context(key ? EVP_PKEY_CTX_new(key.get(), nullptr) : nullptr, &EVP_PKEY_CTX_free);
    const EVP_MD *hash = hashOf(algorithm);
    if (!context || !hash || begin(context.get()) != 1)
        return {nullptr, &EVP_PKEY_CTX_free};
    bool isReady = true;
    if (algorithm.startsWith(u"RSASSA_PSS"))
        isReady = EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), RSA_PSS_SALTLEN_DIGEST) == 1;
    else if (algorithm.startsWith(u"RSASSA_PKCS1"))
        isReady = EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1;
    if (!isReady || EVP_PKEY_CTX_set_signature_md(context.get(), hash) != 1)
        return {nullptr, &EVP_PKEY_CTX_free};
    return context;
}

} // namespace

QStringList signingAlgorithms(const QString &keySpec)
{
    if (const Curve *curve = curveOf(keySpec))
        return {QString::fromLatin1(curve->algorithm)};
    QStringList all;
    if (keySpec.startsWith(u"RSA_")) {
        for (const char *padding : {"RSASSA_PKCS1_V1_5_SHA_", "RSASSA_PSS_SHA_"}) {
            for (const int bits : {256, 384, 512})
                all.append(QString::fromLatin1(padding) + QString::number(bits));
        }
    }
    return all;
}

QStringList macAlgorithms(const QString &keySpec)
{
    if (!keySpec.startsWith(u"HMAC_"))
        return {};
    return {QStringLiteral("HMAC_SHA_") + keySpec.section(u'_', -1)};
}

std::optional<QByteArray> newKey(const QString &keySpec)
{
    if (keySpec.startsWith(u"HMAC_"))
        return randomBytes(numberAtEnd(keySpec) / 8);
    Key key(nullptr, &EVP_PKEY_free);
    if (const Curve *curve = curveOf(keySpec))
        key.reset(EVP_EC_gen(curve->name));
    else if (const int bits = numberAtEnd(keySpec); keySpec.startsWith(u"RSA_") && bits >= 2048)
        key.reset(EVP_RSA_gen(static_cast<unsigned int>(bits)));
    if (!key)
        return std::nullopt;
    return written([&key](unsigned char **to) { return i2d_PrivateKey(key.get(), to); });
}

std::optional<QByteArray> publicKeyOf(const QByteArray &key)
{
    const Key known = keyFrom(key);
    if (!known)
        return std::nullopt;
    return written([&known](unsigned char **to) { return i2d_PUBKEY(known.get(), to); });
}

int digestLength(const QString &algorithm)
{
    const EVP_MD *hash = hashOf(algorithm);
    return hash ? EVP_MD_get_size(hash) : 0;
}

QByteArray digestFor(const QString &algorithm, const QByteArray &message)
{
    QByteArray digest(digestLength(algorithm), '\0');
    const EVP_MD *hash = hashOf(algorithm);
    if (hash)
        EVP_Digest(message.constData(), static_cast<size_t>(message.size()), bytes(digest), nullptr, hash,
                   nullptr);
    return digest;
}

std::optional<QByteArray> signatureOf(const QByteArray &digest, const QByteArray &key,
                                      const QString &algorithm)
{
    const Key known = keyFrom(key);
    const Context context = contextFor(known, algorithm, &EVP_PKEY_sign_init);
    size_t length = 0;
    const auto size = static_cast<size_t>(digest.size());
    if (!context || EVP_PKEY_sign(context.get(), nullptr, &length, bytes(digest), size) != 1)
        return std::nullopt;
    QByteArray signature(static_cast<qsizetype>(length), '\0');
    if (EVP_PKEY_sign(context.get(), bytes(signature), &length, bytes(digest), size) != 1)
        return std::nullopt;
    return signature.first(static_cast<qsizetype>(length));
}

bool isSignatureOf(const QByteArray &signature, const QByteArray &digest, const QByteArray &key,
                   const QString &algorithm)
{
    const Key known = keyFrom(key);
    const Context context = contextFor(known, algorithm, &EVP_PKEY_verify_init);
    return context
        && EVP_PKEY_verify(context.get(), bytes(signature), static_cast<size_t>(signature.size()),
                           bytes(digest), static_cast<size_t>(digest.size()))
        == 1;
}

std::optional<QByteArray> macOf(const QByteArray &message, const QByteArray &key, const QString &algorithm)
{
    const EVP_MD *hash = hashOf(algorithm);
    QByteArray code(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    if (!hash
        || !HMAC(hash, key.constData(), static_cast<int>(key.size()), bytes(message),
                 static_cast<size_t>(message.size()), bytes(code), &length))
        return std::nullopt;
    return code.first(static_cast<qsizetype>(length));
}

} // namespace formwork::practice
