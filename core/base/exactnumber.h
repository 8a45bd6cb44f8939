// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>
#include <QString>

#include <string_view>

namespace formwork
{

// How documents hold a number that neither 64 bits nor a double hold: its digits under a tag.
inline constexpr QCborTag kExactNumberTag{0x46574e31}; // "FWN1", from the range for anyone's use

[[nodiscard]] inline QCborValue exactNumberOf(std::string_view digits)
{
    return {kExactNumberTag, QString::fromLatin1(digits.data(), qsizetype(digits.size()))};
}

} // namespace formwork
