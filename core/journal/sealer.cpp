// SPDX-License-Identifier: Apache-2.0
#include "journal/sealer.h"

#include "base/tr.h"

#include <QtEndian>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>

namespace formwork::journal
{

namespace
{

constexpr qsizetype kKeySize = 32;
constexpr qsizetype kKeyIdSize = 8;
constexpr qsizetype kNonceSize = 12; // 96 bits, what GCM is made for
constexpr qsizetype kTagSize = 16;

struct ContextFree {
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, ContextFree>;

unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }
const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    if (RAND_bytes(bytes(result), static_cast<int>(size)) != 1)
        qFatal("no randomness to be had for a key");
    return result;
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    QByteArray result(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    HMAC(EVP_sha256(), key.constData(), static_cast<int>(key.size()), bytes(text),
         static_cast<size_t>(text.size()), bytes(result), &size);
    result.truncate(static_cast<qsizetype>(size));
    return result;
}

std::unexpected<Error> damaged()
{
    return failure(Phase::Journal, QStringLiteral("SealDamaged"),
                   Tr::tr("A sealed value in the history is damaged, or was moved from another place, and "
                          "cannot be opened."),
                   Tr::tr("Use Edit as new and enter it again."));
}

} // namespace

Sealer::Sealer(QByteArray key)
{
    if (key.size() == kKeySize) {
        unlock(std::move(key));
        return;
    }
    unlock(newKey());
    m_persistent = false;
}

Sealer::~Sealer()
{
    for (Key &key : m_keys)
        OPENSSL_cleanse(key.bytes.data(), static_cast<size_t>(key.bytes.size()));
}

void Sealer::unlock(QByteArray key)
{
    if (key.size() != kKeySize)
        return;
    key.detach(); // what is wiped at the end is our own copy
    const QByteArray id = hmac(key, QByteArrayLiteral("formwork key id")).first(kKeyIdSize);
    const QWriteLocker locked(&m_lock);
    m_keys.removeIf([&id](const Key &known) { return known.id == id; });
    m_keys.prepend({std::move(key), id});
    m_persistent = true;
}

const Sealer::Key *Sealer::keyOf(const QByteArray &sealed) const
{
    const auto found =
        std::ranges::find_if(m_keys, [&](const Key &key) { return sealed.startsWith(key.id); });
    return found == m_keys.cend() ? nullptr : &*found;
}

qsizetype Sealer::keys() const
{
    const QReadLocker locked(&m_lock);
    return m_keys.size();
}

bool Sealer::isPersistent() const
{
    const QReadLocker locked(&m_lock);
    return m_persistent;
}

QByteArray Sealer::newKey() { return randomBytes(kKeySize); }

QByteArray Sealer::seal(const QByteArray &clear, const QByteArray &place) const
{
    const QReadLocker locked(&m_lock);
    const auto &[key, keyId] = m_keys.first();
    const QByteArray bound = keyId + place;
    const QByteArray nonce = randomBytes(kNonceSize);
    QByteArray cipher(clear.size(), Qt::Uninitialized);
    QByteArray tag(kTagSize, Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int size = 0;
    const bool sealed = context
        && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &size, bytes(bound), static_cast<int>(bound.size())) == 1
        && EVP_EncryptUpdate(context.get(), bytes(cipher), &size, bytes(clear),
                             static_cast<int>(clear.size()))
            == 1
        && EVP_EncryptFinal_ex(context.get(), bytes(tag), &size) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTagSize), tag.data())
            == 1;
    if (!sealed)
        qFatal("a value could not be sealed"); // never write it in clear instead
    return keyId + nonce + cipher + tag;
}

Result<QByteArray> Sealer::open(const QByteArray &sealed, const QByteArray &place) const
{
    const qsizetype size = sealed.size() - kKeyIdSize - kNonceSize - kTagSize;
    if (size < 0)
        return damaged();
    const QReadLocker locked(&m_lock);
    const Key *known = keyOf(sealed);
    if (!known) {
        return failure(Phase::Journal, QStringLiteral("OtherKey"),
                       Tr::tr("A sealed value in the history was sealed under another key, which is not "
                              "in this keychain."),
                       Tr::tr("Unlock the keychain it was sealed with, or use Edit as new and enter "
                              "the value again."));
    }
    const QByteArray bound = known->id + place;
    const QByteArray nonce = sealed.mid(kKeyIdSize, kNonceSize);
    const QByteArray cipher = sealed.mid(kKeyIdSize + kNonceSize, size);
    QByteArray tag = sealed.last(kTagSize);
    QByteArray clear(size, Qt::Uninitialized);
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool opened = context
        && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(known->bytes), bytes(nonce))
            == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &length, bytes(bound), static_cast<int>(bound.size()))
            == 1
        && EVP_DecryptUpdate(context.get(), bytes(clear), &length, bytes(cipher), static_cast<int>(size)) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagSize), tag.data())
            == 1
        && EVP_DecryptFinal_ex(context.get(), bytes(tag), &length) == 1;
    if (!opened)
        return damaged();
    return clear;
}

QByteArray Sealer::fingerprint(const QByteArray &clear, qsizetype key) const
{
    const QReadLocker locked(&m_lock);
    return hmac(hmac(m_keys[key].bytes, QByteArrayLiteral("formwork fingerprint")), clear);
}

} // namespace formwork::journal
