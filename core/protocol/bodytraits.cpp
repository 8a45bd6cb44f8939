// SPDX-License-Identifier: Apache-2.0
#include "protocol/bodytraits.h"

#include "base/tr.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

namespace formwork::protocol
{

namespace
{

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

constexpr qsizetype kMostUnzipped = 64 * 1024 * 1024; // as much as a request may be without it

std::optional<QByteArray> unzipped(const QByteArray &body)
{
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return {};
    QByteArray input = body; // zlib's interface is not const
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    QByteArray result;
    QByteArray piece(256 * 1024, Qt::Uninitialized);
    int state = Z_OK;
    while (state == Z_OK && result.size() <= kMostUnzipped) {
        stream.next_out = reinterpret_cast<Bytef *>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        result.append(piece.constData(), piece.size() - static_cast<qsizetype>(stream.avail_out));
    }
    inflateEnd(&stream);
    const bool isWhole = state == Z_STREAM_END && result.size() <= kMostUnzipped;
    return isWhole ? std::optional(result) : std::nullopt;
}

} // namespace

Result<http::Request> decompressed(const model::Operation &operation, const http::Request &request)
{
    QByteArrayList encodings = request.headers.values("content-encoding").join(',').split(',');
    const bool isMember = std::ranges::any_of(operation.input->members, [](const model::Member &member) {
        return member.location == model::Location::Header
            && member.locationName.compare(QLatin1String("content-encoding"), Qt::CaseInsensitive) == 0;
    });
    if (isMember || encodings.last().trimmed().compare("gzip", Qt::CaseInsensitive) != 0)
        return request;
    const auto body = unzipped(request.body);
    if (!body)
        return failure(
            Phase::Parse, QStringLiteral("NotGzip"),
            Tr::tr("The body is not the gzip that its content encoding promises, or holds too much."));
    http::Request plain = request;
    plain.body = *body;
    encodings.removeLast();
    plain.headers.remove("content-encoding");
    if (!encodings.isEmpty())
        plain.headers.append("content-encoding", encodings.join(','));
    return plain;
}

void compress(const model::Operation &operation, int from, http::Request &request)
{
    if (!operation.requestCompression || from < 0 || request.body.size() < from)
        return;
    QByteArray body = gzipped(request.body);
    if (body.isEmpty())
        return; // out of memory: the service takes the plain body as well
    request.body = std::move(body);
    const QByteArray encodings = request.headers.values("content-encoding").join(", ");
    request.headers.set("content-encoding", encodings.isEmpty() ? QByteArray("gzip") : encodings + ", gzip");
}

} // namespace formwork::protocol
