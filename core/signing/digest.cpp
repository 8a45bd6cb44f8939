// SPDX-License-Identifier: Apache-2.0
#include "signing/digest.h"

#include "base/deleter.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>

namespace formwork::signing
{

namespace
{

// Without SHA-256 nothing of AWS can be reached, and no caller could do better than end.
void require(bool done)
{
    if (!done)
        qFatal("OpenSSL offers no SHA-256 on this machine.");
}

class Hasher
{
public:
    Hasher()
        : m_algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr))
        , m_context(EVP_MD_CTX_new())
    {
        require(m_algorithm && m_context);
    }

    Digest of(std::span<const QByteArrayView> parts)
    {
        Digest digest;
        require(EVP_DigestInit_ex2(m_context.get(), m_algorithm.get(), nullptr) == 1);
        for (const QByteArrayView part : parts)
            require(EVP_DigestUpdate(m_context.get(), part.data(), static_cast<size_t>(part.size())) == 1);
        require(EVP_DigestFinal_ex(m_context.get(), digest.data(), nullptr) == 1);
        return digest;
    }

private:
    std::unique_ptr<EVP_MD, Deleter<EVP_MD_free>> m_algorithm;
    std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>> m_context;
};

class Authenticator
{
public:
    Authenticator()
        : m_algorithm(EVP_MAC_fetch(nullptr, "HMAC", nullptr))
        , m_context(EVP_MAC_CTX_new(m_algorithm.get()))
    {
        char name[] = "SHA256";
        const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                         OSSL_PARAM_construct_end()};
        require(m_context && EVP_MAC_CTX_set_params(m_context.get(), parameters) == 1);
    }

    Digest of(QByteArrayView key, QByteArrayView data)
    {
        static constexpr unsigned char kEmpty = 0; // a null key would mean "the one before"
        const auto *bytes = key.isEmpty() ? &kEmpty : reinterpret_cast<const unsigned char *>(key.data());
        Digest digest;
        size_t size = 0;
        require(EVP_MAC_init(m_context.get(), bytes, static_cast<size_t>(key.size()), nullptr) == 1);
        require(EVP_MAC_update(m_context.get(), reinterpret_cast<const unsigned char *>(data.data()),
                               static_cast<size_t>(data.size()))
                == 1);
        require(EVP_MAC_final(m_context.get(), digest.data(), &size, digest.size()) == 1);
        return digest;
    }

private:
    std::unique_ptr<EVP_MAC, Deleter<EVP_MAC_free>> m_algorithm;
    std::unique_ptr<EVP_MAC_CTX, Deleter<EVP_MAC_CTX_free>> m_context;
};

} // namespace

Digest sha256(QByteArrayView data) { return sha256(std::span(&data, 1)); }

Digest sha256(std::span<const QByteArrayView> parts)
{
    thread_local Hasher hasher;
    return hasher.of(parts);
}

Digest hmacSha256(QByteArrayView key, QByteArrayView data)
{
    thread_local Authenticator authenticator;
    return authenticator.of(key, data);
}

QByteArray hex(const Digest &digest)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    QByteArray text(2 * static_cast<qsizetype>(digest.size()), Qt::Uninitialized);
    char *out = text.data();
    for (const unsigned char byte : digest) {
        *out++ = kDigits[byte >> 4];
        *out++ = kDigits[byte & 15];
    }
    return text;
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0;
}

} // namespace formwork::signing
