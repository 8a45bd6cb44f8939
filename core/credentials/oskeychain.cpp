// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "credentials/keychain.h"
#include "credentials/keychainjob.h"

#include <QCryptographicHash>
#include <QHash>
#include <QUuid>

namespace formwork::credentials
{

namespace
{

// What the coroutines share and keep alive.
struct State {
    KeychainManners manners;
    QHash<QString, QByteArray> unsaved; // secrets the keychain did not take: for this run
    bool isPersistent = true; // until a job says otherwise
};

using StatePtr = std::shared_ptr<State>;

// A secret lies in one or more entries: KEY holds "F1 PARTS SHA256\n" and the first part, KEY#1, KEY#2, ...
// the others; or "F2 PARTS SHA256\n", and the others are KEY#SHA#1, ... with the first letters of the digest:
// a new secret never touches the parts of the one before, which counts until the head is written. The digest
// tells a secret that was only half written.
struct Head {
    int parts = 0;
    QByteArray digest;
    QByteArray first;
    bool hasOwnParts = false; // F2
};

QByteArray digestOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex();
}

QString partKey(const QString &key, const Head &head, int part)
{
    if (part == 0)
        return key;
    const QString own = head.hasOwnParts ? u'#' + QString::fromLatin1(head.digest.first(8)) : QString();
    return key + own + u'#' + QString::number(part);
}

QByteArrayList split(const QByteArray &secret)
{
    constexpr qsizetype headBytes = 100; // room for the line before the first part
    QByteArrayList parts{secret.left(job::kEntryBytes - headBytes)};
    for (qsizetype at = parts.first().size(); at < secret.size(); at += job::kEntryBytes)
        parts.append(secret.mid(at, job::kEntryBytes));
    const QByteArray kind = parts.size() > 1 ? "F2 " : "F1 "; // one entry is as it always was
    parts.first().prepend(kind + QByteArray::number(parts.size()) + ' ' + digestOf(secret) + '\n');
    return parts;
}

std::optional<Head> parseHead(const QByteArray &entry)
{
    const qsizetype end = entry.indexOf('\n');
    const QByteArrayList words = entry.left(end).split(' ');
    if (end < 0 || words.size() != 3 || (words[0] != "F1" && words[0] != "F2") || words[1].toInt() < 1
        || words[2].size() < 8)
        return {};
    return Head{words[1].toInt(), words[2], entry.mid(end + 1), words[0] == "F2"};
}

std::unexpected<Error> damaged(const QString &key)
{
    return failure(Phase::Credentials, QStringLiteral("EntryDamaged"),
                   Tr::tr("The keychain's entry “%1” is damaged.").arg(key),
                   Tr::tr("Enter its value again."));
}

// The keychain as a whole, not the one entry, is the trouble.
bool isKeychainTrouble(const Error &error) { return error.code.startsWith(QLatin1String("Keychain")); }

bool isNotFound(const Error &error) { return error.code == QLatin1String("EntryNotFound"); }

void note(State &state, const Result<void> &result)
{
    if (result)
        state.isPersistent = state.unsaved.isEmpty();
    else if (isKeychainTrouble(result.error()))
        state.isPersistent = false;
}

// Takes an entry and gives it back: then a "not found" is the truth.
QCoro::Task<Result<void>> checkOpen(KeychainManners manners)
{
    const QString name = QStringLiteral("open-check-") + QUuid::createUuid().toString(QUuid::Id128).first(12);
    const QByteArray value = QByteArrayLiteral("open");
    const Result<void> written = co_await job::write(name, value, manners);
    if (!written)
        co_return written;
    const Result<Secret> there = co_await job::read(name, manners);
    static_cast<void>(co_await job::remove(name, manners));
    if (there && there->bytes == value)
        co_return Result<void>();
    if (there || isNotFound(there.error()))
        co_return failure(Phase::Credentials, QStringLiteral("KeychainLocked"),
                          Tr::tr("The keychain does not give back what it takes; it may be locked."),
                          Tr::tr("Unlock it and try again."));
    co_return std::unexpected(there.error());
}

QCoro::Task<Result<Secret>> readParts(QString key, KeychainManners manners)
{
    const Result<Secret> entry = co_await job::read(key, manners);
    if (!entry)
        co_return entry;
    const std::optional<Head> head = parseHead(entry->bytes);
    if (!head)
        co_return damaged(key);
    QByteArray secret = head->first;
    for (int part = 1; part < head->parts; ++part) {
        const Result<Secret> more = co_await job::read(partKey(key, *head, part), manners);
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

// The parts beside the head. What is not there is none of them.
QCoro::Task<Result<void>> removeOthers(QString key, Head head, KeychainManners manners)
{
    for (int part = 1; part < head.parts; ++part) {
        const Result<void> removed = co_await job::remove(partKey(key, head, part), manners);
        if (!removed && isKeychainTrouble(removed.error()))
            co_return removed;
    }
    co_return Result<void>();
}

// An entry that is not there is gone; but it is certain only of a keychain that is open.
QCoro::Task<Result<void>> removeAll(QString key, KeychainManners manners)
{
    Result<Secret> entry = co_await job::read(key, manners);
    if (!entry && isNotFound(entry.error())) {
        const Result<void> open = co_await checkOpen(manners);
        if (!open)
            co_return open;
        entry = co_await job::read(key, manners);
        if (!entry && isNotFound(entry.error()))
            co_return Result<void>();
    }
    if (!entry)
        co_return std::unexpected(entry.error());
    const Result<void> removed = co_await job::remove(key, manners);
    if (!removed)
        co_return removed;
    if (const std::optional<Head> head = parseHead(entry->bytes)) {
        const Head others = *head;
        co_return co_await removeOthers(key, others, manners);
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> writeParts(QString key, QByteArray secret, KeychainManners manners)
{
    const QByteArrayList parts = split(secret);
    const std::optional<Head> head = parseHead(parts.first());
    const Result<Secret> before = co_await job::read(key, manners);
    for (int part = int(parts.size()) - 1; part >= 0; --part) { // the head, which makes them count, last
        const Result<void> written = co_await job::write(partKey(key, *head, part), parts[part], manners);
        if (!written)
            co_return written;
    }
    const std::optional<Head> old = before ? parseHead(before->bytes) : std::nullopt;
    if (old && old->digest != head->digest) { // what stays of it is only litter
        const Head others = *old;
        static_cast<void>(co_await removeOthers(key, others, manners));
    }
    co_return Result<void>();
}

QCoro::Task<Result<Secret>> readKey(StatePtr state, QString key)
{
    const auto kept = state->unsaved.constFind(key);
    if (kept != state->unsaved.cend()) // newer than what is stored, and no reason to ask for a password again
        co_return Secret{*kept};
    const Result<Secret> stored = co_await readParts(key, state->manners);
    if (stored)
        note(*state, {});
    else
        note(*state, std::unexpected(stored.error()));
    co_return stored;
}

QCoro::Task<Result<void>> writeKey(StatePtr state, QString key, QByteArray secret)
{
    Result<void> written = co_await writeParts(key, secret, state->manners);
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

QCoro::Task<Result<void>> addKey(StatePtr state, QString key, QByteArray secret)
{
    const Result<void> written = co_await writeParts(key, secret, state->manners);
    if (!written)
        note(*state, written);
    co_return written;
}

QCoro::Task<Result<void>> removeKey(StatePtr state, QString key)
{
    state->unsaved.remove(key);
    const Result<void> removed = co_await removeAll(key, state->manners);
    note(*state, removed);
    co_return removed;
}

QCoro::Task<Result<void>> checkState(StatePtr state)
{
    const Result<void> open = co_await checkOpen(state->manners);
    note(*state, open);
    co_return open;
}

QCoro::Task<Result<void>> retryAll(StatePtr state)
{
    const QHash<QString, QByteArray> unsaved = state->unsaved;
    for (auto entry = unsaved.cbegin(); entry != unsaved.cend(); ++entry) {
        const Result<void> written = co_await writeKey(state, entry.key(), entry.value());
        if (!written)
            co_return written;
    }
    co_return co_await checkState(state); // also with nothing to write: whether the keychain answers
}

class OsKeychain final : public Keychain
{
public:
    explicit OsKeychain(KeychainManners manners) { m_state->manners = std::move(manners); }

    QCoro::Task<Result<Secret>> read(QString key) override { return readKey(m_state, std::move(key)); }
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override
    {
        return writeKey(m_state, std::move(key), std::move(secret));
    }
    QCoro::Task<Result<void>> add(QString key, QByteArray secret) override
    {
        return addKey(m_state, std::move(key), std::move(secret));
    }
    QCoro::Task<Result<void>> remove(QString key) override { return removeKey(m_state, std::move(key)); }
    QCoro::Task<Result<void>> checkOpen() override { return checkState(m_state); }
    QCoro::Task<Result<void>> retry() override { return retryAll(m_state); }
    [[nodiscard]] bool isPersistent() const override { return m_state->isPersistent; }

private:
    StatePtr m_state = std::make_shared<State>();
};

} // namespace

KeychainPtr osKeychain(KeychainManners manners) { return std::make_shared<OsKeychain>(std::move(manners)); }

} // namespace formwork::credentials
