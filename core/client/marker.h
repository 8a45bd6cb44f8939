// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"

#include <QString>

namespace formwork::client
{

// What every attempt of one request says in its User-Agent, and nothing else does: records that a service
// keeps of requests, such as CloudTrail's, can be searched for it. "md/fw#" and 16 characters at random; it
// tells nothing of the request, the computer or the person.
[[nodiscard]] QString newMarker(TokenSource &tokens);

// FORMWORK_MARKER=off: no request carries one.
[[nodiscard]] bool isMarkerOff();

// Likewise the settings file of a data directory, for whoever chose it in Preferences.
[[nodiscard]] bool marksByDefault(const QString &settingsFile);
void setMarksByDefault(const QString &settingsFile, bool marks);

} // namespace formwork::client
