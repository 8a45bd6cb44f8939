// SPDX-License-Identifier: Apache-2.0
#include "client/addresses.h"

#include "base/tr.h"
#include "client/sidecall.h"
#include "quirks/quirks.h"

#include <QCborArray>
#include <QUrl>

namespace formwork::client
{

namespace
{

bool isAwsOwn(const Recorded &recorded)
{
    const credentials::Profile &profile = recorded.target.profile;
    return recorded.target.endpointUrl.isEmpty() && profile.kind != credentials::ProfileKind::Practice
        && profile.endpointOf(recorded.operation->service->sdkId).isEmpty();
}

// A host, perhaps with a port, and nothing else.
bool isAuthority(const QByteArray &text)
{
    const QUrl url(QStringLiteral("https://") + QString::fromLatin1(text), QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && url.authority(QUrl::FullyEncoded).toLatin1() == text;
}

} // namespace

std::optional<QByteArray> DiscoveredAddresses::find(const QByteArray &of, const QDateTime &now) const
{
    const auto known = m_entries.constFind(of);
    return known == m_entries.cend() || known->end <= now ? std::nullopt : std::optional(known->authority);
}

void DiscoveredAddresses::keep(const QByteArray &of, const QByteArray &authority, const QDateTime &end)
{
    m_entries.insert(of, {authority, end});
}

void DiscoveredAddresses::forget(const QByteArray &authority)
{
    m_entries.removeIf([&](const auto &entry) { return entry.value().authority == authority; });
}

QCoro::Task<Result<endpoint::Endpoint>> discovered(RecordedPtr recorded, endpoint::Endpoint endpoint,
                                                   credentials::Credentials account)
{
    const std::optional<quirks::Discovery> discovery = quirks::quirksOf(*recorded->operation).discovery;
    if (!discovery || !isAwsOwn(*recorded))
        co_return endpoint;
    const Environment &environment = *recorded->environment;
    const Result<SideCall> side = sideCall(*recorded, discovery->operation, {});
    if (!side)
        co_return std::unexpected(side.error());
    const QByteArray name = nameOf(*side, account);
    const QDateTime now = environment.clock->nowUtc();
    if (const std::optional<QByteArray> known = environment.addresses->find(name, now)) {
        endpoint.authority = *known;
        co_return endpoint;
    }
    const Result<SideAnswer> answer = co_await answered(recorded, *side, account);
    if (!answer) {
        Error error = answer.error();
        error.message = Tr::tr("%1 names the address to use, and it could not be asked: %2")
                            .arg(discovery->operation, error.message);
        co_return std::unexpected(error);
    }
    const QCborMap first = answer->output.toMap().value(discovery->list).toArray().at(0).toMap();
    const QByteArray address = first.value(discovery->address).toString().toLatin1();
    if (!isAuthority(address))
        co_return failure(
            Phase::Endpoint, QStringLiteral("NoAddress"),
            Tr::tr("%1 was answered without an address that can be used.").arg(discovery->operation));
    environment.addresses->keep(name, address, now.addSecs(60 * first.value(discovery->minutes).toInteger()));
    endpoint.authority = address;
    co_return endpoint;
}

} // namespace formwork::client
