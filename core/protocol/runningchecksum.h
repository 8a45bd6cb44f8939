// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>

#include <memory>
#include <optional>

namespace formwork::protocol
{

// A checksum of bytes that come one part after another, of any of the kinds that flexible checksums have.
class RunningChecksum
{
public:
    // Nothing for a kind that is not known: CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512 and MD5 are.
    [[nodiscard]] static std::optional<RunningChecksum> named(QStringView algorithm);

    void add(QByteArrayView bytes);
    void reset();
    [[nodiscard]] QByteArray result() const; // the bytes, most significant first

private:
    enum class Crc { None, Crc32, Crc32c, Crc64Nvme };

    Crc m_crc = Crc::None;
    quint64 m_word = ~quint64(0);
    std::unique_ptr<QCryptographicHash> m_hash;
};

} // namespace formwork::protocol
