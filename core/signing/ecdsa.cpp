// SPDX-License-Identifier: Apache-2.0
#include "signing/ecdsa.h"

#include "base/deleter.h"
#include "signing/joined.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include <memory>

namespace formwork::signing
{

namespace
{

constexpr const char *kCurve = "prime256v1"; // OpenSSL's name of P-256
constexpr QByteArrayView kLabel = "AWS4-ECDSA-P256-SHA256";

// The order of the curve less two: the largest candidate that is still a key.
constexpr Digest kLargest{0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff,
                          0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17,
                          0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f};

void require(bool done)
{
    if (!done)
        qFatal("OpenSSL offers no ECDSA with P-256 on this machine.");
}

using Group = std::unique_ptr<EC_GROUP, Deleter<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Deleter<EC_POINT_free>>;
using Number = std::unique_ptr<BIGNUM, Deleter<BN_clear_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;

const unsigned char *bytes(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

// In a time that does not depend on the candidate.
bool isTooLarge(const Digest &candidate)
{
    unsigned larger = 0;
    unsigned equal = 1;
    for (size_t i = 0; i < candidate.size(); ++i) {
        const unsigned a = candidate[i];
        const unsigned b = kLargest[i];
        larger |= equal & ((b - a) >> 31);
        equal &= ((a ^ b) - 1) >> 31;
    }
    return larger != 0;
}

void addOne(Digest &number)
{
    unsigned carry = 1;
    for (size_t i = number.size(); i-- > 0;) {
        carry += number[i];
        number[i] = static_cast<unsigned char>(carry & 0xff);
        carry >>= 8;
    }
}

Key keyOf(const OSSL_PARAM_BLD *builder, int selection)
{
    const Parameters parameters(OSSL_PARAM_BLD_to_param(const_cast<OSSL_PARAM_BLD *>(builder)));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY *key = nullptr;
    const bool made = parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1
        && EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) == 1;
    return Key(made ? key : nullptr);
}

Builder curveBuilder()
{
    Builder builder(OSSL_PARAM_BLD_new());
    require(builder
            && OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, kCurve, 0) == 1);
    return builder;
}

Number numberOf(const Digest &scalar)
{
    Number number(BN_secure_new());
    require(number && BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), number.get()));
    BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    return number;
}

} // namespace

Digest ecdsaKey(QByteArrayView accessKeyId, QByteArrayView secretAccessKey)
{
    QByteArray inputKey = joined({"AWS4A", secretAccessKey});
    Digest candidate{};
    for (char counter = 1;; ++counter) {
        const QByteArray fixed =
            joined({QByteArrayView("\0\0\0\1", 4), kLabel, QByteArrayView("\0", 1), accessKeyId,
                    QByteArrayView(&counter, 1), QByteArrayView("\0\0\1\0", 4)});
        candidate = hmacSha256(inputKey, fixed);
        if (!isTooLarge(candidate))
            break;
        require(counter < 127); // as good as impossible: each is too large once in four thousand millions
    }
    OPENSSL_cleanse(inputKey.data(), static_cast<size_t>(inputKey.size()));
    addOne(candidate);
    return candidate;
}

QByteArray ecdsaPublicKey(const Digest &scalar)
{
    const Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    require(group != nullptr);
    const Point point(EC_POINT_new(group.get()));
    const Number number = numberOf(scalar);
    QByteArray encoded(65, '\0');
    require(point && EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, nullptr) == 1
            && EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                                  reinterpret_cast<unsigned char *>(encoded.data()), 65, nullptr)
                == 65);
    return encoded;
}

QByteArray ecdsaSignature(const Digest &scalar, QByteArrayView text)
{
    const Builder builder = curveBuilder();
    const Number number = numberOf(scalar);
    require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get()) == 1);
    const Key key = keyOf(builder.get(), EVP_PKEY_KEYPAIR);
    const DigestContext context(EVP_MD_CTX_new());
    require(key && context
            && EVP_DigestSignInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key.get(), nullptr)
                == 1);
    QByteArray signature(80, '\0'); // of at most 72 bytes
    size_t size = static_cast<size_t>(signature.size());
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                           bytes(text), static_cast<size_t>(text.size()))
            == 1);
    signature.truncate(static_cast<qsizetype>(size));
    return signature;
}

bool isEcdsaSignature(QByteArrayView publicKey, QByteArrayView text, QByteArrayView signature)
{
    const Builder builder = curveBuilder();
    require(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, publicKey.data(),
                                             static_cast<size_t>(publicKey.size()))
            == 1);
    const Key key = keyOf(builder.get(), EVP_PKEY_PUBLIC_KEY);
    const DigestContext context(EVP_MD_CTX_new());
    return key && context
        && EVP_DigestVerifyInit_ex(context.get(), nullptr, "SHA256", nullptr, nullptr, key.get(), nullptr)
        == 1
        && EVP_DigestVerify(context.get(), bytes(signature), static_cast<size_t>(signature.size()),
                            bytes(text), static_cast<size_t>(text.size()))
        == 1;
}

} // namespace formwork::signing
