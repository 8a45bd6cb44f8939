// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "credentials/keychain.h"

#include <QCoroFuture>
#include <QRandomGenerator>
#include <QUuid>

namespace formwork::credentials
{

namespace
{

constexpr qsizetype kKeyBytes = 32;

QString firstName() { return QStringLiteral("history-key"); }

QString newName() { return firstName() + u'-' + QUuid::createUuid().toString(QUuid::Id128).first(12); }

QByteArray newKey()
{
    QByteArray key(kKeyBytes, Qt::Uninitialized);
    QRandomGenerator::system()->generate(key.begin(), key.end());
    return key;
}

bool isNotFound(const Result<Secret> &read)
{
    return !read && read.error().code == QLatin1String("EntryNotFound");
}

std::unexpected<Error> damaged(const QString &name)
{
    return failure(Phase::Credentials, QStringLiteral("EntryDamaged"),
                   Tr::tr("The history's key in the keychain is damaged."),
                   Tr::tr("Sealed values of the history cannot be opened. Delete the entry \u201c%1\u201d "
                          "to start anew.")
                       .arg(name));
}

// Of other keys what can be had: they open what was sealed before, and are missed only there.
QCoro::Task<Result<HistoryKeys>> withEarlier(KeychainPtr keychain, QByteArray current, QStringList names)
{
    HistoryKeys keys;
    keys.current = current;
    for (const QString &name : names) {
        const Result<Secret> earlier = co_await keychain->read(name);
        if (earlier && earlier->bytes.size() == kKeyBytes && earlier->bytes != current)
            keys.earlier.append(earlier->bytes);
    }
    co_return keys;
}

// A key under a new name, entered as the current one. Where another process entered its own meanwhile, that
// one is read, and ours goes.
QCoro::Task<Result<Secret>> freshKey(KeychainPtr keychain, KeyBook book, QStringList known)
{
    const QString name = newName();
    const QByteArray key = newKey();
    const Result<void> written = co_await keychain->add(name, key);
    if (!written)
        co_return std::unexpected(written.error());
    const Result<Secret> stored = co_await keychain->read(name);
    if (!stored)
        co_return stored;
    const Result<QString> current = co_await book.enter(name, known);
    if (!current)
        co_return std::unexpected(current.error());
    if (*current == name)
        co_return stored;
    static_cast<void>(co_await keychain->remove(name));
    co_return co_await keychain->read(*current);
}

} // namespace

QCoro::Task<Result<HistoryKeys>> historyKeys(KeychainPtr keychain, KeyBook book)
{
    const Result<QStringList> known = book.names();
    if (!known)
        co_return std::unexpected(known.error());
    QStringList names = *known;
    if (names.isEmpty())
        names.append(firstName()); // histories of before did not note it
    const QString current = names.takeFirst();
    Result<Secret> stored = co_await keychain->read(current);
    if (isNotFound(stored)) {
        const Result<void> open = co_await keychain->checkOpen();
        if (!open)
            co_return std::unexpected(open.error());
        stored = co_await keychain->read(current); // the question for the password may have been answered now
    }
    if (isNotFound(stored)) {
        if (!known->isEmpty())
            names.prepend(current);
        stored = co_await freshKey(keychain, book, *known);
    } else if (stored && known->isEmpty()) {
        const Result<QString> entered = co_await book.enter(current, *known);
        if (!entered)
            co_return std::unexpected(entered.error());
        if (*entered != current)
            stored = co_await keychain->read(*entered);
    }
    if (!stored)
        co_return std::unexpected(stored.error());
    if (stored->bytes.size() != kKeyBytes)
        co_return damaged(current);
    co_return co_await withEarlier(keychain, stored->bytes, names);
}

} // namespace formwork::credentials
