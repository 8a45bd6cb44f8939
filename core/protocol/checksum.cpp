// SPDX-License-Identifier: Apache-2.0
#include "protocol/checksum.h"

#include "protocol/httpwriting.h"
#include "quirks/quirks.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace formwork::protocol
{

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("protocol", text); }

template <typename Word>
QByteArray bigEndian(Word word)
{
    QByteArray bytes(sizeof(Word), Qt::Uninitialized);
    qToBigEndian(word, bytes.data());
    return bytes;
}

// A reflected CRC with all bits set at start and end; `Polynomial` in reversed order of bits.
template <typename Word, Word Polynomial>
Word reflectedCrc(const QByteArray &body)
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
    Word crc = ~Word(0);
    for (const char c : body)
        crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

// Empty for an algorithm that is not known.
QByteArray checksum(const QString &algorithm, const QByteArray &body)
{
    if (algorithm == u"CRC32")
        return bigEndian(reflectedCrc<quint32, 0xEDB88320U>(body));
    if (algorithm == u"CRC32C")
        return bigEndian(reflectedCrc<quint32, 0x82F63B78U>(body));
    if (algorithm == u"CRC64NVME")
        return bigEndian(reflectedCrc<quint64, 0x9A6C9329AC4BC9B5ULL>(body));
    if (algorithm == u"SHA1")
        return QCryptographicHash::hash(body, QCryptographicHash::Sha1);
    if (algorithm == u"SHA256")
        return QCryptographicHash::hash(body, QCryptographicHash::Sha256);
    if (algorithm == u"SHA512")
        return QCryptographicHash::hash(body, QCryptographicHash::Sha512);
    if (algorithm == u"MD5")
        return QCryptographicHash::hash(body, QCryptographicHash::Md5);
    return {};
}

// A checksum that the input has brought along stands instead of ours; Content-MD5 stands beside it.
bool hasChecksum(const http::Headers &headers)
{
    return std::ranges::any_of(headers, [](const http::Header &header) {
        return header.first.toLower().startsWith("x-amz-checksum-");
    });
}

// One chunk, the empty one, and the checksum.
void chunk(http::Request &request, const QByteArray &name, const QByteArray &sum)
{
    const QByteArray encodings = request.headers.value("content-encoding");
    request.headers.set("content-encoding",
                        encodings.isEmpty() ? QByteArray("aws-chunked") : encodings + ",aws-chunked");
    request.headers.append("x-amz-trailer", name);
    request.headers.append("x-amz-decoded-content-length", QByteArray::number(request.body.size()));
    QByteArray body;
    constexpr qsizetype largest = 1 << 20;
    for (qsizetype at = 0; at < request.body.size(); at += largest) {
        const QByteArrayView part =
            QByteArrayView(request.body).sliced(at, std::min(largest, request.body.size() - at));
        body += QByteArray::number(part.size(), 16) + "\r\n";
        body.append(part).append("\r\n");
    }
    body += "0\r\n" + name + ':' + sum + "\r\n\r\n";
    request.body = std::move(body);
}

void setAlgorithmHeader(const model::Operation &operation, const QString &memberName,
                        const QString &algorithm, http::Headers &headers)
{
    const model::Member *member = operation.input->member(memberName);
    if (member && member->location == model::Location::Header)
        headers.set(boundName(*member).toUtf8(), algorithm.toUtf8());
}

} // namespace

Result<ChecksumPlace> addChecksum(const model::Operation &operation, const QCborMap &input, bool overTls,
                                  http::Request &request)
{
    if (operation.httpChecksum.isEmpty() || hasChecksum(request.headers))
        return ChecksumPlace::None;
    const QJsonObject trait = QJsonDocument::fromJson(operation.httpChecksum).object();
    const QString memberName = trait[u"requestAlgorithmMember"].toString();
    const bool isRequired = trait[u"requestChecksumRequired"].toBool();
    if (memberName.isEmpty() && !isRequired)
        return ChecksumPlace::None;
    const QString &always = quirks::quirksOf(operation).requiredChecksum;
    if (memberName.isEmpty() && always.isEmpty()) {
        if (!request.headers.contains("content-md5"))
            request.headers.append(
                "content-md5", QCryptographicHash::hash(request.body, QCryptographicHash::Md5).toBase64());
        return ChecksumPlace::Header;
    }
    QString algorithm = memberName.isEmpty() ? always : input.value(memberName).toString();
    if (algorithm.isEmpty()) {
        algorithm = QStringLiteral("CRC32");
        setAlgorithmHeader(operation, memberName, algorithm, request.headers);
    }
    const QByteArray sum = checksum(algorithm, request.body).toBase64();
    if (sum.isEmpty())
        return failure(Phase::Serialise, QStringLiteral("UnknownChecksum"),
                       tr("Formwork cannot compute a checksum of the kind %1.").arg(algorithm),
                       tr("Choose another algorithm, for example CRC32, or leave it out."));
    const QByteArray name = "x-amz-checksum-" + algorithm.toLower().toUtf8();
    if (overTls && hasBlobBody(operation)) {
        chunk(request, name, sum);
        return ChecksumPlace::Trailer;
    }
    request.headers.append(name, sum);
    return ChecksumPlace::Header;
}

QCborMap askingForChecksums(const model::Operation &operation, QCborMap input)
{
    if (!operation.httpChecksum.contains("requestValidationModeMember"))
        return input;
    const QString member =
        QJsonDocument::fromJson(operation.httpChecksum).object()[u"requestValidationModeMember"].toString();
    if (operation.input->member(member) && !input.contains(member))
        input[member] = QStringLiteral("ENABLED");
    return input;
}

QByteArray treeHash(const QByteArray &body)
{
    constexpr qsizetype leaf = 1 << 20;
    QByteArrayList level;
    for (qsizetype at = 0; at < body.size() || at == 0; at += leaf)
        level.append(QCryptographicHash::hash(body.mid(at, leaf), QCryptographicHash::Sha256));
    while (level.size() > 1) {
        QByteArrayList above;
        for (qsizetype i = 0; i < level.size(); i += 2)
            above.append(i + 1 < level.size()
                             ? QCryptographicHash::hash(level[i] + level[i + 1], QCryptographicHash::Sha256)
                             : level[i]);
        level = std::move(above);
    }
    return level.constFirst().toHex();
}

} // namespace formwork::protocol
