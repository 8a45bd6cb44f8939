// SPDX-License-Identifier: Apache-2.0
#include "client/presign.h"

#include "asking/authentication.h"
#include "base/figures.h"
#include "base/tr.h"
#include "client/guard.h"
#include "protocol/codec.h"
#include "quirks/quirks.h"
#include "transfer/headers.h"
#include "transfer/streams.h"

#include <QCborMap>

#include <algorithm>

namespace formwork::client
{

namespace
{

std::unexpected<Error> notPresignable(const QString &why, const QString &advice = {})
{
    return failure(Phase::Input, QStringLiteral("NotPresignable"), why, advice);
}

Result<void> checkPresignable(const model::Operation &operation, const asking::Plan &plan, int seconds)
{
    if (seconds < 1 || seconds > kLongestExpiry)
        return notPresignable(Tr::tr("A presigned URL is good for 1 second to 7 days."),
                              Tr::tr("Choose a number of seconds from 1 to %1.").arg(kLongestExpiry));
    if (plan.request.method != "GET" || !plan.request.body.isEmpty())
        return notPresignable(
            Tr::tr("There is no presigned URL for %1: it is not sent as GET.").arg(operation.name),
            Tr::tr("A URL alone can only ask; this operation needs a method or a body beside it."));
    if (!plan.isSigned || plan.usesToken)
        return notPresignable(
            Tr::tr("There is no presigned URL for %1: it is not signed.").arg(operation.name));
    return {};
}

// What was filled in here, and what a browser or curl sends of its own or not at all, is not signed.
void leaveToTheSender(const model::Operation &operation, const QCborMap &input, http::Headers &headers)
{
    const QList<http::Header> before = headers.list();
    for (const auto &[name, value] : before) {
        static const QByteArrayList own{"user-agent", "content-type", "accept"};
        if ((own.contains(name.toLower()) || transfer::isOfTheBody(name)
             || transfer::headerMember(*operation.input, name))
            && !transfer::isOfInput(operation, input, name))
            headers.remove(name);
    }
}

} // namespace

QString Presigned::warning() const
{
    const QString until = momentText(expiresAt.toUTC());
    const QString text =
        Tr::tr("Whoever has this URL has this access, without any keys, until %1 UTC. Formwork keeps "
               "no copy of it and cannot take it back.")
            .arg(until);
    return endsWithKeys ? text + u' ' + Tr::tr("It ends earlier if the temporary keys it was signed with do.")
                        : text;
}

bool mayPresign(const model::Operation &operation)
{
    const Result<model::Protocol> protocol = protocol::choose(*operation.service);
    const bool isRest =
        protocol && (*protocol == model::Protocol::RestJson || *protocol == model::Protocol::RestXml);
    const bool hasBody = std::ranges::any_of(operation.input->members, [](const model::Member &member) {
        return member.required
            && (member.location == model::Location::Body || member.location == model::Location::Payload);
    });
    const quirks::Quirks &quirks = quirks::quirksOf(operation);
    return isRest && operation.httpMethod == "GET" && !hasBody && !quirks.queryInBody && !quirks.unsignedCall
        && !transfer::eventStreamProblem(operation);
}

Result<Presigned> presign(const Environment &environment, const model::Operation &operation,
                          const QCborValue &input, const Target &target,
                          const credentials::Credentials &credentials, const QDateTime &time, int seconds)
{
    if (const Result<void> may = checkGuard(target.profile, operation, true); !may)
        return std::unexpected(may.error());
    const Result<endpoint::Endpoint> endpoint = asking::endpointFor(environment, operation, input, target);
    if (!endpoint)
        return std::unexpected(endpoint.error());
    Result<asking::Plan> planned = asking::plan(operation, input, *endpoint, target.profile.wire);
    if (!planned)
        return std::unexpected(planned.error());
    if (const Result<void> fits = checkPresignable(operation, *planned, seconds); !fits)
        return std::unexpected(fits.error());
    if (const Result<void> complete = asking::checkComplete(operation, *planned, credentials); !complete)
        return std::unexpected(complete.error());
    if (const Result<void> shown = asking::checkWithoutSession(operation, *planned); !shown)
        return std::unexpected(shown.error());
    leaveToTheSender(operation, quirks::rewritten(operation, input.toMap()), planned->request.headers);
    planned->signing.placement = signing::Placement::Query;
    planned->signing.expiresSeconds = seconds;
    // The services that take the hash of the body as a header take no hash in a URL.
    planned->signing.unsignedPayload = planned->signing.unsignedPayload || planned->signing.addPayloadHash;
    const signing::Signed ready = asking::signedRequest(*planned, credentials, time);
    return Presigned{ready.request.url(), ready.request.headers, time.addSecs(seconds),
                     !credentials.sessionToken.isEmpty()};
}

} // namespace formwork::client
