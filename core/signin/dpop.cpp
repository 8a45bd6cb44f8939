// SPDX-License-Identifier: Apache-2.0
#include "signin/dpop.h"

#include "base/deleter.h"
#include "base/tr.h"

#include <QCryptographicHash>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace formwork::signin
{

namespace
{

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr int kCoordinate = 32; // bytes

using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>>;

void require(bool done)
{
    if (!done)
        qFatal("OpenSSL offers no ECDSA with P-256 on this machine.");
}

unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }

QByteArray pointOf(const EVP_PKEY *key)
{
    QByteArray point(2 * kCoordinate + 1, '\0');
    size_t size = 0;
    const bool is = EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, bytes(point),
                                                    size_t(point.size()), &size)
            == 1
        && size == size_t(point.size()) && point[0] == '\4';
    return is ? point : QByteArray();
}

bool isP256(const EVP_PKEY *key)
{
    std::array<char, 64> name{};
    return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), nullptr)
        == 1
        && (QByteArrayView(name.data()) == "prime256v1" || QByteArrayView(name.data()) == "P-256");
}

// r and s, 32 bytes each, of a signature in DER.
QByteArray rawSignature(const QByteArray &der)
{
    const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    const Signature signature(d2i_ECDSA_SIG(nullptr, &at, der.size()));
    require(signature != nullptr);
    QByteArray raw(2 * kCoordinate, '\0');
    require(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes(raw), kCoordinate) == kCoordinate
            && BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes(raw) + kCoordinate, kCoordinate)
                == kCoordinate);
    return raw;
}

QByteArray quoted(const QString &text) // of URLs and UUIDs: nothing in them is escaped but these
{
    return '"'
        + QString(text).replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")).toUtf8()
        + '"';
}

} // namespace

struct ProofKey::Parts {
    Key key;
    QByteArray point;
};

ProofKey ProofKey::make()
{
    Key key(EVP_EC_gen("prime256v1"));
    require(key != nullptr);
    QByteArray point = pointOf(key.get());
    ProofKey made;
    made.m_parts = std::make_shared<const Parts>(Parts{std::move(key), std::move(point)});
    return made;
}

Result<ProofKey> ProofKey::fromPem(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    const auto noPassword = [](char *, int, int, void *) { return 0; };
    Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassword, nullptr) : nullptr);
    if (!key || !isP256(key.get()))
        return failure(Phase::Credentials, QStringLiteral("BadKey"),
                       Tr::tr("The key of the sign-in is damaged, or is none on the curve P-256."),
                       Tr::tr("Sign in once more."));
    QByteArray point = pointOf(key.get());
    ProofKey read;
    read.m_parts = std::make_shared<const Parts>(Parts{std::move(key), std::move(point)});
    return read;
}

QByteArray ProofKey::pem() const
{
    const Bio bio(BIO_new(BIO_s_secmem()));
    require(bio
            && PEM_write_bio_PrivateKey_traditional(bio.get(), m_parts->key.get(), nullptr, nullptr, 0,
                                                    nullptr, nullptr)
                == 1);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, qsizetype(size)};
}

QByteArray ProofKey::publicPoint() const { return m_parts->point; }

QByteArray ProofKey::thumbprint() const
{
    const QByteArray x = m_parts->point.sliced(1, kCoordinate).toBase64(kBase64Url);
    const QByteArray y = m_parts->point.sliced(1 + kCoordinate).toBase64(kBase64Url);
    const QByteArray text = R"({"crv":"P-256","kty":"EC","x":")" + x + R"(","y":")" + y + R"("})";
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64(kBase64Url);
}

QByteArray ProofKey::proof(const QString &url, const QDateTime &now, const QString &id) const
{
    const QByteArray x = m_parts->point.sliced(1, kCoordinate).toBase64(kBase64Url);
    const QByteArray y = m_parts->point.sliced(1 + kCoordinate).toBase64(kBase64Url);
    const QByteArray header = R"({"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","x":")" + x + R"(","y":")"
        + y + R"(","crv":"P-256"}})";
    const QByteArray payload = R"({"htm":"POST","htu":)" + quoted(url) + R"(,"iat":)"
        + QByteArray::number(now.toSecsSinceEpoch()) + R"(,"jti":)" + quoted(id) + '}';
    const QByteArray text = header.toBase64(kBase64Url) + '.' + payload.toBase64(kBase64Url);
    const DigestContext context(EVP_MD_CTX_new());
    QByteArray der(80, '\0'); // of at most 72 bytes
    auto size = size_t(der.size());
    require(context
            && EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, m_parts->key.get(),
                                     nullptr)
                == 1
            && EVP_DigestSign(context.get(), bytes(der), &size,
                              reinterpret_cast<const unsigned char *>(text.constData()), size_t(text.size()))
                == 1);
    der.truncate(qsizetype(size));
    return text + '.' + rawSignature(der).toBase64(kBase64Url);
}

} // namespace formwork::signin
