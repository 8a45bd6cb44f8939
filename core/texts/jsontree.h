// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <expected>
#include <vector>

namespace formwork::texts
{

// A place in a text, counted from 1.
struct Place {
    int line = 1;
    int column = 1;
    bool operator==(const Place &) const = default;
};

// JSON that knows where everything stands: what a check has to say is said of a line.
struct JsonNode {
    enum class Type { Null, Truth, Number, Text, List, Object };
    Type type = Type::Null;
    QString text; // of a text, unescaped; of a number or truth as written
    qsizetype offset = 0; // into the whole text
    std::vector<JsonNode> keys; // of an object: texts, doubles too
    std::vector<JsonNode> items; // of a list, and what belongs to the keys

    [[nodiscard]] const JsonNode *member(QStringView key) const; // null: there is none
    [[nodiscard]] bool isText() const { return type == Type::Text; }
    [[nodiscard]] bool isObject() const { return type == Type::Object; }
    [[nodiscard]] bool isList() const { return type == Type::List; }
};

struct JsonFault {
    qsizetype offset = 0;
};

// The tree of a text that is JSON, or where it stops to be.
[[nodiscard]] std::expected<JsonNode, JsonFault> readJson(const QString &text);

[[nodiscard]] Place placeOf(const QString &text, qsizetype offset);

} // namespace formwork::texts
