// SPDX-License-Identifier: Apache-2.0
#include "client/unlock.h"

#include "base/tr.h"
#include "document/redact.h"

#include <QCoroFuture>
#include <QPromise>

namespace formwork::client
{
namespace
{

Result<void> stateOf(const HistoryLock &lock)
{
    if (!lock.sealer->isPersistent() && lock.lastError)
        return std::unexpected(*lock.lastError);
    return {};
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
    const Result<credentials::Secret> key =
        co_await credentials::historyKey(environment->profiles->keychain());
    if (key)
        lock->sealer->unlock(key->bytes);
    else
        lock->lastError = key.error();
    promise.finish();
    if (!key)
        Q_EMIT environment->profiles->keychainProblem(key.error().sentence());
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

QCoro::Task<Result<QString>> saveDraft(EnvironmentPtr environment, QPointer<journal::DraftStore> drafts,
                                       journal::Draft draft, QCborValue input, model::OperationPtr operation)
{
    if (holdsSecrets(input, *operation->input))
        static_cast<void>(co_await unlockHistory(environment));
    if (!drafts)
        co_return failure(Phase::Local, QStringLiteral("Draft"), Tr::tr("The program has ended."));
    co_return drafts->save(draft, input, *operation);
}

} // namespace formwork::client
