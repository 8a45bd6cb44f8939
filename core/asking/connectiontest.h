// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"

#include <functional>
#include <optional>

namespace formwork::asking
{

// One step of the way of a request, as it really is.
struct TestStep {
    enum class Kind { Address, Proxy, Name, Security, Keys, Identity };
    Kind kind = Kind::Address;
    QString url; // that it was about
    QString found; // a sentence or a name; empty where it failed
    std::optional<Error> error; // the way ends here
};

// The words for a step: "Address", "Proxy", ...
[[nodiscard]] QString stepName(TestStep::Kind kind);

// Follows the way of a request from this computer to the answer of who the keys belong to, which changes
// nothing, and tells of each step when it is known. With `credentials`, those are tried; else the profile's
// own. The answer: whether it came to the end.
QCoro::Task<bool> testConnection(EnvironmentPtr environment, Target target,
                                 std::optional<credentials::Credentials> credentials,
                                 std::function<void(const TestStep &)> told);

} // namespace formwork::asking
