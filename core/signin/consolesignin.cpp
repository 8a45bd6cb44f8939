// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "signin/consolecalls.h"
#include "signin/consolesessions.h"
#include "signin/redirectlistener.h"

#include <QJsonDocument>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

constexpr std::chrono::minutes kPatience{10};
constexpr QLatin1StringView kSameDevice("arn:aws:signin:::devtools/same-device");
constexpr QLatin1StringView kCrossDevice("arn:aws:signin:::devtools/cross-device");

struct Flow {
    ConsoleSession session;
    Profile profile;
    SignInOptions options;
    WirePtr wire;
};
using FlowPtr = std::shared_ptr<const Flow>;

// What the browser is sent with, and what it came back with.
struct Confirmed {
    Authorization authorization;
    QString code;
};

Result<QString> baseOf(const Flow &flow)
{
    const Result<model::OperationPtr> operation = operationOf(Call::CreateConsoleToken);
    if (!operation)
        return std::unexpected(operation.error());
    const Result<endpoint::Endpoint> endpoint =
        asking::endpointFor(*flow.wire->environment, **operation, QCborValue(QCborMap()),
                            consoleTarget(flow.profile, flow.session));
    if (!endpoint)
        return std::unexpected(endpoint.error());
    const QString url = endpoint->url();
    return url.endsWith(u'/') ? url.chopped(1) : url;
}

SignInProgress shown(const Flow &flow, const Authorization &authorization, bool wantsText)
{
    SignInProgress progress;
    progress.url = consoleAuthorizeUrl(authorization);
    progress.until = flow.wire->environment->clock->nowUtc().addSecs(kPatience / std::chrono::seconds(1));
    progress.wantsText = wantsText;
    return progress;
}

QCoro::Task<Result<Confirmed>> here(FlowPtr flow, QString base)
{
    RedirectListener listener; // before anybody can come back to it
    if (!listener.isListening())
        co_return failure(Phase::Local, QStringLiteral("NoListener"),
                          Tr::tr("No port of this computer is free for the browser to come back to."),
                          Tr::tr("Sign in from another machine."));
    const Authorization authorization{base, kSameDevice, listener.url(),
                                      flow->wire->environment->tokens->nextToken(), newVerifier()};
    if (flow->options.progress)
        flow->options.progress(shown(*flow, authorization, false));
    const Result<Redirected> came =
        co_await listener.wait(authorization.state, kPatience, flow->options.cancellation);
    if (!came)
        co_return std::unexpected(came.error());
    co_return Confirmed{authorization, came->code};
}

QCoro::Task<Result<Confirmed>> elsewhere(FlowPtr flow, QString base)
{
    const Authorization authorization{base, kCrossDevice, base + QStringLiteral("/v1/sessions/confirmation"),
                                      flow->wire->environment->tokens->nextToken(), newVerifier()};
    if (flow->options.progress)
        flow->options.progress(shown(*flow, authorization, true));
    if (!flow->options.pasted)
        co_return cancelled();
    const Result<QString> text = co_await flow->options.pasted();
    if (!text)
        co_return std::unexpected(text.error());
    const Result<Redirected> came = readPasted(*text);
    if (!came)
        co_return std::unexpected(came.error());
    if (came->state != authorization.state)
        co_return failure(Phase::Credentials, QStringLiteral("BadCode"),
                          Tr::tr("That code belongs to another sign-in."),
                          Tr::tr("Copy it from the page that this sign-in opened."));
    co_return Confirmed{authorization, came->code};
}

// Who it is: what the service said over its own connection, so that its signature proves nothing more.
QString subjectOf(const QString &idToken)
{
    const QByteArray payload =
        QByteArray::fromBase64(idToken.section(u'.', 1, 1).toLatin1(), QByteArray::Base64UrlEncoding);
    return QJsonDocument::fromJson(payload).object().value(QStringLiteral("sub")).toString();
}

Error inWords(const Reply &reply)
{
    Error error = *reply.error;
    if (reply.oauthError == u"INSUFFICIENT_PERMISSIONS") {
        error.code = QStringLiteral("SignInRefused");
        error.message = Tr::tr("Whoever signed in may not sign in for programs.");
        error.advice = Tr::tr("The managed policy SignInLocalDevelopmentAccess allows it: "
                              "signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token.");
    } else if (reply.oauthError == u"AUTHCODE_EXPIRED") {
        error.code = QStringLiteral("SignInTimedOut");
        error.message = Tr::tr("The code ran out before it was used.");
        error.advice = Tr::tr("Sign in once more.");
    }
    return error;
}

// The code is worth something once: what it gives is kept, and who it is told.
QCoro::Task<Result<SessionState>> exchanged(FlowPtr flow, Confirmed confirmed)
{
    const WirePtr wire = flow->wire;
    ConsoleSession session = flow->session;
    const ProofKey key = ProofKey::make();
    const QString client = confirmed.authorization.clientId;
    const QCborMap input{
        {QStringLiteral("clientId"), client},
        {QStringLiteral("grantType"), QStringLiteral("authorization_code")},
        {QStringLiteral("code"), confirmed.code},
        {QStringLiteral("codeVerifier"), QString::fromLatin1(confirmed.authorization.verifier)},
        {QStringLiteral("redirectUri"), confirmed.authorization.redirectUri}};
    const Reply reply = co_await askConsole(input, key, consoleTarget(flow->profile, session), wire,
                                            flow->options.cancellation);
    if (reply.error)
        co_return std::unexpected(inWords(reply));
    const QDateTime now = wire->environment->clock->nowUtc();
    const QString idToken = reply.output.value(QLatin1StringView("idToken")).toString();
    const QString arn = subjectOf(idToken);
    Credentials credentials = consoleCredentials(reply.output, now);
    credentials.accountId = accountOfArn(arn);
    if (credentials.isEmpty() || arn.isEmpty())
        co_return failure(Phase::Parse, QStringLiteral("BadDocument"),
                          Tr::tr("The sign-in service answered without credentials."));
    if (!session.arn.isEmpty() && session.arn != arn)
        co_return failure(Phase::Credentials, QStringLiteral("SignInRefused"),
                          Tr::tr("Signed in was %1, and %2 was wanted.").arg(arn, session.arn),
                          Tr::tr("Sign out of the console in the browser, and sign in as the other one."));
    session.arn = arn;
    QJsonObject object{{QStringLiteral("tokenType"), QStringLiteral("aws_sigv4")},
                       {QStringLiteral("clientId"), client},
                       {QStringLiteral("idToken"), idToken},
                       {QStringLiteral("dpopKey"), QString::fromLatin1(key.pem())}};
    addConsoleToken(object, credentials, reply.output);
    const Result<void> written =
        co_await Vault::write(wire->vault, consoleName(session), object, now.addSecs(kConsoleLasts));
    if (wire->sessionsChanged)
        wire->sessionsChanged();
    SessionState state;
    state.kind = SessionState::Kind::SignedIn;
    state.expiresAt = credentials.expiresAt;
    state.isRenewed = true;
    state.identity = arn;
    state.notKept = written ? QString() : written.error().sentence();
    co_return state;
}

} // namespace

QCoro::Task<Result<SessionState>> signInToConsole(ConsoleSession session, Profile profile,
                                                  SignInOptions options, WirePtr wire)
{
    const auto flow = std::make_shared<const Flow>(Flow{session, profile, options, wire});
    const Result<QString> base = baseOf(*flow);
    if (!base)
        co_return std::unexpected(base.error());
    const Result<Confirmed> confirmed =
        co_await (options.way == SignInWay::OtherMachine ? elsewhere(flow, *base) : here(flow, *base));
    if (!confirmed)
        co_return std::unexpected(confirmed.error());
    co_return co_await exchanged(flow, *confirmed);
}

} // namespace formwork::signin
