// SPDX-License-Identifier: Apache-2.0
#include "harness.h"

#include "document/json.h"

#include <cstdio>
#include <cstdlib>

namespace formwork::fuzz
{

void require(bool condition, const char *fact)
{
    if (condition)
        return;
    std::fprintf(stderr, "Broken: %s\n", fact);
    std::abort();
}

QByteArray bytes(const unsigned char *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

std::pair<QByteArray, QByteArray> cutLine(const QByteArray &text)
{
    const qsizetype end = text.indexOf('\n');
    return end < 0 ? std::pair(text, QByteArray()) : std::pair(text.first(end), text.sliced(end + 1));
}

http::Response response(const QByteArray &text)
{
    http::Response response;
    auto [line, rest] = cutLine(text);
    response.status = line.toInt();
    while (!rest.isEmpty()) {
        std::tie(line, rest) = cutLine(rest);
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            break;
        response.headers.append(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    response.body = rest;
    return response;
}

QByteArray written(const http::Response &response)
{
    QByteArray text = QByteArray::number(response.status) + '\n';
    for (const auto &[name, value] : response.headers)
        text += name + ": " + value + '\n';
    return text + '\n' + response.body;
}

void requireStableJson(const QCborValue &value, const model::Shape &shape)
{
    const QByteArray json = document::toJson(value, shape, document::JsonStyle::Compact);
    const auto again = document::fromJson(json, shape);
    if (!again && again.error().message.contains(u"nested deeper"))
        return; // the limits of what is read from a service and from a person differ by a level or two
    if (!again)
        std::fprintf(stderr, "%s\n%s\n", qPrintable(again.error().message), json.constData());
    require(again.has_value(), "a value's JSON is read back");
    const QByteArray second = document::toJson(*again, shape, document::JsonStyle::Compact);
    if (second != json)
        std::fprintf(stderr, "first:  %s\nsecond: %s\n", json.constData(), second.constData());
    require(second == json, "a value's JSON does not change by being read");
}

} // namespace formwork::fuzz
