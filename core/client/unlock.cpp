// SPDX-License-Identifier: Apache-2.0
#include "client/unlock.h"

#include "document/redact.h"

namespace formwork::client
{

QCoro::Task<Result<void>> unlockHistory(EnvironmentPtr environment, bool onRequest)
{
    const std::shared_ptr<HistoryLock> lock = environment->historyLock;
    if (!lock || lock->sealer->isPersistent() || (lock->wasTried && !onRequest))
        co_return Result<void>();
    lock->wasTried = true;
    const Result<credentials::Secret> key =
        co_await credentials::historyKey(environment->profiles->keychain());
    if (!key) {
        Q_EMIT environment->profiles->keychainProblem(key.error().sentence());
        co_return std::unexpected(key.error());
    }
    if (!lock->sealer->isPersistent())
        lock->sealer->unlock(key->bytes);
    co_return Result<void>();
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

} // namespace formwork::client
