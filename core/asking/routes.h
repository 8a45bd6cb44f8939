// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"
#include "transport/transport.h"

#include <QCoroTask>
#include <QHash>

#include <memory>
#include <utility>

namespace formwork::asking
{

struct Environment;

// The transports of accounts that are reached in a way of their own; one a program, on the main thread.
class Routes
{
public:
    // The one that was made for this route, or a new one. Those of routes that nobody has any more are let
    // go.
    [[nodiscard]] transport::TransportPtr along(const QString &account, const transport::Route &route);

private:
    QHash<QString, std::pair<transport::Route, transport::TransportPtr>> m_transports; // by account
};

// A value of its own: a std::expected of a shared pointer cannot be awaited.
struct Carrier {
    transport::TransportPtr transport;
};

// How an account is reached: along the way that everything takes, or one of its own, whose proxy may want a
// password out of the keychain.
QCoro::Task<Result<transport::Route>> routeOf(std::shared_ptr<const Environment> environment,
                                              credentials::Profile profile);
QCoro::Task<Result<Carrier>> transportFor(std::shared_ptr<const Environment> environment,
                                          credentials::Profile profile);

// What is wrong with the files of certificates that count for an account, its own and AWS_CA_BUNDLE: with one
// of them every connection would fail, and say something about certificates.
[[nodiscard]] Result<void> checkBundles(const credentials::Profile &profile);

// The account's own where those given are the usual ones.
[[nodiscard]] transport::Timeouts timeoutsFor(const credentials::Profile &profile,
                                              const transport::Timeouts &given);

} // namespace formwork::asking
