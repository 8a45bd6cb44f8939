// SPDX-License-Identifier: Apache-2.0
#include "practice/envelope.h"

#include <QRandomGenerator>

#include <openssl/evp.h>

#include <memory>
#include <vector>

namespace formwork::practice
{

namespace
{

constexpr qsizetype kNonce = 12; // bytes
constexpr qsizetype kTag = 16;
const QByteArray kMark = "fwk1";

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }

qsizetype nameLength(const QByteArray &envelope)
{
    const bool isOurs = envelope.size() > kMark.size() && envelope.startsWith(kMark);
    const qsizetype length = isOurs ? static_cast<unsigned char>(envelope[kMark.size()]) : -1;
    return length >= 0 && envelope.size() >= kMark.size() + 1 + length + kNonce + kTag ? length : -1;
}

} // namespace

QByteArray randomBytes(qsizetype count)
{
    std::vector<quint32> words(static_cast<size_t>((count + 3) / 4));
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), count);
}

std::optional<QByteArray> sealed(const QByteArray &plain, const QString &keyName, const QByteArray &key,
                                 const QByteArray &context)
{
    const QByteArray name = keyName.toUtf8().left(255);
    const QByteArray nonce = randomBytes(kNonce);
    const QByteArray head = kMark + static_cast<char>(name.size()) + name + nonce;
    const QByteArray about = head + context;
    QByteArray body(plain.size(), '\0');
    QByteArray tag(kTag, '\0');
    int length = 0;
    const Context state(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const bool isDone = state && key.size() == kEnvelopeKeyLength
        && EVP_EncryptInit_ex(state.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1
        && EVP_EncryptUpdate(state.get(), nullptr, &length, bytes(about), static_cast<int>(about.size())) == 1
        && EVP_EncryptUpdate(state.get(), bytes(body), &length, bytes(plain), static_cast<int>(plain.size()))
            == 1
        && EVP_EncryptFinal_ex(state.get(), bytes(tag), &length) == 1
        && EVP_CIPHER_CTX_ctrl(state.get(), EVP_CTRL_GCM_GET_TAG, kTag, tag.data()) == 1;
    return isDone ? std::optional(head + tag + body) : std::nullopt;
}

QString keyNameOf(const QByteArray &envelope)
{
    const qsizetype length = nameLength(envelope);
    return length < 0 ? QString() : QString::fromUtf8(envelope.sliced(kMark.size() + 1, length));
}

std::optional<QByteArray> opened(const QByteArray &envelope, const QByteArray &key, const QByteArray &context)
{
    const qsizetype name = nameLength(envelope);
    if (name < 0 || key.size() != kEnvelopeKeyLength)
        return std::nullopt;
    const qsizetype end = kMark.size() + 1 + name + kNonce; // of what stands in front
    const QByteArray about = envelope.first(end) + context;
    const QByteArray nonce = envelope.sliced(end - kNonce, kNonce);
    QByteArray tag = envelope.sliced(end, kTag);
    const QByteArray body = envelope.sliced(end + kTag);
    QByteArray plain(body.size(), '\0');
    int length = 0;
    const Context state(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const bool isDone = state
        && EVP_DecryptInit_ex(state.get(), EVP_aes_256_gcm(), nullptr, bytes(key), bytes(nonce)) == 1
        && EVP_DecryptUpdate(state.get(), nullptr, &length, bytes(about), static_cast<int>(about.size())) == 1
        && EVP_DecryptUpdate(state.get(), bytes(plain), &length, bytes(body), static_cast<int>(body.size()))
            == 1
        && EVP_CIPHER_CTX_ctrl(state.get(), EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1
        && EVP_DecryptFinal_ex(state.get(), bytes(tag), &length) == 1;
    return isDone ? std::optional(plain) : std::nullopt;
}

} // namespace formwork::practice
