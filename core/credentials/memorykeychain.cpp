// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "credentials/keychain.h"

#include <QCoroTimer>
#include <QHash>
#include <QRandomGenerator>
#include <QTimer>

namespace formwork::credentials
{

namespace
{

using Entries = std::shared_ptr<QHash<QString, QByteArray>>;

std::unexpected<Error> notFound(const QString &key)
{
    return failure(Phase::Credentials, QStringLiteral("EntryNotFound"),
                   Tr::tr("The keychain has no entry “%1”.").arg(key));
}

// As with a real keychain, nothing is done within the caller's own turn.
QCoro::Task<void> nextTurn()
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(0);
    co_await timer;
}

QCoro::Task<Result<Secret>> readFrom(Entries entries, QString key)
{
    co_await nextTurn();
    const auto found = entries->constFind(key);
    if (found == entries->cend())
        co_return notFound(key);
    co_return Secret{*found};
}

QCoro::Task<Result<void>> writeTo(Entries entries, QString key, QByteArray secret)
{
    co_await nextTurn();
    entries->insert(key, secret);
    co_return Result<void>();
}

QCoro::Task<Result<void>> removeFrom(Entries entries, QString key)
{
    co_await nextTurn();
    entries->remove(key);
    co_return Result<void>();
}

QCoro::Task<Result<void>> nothing()
{
    co_await nextTurn();
    co_return Result<void>();
}

class MemoryKeychain final : public Keychain
{
public:
    QCoro::Task<Result<Secret>> read(QString key) override { return readFrom(m_entries, std::move(key)); }
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override
    {
        return writeTo(m_entries, std::move(key), std::move(secret));
    }
    QCoro::Task<Result<void>> remove(QString key) override { return removeFrom(m_entries, std::move(key)); }
    QCoro::Task<Result<void>> retry() override { return nothing(); }
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    Entries m_entries = std::make_shared<QHash<QString, QByteArray>>();
};

constexpr qsizetype kHistoryKeyBytes = 32;

QByteArray newHistoryKey()
{
    QByteArray key(kHistoryKeyBytes, Qt::Uninitialized);
    QRandomGenerator::system()->generate(key.begin(), key.end());
    return key;
}

} // namespace

KeychainPtr memoryKeychain() { return std::make_shared<MemoryKeychain>(); }

QCoro::Task<Result<Secret>> historyKey(KeychainPtr keychain)
{
    const QString name = QStringLiteral("history-key");
    Result<Secret> stored = co_await keychain->read(name);
    if (!stored && stored.error().code != QLatin1String("EntryNotFound"))
        co_return stored;
    if (!stored) {
        const QByteArray key = newHistoryKey();
        const Result<void> written = co_await keychain->write(name, key);
        if (!written)
            co_return std::unexpected(written.error());
        // Read again: where two programs start at once, both end up with the key that stayed.
        stored = co_await keychain->read(name);
    }
    if (stored && stored->bytes.size() != kHistoryKeyBytes)
        co_return failure(
            Phase::Credentials, QStringLiteral("EntryDamaged"),
            Tr::tr("The history's key in the keychain is damaged."),
            Tr::tr("Sealed values of the history cannot be opened. Delete the entry “history-key” "
                   "to start anew."));
    co_return stored;
}

} // namespace formwork::credentials
