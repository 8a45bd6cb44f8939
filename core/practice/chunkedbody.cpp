// SPDX-License-Identifier: Apache-2.0
#include "practice/chunkedbody.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <optional>

namespace formwork::practice
{

namespace
{

QByteArray digest(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

// Of the Authorization header.
QByteArray partOf(const QByteArray &header, const QByteArray &name)
{
    const qsizetype at = header.indexOf(name + '=');
    return at < 0 ? QByteArray() : header.sliced(at + name.size() + 1).split(',').first().trimmed();
}

// Each signature has the one before it in what it signs.
class Chain
{
public:
    Chain(const http::Request &request, const signing::Keys &keys)
        : m_time(request.headers.value("x-amz-date"))
    {
        const QByteArray header = request.headers.value("authorization");
        const QByteArrayList credential = partOf(header, "Credential").split('/');
        m_before = partOf(header, "Signature");
        m_scope = credential.mid(1).join('/');
        m_key = "AWS4" + keys.secretAccessKey;
        for (const QByteArray &part : credential.mid(1))
            m_key = hmac(m_key, part);
    }

    [[nodiscard]] bool accepts(const QByteArray &data, const QByteArray &signature)
    {
        return accepts("AWS4-HMAC-SHA256-PAYLOAD", digest({}) + '\n' + digest(data), signature);
    }
    [[nodiscard]] bool acceptsTrailer(const QByteArray &trailer, const QByteArray &signature)
    {
        return accepts("AWS4-HMAC-SHA256-TRAILER", digest(trailer), signature);
    }

private:
    bool accepts(const QByteArray &kind, const QByteArray &what, const QByteArray &signature)
    {
        const QByteArray right =
            hmac(m_key, kind + '\n' + m_time + '\n' + m_scope + '\n' + m_before + '\n' + what).toHex();
        m_before = right;
        return right == signature;
    }

    QByteArray m_time;
    QByteArray m_scope;
    QByteArray m_key;
    QByteArray m_before;
};

struct Piece {
    QByteArray data;
    QByteArray signature;
};

// The piece that begins there; goes on behind it. Nothing where it is torn.
std::optional<Piece> takePiece(const QByteArray &body, qsizetype &at)
{
    constexpr qsizetype kLongestHead = 1024;
    const qsizetype end = body.indexOf("\r\n", at);
    if (end < 0 || end - at > kLongestHead)
        return std::nullopt;
    const QByteArrayList head = body.sliced(at, end - at).split(';');
    bool isNumber = false;
    const qsizetype length = head.first().toLongLong(&isNumber, 16);
    if (!isNumber || length < 0 || length > body.size() - end - 2)
        return std::nullopt;
    Piece piece{body.sliced(end + 2, length), {}};
    for (const QByteArray &part : head.mid(1)) {
        if (part.startsWith("chunk-signature="))
            piece.signature = part.sliced(qsizetype(sizeof "chunk-signature=") - 1).trimmed();
    }
    at = end + 2 + length;
    if (length > 0) { // behind the last there are trailers
        if (body.sliced(at, std::min<qsizetype>(2, body.size() - at)) != "\r\n")
            return std::nullopt;
        at += 2;
    }
    return piece;
}

bool isTrailerSigned(Chain &chain, const QByteArray &trailers)
{
    QByteArray canonical;
    QByteArray signature;
    for (const QByteArray &line : trailers.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            continue;
        const QByteArray name = line.first(colon).trimmed().toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        if (name == "x-amz-trailer-signature")
            signature = value;
        else
            canonical += name + ':' + value + '\n';
    }
    return chain.acceptsTrailer(canonical, signature);
}

} // namespace

std::expected<http::Request, ChunkFault> wholeRequest(const http::Request &request, const signing::Keys &keys)
{
    const QByteArray kind = request.headers.value("x-amz-content-sha256");
    if (!kind.startsWith("STREAMING-"))
        return request;
    const bool isSigned = kind.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    Chain chain(request, keys);
    http::Request whole = request;
    whole.body.clear();
    qsizetype at = 0;
    while (true) {
        const std::optional<Piece> piece = takePiece(request.body, at);
        if (!piece)
            return std::unexpected(ChunkFault::Torn);
        if (isSigned && !chain.accepts(piece->data, piece->signature))
            return std::unexpected(ChunkFault::WrongSignature);
        if (piece->data.isEmpty())
            break;
        whole.body += piece->data;
    }
    if (isSigned && kind.endsWith("-TRAILER") && !isTrailerSigned(chain, request.body.sliced(at)))
        return std::unexpected(ChunkFault::WrongSignature);
    const QByteArray length = request.headers.value("x-amz-decoded-content-length");
    if (!length.isEmpty() && length.toLongLong() != whole.body.size())
        return std::unexpected(ChunkFault::Torn);
    return whole;
}

} // namespace formwork::practice
