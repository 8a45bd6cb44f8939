// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/addresses.h"
#include "asking/retryrules.h"
#include "asking/routes.h"
#include "asking/sendingrates.h"
#include "asking/sessionkeys.h"
#include "base/clock.h"
#include "base/tokensource.h"
#include "catalog/catalogsource.h"
#include "credentials/profilestore.h"
#include "transport/transport.h"

#include <functional>

namespace formwork::asking
{

// Everything a question needs from outside. One a program, made by app/wiring.
struct Environment {
    ClockPtr clock;
    TokenSourcePtr tokens;
    transport::TransportPtr transport;
    catalog::LiveCatalog catalog;
    std::shared_ptr<credentials::ProfileStore> profiles;
    std::shared_ptr<ClockOffsets> clockOffsets;
    std::shared_ptr<RetryQuota> retryQuota;
    std::shared_ptr<SendingRates> sendingRates = std::make_shared<SendingRates>();
    std::shared_ptr<SessionCache> sessions = std::make_shared<SessionCache>();
    std::shared_ptr<DiscoveredAddresses> addresses = std::make_shared<DiscoveredAddresses>();
    std::shared_ptr<Routes> routes = std::make_shared<Routes>();
    std::function<Result<QString>()> practiceUrl; // starts the practice account if need be, answers its URL
};

using EnvironmentPtr = std::shared_ptr<const Environment>;

// Where and as whom.
struct Target {
    credentials::Profile profile;
    QString region;
    QString endpointUrl; // overrides the profile's; empty: the profile's or AWS's own
    transport::Timeouts timeouts;
};

} // namespace formwork::asking
