// SPDX-License-Identifier: Apache-2.0
#include "protocol/runningchecksum.h"

#include <QtEndian>

#include <array>

namespace formwork::protocol
{

namespace
{

template <typename Word>
QByteArray bigEndian(Word word)
{
    QByteArray bytes(sizeof(Word), Qt::Uninitialized);
    qToBigEndian(word, bytes.data());
    return bytes;
}

// A reflected CRC with all bits set at start and end; `Polynomial` in reversed order of bits. The complement
// at the end is left to the caller.
template <typename Word, Word Polynomial>
Word reflectedCrc(Word crc, QByteArrayView bytes)
{
    static constexpr auto table = [] {
        std::array<Word, 256> result{};
        for (size_t i = 0; i < result.size(); ++i) {
            Word word = static_cast<Word>(i);
            for (int bit = 0; bit < 8; ++bit)
                word = (word & 1) != 0 ? (word >> 1) ^ Polynomial : word >> 1;
            result[i] = word;
        }
        return result;
    }();
    for (const char c : bytes)
        crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
    return crc;
}

} // namespace

std::optional<RunningChecksum> RunningChecksum::named(QStringView algorithm)
{
    RunningChecksum checksum;
    if (algorithm == u"CRC32")
        checksum.m_crc = Crc::Crc32;
    else if (algorithm == u"CRC32C")
        checksum.m_crc = Crc::Crc32c;
    else if (algorithm == u"CRC64NVME")
        checksum.m_crc = Crc::Crc64Nvme;
    else if (algorithm == u"SHA1")
        checksum.m_hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha1);
    else if (algorithm == u"SHA256")
        checksum.m_hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256);
    else if (algorithm == u"SHA512")
        checksum.m_hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha512);
    else if (algorithm == u"MD5")
        checksum.m_hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Md5);
    else
        return {};
    return checksum;
}

void RunningChecksum::add(QByteArrayView bytes)
{
    switch (m_crc) {
    case Crc::Crc32:
        m_word = reflectedCrc<quint32, 0xEDB88320U>(static_cast<quint32>(m_word), bytes);
        break;
    case Crc::Crc32c:
        m_word = reflectedCrc<quint32, 0x82F63B78U>(static_cast<quint32>(m_word), bytes);
        break;
    case Crc::Crc64Nvme:
        m_word = reflectedCrc<quint64, 0x9A6C9329AC4BC9B5ULL>(m_word, bytes);
        break;
    case Crc::None:
        m_hash->addData(bytes);
        break;
    }
}

void RunningChecksum::reset()
{
    m_word = ~quint64(0);
    if (m_hash)
        m_hash->reset();
}

QByteArray RunningChecksum::result() const
{
    if (m_crc == Crc::None)
        return m_hash->result();
    return m_crc == Crc::Crc64Nvme ? bigEndian(~m_word) : bigEndian(~static_cast<quint32>(m_word));
}

} // namespace formwork::protocol
