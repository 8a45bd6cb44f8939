// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>

#include <memory>
#include <optional>

struct XXH64_state_s;
struct XXH3_state_s;

namespace formwork::protocol
{

// A checksum of bytes that come one part after another, of any of the kinds that flexible checksums have.
class RunningChecksum
{
public:
    // Nothing for a kind that is not known: CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512, MD5, XXHASH64,
    // XXHASH3 (of 64 bits) and XXHASH128 are.
    [[nodiscard]] static std::optional<RunningChecksum> named(QStringView algorithm);

    void add(QByteArrayView bytes);
    void reset();
    [[nodiscard]] QByteArray result() const; // the bytes, most significant first

private:
    enum class Crc { None, Crc32, Crc32c, Crc64Nvme };
    struct Free {
        void operator()(XXH64_state_s *state) const;
        void operator()(XXH3_state_s *state) const;
    };

    void addToHash(QByteArrayView bytes);

    Crc m_crc = Crc::None;
    quint64 m_word = ~quint64(0);
    std::unique_ptr<QCryptographicHash> m_hash;
    std::unique_ptr<XXH64_state_s, Free> m_xx64;
    std::unique_ptr<XXH3_state_s, Free> m_xx3;
    bool m_isWide = false; // XXH3 of 128 bits
};

} // namespace formwork::protocol
