// SPDX-License-Identifier: Apache-2.0
#include "asking/addresses.h"

#include "asking/ask.h"
#include "asking/cachename.h"
#include "base/tr.h"
#include "quirks/quirks.h"

#include <QCborArray>
#include <QUrl>

namespace formwork::asking
{

namespace
{

bool isAwsOwn(const Question &question)
{
    const credentials::Profile &profile = question.target.profile;
    return question.target.endpointUrl.isEmpty() && profile.kind != credentials::ProfileKind::Practice
        && profile.endpointOf(question.operation->service->sdkId).isEmpty();
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

QCoro::Task<Result<endpoint::Endpoint>> discovered(Question question, endpoint::Endpoint endpoint)
{
    const std::optional<quirks::Discovery> discovery = quirks::quirksOf(*question.operation).discovery;
    if (!discovery || !isAwsOwn(question))
        co_return endpoint;
    if (!question.target.profile.wire.discoversAddresses)
        co_return failure(
            Phase::Endpoint, QStringLiteral("NoAddress"),
            Tr::tr("%1 wants to be asked for the address to use, which the account “%2” does not allow "
                   "(endpoint_discovery_enabled).")
                .arg(question.operation->service->title, question.target.profile.name),
            Tr::tr("Set endpoint_discovery_enabled to auto, or remove it."));
    const Environment &environment = *question.environment;
    const Result<Question> side = sideQuestion(question, discovery->operation, {});
    if (!side)
        co_return std::unexpected(side.error());
    const Result<Plan> planned = planOf(*side);
    if (!planned)
        co_return std::unexpected(planned.error());
    const QByteArray name = cacheName(*side, *planned);
    const QDateTime now = environment.clock->nowUtc();
    if (const std::optional<QByteArray> known = environment.addresses->find(name, now)) {
        endpoint.authority = *known;
        co_return endpoint;
    }
    const Result<Reply> answer = co_await ask(*side);
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

} // namespace formwork::asking
