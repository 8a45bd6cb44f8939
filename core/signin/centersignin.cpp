// SPDX-License-Identifier: Apache-2.0
#include "signin/centersignin.h"

#include "base/tr.h"
#include "document/timestamp.h"
#include "signin/redirectlistener.h"
#include "signin/starturl.h"
#include "transport/pause.h"

#include <QCborArray>

namespace formwork::signin
{

using credentials::Profile;
using transport::CancellationPtr;

namespace
{

constexpr std::chrono::minutes kPatience{10};
constexpr qint64 kRegistrationLeft = 15 * 60; // seconds
constexpr int kUsualInterval = 5; // seconds
constexpr QLatin1StringView kUnknownClient("UnknownClient");

// One sign-in under way.
struct Flow {
    IdentityCenter center; // where its start URL leads
    Profile profile;
    SignInOptions options;
    WirePtr wire;
};
using FlowPtr = std::shared_ptr<const Flow>;

struct Registration {
    QString clientId;
    QString clientSecret;
    QDateTime expiresAt;
};

asking::Target targetOf(const Flow &flow) { return centerTarget(flow.profile, flow.center); }

QStringList scopesOf(const Flow &flow)
{
    return flow.center.scopes.isEmpty() ? QStringList{QStringLiteral("sso:account:access")}
                                        : flow.center.scopes;
}

bool isCancelled(const Flow &flow)
{
    return flow.options.cancellation && flow.options.cancellation->isCancelled();
}

// What a person can do about it stands in no answer: a wrong Region shows as a grant that is not valid.
Error inWords(const Flow &flow, const Reply &reply)
{
    Error error = *reply.error;
    if (isCancelled(flow))
        return cancelled().error();
    if (reply.oauthError == u"invalid_client" || reply.oauthError == u"unauthorized_client") {
        error.code = kUnknownClient;
        error.message = Tr::tr("Identity Center no longer knows this program's registration.");
    } else if (reply.oauthError == u"access_denied") {
        error.code = QStringLiteral("SignInRefused");
        error.message = Tr::tr("The sign-in at %1 was refused.").arg(flow.center.startUrl);
        error.advice = Tr::tr("Sign in once more and allow it.");
    } else if (reply.oauthError == u"expired_token") {
        error.code = QStringLiteral("SignInTimedOut");
        error.message = Tr::tr("The code ran out before anybody confirmed it.");
        error.advice = Tr::tr("Sign in once more.");
    } else if (reply.oauthError == u"invalid_request" || reply.oauthError == u"invalid_grant") {
        const QString named = portalHost(QUrl(flow.center.startUrl).host()).region;
        error.code = QStringLiteral("WrongRegion");
        error.message = Tr::tr("The Identity Center %1 is not known in the Region %2 (%3).")
                            .arg(flow.center.startUrl, flow.center.region, reply.oauthError);
        error.advice = named.isEmpty() || named == flow.center.region
            ? Tr::tr("Check the start URL, and the Region of the Identity Center (sso_region).")
            : Tr::tr("Its start URL names the Region %1: correct sso_region.").arg(named);
    } else if (error.phase == Phase::Service) {
        error.message =
            Tr::tr("Identity Center answered the sign-in with %1. %2").arg(error.code, error.message);
    }
    return error;
}

// One of the other way cannot be used.
Vault::Name registrationName(const Flow &flow)
{
    return Vault::Name::of(
        QLatin1StringView("registration"),
        {flow.center.startUrl, flow.center.region, scopesOf(flow).join(u' '),
         flow.options.way == SignInWay::Browser ? QStringLiteral("code") : QStringLiteral("device"),
         flow.center.fips ? QStringLiteral("fips") : QString()});
}

// Formwork's registration, made anew when it is about to end.
QCoro::Task<Result<Registration>> registration(FlowPtr flow)
{
    const bool isCode = flow->options.way == SignInWay::Browser;
    const QDateTime now = flow->wire->environment->clock->nowUtc();
    const Vault::Name name = registrationName(*flow);
    const std::optional<QJsonObject> kept = co_await Vault::read(flow->wire->vault, name);
    if (kept) {
        const auto text = [&](const char *member) { return kept->value(QLatin1String(member)).toString(); };
        const Registration known{text("clientId"), text("clientSecret"),
                                 document::writtenTime(text("expiresAt"))};
        if (!known.clientId.isEmpty() && now.secsTo(known.expiresAt) >= kRegistrationLeft)
            co_return known;
    }
    QCborMap input{{QStringLiteral("clientName"), QStringLiteral("formwork")},
                   {QStringLiteral("clientType"), QStringLiteral("public")}};
    if (isCode || !flow->center.scopes.isEmpty())
        input.insert(QStringLiteral("scopes"), QCborArray::fromStringList(scopesOf(*flow)));
    if (isCode) {
        input.insert(QStringLiteral("grantTypes"),
                     QCborArray{QStringLiteral("authorization_code"), QStringLiteral("refresh_token")});
        input.insert(QStringLiteral("redirectUris"),
                     QCborArray{QStringLiteral("http://127.0.0.1/oauth/callback")});
        input.insert(QStringLiteral("issuerUrl"), flow->center.startUrl);
    }
    const Reply reply = co_await askUnsigned(flow->wire, Call::RegisterClient, input, targetOf(*flow), 0,
                                             flow->options.cancellation);
    if (reply.error)
        co_return std::unexpected(inWords(*flow, reply));
    const Registration made{
        reply.output.value(QLatin1StringView("clientId")).toString(),
        reply.output.value(QLatin1StringView("clientSecret")).toString(),
        QDateTime::fromSecsSinceEpoch(
            reply.output.value(QLatin1StringView("clientSecretExpiresAt")).toInteger(), Qt::UTC)};
    const QJsonObject value{{QStringLiteral("clientId"), made.clientId},
                            {QStringLiteral("clientSecret"), made.clientSecret},
                            {QStringLiteral("expiresAt"), made.expiresAt.toString(Qt::ISODate)}};
    // Where it cannot be kept the next sign-in makes another one.
    const Result<void> written = co_await Vault::write(flow->wire->vault, name, value, made.expiresAt);
    Q_UNUSED(written);
    co_return made;
}

Result<SsoToken> tokenOf(const Flow &flow, const Registration &client, const QCborMap &output)
{
    const auto text = [&](const char *name) { return output.value(QLatin1String(name)).toString(); };
    const QDateTime now = flow.wire->environment->clock->nowUtc();
    SsoToken token{text("accessToken"),
                   now.addSecs(output.value(QLatin1StringView("expiresIn")).toInteger()),
                   text("refreshToken"),
                   client.clientId,
                   client.clientSecret,
                   client.expiresAt,
                   {},
                   flow.center.region};
    if (token.accessToken.isEmpty())
        return failure(Phase::Parse, QStringLiteral("BadDocument"),
                       Tr::tr("Identity Center answered without a token."));
    return token;
}

QCoro::Task<Result<SsoToken>> byBrowser(FlowPtr flow, Registration client)
{
    const Result<model::OperationPtr> operation = operationOf(Call::CreateToken);
    if (!operation)
        co_return std::unexpected(operation.error());
    const Result<endpoint::Endpoint> endpoint =
        asking::endpointFor(*flow->wire->environment, **operation, QCborValue(QCborMap()), targetOf(*flow));
    if (!endpoint)
        co_return std::unexpected(endpoint.error());
    RedirectListener listener; // before anybody can come back to it
    if (!listener.isListening())
        co_return failure(Phase::Local, QStringLiteral("NoListener"),
                          Tr::tr("No port of this computer is free for the browser to come back to."),
                          Tr::tr("Sign in with a device code."));
    const Authorization authorization{endpoint->url(), client.clientId, listener.url(),
                                      flow->wire->environment->tokens->nextToken(), newVerifier()};
    if (flow->options.progress)
        flow->options.progress(
            {centerAuthorizeUrl(authorization, scopesOf(*flow)),
             {},
             {},
             flow->wire->environment->clock->nowUtc().addSecs(kPatience / std::chrono::seconds(1)),
             false});
    const Result<Redirected> came =
        co_await listener.wait(authorization.state, kPatience, flow->options.cancellation);
    if (!came)
        co_return std::unexpected(came.error());
    const QCborMap input{{QStringLiteral("grantType"), QStringLiteral("authorization_code")},
                         {QStringLiteral("clientId"), client.clientId},
                         {QStringLiteral("clientSecret"), client.clientSecret},
                         {QStringLiteral("redirectUri"), authorization.redirectUri},
                         {QStringLiteral("codeVerifier"), QString::fromLatin1(authorization.verifier)},
                         {QStringLiteral("code"), came->code}};
    const Reply reply = co_await askUnsigned(flow->wire, Call::CreateToken, input, targetOf(*flow), 1,
                                             flow->options.cancellation);
    if (reply.error)
        co_return std::unexpected(inWords(*flow, reply));
    co_return tokenOf(*flow, client, reply.output);
}

// Asks for the token until somebody has confirmed the code, at the pace that is wanted.
QCoro::Task<Result<SsoToken>> poll(FlowPtr flow, Registration client, QString deviceCode, int interval,
                                   SignInProgress shown)
{
    const QCborMap input{
        {QStringLiteral("grantType"), QStringLiteral("urn:ietf:params:oauth:grant-type:device_code")},
        {QStringLiteral("clientId"), client.clientId},
        {QStringLiteral("clientSecret"), client.clientSecret},
        {QStringLiteral("deviceCode"), deviceCode}};
    bool isShown = false; // a client that was allowed before needs no code
    while (!isCancelled(*flow)) {
        const Reply reply = co_await askUnsigned(flow->wire, Call::CreateToken, input, targetOf(*flow), 1,
                                                 flow->options.cancellation);
        if (!reply.error)
            co_return tokenOf(*flow, client, reply.output);
        const bool isSlowDown = reply.oauthError == u"slow_down";
        const bool isUnreached = reply.error->httpStatus == 0 || reply.error->httpStatus >= 500;
        if (isSlowDown)
            interval += kUsualInterval;
        else if (reply.oauthError != u"authorization_pending" && !isUnreached)
            co_return std::unexpected(inWords(*flow, reply));
        if (!std::exchange(isShown, true) && flow->options.progress)
            flow->options.progress(shown);
        if (flow->wire->environment->clock->nowUtc() >= shown.until)
            co_return failure(Phase::Credentials, QStringLiteral("SignInTimedOut"),
                              Tr::tr("The code ran out before anybody confirmed it."),
                              Tr::tr("Sign in once more."));
        co_await transport::pause(std::chrono::seconds(interval), flow->options.cancellation);
    }
    co_return cancelled();
}

QCoro::Task<Result<SsoToken>> byDeviceCode(FlowPtr flow, Registration client)
{
    const QCborMap input{{QStringLiteral("clientId"), client.clientId},
                         {QStringLiteral("clientSecret"), client.clientSecret},
                         {QStringLiteral("startUrl"), flow->center.startUrl}};
    const Reply reply = co_await askUnsigned(flow->wire, Call::StartDeviceAuthorization, input,
                                             targetOf(*flow), 0, flow->options.cancellation);
    if (reply.error)
        co_return std::unexpected(inWords(*flow, reply));
    const auto text = [&](const char *name) { return reply.output.value(QLatin1String(name)).toString(); };
    const qint64 lasts = reply.output.value(QLatin1StringView("expiresIn")).toInteger(600);
    const auto interval = int(reply.output.value(QLatin1StringView("interval")).toInteger(kUsualInterval));
    SignInProgress shown;
    shown.shortUrl = QUrl(text("verificationUri"));
    shown.url =
        text("verificationUriComplete").isEmpty() ? shown.shortUrl : QUrl(text("verificationUriComplete"));
    shown.userCode = text("userCode");
    shown.until = flow->wire->environment->clock->nowUtc().addSecs(lasts);
    const QString deviceCode = text("deviceCode");
    co_return co_await poll(flow, client, deviceCode, std::max(interval, 1), shown);
}

QCoro::Task<Result<SsoToken>> once(FlowPtr flow)
{
    const Result<Registration> client = co_await registration(flow);
    if (!client)
        co_return std::unexpected(client.error());
    co_return co_await (flow->options.way == SignInWay::Browser ? byBrowser(flow, *client)
                                                                : byDeviceCode(flow, *client));
}

} // namespace

QCoro::Task<Result<SignedInAt>> signInAt(IdentityCenter center, Profile profile, SignInOptions options,
                                         WirePtr wire)
{
    if (const Result<void> good = checkStartUrl(center.startUrl); !good)
        co_return std::unexpected(good.error());
    const Result<IdentityCenter> there = co_await whereItLeads(center, profile, wire, options.cancellation);
    if (!there)
        co_return std::unexpected(there.error());
    const auto flow = std::make_shared<const Flow>(Flow{*there, profile, options, wire});
    Result<SsoToken> token = co_await once(flow);
    if (!token && token.error().code == kUnknownClient) { // it registers anew
        wire->vault->remove(registrationName(*flow));
        token = co_await once(flow);
    }
    if (!token)
        co_return std::unexpected(token.error());
    const SsoToken kept = *token;
    const Result<void> written = co_await keepToken(center, kept, wire);
    if (wire->sessionsChanged)
        wire->sessionsChanged();
    co_return SignedInAt{kept, written ? QString() : written.error().sentence()};
}

} // namespace formwork::signin
