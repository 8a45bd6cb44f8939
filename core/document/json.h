// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/value.h"
#include "model/shape.h"

#include <QHash>

namespace formwork::document
{

// Reads JSON as `aws --cli-input-json` does, guided by the shape: blobs from base64, timestamps from ISO 8601
// or epoch seconds, integers of 64 bits exact, special floats from "NaN", "Infinity", "-Infinity". A value
// whose type does not fit is kept as JSON has it (validation reports it); members the shape does not know are
// kept too. An integer beyond 64 bits where an integer belongs stays as text; in a document
// a number that neither 64 bits nor a double hold stays as it is written; a big number is its digits. Errors:
// Phase::Input, with line and column for text that is not JSON or names a member twice in one object; input
// over 64 MiB or deeper than 200 levels. Linear in the size of the text.
[[nodiscard]] Result<QCborValue> fromJson(const QByteArray &text, const model::Shape &shape);

enum class JsonStyle { Compact, Indented };

// Writes JSON as `aws --output json` does: base64 blobs, ISO 8601 timestamps ("2026-01-02T03:04:05+00:00",
// fractions only when there are any), non-ASCII as is.
[[nodiscard]] QByteArray toJson(const QCborValue &value, const model::Shape &shape,
                                JsonStyle style = JsonStyle::Indented);

// Without a shape: JSON <-> values, nothing interpreted; blobs are written in base64, date-times as ISO 8601.
[[nodiscard]] Result<QCborValue> fromPlainJson(const QByteArray &text);
[[nodiscard]] QByteArray toPlainJson(const QCborValue &value, JsonStyle style = JsonStyle::Compact);

// The values of an object as they are written, by name: to be read each in its own way. They are not checked
// to be JSON themselves.
[[nodiscard]] Result<QHash<QString, QByteArray>> jsonFields(const QByteArray &text);

// An input to start from: every required member with an empty or first-enum value of its type, others absent;
// with `everyMember` all members down to where a shape repeats itself (as `aws --generate-cli-skeleton`).
[[nodiscard]] QCborValue skeleton(const model::Shape &shape, bool everyMember);

} // namespace formwork::document
