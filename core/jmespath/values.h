// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QString>

#include <compare>

// JMESPath's view of values: six types, with times and blobs as text.
namespace formwork::jmespath
{

enum class Type { Null, Boolean, Number, String, Array, Object };

[[nodiscard]] Type typeOf(const QCborValue &value);
[[nodiscard]] QString typeName(Type type); // "null", "boolean", ...

// Text of a String; what the AWS CLI prints of a time or a blob.
[[nodiscard]] QString textOf(const QCborValue &value);

// A time or a blob as that text; all else as it is.
[[nodiscard]] QCborValue plain(const QCborValue &value);

[[nodiscard]] bool isFalse(const QCborValue &value); // null, false, "", [], {}

// By code points, which UTF-16 does not keep in order beyond the basic plane.
[[nodiscard]] std::strong_ordering compareText(QStringView a, QStringView b);
[[nodiscard]] std::partial_ordering compareNumbers(const QCborValue &a, const QCborValue &b);

} // namespace formwork::jmespath
