// SPDX-License-Identifier: Apache-2.0
#include "protocol/runningchecksum.h"

#include <QtEndian>

#include <array>
#include <new>
#include <xxhash.h>

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

template <typename State>
State *made(State *state)
{
    if (!state)
        throw std::bad_alloc();
    return state;
}

// As xxHash writes it: most significant byte first.
template <typename Canonical>
QByteArray bytesOf(const Canonical &canonical)
{
    return {reinterpret_cast<const char *>(canonical.digest), sizeof canonical.digest};
}

} // namespace

void RunningChecksum::Free::operator()(XXH64_state_s *state) const { XXH64_freeState(state); }

void RunningChecksum::Free::operator()(XXH3_state_s *state) const { XXH3_freeState(state); }

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
    else if (algorithm == u"XXHASH64")
        checksum.m_xx64.reset(made(XXH64_createState()));
    else if (algorithm == u"XXHASH3" || algorithm == u"XXHASH128")
        checksum.m_xx3.reset(made(XXH3_createState()));
    else
        return {};
    checksum.m_isWide = algorithm == u"XXHASH128";
    checksum.reset();
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
        addToHash(bytes);
        break;
    }
}

void RunningChecksum::addToHash(QByteArrayView bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    if (m_hash)
        m_hash->addData(bytes);
    else if (m_xx64)
        XXH64_update(m_xx64.get(), bytes.data(), size);
    else if (m_isWide)
        XXH3_128bits_update(m_xx3.get(), bytes.data(), size);
    else
        XXH3_64bits_update(m_xx3.get(), bytes.data(), size);
}

void RunningChecksum::reset()
{
    m_word = ~quint64(0);
    if (m_hash)
        m_hash->reset();
    if (m_xx64)
        XXH64_reset(m_xx64.get(), 0);
    if (m_xx3 && m_isWide)
        XXH3_128bits_reset(m_xx3.get());
    else if (m_xx3)
        XXH3_64bits_reset(m_xx3.get());
}

QByteArray RunningChecksum::result() const
{
    if (m_crc == Crc::Crc64Nvme)
        return bigEndian(~m_word);
    if (m_crc != Crc::None)
        return bigEndian(~static_cast<quint32>(m_word));
    if (m_hash)
        return m_hash->result();
    if (m_isWide) {
        XXH128_canonical_t canonical;
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_xx3.get()));
        return bytesOf(canonical);
    }
    XXH64_canonical_t canonical;
    XXH64_canonicalFromHash(&canonical,
                            m_xx64 ? XXH64_digest(m_xx64.get()) : XXH3_64bits_digest(m_xx3.get()));
    return bytesOf(canonical);
}

} // namespace formwork::protocol
