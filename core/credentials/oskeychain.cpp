// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "credentials/keychain.h"
#include "credentials/keychainjob.h"

#include <QCryptographicHash>
#include <QHash>

namespace formwork::credentials
{

namespace
{

// What the coroutines share and keep alive.
struct State {
    QHash<QString, QByteArray> unsaved; // secrets the keychain did not take: for this run
    bool isPersistent = true; // until a job says otherwise
};

using StatePtr = std::shared_ptr<State>;

// A secret lies in one or more entries: KEY holds "F1 PARTS SHA256\n" and the first part, KEY#1, KEY#2, ...
// the others. The digest tells a secret that was only half written.
struct Head {
    int parts = 0;
    QByteArray digest;
    QByteArray first;
};

QByteArray digestOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex();
}

QString partKey(const QString &key, int part) { return part == 0 ? key : key + u'#' + QString::number(part); }

QByteArrayList split(const QByteArray &secret)
{
    constexpr qsizetype headBytes = 100; // room for the line before the first part
    QByteArrayList parts{secret.left(job::kEntryBytes - headBytes)};
    for (qsizetype at = parts.first().size(); at < secret.size(); at += job::kEntryBytes)
        parts.append(secret.mid(at, job::kEntryBytes));
    parts.first().prepend("F1 " + QByteArray::number(parts.size()) + ' ' + digestOf(secret) + '\n');
    return parts;
}

std::optional<Head> parseHead(const QByteArray &entry)
{
    const qsizetype end = entry.indexOf('\n');
    const QByteArrayList words = entry.left(end).split(' ');
    if (end < 0 || words.size() != 3 || words[0] != "F1" || words[1].toInt() < 1)
        return {};
    return Head{words[1].toInt(), words[2], entry.mid(end + 1)};
}

std::unexpected<Error> damaged(const QString &key)
{
    return failure(Phase::Credentials, QStringLiteral("EntryDamaged"),
                   Tr::tr("The keychain's entry “%1” is damaged.").arg(key),
                   Tr::tr("Enter its value again."));
}

// The keychain as a whole, not the one entry, is the trouble.
bool isKeychainTrouble(const Error &error) { return error.code.startsWith(QLatin1String("Keychain")); }

void note(State &state, const Result<void> &result)
{
    if (result)
        state.isPersistent = state.unsaved.isEmpty();
    else if (isKeychainTrouble(result.error()))
        state.isPersistent = false;
}

QCoro::Task<Result<Secret>> readParts(QString key)
{
    const Result<Secret> entry = co_await job::read(key);
    if (!entry)
        co_return entry;
    const std::optional<Head> head = parseHead(entry->bytes);
    if (!head)
        co_return damaged(key);
    QByteArray secret = head->first;
    for (int part = 1; part < head->parts; ++part) {
        const Result<Secret> more = co_await job::read(partKey(key, part));
        if (!more && isKeychainTrouble(more.error()))
            co_return more;
        if (!more)
            co_return damaged(key);
        secret += more->bytes;
    }
    if (digestOf(secret) != head->digest)
        co_return damaged(key);
    co_return Secret{secret};
}

QCoro::Task<Result<void>> removeParts(QString key, int from)
{
    for (int part = from;; ++part) {
        const QString name = partKey(key, part);
        const Result<Secret> there = co_await job::read(name);
        if (!there && isKeychainTrouble(there.error()))
            co_return std::unexpected(there.error());
        if (!there)
            co_return Result<void>();
        const Result<void> removed = co_await job::remove(name);
        if (!removed)
            co_return removed;
    }
}

QCoro::Task<Result<void>> writeParts(QString key, QByteArray secret)
{
    const QByteArrayList parts = split(secret);
    for (int part = int(parts.size()) - 1; part >= 0; --part) { // the head, which makes them count, last
        const Result<void> written = co_await job::write(partKey(key, part), parts[part]);
        if (!written)
            co_return written;
    }
    co_return co_await removeParts(key, int(parts.size()));
}

QCoro::Task<Result<Secret>> readKey(StatePtr state, QString key)
{
    const auto kept = state->unsaved.constFind(key);
    if (kept != state->unsaved.cend()) // newer than what is stored, and no reason to ask for a password again
        co_return Secret{*kept};
    const Result<Secret> stored = co_await readParts(key);
    if (stored)
        note(*state, {});
    else
        note(*state, std::unexpected(stored.error()));
    co_return stored;
}

QCoro::Task<Result<void>> writeKey(StatePtr state, QString key, QByteArray secret)
{
    Result<void> written = co_await writeParts(key, secret);
    if (written) {
        state->unsaved.remove(key);
    } else {
        state->unsaved.insert(key, secret);
        written.error().advice +=
            u' ' + Tr::tr("Until then it is kept in memory and forgotten when Formwork ends.");
    }
    note(*state, written);
    co_return written;
}

QCoro::Task<Result<void>> removeKey(StatePtr state, QString key)
{
    state->unsaved.remove(key);
    const Result<void> removed = co_await removeParts(key, 0);
    note(*state, removed);
    co_return removed;
}

QCoro::Task<Result<void>> retryAll(StatePtr state)
{
    const QHash<QString, QByteArray> unsaved = state->unsaved;
    for (auto entry = unsaved.cbegin(); entry != unsaved.cend(); ++entry) {
        const Result<void> written = co_await writeKey(state, entry.key(), entry.value());
        if (!written)
            co_return written;
    }
    // With nothing to write, ask for anything at all: whether the keychain answers.
    const Result<Secret> probe = co_await readKey(state, QStringLiteral("history-key"));
    if (!probe && isKeychainTrouble(probe.error()))
        co_return std::unexpected(probe.error());
    state->isPersistent = state->unsaved.isEmpty();
    co_return Result<void>();
}

class OsKeychain final : public Keychain
{
public:
    QCoro::Task<Result<Secret>> read(QString key) override { return readKey(m_state, std::move(key)); }
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override
    {
        return writeKey(m_state, std::move(key), std::move(secret));
    }
    QCoro::Task<Result<void>> remove(QString key) override { return removeKey(m_state, std::move(key)); }
    QCoro::Task<Result<void>> retry() override { return retryAll(m_state); }
    [[nodiscard]] bool isPersistent() const override { return m_state->isPersistent; }

private:
    StatePtr m_state = std::make_shared<State>();
};

} // namespace

KeychainPtr osKeychain() { return std::make_shared<OsKeychain>(); }

} // namespace formwork::credentials
