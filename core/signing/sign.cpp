// SPDX-License-Identifier: Apache-2.0
#include "signing/canonical.h"
#include "signing/digest.h"
#include "signing/ecdsa.h"
#include "signing/signer.h"
#include "signing/stringtosign.h"

namespace formwork::signing
{

namespace
{

void appendNumber(QByteArray &text, int number, int digits)
{
    char buffer[8];
    for (int i = digits - 1; i >= 0; --i, number /= 10)
        buffer[i] = static_cast<char>('0' + number % 10);
    text.append(buffer, digits);
}

QByteArray timestampOf(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    const QDate date = utc.date();
    const QTime clock = utc.time();
    QByteArray text;
    text.reserve(16);
    appendNumber(text, date.year(), 4);
    appendNumber(text, date.month(), 2);
    appendNumber(text, date.day(), 2);
    text += 'T';
    appendNumber(text, clock.hour(), 2);
    appendNumber(text, clock.minute(), 2);
    appendNumber(text, clock.second(), 2);
    text += 'Z';
    return text;
}

QByteArray payloadHashOf(const http::Request &request, const Options &options)
{
    if (options.unsignedPayload)
        return QByteArrayLiteral("UNSIGNED-PAYLOAD");
    return options.payloadHash.isEmpty() ? hex(sha256(request.body)) : options.payloadHash;
}

void appendParameter(QByteArray &query, QByteArrayView name, QByteArrayView encodedValue)
{
    query = joined({query, query.isEmpty() ? "" : "&", name, "=", encodedValue});
}

// What signing adds, in one of its two places; called in the order prepare, (canonical request), finish.
class Stamp
{
public:
    Stamp(const Keys &keys, const Options &options)
        : m_keys(keys)
        , m_options(options)
        , m_timestamp(timestampOf(options.time))
        , m_scope{m_timestamp.first(8), options.region, options.service, options.version == Version::V4a}
        , m_algorithm(m_scope.isMultiRegion ? kMultiRegionAlgorithm : kAlgorithm)
    {
    }

    const QByteArray &timestamp() const { return m_timestamp; }
    const Scope &scope() const { return m_scope; }

    void prepareHeaders(http::Request &request, const QByteArray &payloadHash) const
    {
        for (const QByteArrayView old : {"Authorization", "X-Amz-Date", "X-Amz-Security-Token",
                                         "x-amz-content-sha256", "X-Amz-Region-Set"})
            if (request.headers.contains(old)) // removing nothing would copy the list all the same
                request.headers.remove(old);
        if (m_options.signSessionToken)
            addTokenHeader(request);
        request.headers.append(QByteArrayLiteral("X-Amz-Date"), m_timestamp);
        if (m_scope.isMultiRegion)
            request.headers.append(QByteArrayLiteral("X-Amz-Region-Set"), m_options.region);
        if (m_options.addPayloadHash)
            request.headers.append(QByteArrayLiteral("x-amz-content-sha256"), payloadHash);
    }

    void finishHeaders(http::Request &request, const QByteArray &names, const QByteArray &signature) const
    {
        if (!m_options.signSessionToken)
            addTokenHeader(request);
        QByteArray value =
            joined({m_algorithm, " Credential=", m_keys.accessKeyId, "/", m_scope.toByteArray(),
                    ", SignedHeaders=", names, ", Signature=", signature});
        request.headers.append(QByteArrayLiteral("Authorization"), std::move(value));
    }

    void prepareQuery(http::Request &request, const QByteArray &names) const
    {
        QByteArray &query = request.query;
        appendParameter(query, "X-Amz-Algorithm", m_algorithm);
        const QByteArray credential = m_keys.accessKeyId + '/' + m_scope.toByteArray();
        appendParameter(query, "X-Amz-Credential", percentEncoded(credential));
        appendParameter(query, "X-Amz-Date", m_timestamp);
        if (m_scope.isMultiRegion)
            appendParameter(query, "X-Amz-Region-Set", percentEncoded(m_options.region));
        appendParameter(query, "X-Amz-SignedHeaders", percentEncoded(names));
        appendParameter(query, "X-Amz-Expires", QByteArray::number(m_options.expiresSeconds));
        if (m_options.signSessionToken)
            addTokenParameter(query);
    }

    void finishQuery(http::Request &request, const QByteArray &signature) const
    {
        if (!m_options.signSessionToken)
            addTokenParameter(request.query);
        appendParameter(request.query, "X-Amz-Signature", signature);
    }

private:
    void addTokenHeader(http::Request &request) const
    {
        if (!m_keys.sessionToken.isEmpty())
            request.headers.append(QByteArrayLiteral("X-Amz-Security-Token"), m_keys.sessionToken);
    }

    void addTokenParameter(QByteArray &query) const
    {
        if (!m_keys.sessionToken.isEmpty())
            appendParameter(query, "X-Amz-Security-Token", percentEncoded(m_keys.sessionToken));
    }

    const Keys &m_keys;
    const Options &m_options;
    QByteArray m_timestamp;
    Scope m_scope;
    QByteArrayView m_algorithm;
};

QByteArray signatureOf(QByteArrayView text, const Keys &keys, const Scope &scope)
{
    if (!scope.isMultiRegion)
        return signatureOf(text, keys.secretAccessKey, scope);
    return ecdsaSignature(ecdsaKey(keys.accessKeyId, keys.secretAccessKey), text).toHex();
}

} // namespace

Signed sign(http::Request request, const Keys &keys, const Options &options)
{
    const Stamp stamp(keys, options);
    const QByteArray payloadHash = payloadHashOf(request, options);
    const bool inHeaders = options.placement == Placement::Headers;
    if (inHeaders)
        stamp.prepareHeaders(request, payloadHash);
    const std::vector<CanonicalHeader> headers = canonicalHeaders(request);

    Signed result;
    result.signedHeaders = nameList(headers);
    if (!inHeaders)
        stamp.prepareQuery(request, result.signedHeaders);
    result.canonicalRequest = canonicalRequest(
        request.method, canonicalPath(request.path, options.normalizePath, options.doubleEncodePath),
        canonicalQuery(request.query), headers, result.signedHeaders, payloadHash);
    result.stringToSign = stringToSign(stamp.timestamp(), stamp.scope(), result.canonicalRequest);
    result.signature = signatureOf(result.stringToSign, keys, stamp.scope());
    if (inHeaders)
        stamp.finishHeaders(request, result.signedHeaders, result.signature);
    else
        stamp.finishQuery(request, result.signature);
    result.request = std::move(request);
    return result;
}

} // namespace formwork::signing
