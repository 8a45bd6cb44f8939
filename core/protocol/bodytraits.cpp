// SPDX-License-Identifier: Apache-2.0
#include "protocol/bodytraits.h"

#include <zlib.h>

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

} // namespace formwork::protocol
