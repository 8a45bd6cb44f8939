// SPDX-License-Identifier: Apache-2.0
#include "client/unlock.h"

#include "base/tr.h"
#include "client/whereabouts.h"
#include "document/redact.h"

#include <QCoroFuture>
#include <QPromise>

namespace formwork::client
{
namespace
{

bool isOnThisComputer(Whereabouts::Place place)
{
    return place == Whereabouts::Place::Practice || place == Whereabouts::Place::ThisComputer;
}

Result<void> stateOf(const HistoryLock &lock)
{
    if (!lock.sealer->isPersistent() && lock.lastError)
        return std::unexpected(*lock.lastError);
    return {};
}

credentials::KeyBook keyBook(const journal::JournalPtr &journal)
{
    return {[journal] { return journal->keyNames(); },
            [journal](const QString &name, const QStringList &known) {
                return journal->enterKeyName(name, known);
            }};
}

} // namespace

QCoro::Task<Result<void>> unlockHistory(EnvironmentPtr environment, bool onRequest)
{
    const std::shared_ptr<HistoryLock> lock = environment->historyLock;
    if (!lock || lock->sealer->isPersistent())
        co_return Result<void>();
    if (lock->underway.isRunning()) {
        const QFuture<void> answered = lock->underway;
        co_await answered;
        co_return stateOf(*lock);
    }
    if (lock->wasTried && !onRequest)
        co_return Result<void>();
    lock->wasTried = true;
    lock->lastError.reset();
    QPromise<void> promise;
    promise.start();
    lock->underway = promise.future();
    const credentials::KeyBook book = keyBook(environment->journal);
    const Result<credentials::HistoryKeys> keys =
        co_await credentials::historyKeys(environment->profiles->keychain(), book);
    if (keys) {
        for (const QByteArray &earlier : keys->earlier)
            lock->sealer->unlock(earlier);
        lock->sealer->unlock(keys->current);
    } else {
        lock->lastError = keys.error();
    }
    promise.finish();
    if (!keys)
        Q_EMIT environment->profiles->keychainProblem(keys.error().sentence());
    co_return stateOf(*lock);
}

bool holdsSecrets(const QCborValue &document, const model::Shape &shape)
{
    bool any = false;
    static_cast<void>(
        document::mapSecrets(document, shape, [&any](const auto &, const auto &, const QCborValue &value) {
            any = true;
            return value;
        }));
    return any;
}

bool sealsForLater(const Environment &environment)
{
    return !environment.historyLock || environment.historyLock->sealer->isPersistent();
}

Result<void> mayLoseSecrets(const Environment &environment, const model::Operation &operation,
                            const QCborValue &input, const Target &target, bool isAccepted)
{
    // What only reads is asked again with a new request, and nothing is lost with it.
    if (isAccepted || operation.readOnly || sealsForLater(environment)
        || !holdsSecrets(input, *operation.input))
        return {};
    const std::optional<Error> &why = environment.historyLock->lastError;
    if (why && why->code == u"KeychainMissing" && isOnThisComputer(whereabouts(target).place)) {
        Q_EMIT environment.profiles->keychainProblem(
            Tr::tr("The secret values of this request are sealed for this run only: after it, the request "
                   "cannot be sent again with the same client token."));
        return {};
    }
    const QString reason = why ? why->message : Tr::tr("The keychain does not give the history's key.");
    return failure(
        Phase::Credentials, QStringLiteral("CannotSeal"),
        reason + u' '
            + Tr::tr(
                "The secret values of this request cannot be kept for later without it: should no answer "
                "come, the request cannot be sent again with the same client token, and nobody can tell "
                "whether it was done."),
        Tr::tr("Nothing was sent. Unlock the keychain and send it again, or send it all the same."));
}

QCoro::Task<Result<QString>> saveDraft(EnvironmentPtr environment, QPointer<journal::DraftStore> drafts,
                                       journal::Draft draft, QCborValue input, model::OperationPtr operation)
{
    if (holdsSecrets(input, *operation->input))
        static_cast<void>(co_await unlockHistory(environment));
    if (!drafts)
        co_return failure(Phase::Local, QStringLiteral("Draft"), Tr::tr("The program has ended."));
    const QFuture<Result<QString>> written = drafts->saveLater(draft, input, *operation);
    co_return co_await written;
}

} // namespace formwork::client
