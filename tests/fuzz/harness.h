// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/shape.h"

#include <QByteArray>
#include <QCborValue>

#include <utility>

namespace formwork::fuzz
{

// Ends the process, which is how libFuzzer learns of a finding.
void require(bool condition, const char *fact);

[[nodiscard]] QByteArray bytes(const unsigned char *data, size_t size);

// Up to the first line feed, and what follows it.
[[nodiscard]] std::pair<QByteArray, QByteArray> cutLine(const QByteArray &text);

// "STATUS\nname: value\n\nbody", as a person would write an answer down.
[[nodiscard]] http::Response response(const QByteArray &text);
[[nodiscard]] QByteArray written(const http::Response &response);

// What a value is shown, kept and sent as must be the same thing: its JSON is read back, and what was read is
// written as that JSON again.
void requireStableJson(const QCborValue &value, const model::Shape &shape);

} // namespace formwork::fuzz
