// SPDX-License-Identifier: Apache-2.0
#include "signin/processprovider.h"

#include "base/figures.h"
#include "base/tr.h"
#include "signin/commandrun.h"
#include "signin/consents.h"
#include "signin/credentialdocument.h"
#include "signin/mfa.h"
#include "signin/shellwords.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace formwork::signin
{

using credentials::Credentials;

namespace
{

// Programs that ask Formwork, or one another, for the very profile that they serve would never end.
constexpr QLatin1StringView kChainVariable("FORMWORK_PROFILE_CHAIN");
constexpr QChar kBetweenNames(u'\n'); // which no name of a section can hold
constexpr int kMostLevels = 4;

bool wantsShell(const QString &command)
{
    QChar quote;
    for (const QChar c : command) {
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == u'\'' || c == u'"')
            quote = c;
        else if (QStringView(u"|;&<>$`").contains(c))
            return true;
    }
    return command.trimmed().startsWith(u'~');
}

std::unexpected<Error> failed(const Way &way, const char *code, const QString &what,
                              const QString &advice = {})
{
    QString help = advice;
    if (wantsShell(way.command))
        help = Tr::tr(
            "It is run without a shell, as the AWS CLI does: |, ;, &&, <, >, $ and ~ mean nothing. Put them "
            "into a script and name that.");
    return failure(
        Phase::Credentials, QLatin1String(code),
        Tr::tr("credential_process of the profile “%1” (%2) failed: %3.").arg(way.profile, way.place, what),
        help.isEmpty() ? Tr::tr("Run the command in a terminal to see what it prints.") : help);
}

// The end of what it said, which is where the cause stands.
QString said(const QByteArray &errors)
{
    constexpr qsizetype most = 400;
    const QString text = QString::fromLocal8Bit(errors).simplified();
    return text.size() > most ? QStringLiteral("…") + text.last(most) : text;
}

// How what was printed begins, for whoever looks for where it comes from: words of a language alone, as
// everything else may be a key.
QString beginningOf(const QByteArray &output)
{
    static const QRegularExpression word(QStringLiteral("\\A[A-Z]?[a-z]{1,11}[.,:!?]{0,3}\\z"));
    constexpr qsizetype most = 8;
    QStringList shown;
    for (const QString &part : QString::fromUtf8(output.left(200)).simplified().split(u' ')) {
        if (shown.size() >= most || !word.match(part).hasMatch())
            break;
        shown.append(part);
    }
    return shown.join(u' ');
}

std::unexpected<Error> noDocument(const Way &way, const QString &program, const QByteArray &output)
{
    const QString beginning = beginningOf(output);
    const QString what = output.trimmed().isEmpty() ? Tr::tr("%1 printed nothing").arg(program)
        : beginning.isEmpty()
        ? Tr::tr("what %1 printed is not one JSON object").arg(program)
        : Tr::tr("what %1 printed is not one JSON object: it begins with “%2”").arg(program, beginning);
    return failed(
        way, "BadDocument", what,
        Tr::tr("It has to print nothing else on standard output; messages belong on standard error."));
}

Result<Credentials> read(const Way &way, const QString &program, const CommandOutput &ran,
                         const QDateTime &now)
{
    if (ran.crashed || ran.exitCode != 0) {
        const QString how = ran.crashed ? Tr::tr("the program crashed or was ended")
                                        : Tr::tr("the program ended with %1").arg(ran.exitCode);
        const QString text = said(ran.errors);
        return failed(way, "ProcessFailed", text.isEmpty() ? how : Tr::tr("%1 and said: %2").arg(how, text));
    }
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(ran.output, &parsing);
    if (!document.isObject())
        return noDocument(way, program, ran.output);
    Result<Credentials> credentials = credentialsOf(document.object(), processForm());
    if (!credentials)
        return failed(way, "BadDocument",
                      Tr::tr("what the program printed %1").arg(credentials.error().message));
    if (credentials->expiresAt.isValid() && credentials->expiresAt <= now)
        return failed(way, "ExpiredCredentials",
                      Tr::tr("the credentials that it printed ran out at %1")
                          .arg(momentText(credentials->expiresAt.toLocalTime())),
                      Tr::tr("Sign in again with the tool that it calls, and check the clock."));
    if (credentials->accountId.isEmpty())
        credentials->accountId = way.sourceAccountId;
    credentials->source = typeName(Step::Process);
    return credentials;
}

} // namespace

namespace
{

// Asked about once for each text of a command: a file that anybody may write to can name any program.
QCoro::Task<bool> mayRun(Way way, std::shared_ptr<const Wire> wire)
{
    if (!wire->prompts.mayRun || wire->consents->isAllowed(way.command))
        co_return true;
    const std::shared_ptr<Turn> turn = co_await Turn::take(wire);
    if (wire->consents->isAllowed(way.command))
        co_return true;
    const CommandQuestion question{way.profile, way.place, way.command};
    const bool isAllowed = co_await wire->prompts.mayRun(question);
    if (isAllowed)
        wire->consents->allow(way.command);
    co_return isAllowed;
}

} // namespace

QCoro::Task<Result<Credentials>> fromProcess(Way way, std::shared_ptr<const Wire> wire)
{
    const Result<QStringList> words = shellWords(way.command, wire->machine.platform);
    if (!words || words->isEmpty())
        co_return failed(way, "InvalidProfile", Tr::tr("there is no command"));
    const bool isAllowed = co_await mayRun(way, wire);
    if (!isAllowed)
        co_return failed(way, "NotAllowed", Tr::tr("it was not allowed to run"),
                         Tr::tr("Allow it, or choose another account."));
    QProcessEnvironment environment = wire->machine.environment;
    QStringList chain = environment.value(kChainVariable).split(kBetweenNames, Qt::SkipEmptyParts);
    if (chain.contains(way.profile) || chain.size() >= kMostLevels)
        co_return failed(way, "ProcessLoop", Tr::tr("it asks for the credentials of its own profile"),
                         Tr::tr("Let it name another profile."));
    chain.append(way.profile);
    environment.insert(kChainVariable, chain.join(kBetweenNames));
    const CommandLimits limits;
    const Result<CommandOutput> ran = co_await runCommand(*words, environment, limits, wire->prompts.said);
    if (ran)
        co_return read(way, words->first(), *ran, wire->environment->clock->nowUtc());
    if (ran.error().code == u"NotStarted")
        co_return failed(way, "ProcessFailed", Tr::tr("the program %1 cannot be started").arg(words->first()),
                         Tr::tr("Write its whole path, and check that it may be executed."));
    co_return failed(way, "ProcessFailed", ran.error().message);
}

} // namespace formwork::signin
