// SPDX-License-Identifier: Apache-2.0
#include "protocol/bodytraits.h"

#include "protocol/httpwriting.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <array>

namespace formwork::protocol
{

namespace
{

constexpr qsizetype kMinimumToCompress = 10'240;

QByteArray gzipped(const QByteArray &body)
{
    z_stream stream{};
    constexpr int kGzip = 15 + 16; // the largest window, with gzip's header instead of zlib's
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray input = body; // zlib's interface is not const
    QByteArray result(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(body.size()))),
                      Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    const bool isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    result.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return isDone ? result : QByteArray();
}

template <typename Word>
QByteArray bigEndian(Word word)
{
    QByteArray bytes(sizeof(Word), Qt::Uninitialized);
    qToBigEndian(word, bytes.data());
    return bytes;
}

// A reflected CRC with all bits set at start and end; `polynomial` in reversed order of bits.
template <typename Word>
Word reflectedCrc(const QByteArray &body, Word polynomial)
{
    std::array<Word, 256> table{};
    for (size_t i = 0; i < table.size(); ++i) {
        Word word = static_cast<Word>(i);
        for (int bit = 0; bit < 8; ++bit)
            word = (word & 1) != 0 ? (word >> 1) ^ polynomial : word >> 1;
        table[i] = word;
    }
    Word crc = ~Word(0);
    for (const char c : body)
        crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

// Empty for an algorithm that is not known.
QByteArray checksum(const QString &algorithm, const QByteArray &body)
{
    if (algorithm == u"CRC32")
        return bigEndian(reflectedCrc<quint32>(body, 0xEDB88320U));
    if (algorithm == u"CRC32C")
        return bigEndian(reflectedCrc<quint32>(body, 0x82F63B78U));
    if (algorithm == u"CRC64NVME")
        return bigEndian(reflectedCrc<quint64>(body, 0x9A6C9329AC4BC9B5ULL));
    if (algorithm == u"SHA1")
        return QCryptographicHash::hash(body, QCryptographicHash::Sha1);
    if (algorithm == u"SHA256")
        return QCryptographicHash::hash(body, QCryptographicHash::Sha256);
    return {};
}

bool hasChecksum(const http::Headers &headers)
{
    return std::ranges::any_of(headers, [](const http::Header &header) {
        const QByteArray name = header.first.toLower();
        return name == "content-md5"
            || (name.startsWith("x-amz-checksum-") && name != "x-amz-checksum-algorithm"
                && name != "x-amz-checksum-type");
    });
}

} // namespace

void compress(const model::Operation &operation, http::Request &request)
{
    if (!operation.requestCompression || request.body.size() < kMinimumToCompress)
        return;
    QByteArray body = gzipped(request.body);
    if (body.isEmpty())
        return; // out of memory: the service takes the plain body as well
    request.body = std::move(body);
    const QByteArray encodings = request.headers.values("content-encoding").join(", ");
    request.headers.set("content-encoding", encodings.isEmpty() ? QByteArray("gzip") : encodings + ", gzip");
}

Result<void> addChecksum(const model::Operation &operation, const QCborMap &input, http::Request &request)
{
    if (operation.httpChecksum.isEmpty() || hasChecksum(request.headers))
        return {};
    const QJsonObject trait = QJsonDocument::fromJson(operation.httpChecksum).object();
    const QString memberName = trait.value(QLatin1String("requestAlgorithmMember")).toString();
    if (memberName.isEmpty()) {
        if (trait.value(QLatin1String("requestChecksumRequired")).toBool())
            request.headers.append(
                "content-md5", QCryptographicHash::hash(request.body, QCryptographicHash::Md5).toBase64());
        return {};
    }
    const QString algorithm = input.value(memberName).toString(QStringLiteral("CRC32"));
    const QByteArray sum = checksum(algorithm, request.body);
    if (sum.isEmpty()) {
        return failure(
            Phase::Serialise, QStringLiteral("UnknownChecksum"),
            QCoreApplication::translate("protocol", "Formwork cannot compute a checksum of the kind %1.")
                .arg(algorithm));
    }
    const model::Member *member = operation.input->member(memberName);
    if (member && member->location == model::Location::Header)
        request.headers.set(boundName(*member).toUtf8(), algorithm.toUtf8());
    request.headers.append("x-amz-checksum-" + algorithm.toLower().toUtf8(), sum.toBase64());
    return {};
}

} // namespace formwork::protocol
