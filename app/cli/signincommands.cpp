// SPDX-License-Identifier: Apache-2.0
#include "base/figures.h"
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/prompts.h"
#include "signin/selection.h"

#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <variant>

// Signing in and out on the terminal. What a person is told goes to standard error.
namespace formwork::cli
{

namespace
{

using credentials::Profile;
using signin::ConsoleSession;
using signin::IdentityCenter;
using signin::SessionState;
using signin::SignInProgress;
using signin::SignIns;
using signin::SignInWay;

// Where an account signs in; a device alone where its keys last.
struct MfaDevice {
    Profile profile;
};
using Where = std::variant<IdentityCenter, ConsoleSession, MfaDevice>;

std::unexpected<Error> wrong(const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QStringLiteral("NoSignIn"), message, advice);
}

Result<Where> ofSession(const QString &name, const SignIns &signIns)
{
    const QList<IdentityCenter> centers = signIns.centers();
    QStringList names;
    for (const IdentityCenter &center : centers) {
        if (center.session == name)
            return center;
        if (!center.session.isEmpty())
            names.append(center.session);
    }
    return wrong(Tr::tr("There is no sso-session “%1” in ~/.aws/config that names a start URL and a Region.")
                     .arg(name),
                 names.isEmpty() ? Tr::tr("aws configure sso-session writes one.")
                                 : Tr::tr("There is: %1.").arg(names.join(QStringLiteral(", "))));
}

Result<Where> whereOf(const Arguments &arguments, const EnvironmentPtr &environment, const SignIns &signIns)
{
    if (!arguments.ssoSession.isEmpty())
        return ofSession(arguments.ssoSession, signIns);
    const Result<signin::Selected> selected =
        signin::selected(*environment->profiles, signin::Machine::ofThisProcess(), arguments.profile);
    if (!selected)
        return std::unexpected(selected.error());
    const Profile &profile = selected->profile;
    if (const auto center = signIns.centerOf(profile))
        return *center;
    if (const auto console = signIns.consoleOf(profile))
        return *console;
    if (!profile.mfaSerial.isEmpty())
        return MfaDevice{profile};
    return wrong(
        Tr::tr("The account “%1” does not sign in: it has credentials of its own.").arg(profile.name),
        Tr::tr("Name one that does with --profile, or an sso-session with --sso-session."));
}

// Without a browser at hand the address is there to be copied.
void openBrowser(const QUrl &url)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("xdg-open"));
    if (!program.isEmpty())
        QProcess::startDetached(program, {QString::fromLatin1(url.toEncoded())});
}

void tell(const QString &text) { complain(text); }

void show(const SignInProgress &progress, SignInWay way)
{
    const QString address = QString::fromLatin1(progress.url.toEncoded());
    if (!progress.userCode.isEmpty())
        tell(Tr::tr("Open %1 on any machine and confirm the code %2.").arg(address, progress.userCode));
    else if (progress.wantsText)
        tell(Tr::tr("Open %1 on any machine, sign in, and copy the code that the page shows.").arg(address));
    else
        tell(Tr::tr("Sign in with the browser: %1").arg(address));
    if (way == SignInWay::Browser)
        openBrowser(progress.url);
}

QCoro::Task<Result<QString>> pasted()
{
    const std::optional<QString> text = askOnTerminal(Tr::tr("The code that the page shows: "));
    if (text)
        co_return *text;
    co_return failure(Phase::Credentials, QStringLiteral("SignInNeeded"),
                      Tr::tr("There is no terminal to type the code on."),
                      Tr::tr("Run the command in a terminal."));
}

Result<SignInWay> wayOf(const Arguments &arguments, const Where &where)
{
    const bool isConsole = std::holds_alternative<ConsoleSession>(where);
    if (arguments.deviceCode && isConsole)
        return wrong(Tr::tr("The console's sign-in knows no device code."), Tr::tr("Use --remote."));
    if (arguments.otherMachine && !isConsole)
        return wrong(Tr::tr("--remote is for the console's sign-in."), Tr::tr("Use --device."));
    if (arguments.otherMachine && !hasTerminal())
        return wrong(Tr::tr("There is no terminal to type the code on."),
                     Tr::tr("Run the command in a terminal."));
    const auto *center = std::get_if<IdentityCenter>(&where);
    const bool isOldForm = center && center->session.isEmpty() && !center->profile.isEmpty();
    return arguments.otherMachine           ? SignInWay::OtherMachine
        : arguments.deviceCode || isOldForm ? SignInWay::DeviceCode
                                            : SignInWay::Browser;
}

int report(const Result<SessionState> &state, const Arguments &arguments)
{
    if (!state)
        return complain(state.error());
    QCborMap answer{{QStringLiteral("expiresAt"), state->expiresAt.toString(Qt::ISODate)},
                    {QStringLiteral("renewed"), state->isRenewed}};
    if (!state->identity.isEmpty())
        answer.insert(QStringLiteral("arn"), state->identity);
    if (arguments.json)
        printJson(answer);
    else
        print(Tr::tr("Signed in until %1%2.\n")
                  .arg(momentText(state->expiresAt.toLocalTime()),
                       state->isRenewed ? Tr::tr(", and renewed before that") : QString()));
    if (state->notKept.isEmpty())
        return Done;
    complain(state->notKept); // with this program it is gone
    return LocalFault;
}

QCoro::Task<int> loginWithCode(Profile profile, Arguments arguments, SignIns *signIns)
{
    const QString serial = profile.mfaSerial;
    const Result<QDateTime> until = co_await signIns->beginMfaSession(profile, serial);
    SessionState state;
    if (until)
        state.expiresAt = *until;
    co_return report(until ? Result<SessionState>(state) : std::unexpected(until.error()), arguments);
}

QCoro::Task<Result<SessionState>> signedIn(const Where &where, const signin::SignInOptions &options,
                                           SignIns *signIns)
{
    if (const auto *center = std::get_if<IdentityCenter>(&where))
        return signIns->signIn(*center, options);
    return signIns->signIn(std::get<ConsoleSession>(where), options);
}

QCoro::Task<Result<void>> signedOut(const Where &where, SignIns *signIns)
{
    if (const auto *center = std::get_if<IdentityCenter>(&where))
        return signIns->signOut(*center);
    if (const auto *console = std::get_if<ConsoleSession>(&where))
        return signIns->signOut(*console);
    return signIns->endMfaSession(std::get<MfaDevice>(where).profile);
}

} // namespace

QCoro::Task<int> login(Arguments arguments, EnvironmentPtr environment, SignIns *signIns)
{
    const Result<Where> where = whereOf(arguments, environment, *signIns);
    if (!where)
        co_return complain(where.error());
    const Where &place = *where;
    const Result<SignInWay> way = wayOf(arguments, place);
    if (!way)
        co_return complain(way.error());
    if (const auto *device = std::get_if<MfaDevice>(&place)) {
        const Profile profile = device->profile;
        co_return co_await loginWithCode(profile, arguments, signIns);
    }
    signin::SignInOptions options;
    options.way = *way;
    options.progress = [used = *way](const SignInProgress &progress) { show(progress, used); };
    options.pasted = pasted;
    const Result<SessionState> state = co_await signedIn(place, options, signIns);
    co_return report(state, arguments);
}

QCoro::Task<int> logout(Arguments arguments, EnvironmentPtr environment, SignIns *signIns)
{
    const Result<Where> where = whereOf(arguments, environment, *signIns);
    if (!where)
        co_return complain(where.error());
    const Where &place = *where;
    const Result<void> done = co_await signedOut(place, signIns);
    if (!done)
        co_return complain(done.error());
    co_return Done;
}

} // namespace formwork::cli
