// SPDX-License-Identifier: Apache-2.0
#include "asking/routes.h"

#include "asking/environment.h"
#include "base/tr.h"
#include "transport/authorities.h"
#include "transport/proxies.h"

namespace formwork::asking
{

using credentials::Network;
using credentials::Profile;
using transport::Route;

namespace
{

Route::Proxy proxyKind(Network::Proxy proxy)
{
    switch (proxy) {
    case Network::Proxy::None:
        return Route::Proxy::None;
    case Network::Proxy::Manual:
        return Route::Proxy::Manual;
    case Network::Proxy::System:
        break;
    }
    return Route::Proxy::System;
}

} // namespace

transport::TransportPtr Routes::along(const QString &account, const Route &route)
{
    const auto known = m_transports.constFind(account);
    if (known != m_transports.cend() && known->first == route)
        return known->second;
    const transport::TransportPtr made = transport::networkTransport(route);
    m_transports.insert(account, {route, made});
    return made;
}

QCoro::Task<Result<Route>> routeOf(EnvironmentPtr environment, Profile profile)
{
    const Network &network = profile.network;
    Route route;
    route.proxy = proxyKind(network.proxy);
    route.caBundle = network.caBundle;
    if (route.proxy != Route::Proxy::Manual)
        co_return route;
    route.proxyUrl = QUrl(network.proxyUrl);
    route.proxyUser = network.proxyUser;
    if (network.proxyUser.isEmpty()) // then it has no password, and the keychain is not asked for one
        co_return route;
    const Result<QString> password = co_await environment->profiles->proxyPassword(profile.id);
    if (!password)
        co_return std::unexpected(password.error());
    route.proxyPassword = *password;
    co_return route;
}

QCoro::Task<Result<Carrier>> transportFor(EnvironmentPtr environment, Profile profile)
{
    const bool isUsual =
        profile.network.proxy == Network::Proxy::System && profile.network.caBundle.isEmpty();
    if (isUsual || profile.kind == credentials::ProfileKind::Practice)
        co_return Carrier{environment->transport};
    const Result<Route> route = co_await routeOf(environment, profile);
    if (!route)
        co_return std::unexpected(route.error());
    co_return Carrier{environment->routes->along(profile.id, *route)};
}

Result<void> checkBundles(const Profile &profile)
{
    if (profile.kind == credentials::ProfileKind::Practice)
        return {};
    const QString own = profile.caBundlePlace.isEmpty() ? Tr::tr("The account “%1”").arg(profile.name)
                                                        : profile.caBundlePlace;
    if (const Result<void> good = transport::checkAuthorities(profile.caBundle, own); !good)
        return good;
    if (!profile.network.caBundle.isEmpty())
        return transport::checkAuthorities(
            profile.network.caBundle, Tr::tr("The network settings of the account “%1”").arg(profile.name));
    if (!profile.caBundle.isEmpty())
        return {};
    return transport::checkAuthorities(transport::authoritiesOf({}), QStringLiteral("AWS_CA_BUNDLE"));
}

transport::Timeouts timeoutsFor(const Profile &profile, const transport::Timeouts &given)
{
    const transport::Timeouts usual;
    transport::Timeouts timeouts = given;
    if (profile.network.connectSeconds > 0 && given.connect == usual.connect)
        timeouts.connect = std::chrono::seconds(profile.network.connectSeconds);
    if (profile.network.answerSeconds > 0 && given.transfer == usual.transfer)
        timeouts.transfer = std::chrono::seconds(profile.network.answerSeconds);
    return timeouts;
}

} // namespace formwork::asking
