// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/things.h"

// What is kept of a message beside its text.
namespace formwork::practice::messagewords
{

inline const QString kVisible = QStringLiteral("Visible"); // milliseconds since 1970
inline const QString kCount = QStringLiteral("Count"); // of receptions
inline const QString kFirst = QStringLiteral("First"); // as kVisible
inline const QString kSystem = QStringLiteral("System"); // attributes

constexpr int kAtOnce = 200; // messages read
constexpr qint64 kLongestHiding = 43'200; // seconds
constexpr qint64 kLongestWaiting = 20;

inline qint64 visibleFrom(const Thing &message) { return message.input.value(kVisible).toInteger(); }

} // namespace formwork::practice::messagewords
