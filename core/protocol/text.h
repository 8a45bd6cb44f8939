// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/utf8.h"
#include "document/timestamp.h"
#include "model/shape.h"

#include <QByteArray>
#include <QCborValue>
#include <QDateTime>

#include <optional>

// The text forms that headers, labels, query strings and XML share.
namespace formwork::protocol
{

// RFC 3986 as AWS SDKs do it: all but A-Za-z0-9-._~ become %XX in capitals; greedy labels keep '/'.
[[nodiscard]] QByteArray percentEncoded(QByteArrayView utf8, bool keepSlash = false);

// The reverse; a '%' without two hexadecimal digits stays as it is.
[[nodiscard]] QByteArray percentDecoded(QByteArrayView text, bool plusIsSpace = false);

// "2026-01-02T03:04:05Z", "Fri, 02 Jan 2026 03:04:05 GMT" or "1767323045"; fractions only where there are
// any (an http-date has none), never rounded.
enum class Fraction { Shortest, Milliseconds }; // the latter: ".000Z" too, of a date-time
[[nodiscard]] QByteArray timestampText(const document::Moment &moment, model::TimestampFormat format,
                                       Fraction fraction = Fraction::Shortest);
[[nodiscard]] QByteArray timestampText(const QDateTime &time, model::TimestampFormat format);

// Reads any of the three, whichever was agreed: services do not always keep to their model.
[[nodiscard]] std::optional<document::Moment> timestampFromText(QByteArrayView text);

// What the member says, else its target, else the protocol's default for the place.
[[nodiscard]] model::TimestampFormat timestampFormat(const model::Member &member,
                                                     model::TimestampFormat byDefault);

// Shortest decimal that reads back as the same number; "NaN", "Infinity", "-Infinity".
[[nodiscard]] QByteArray numberText(double value);

// The whole number that the value is, if it is one (a double without a fraction counts).
[[nodiscard]] std::optional<qint64> wholeNumber(const QCborValue &value);

// Whether the text is a number as JSON writes one.
[[nodiscard]] bool isJsonNumber(QByteArrayView text);

// A simple value as text, blobs in base64; nothing if the value does not fit the shape.
[[nodiscard]] std::optional<QByteArray> scalarText(const model::Shape &shape, model::TimestampFormat format,
                                                   const QCborValue &value,
                                                   Fraction fraction = Fraction::Shortest);

// The reverse; nothing if the text does not fit the shape. Documents are read as text.
[[nodiscard]] std::optional<QCborValue> scalarFromText(const model::Shape &shape, QByteArrayView text);

} // namespace formwork::protocol
