// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <QJsonObject>
#include <QStringList>

// The organization that one signs in to for practice.
namespace formwork::practice
{

[[nodiscard]] QJsonObject accountPage(int first, int count); // as the portal lists them
[[nodiscard]] QJsonObject rolePage(const QString &accountId, bool areTaken);
[[nodiscard]] QStringList rolesIn(const QString &accountId,
                                  bool areTaken); // empty: no such account, or it is given no longer
[[nodiscard]] int secondsOf(const QString &role); // how long a session of it lasts

[[nodiscard]] bool isStsQuestion(const http::Request &request); // that sign-in has an answer to

} // namespace formwork::practice
