// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace formwork::readers
{

[[nodiscard]] QString lineAndColumn(const QByteArray &text, qsizetype offset); // "line 3, column 14", from 1

// simdjson does not tell where it stopped; a second, slower parser does.
struct TextFault {
    QString where;
    QString what;
};
[[nodiscard]] std::optional<TextFault>
jsonFault(const QByteArray &text); // nothing if that parser finds no fault

} // namespace formwork::readers
