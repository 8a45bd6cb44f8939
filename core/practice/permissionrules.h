// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/things.h"

#include <QCborArray>

namespace formwork::practice::permissionrules
{

// The rules that a group keeps. A new one lets everything out.
[[nodiscard]] QCborArray rulesOf(const Thing &group, const QString &accountId);
void keep(Thing &group, const QCborArray &rules);

// A rule for each range, list of prefixes or group that a request's permissions hold.
[[nodiscard]] QCborArray rulesIn(const QCborMap &input, bool isEgress);
// The other way: what has the same protocol and ports stands together.
[[nodiscard]] QCborArray permissionsOf(const QCborArray &rules, bool isEgress);

// Whether they let the same through, whatever is said beside. -1: there is none.
[[nodiscard]] qsizetype indexOfSame(const QCborArray &rules, const QCborMap &rule);
[[nodiscard]] qsizetype indexOfId(const QCborArray &rules, const QString &id);

} // namespace formwork::practice::permissionrules
