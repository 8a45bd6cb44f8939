// SPDX-License-Identifier: Apache-2.0
#include "asking/connectiontest.h"

#include "asking/identity.h"
#include "base/figures.h"
#include "base/tr.h"
#include "transport/probe.h"

namespace formwork::asking
{

using credentials::Credentials;
using Kind = TestStep::Kind;
using Told = std::function<void(const TestStep &)>;

namespace
{

QString proxyInWords(const QString &proxy)
{
    return proxy.isEmpty() ? Tr::tr("none: straight to the host") : proxy;
}

void tellResolved(const transport::Probe &probe, const QString &url, const Told &told)
{
    told({Kind::Proxy, url, proxyInWords(probe.proxy), {}});
    told({Kind::Name,
          probe.proxy.isEmpty() ? url : probe.proxy,
          probe.addresses.join(QStringLiteral(", ")),
          {}});
}

// From this computer to the host: nothing of the request is sent.
QCoro::Task<bool> testWay(EnvironmentPtr environment, Target target, QString url, Told told)
{
    Result<transport::Route> route = co_await routeOf(environment, target.profile);
    if (!route) {
        told({Kind::Proxy, url, {}, route.error()});
        co_return false;
    }
    if (const Result<void> bundles = checkBundles(target.profile); !bundles) {
        told({Kind::Security, url, {}, bundles.error()});
        co_return false;
    }
    if (route->caBundle.isEmpty())
        route->caBundle = target.profile.caBundle;
    const std::function<void(const transport::Probe &)> resolved =
        [url, told](const transport::Probe &probe) { tellResolved(probe, url, told); };
    const transport::Probe probe =
        co_await transport::probe(QUrl(url), *route, timeoutsFor(target.profile, target.timeouts), resolved);
    if (probe.stop == transport::Probe::Stop::Name) {
        told({Kind::Proxy, url, proxyInWords(probe.proxy), {}});
        told({Kind::Name, url, {}, probe.error});
        co_return false;
    }
    const QString security =
        probe.security.isEmpty() ? Tr::tr("not encrypted: it stays on this computer") : probe.security;
    told({Kind::Security, url, probe.error ? QString() : security, probe.error});
    co_return !probe.error;
}

QString keysInWords(const Credentials &keys)
{
    return keys.expiresAt.isValid()
        ? Tr::tr("%1, until %2").arg(keys.accessKeyId, momentText(keys.expiresAt.toLocalTime()))
        : keys.accessKeyId;
}

} // namespace

QString stepName(Kind kind)
{
    switch (kind) {
    case Kind::Address:
        return Tr::tr("Address");
    case Kind::Proxy:
        return Tr::tr("Proxy");
    case Kind::Name:
        return Tr::tr("Name");
    case Kind::Security:
        return Tr::tr("Connection and TLS");
    case Kind::Keys:
        return Tr::tr("Keys");
    case Kind::Identity:
        return Tr::tr("Signature and identity");
    }
    return {};
}

QCoro::Task<bool> testConnection(EnvironmentPtr environment, Target target,
                                 std::optional<Credentials> credentials, Told told)
{
    const Result<QString> url = identityUrl(*environment, target);
    told({Kind::Address, url.value_or(QString()), url.value_or(QString()),
          url ? std::nullopt : std::optional(url.error())});
    if (!url || !co_await testWay(environment, target, *url, told))
        co_return false;
    Result<Credentials> keys = credentials.value_or(Credentials());
    if (!credentials)
        keys = co_await environment->profiles->credentials(target.profile.id, target.region);
    told({Kind::Keys,
          {},
          keys ? keysInWords(*keys) : QString(),
          keys ? std::nullopt : std::optional(keys.error())});
    if (!keys)
        co_return false;
    const std::optional<Credentials> given = *keys;
    const Result<Identity> identity = co_await identify(environment, target, given);
    told({Kind::Identity, *url, identity ? identity->arn : QString(),
          identity ? std::nullopt : std::optional(identity.error())});
    co_return identity.has_value();
}

} // namespace formwork::asking
