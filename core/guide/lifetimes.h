// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace formwork::guide
{

// What AWS says of the life of an operation's client token (":/guides/token-lifetimes.json"); empty where it
// is silent.
[[nodiscard]] std::optional<std::chrono::seconds> publishedLifetime(const QString &service,
                                                                    const QString &operation);

} // namespace formwork::guide
