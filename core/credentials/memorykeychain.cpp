// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "credentials/keychain.h"

#include <QCoroTimer>
#include <QHash>
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
    QCoro::Task<Result<void>> checkOpen() override { return nothing(); }
    QCoro::Task<Result<void>> retry() override { return nothing(); }
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    Entries m_entries = std::make_shared<QHash<QString, QByteArray>>();
};

} // namespace

KeychainPtr memoryKeychain() { return std::make_shared<MemoryKeychain>(); }

} // namespace formwork::credentials
