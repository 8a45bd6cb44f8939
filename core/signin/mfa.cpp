// SPDX-License-Identifier: Apache-2.0
#include "signin/mfa.h"

#include "base/tr.h"
#include "signin/credentialcache.h"
#include "signin/credentialdocument.h"
#include "signin/questions.h"
#include "signin/way.h"
#include "transport/pause.h"

#include <QRegularExpression>

namespace formwork::signin
{

using credentials::Credentials;
using credentials::Profile;

namespace
{

constexpr qint64 kStep = 30; // seconds that a code is shown
constexpr int kMostQuestions = 4;
constexpr qint64 kLeast = 15 * 60; // seconds that a session has to last yet

QDateTime nextStep(const QDateTime &now)
{
    return QDateTime::fromSecsSinceEpoch((now.toSecsSinceEpoch() / kStep + 1) * kStep, Qt::UTC);
}

enum class Refusal { None, Code, Device };

Refusal refusalOf(const Error &error)
{
    if (error.message.contains(QLatin1StringView("invalid MFA one time pass code"), Qt::CaseInsensitive))
        return Refusal::Code;
    if (error.message.contains(QLatin1StringView("unable to validate MFA code"), Qt::CaseInsensitive))
        return Refusal::Device;
    return Refusal::None;
}

std::unexpected<Error> refused(const MfaQuestion &question, const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QStringLiteral("MfaRefused"),
                   message.arg(question.serial, question.profile), advice);
}

std::unexpected<Error> wrongDevice(const MfaQuestion &question)
{
    return refused(
        question, Tr::tr("The MFA device %1 of the profile “%2” is not one of whoever the keys belong to."),
        question.serial.contains(QLatin1StringView(":user/"))
            ? Tr::tr("mfa_serial names the user: the ARN of a device has mfa/ in place of user/.")
            : Tr::tr("Correct mfa_serial; IAM shows the device's ARN with the user's credentials."));
}

std::unexpected<Error> wrongClock(const MfaQuestion &question)
{
    return refused(question,
                   Tr::tr("Codes of the MFA device %1 of the profile “%2” are refused one after another."),
                   Tr::tr("The clock of the device may be off: set it, or resynchronise the device in IAM."));
}

std::unexpected<Error> needed(const MfaQuestion &question)
{
    return failure(
        Phase::Credentials, QStringLiteral("MfaNeeded"),
        Tr::tr("The profile “%1” wants a code of the MFA device %2, and there is nobody to ask.")
            .arg(question.profile, question.serial),
        Tr::tr("Sign in first, in a terminal: %1").arg(loginCommand("--profile", question.profile)));
}

// Whether the device has shown this code before and it was used.
bool isUsed(const Remembered::Code &last, const QString &code, const QDateTime &now)
{
    constexpr qint64 shownAgain = 20 * 60; // by chance, some day
    return last.code == code && last.at.secsTo(now) < shownAgain;
}

} // namespace

Turn::Turn(std::shared_ptr<Remembered> remembered)
    : m_remembered(std::move(remembered))
{
    m_remembered->isAsking = true;
}

Turn::~Turn() { m_remembered->isAsking = false; }

QCoro::Task<std::shared_ptr<Turn>> Turn::take(WirePtr wire)
{
    using namespace std::chrono_literals;
    while (wire->remembered->isAsking)
        co_await transport::pause(50ms, nullptr);
    co_return std::make_shared<Turn>(wire->remembered);
}

QCoro::Task<Result<asking::Reply>> askWithCode(MfaQuestion question, SendWithCode send, WirePtr wire)
{
    static const QRegularExpression sixDigits(QStringLiteral("\\A[0-9]{6}\\z"));
    if (!wire->prompts.mfaCode)
        co_return needed(question);
    const std::shared_ptr<Turn> turn = co_await Turn::take(wire);
    int wrong = 0;
    for (int asked = 0; asked < kMostQuestions; ++asked) {
        const QDateTime now = wire->environment->clock->nowUtc();
        const Remembered::Code last = wire->remembered->codes.value(question.serial);
        question.codeChangesAt = nextStep(now);
        question.needsNext = last.at.isValid() && nextStep(last.at) == question.codeChangesAt;
        const Result<QString> code = co_await wire->prompts.mfaCode(question);
        if (!code)
            co_return std::unexpected(code.error());
        const QString digits = code->trimmed();
        if (!sixDigits.match(digits).hasMatch()) {
            question.problem = Tr::tr("A code is six digits.");
            continue;
        }
        if (isUsed(last, digits, wire->environment->clock->nowUtc())) {
            question.problem = Tr::tr("That code has been used: wait for the next one.");
            continue;
        }
        wire->remembered->codes.insert(question.serial, {digits, wire->environment->clock->nowUtc()});
        const Result<asking::Reply> reply = co_await send(digits);
        const Refusal why = reply ? Refusal::None : refusalOf(reply.error());
        if (why == Refusal::None)
            co_return reply;
        if (why == Refusal::Device)
            co_return wrongDevice(question);
        if (++wrong > 1)
            co_return wrongClock(question);
        question.problem = Tr::tr("That code was not taken. Wait for the next one, and type that.");
    }
    co_return refused(question, Tr::tr("No code of the MFA device %1 of the profile “%2” was taken."),
                      Tr::tr("Try again with the code that the device shows then."));
}

Vault::Name mfaName(const QString &accessKeyId)
{
    return Vault::Name::of(QLatin1StringView("session"), {QStringLiteral("mfa"), accessKeyId});
}

QCoro::Task<std::optional<Credentials>> keptMfaSession(QString accessKeyId, WirePtr wire)
{
    using Found = std::optional<Credentials>;
    const std::optional<QJsonObject> kept = co_await Vault::read(wire->vault, mfaName(accessKeyId));
    if (!kept)
        co_return Found();
    const Credentials session = sessionIn(*kept);
    const bool isGood = !session.isEmpty() && !wire->remembered->refusedKeys.contains(session.accessKeyId)
        && wire->environment->clock->nowUtc().secsTo(session.expiresAt) >= kLeast;
    co_return isGood ? Found(session) : Found();
}

namespace
{

QCoro::Task<Result<Credentials>> newSession(Credentials keys, MfaQuestion question, Profile profile,
                                            WirePtr wire)
{
    const std::optional<Credentials> kept = co_await keptMfaSession(keys.accessKeyId, wire);
    if (kept)
        co_return *kept;
    const Result<model::OperationPtr> operation = operationOf(Call::GetSessionToken);
    if (!operation)
        co_return std::unexpected(operation.error());
    const QString serial = question.serial;
    const SendWithCode send = [=, known = *operation](QString code) {
        asking::AskOptions options;
        options.keys = keys;
        options.isForKeys = true;
        options.maxAttempts = 1; // a code is good once
        const QCborValue input =
            QCborMap{{QStringLiteral("SerialNumber"), serial}, {QStringLiteral("TokenCode"), code}};
        // The session is used anywhere, which one of no Region is not good for.
        return asking::ask(wire->environment, known, input, regionalTarget(profile), options);
    };
    const Result<asking::Reply> reply = co_await askWithCode(question, send, wire);
    if (!reply)
        co_return std::unexpected(reply.error());
    Result<Credentials> session = stsCredentials(reply->output, QStringLiteral("mfa-session"));
    if (!session)
        co_return session;
    session->accountId = keys.accountId;
    const QJsonObject value = sessionObject(*session);
    const Result<void> written =
        co_await Vault::write(wire->vault, mfaName(keys.accessKeyId), value, session->expiresAt);
    if (!written && wire->prompts.said)
        wire->prompts.said(written.error().sentence() + u'\n');
    co_return session;
}

} // namespace

// Several roles that are asked for at once share one code.
// NOLINTBEGIN(performance-unnecessary-value-param): what answers later takes values, coroutine or not
QCoro::Task<Result<Credentials>> mfaSession(Credentials keys, MfaQuestion question, Profile profile,
                                            WirePtr wire)
{
    if (!wire->cache)
        return newSession(keys, question, profile, wire);
    return CredentialCache::get(wire->cache, mfaName(keys.accessKeyId).text,
                                [=] { return newSession(keys, question, profile, wire); });
}
// NOLINTEND(performance-unnecessary-value-param)

} // namespace formwork::signin
