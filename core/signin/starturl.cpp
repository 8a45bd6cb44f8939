// SPDX-License-Identifier: Apache-2.0
#include "signin/starturl.h"

#include "asking/routes.h"
#include "base/tr.h"
#include "signin/authorize.h"
#include "signin/metadatarequest.h"
#include "signin/questions.h"
#include "signin/ssotokens.h"
#include "transport/transport.h"

#include <QUrl>

namespace formwork::signin
{

using credentials::Profile;

namespace
{

constexpr transport::Timeouts kTimeouts{std::chrono::seconds(10), std::chrono::seconds(10)};

bool isOfAws(const QString &startUrl) { return portalHost(QUrl(startUrl).host()).isOfAws; }

std::unexpected<Error> leadsNowhere(const IdentityCenter &center, const QString &why)
{
    return failure(Phase::Credentials, QStringLiteral("NoIdentityCenter"),
                   Tr::tr("The start URL %1 leads to no IAM Identity Center: %2.").arg(center.startUrl, why),
                   Tr::tr("Check it with your administrator, or use the address that the browser shows once "
                          "one is signed in, such as https://d-1234567890.awsapps.com/start."));
}

bool wantsGet(const http::Response &answer) { return answer.status == 405 || answer.status == 501; }

QCoro::Task<Result<http::Response>> visit(QString url, asking::Carrier carrier, QString caBundle,
                                          transport::CancellationPtr cancellation)
{
    transport::Streams streams;
    streams.caBundle = caBundle;
    Result<http::Response> answer = http::Response();
    for (const char *method : {"HEAD", "GET"}) {
        const Result<http::Request> request = requestTo(url, method);
        if (!request)
            co_return std::unexpected(request.error());
        answer = co_await carrier.transport->send(*request, kTimeouts, cancellation, streams);
        if (!answer || !wantsGet(*answer))
            break;
    }
    co_return answer;
}

} // namespace

QCoro::Task<Result<IdentityCenter>> whereItLeads(IdentityCenter center, Profile profile, WirePtr wire,
                                                 transport::CancellationPtr cancellation)
{
    const bool isConfigured = !profile.endpointOf(QStringLiteral("SSO OIDC")).isEmpty();
    if (isOfAws(center.startUrl) || isPracticeCenter(center) || isConfigured)
        co_return center;
    const Result<asking::Carrier> carrier = co_await asking::transportFor(wire->environment, profile);
    if (!carrier)
        co_return std::unexpected(carrier.error());
    QUrl asked(center.startUrl);
    asked.setFragment({}); // for browsers
    const QString address = asked.toString(QUrl::FullyEncoded);
    const Result<http::Response> answer = co_await visit(address, *carrier, profile.caBundle, cancellation);
    if (cancellation && cancellation->isCancelled())
        co_return cancelled();
    if (!answer)
        co_return leadsNowhere(center, answer.error().message);
    const QByteArray location = answer->headers.value("location");
    if (answer->status < 300 || answer->status >= 400 || location.isEmpty())
        co_return leadsNowhere(
            center, Tr::tr("it answers with HTTP %1 in place of sending one on").arg(answer->status));
    const QUrl target = asked.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
    if (target.scheme() != u"https" || !isOfAws(target.toString()))
        co_return leadsNowhere(
            center, Tr::tr("it sends one on to %1, which is none of AWS's").arg(target.host().left(200)));
    center.startUrl = normalisedUrl(target.toString(QUrl::FullyEncoded));
    if (const QString named = portalHost(target.host()).region; !named.isEmpty())
        center.region = named;
    co_return center;
}

IdentityCenter whereItWasGot(IdentityCenter center, const SsoToken &token)
{
    if (!token.region.isEmpty() && !isOfAws(center.startUrl))
        center.region = token.region;
    return center;
}

} // namespace formwork::signin
