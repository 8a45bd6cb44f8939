// SPDX-License-Identifier: Apache-2.0
#include "credentials/keychainjob.h"

#include "base/tr.h"

#include <QCoroSignal>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace formwork::credentials::job
{

namespace
{

QString serviceName()
{
    return qEnvironmentVariable("FORMWORK_KEYCHAIN_SERVICE", QStringLiteral("Formwork"));
}

// The Secret Service reports its own absence only in the words of D-Bus.
bool soundsMissing(const QString &text)
{
    for (const char *words : {"not provided by any", "ServiceUnknown", "autolaunch", "Could not connect",
                              "Cannot spawn", "No such file or directory", "unsupported transport",
                              "Connection refused", "does not exist", "org.kde.kwalletd"}) {
        if (text.contains(QLatin1String(words), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

std::unexpected<Error> fault(const char *code, const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QLatin1String(code), message, advice);
}

Result<void> outcome(QKeychain::Error error, const QString &text, const QString &key)
{
    switch (error) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        return fault("EntryNotFound", Tr::tr("The keychain has no entry “%1”.").arg(key), {});
    case QKeychain::AccessDenied:
        return fault("KeychainLocked", Tr::tr("The keychain is locked."), Tr::tr("Unlock it and try again."));
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return fault("KeychainRefused", Tr::tr("The keychain refused access to “%1”.").arg(key),
                     Tr::tr("Allow Formwork to use it and try again."));
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        break;
    case QKeychain::OtherError:
        if (!soundsMissing(text))
            return fault("KeychainRefused",
                         Tr::tr("The keychain refused access to “%1”: %2.").arg(key, text.simplified()),
                         Tr::tr("Try again, or look at the keychain's own program."));
        break;
    }
    return fault("KeychainMissing", Tr::tr("There is no keychain on this desktop."),
                 Tr::tr("Install and start one, such as GNOME Keyring or KWallet, and try again."));
}

constexpr std::chrono::seconds kMoment{2}; // from then on it is said that the keychain is waited for

// Whether the job has ended. One that has not is left to itself, and nothing of it may be touched any more.
// The desktop may be showing a question for its password; one that it cannot show is never answered.
QCoro::Task<bool> run(QKeychain::Job *job, KeychainManners manners)
{
    QTimer moment;
    moment.setSingleShot(true);
    if (manners.waiting)
        QObject::connect(&moment, &QTimer::timeout, &moment, manners.waiting);
    moment.start(kMoment);
    job->setAutoDelete(true); // after its signal, from the event loop
    job->setInsecureFallback(false); // never a file in clear
    job->start();
    const auto ended = co_await qCoro(job, &QKeychain::Job::finished, manners.patience);
    co_return ended.has_value();
}

std::unexpected<Error> unanswered()
{
    return fault("KeychainLocked",
                 Tr::tr("The keychain did not answer in time; it may be waiting for its password."),
                 Tr::tr("Unlock it and try again."));
}

} // namespace

QCoro::Task<Result<Secret>> read(QString key, KeychainManners manners)
{
    auto *job = new QKeychain::ReadPasswordJob(serviceName());
    job->setKey(key);
    if (!co_await run(job, manners))
        co_return unanswered();
    const Result<void> done = outcome(job->error(), job->errorString(), key);
    if (!done)
        co_return std::unexpected(done.error());
    co_return Secret{job->binaryData()};
}

QCoro::Task<Result<void>> write(QString key, QByteArray secret, KeychainManners manners)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    job->setKey(key);
    job->setBinaryData(secret);
    if (!co_await run(job, manners))
        co_return unanswered();
    co_return outcome(job->error(), job->errorString(), key);
}

QCoro::Task<Result<void>> remove(QString key, KeychainManners manners)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName());
    job->setKey(key);
    if (!co_await run(job, manners))
        co_return unanswered();
    co_return outcome(job->error(), job->errorString(), key);
}

} // namespace formwork::credentials::job
