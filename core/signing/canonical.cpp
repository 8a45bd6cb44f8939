// SPDX-License-Identifier: Apache-2.0
#include "signing/canonical.h"

#include "signing/joined.h"

#include <QVarLengthArray>

#include <algorithm>
#include <tuple>

namespace formwork::signing
{

namespace
{

constexpr bool isAlphanumeric(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

constexpr bool isUnreserved(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The byte of an escape at `at`, or -1 if none stands there.
int escapeAt(QByteArrayView text, qsizetype at)
{
    if (text[at] != '%' || at + 2 >= text.size())
        return -1;
    const int high = hexValue(text[at + 1]);
    const int low = hexValue(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// Writes one byte encoded; three characters at most.
char *writeEncoded(char *out, char c)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    if (isUnreserved(c)) {
        *out++ = c;
        return out;
    }
    const auto byte = static_cast<unsigned char>(c);
    *out++ = '%';
    *out++ = kDigits[byte >> 4];
    *out++ = kDigits[byte & 15];
    return out;
}

// A name or value of the query: what is escaped already is not escaped again.
QByteArray strictlyEncoded(QByteArrayView text)
{
    QByteArray result(text.size() * 3, Qt::Uninitialized);
    char *out = result.data();
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int byte = escapeAt(text, i);
        out = writeEncoded(out, byte < 0 ? text[i] : static_cast<char>(byte));
        i += byte < 0 ? 0 : 2;
    }
    result.truncate(out - result.constData());
    return result;
}

QByteArray normalized(const QByteArray &path)
{
    QVarLengthArray<QByteArrayView, 16> kept;
    for (qsizetype begin = 0; begin <= path.size();) {
        qsizetype end = path.indexOf('/', begin);
        end = end < 0 ? path.size() : end;
        const QByteArrayView segment = QByteArrayView(path).sliced(begin, end - begin);
        if (segment == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            kept.append(segment);
        }
        begin = end + 1;
    }
    QByteArray out;
    out.reserve(path.size());
    for (const QByteArrayView segment : kept)
        out.append('/').append(segment);
    if (out.isEmpty() || path.endsWith('/'))
        out += '/';
    return out;
}

bool needsNormalizing(const QByteArray &path) { return path.contains("//") || path.contains("/."); }

struct Parameter {
    QByteArray name;
    QByteArray value;
};

} // namespace

QByteArray percentEncoded(QByteArrayView text)
{
    QByteArray result(text.size() * 3, Qt::Uninitialized);
    char *out = result.data();
    for (const char c : text)
        out = writeEncoded(out, c);
    result.truncate(out - result.constData());
    return result;
}

QByteArray canonicalPath(const QByteArray &path, bool normalize, bool doubleEncode)
{
    if (path.isEmpty())
        return QByteArrayLiteral("/");
    const QByteArray source = normalize && needsNormalizing(path) ? normalized(path) : path;
    const auto passes = [](char c) { return isUnreserved(c) || c == '/'; };
    if (std::ranges::all_of(source, passes))
        return source;
    QByteArray result(source.size() * 3, Qt::Uninitialized);
    char *out = result.data();
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (source[i] == '/' || (!doubleEncode && escapeAt(source, i) >= 0))
            *out++ = source[i];
        else
            out = writeEncoded(out, source[i]);
    }
    result.truncate(out - result.constData());
    return result;
}

QByteArray canonicalQuery(const QByteArray &query)
{
    if (query.isEmpty())
        return {};
    QVarLengthArray<Parameter, 16> parameters;
    for (qsizetype begin = 0; begin < query.size();) {
        qsizetype end = query.indexOf('&', begin);
        end = end < 0 ? query.size() : end;
        const QByteArrayView part = QByteArrayView(query).sliced(begin, end - begin);
        const qsizetype equals = part.indexOf('=');
        if (!part.isEmpty())
            parameters.append({strictlyEncoded(equals < 0 ? part : part.first(equals)),
                               equals < 0 ? QByteArray() : strictlyEncoded(part.sliced(equals + 1))});
        begin = end + 1;
    }
    std::ranges::sort(parameters, [](const Parameter &a, const Parameter &b) {
        return std::tie(a.name, a.value) < std::tie(b.name, b.value);
    });
    QVarLengthArray<QByteArrayView, 64> parts;
    for (const Parameter &parameter : parameters) {
        if (!parts.isEmpty())
            parts.append("&");
        parts.append(parameter.name);
        parts.append("=");
        parts.append(parameter.value);
    }
    return joined(parts);
}

bool isStable(QByteArrayView name)
{
    static constexpr QByteArrayView kUnstable[] = {
        "authorization", "cache-control",     "connection", "expect",     "from",
        "keep-alive",    "max-forwards",      "pragma",     "referer",    "te",
        "trailer",       "transfer-encoding", "upgrade",    "user-agent", "x-amzn-trace-id",
    };
    return std::ranges::none_of(kUnstable, [name](QByteArrayView unstable) { return unstable == name; });
}

QByteArray canonicalValue(const QByteArray &value)
{
    char previous = ' ';
    bool clean = true;
    for (const char c : value) {
        clean = clean && !(isSpace(c) && (c != ' ' || previous == ' '));
        previous = c;
    }
    if (clean && !value.endsWith(' '))
        return value; // shared, not copied
    return value.simplified();
}

std::vector<CanonicalHeader> canonicalHeaders(const http::Request &request)
{
    std::vector<CanonicalHeader> headers;
    headers.reserve(static_cast<size_t>(request.headers.list().size()) + 1);
    headers.push_back({QByteArrayLiteral("host"), request.authority});
    for (const auto &[name, value] : request.headers) {
        QByteArray lower = name.toLower();
        if (!isStable(lower) || lower == "host")
            continue;
        const auto place = std::ranges::upper_bound(headers, lower, {}, &CanonicalHeader::name);
        headers.insert(place, {std::move(lower), canonicalValue(value)});
    }
    size_t last = 0;
    for (size_t i = 1; i < headers.size(); ++i) {
        if (headers[i].name == headers[last].name)
            headers[last].value += ',' + headers[i].value;
        else if (++last != i)
            headers[last] = std::move(headers[i]);
    }
    headers.resize(last + 1);
    return headers;
}

QByteArray nameList(const std::vector<CanonicalHeader> &headers)
{
    QVarLengthArray<QByteArrayView, 32> parts;
    for (const CanonicalHeader &header : headers) {
        if (!parts.isEmpty())
            parts.append(";");
        parts.append(header.name);
    }
    return joined(parts);
}

QByteArray canonicalRequest(QByteArrayView method, QByteArrayView path, QByteArrayView query,
                            const std::vector<CanonicalHeader> &headers, QByteArrayView names,
                            QByteArrayView payloadHash)
{
    QVarLengthArray<QByteArrayView, 64> parts{method, "\n", path, "\n", query, "\n"};
    for (const CanonicalHeader &header : headers) {
        for (const QByteArrayView part : {QByteArrayView(header.name), QByteArrayView(":"),
                                          QByteArrayView(header.value), QByteArrayView("\n")})
            parts.append(part);
    }
    for (const QByteArrayView part : {QByteArrayView("\n"), names, QByteArrayView("\n"), payloadHash})
        parts.append(part);
    return joined(parts);
}

} // namespace formwork::signing
