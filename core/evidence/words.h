// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "evidence/report.h"

#include <QDateTime>

// Every sentence of a verdict.
namespace formwork::evidence
{

[[nodiscard]] QString inWords(const QDateTime &time);

// Whether the service said that the asking is not allowed, or that there is no such thing.
[[nodiscard]] bool isDenied(const Error &error);
[[nodiscard]] bool isNotThere(const Error &error);

[[nodiscard]] QString deniedSentence(const QString &operation);
[[nodiscard]] QString notAnsweredSentence(const QString &operation, const Error &error);

// `times`: how often each operation was asked, as "DescribeGroup 4 times, ListGroups once".
[[nodiscard]] QString notSeenSentence(const QString &times, const QString &place);

} // namespace formwork::evidence
