// SPDX-License-Identifier: Apache-2.0
#include "signin/vault.h"

#include "base/tr.h"
#include "journal/sealer.h"
#include "transport/pause.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>

namespace formwork::signin
{

using credentials::Secret;

namespace
{

constexpr QByteArrayView kMagic = "FWV1 ";
constexpr qint64 kMostBytes = 1024 * 1024;
constexpr std::chrono::seconds kAskAgain{60};
constexpr QLatin1StringView kSuffix(".sealed");

QString keyName() { return QStringLiteral("formwork/v1/key/sessions"); }

// "FWV1 EPOCH\n" and the sealed rest; the first line is sealed with it.
struct File {
    QByteArray line;
    QDateTime until;
    QByteArray sealed;
};

std::optional<File> readFile(const QString &path, bool withContent)
{
    QFile in(path);
    if (!in.open(QIODevice::ReadOnly) || in.size() > kMostBytes)
        return {};
    File file;
    file.line = in.readLine(64);
    if (!file.line.startsWith(kMagic) || !file.line.endsWith('\n'))
        return {};
    file.until =
        QDateTime::fromSecsSinceEpoch(file.line.sliced(kMagic.size()).trimmed().toLongLong(), Qt::UTC);
    if (withContent)
        file.sealed = in.readAll();
    return file;
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile out(path);
    const bool written = QDir().mkpath(QFileInfo(path).path()) && out.open(QIODevice::WriteOnly)
        && out.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && out.write(bytes) == bytes.size()
        && out.flush() && out.commit(); // commit() alone does not notice a full disk
    if (written)
        return {};
    return failure(
        Phase::Local, QStringLiteral("Unwritable"),
        Tr::tr("What was got by signing in cannot be kept in %1: %2.").arg(path, out.errorString()),
        Tr::tr("Make room, or give yourself the right to write there."));
}

bool isKeychainTrouble(const Error &error) { return error.code.startsWith(QLatin1StringView("Keychain")); }

} // namespace

struct Vault::Kept {
    QJsonObject value;
    QDateTime until;
    qint64 size = -1; // of the file that it was read from, or written to
    QDateTime modified;
};

Vault::Vault(QString folder, credentials::KeychainPtr keychain, ClockPtr clock)
    : m_folder(std::move(folder))
    , m_keychain(std::move(keychain))
    , m_clock(std::move(clock))
{
}

Vault::~Vault() = default;

Vault::Name Vault::Name::of(QLatin1StringView kind, const QStringList &parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &part : parts) {
        const QByteArray bytes = part.toUtf8();
        hash.addData(QByteArray::number(bytes.size()) + ' ' + bytes);
    }
    return {QByteArray(kind.data(), kind.size()) + '-' + hash.result().toHex()};
}

QString Vault::pathOf(const Name &name) const
{
    return m_folder.isEmpty() ? QString() : m_folder + u'/' + QString::fromLatin1(name.text) + kSuffix;
}

// The key of the files. Made when there is none yet and one is needed, under a lock: two programs that begin
// together must not make two.
QCoro::Task<Result<void>> Vault::unlock(VaultPtr vault, bool isNeeded)
{
    if (vault->m_sealer)
        co_return Result<void>();
    if (vault->m_refusal && vault->m_clock->elapsed() - vault->m_refusedAt < kAskAgain)
        co_return std::unexpected(*vault->m_refusal);
    const Name keyLock{"key"};
    const Held held = co_await hold(vault, keyLock);
    Result<Secret> key = co_await vault->m_keychain->read(keyName());
    if (!key && !isKeychainTrouble(key.error()) && isNeeded) {
        const Result<void> open = co_await vault->m_keychain->checkOpen(); // "not found" may not be the truth
        if (open)
            key = co_await vault->m_keychain->read(keyName());
        else
            key = std::unexpected(open.error());
        if (!key && !isKeychainTrouble(key.error())) {
            const Secret made{journal::Sealer::newKey()};
            const Result<void> written = co_await vault->m_keychain->add(keyName(), made.bytes);
            key = written ? Result<Secret>(made) : std::unexpected(written.error());
        }
    }
    if (!key) {
        vault->m_refusal = key.error();
        vault->m_refusedAt = vault->m_clock->elapsed();
        co_return std::unexpected(key.error());
    }
    vault->m_refusal.reset();
    vault->m_sealer = std::make_unique<journal::Sealer>(key->bytes);
    co_return Result<void>();
}

QCoro::Task<std::optional<QJsonObject>> Vault::read(VaultPtr vault, Name name)
{
    using Found = std::optional<QJsonObject>;
    const QDateTime now = vault->m_clock->nowUtc();
    const QString path = vault->pathOf(name);
    const QFileInfo info(path);
    const bool isThere = !path.isEmpty() && info.exists();
    const auto kept = vault->m_kept.constFind(name.text);
    const bool isKept = kept != vault->m_kept.cend() && kept->until > now;
    const bool isSame =
        isThere && isKept && kept->size == info.size() && kept->modified == info.lastModified();
    if (isKept && (kept->size < 0 || isSame))
        co_return Found(kept->value);
    if (!isThere)
        co_return Found();
    const std::optional<File> file = readFile(path, true);
    if (!file || file->until <= now)
        co_return Found();
    const Result<void> unlocked = co_await unlock(vault, false);
    const Result<QByteArray> clear = unlocked
        ? vault->m_sealer->open(file->sealed, name.text + ' ' + file->line)
        : Result<QByteArray>(std::unexpected(unlocked.error()));
    if (!clear)
        co_return Found();
    const QJsonObject value = QJsonDocument::fromJson(*clear).object();
    vault->m_kept.insert(name.text, Kept{value, file->until, info.size(), info.lastModified()});
    co_return Found(value);
}

QCoro::Task<Result<void>> Vault::write(VaultPtr vault, Name name, QJsonObject value, QDateTime until)
{
    vault->m_kept.insert(name.text, Kept{value, until, -1, {}});
    const QString path = vault->pathOf(name);
    if (path.isEmpty())
        co_return Result<void>();
    const Result<void> unlocked = co_await unlock(vault, true);
    if (!unlocked)
        co_return unlocked;
    const QByteArray line = kMagic.toByteArray() + QByteArray::number(until.toSecsSinceEpoch()) + '\n';
    const QByteArray sealed =
        vault->m_sealer->seal(QJsonDocument(value).toJson(QJsonDocument::Compact), name.text + ' ' + line);
    const Result<void> written = writeFile(path, line + sealed);
    if (written) {
        const QFileInfo info(path);
        vault->m_kept.insert(name.text, Kept{value, until, info.size(), info.lastModified()});
    }
    co_return written;
}

void Vault::remove(const Name &name)
{
    m_kept.remove(name.text);
    if (!m_folder.isEmpty())
        QFile::remove(pathOf(name));
}

void Vault::removeAll(const QByteArray &kind)
{
    const QByteArray prefix = kind + '-';
    m_kept.removeIf([&](const auto &entry) { return entry.key().startsWith(prefix); });
    if (m_folder.isEmpty())
        return;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QString::fromLatin1(prefix) + u'*' + kSuffix}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

void Vault::sweep() const
{
    if (m_folder.isEmpty())
        return;
    const QDateTime now = m_clock->nowUtc();
    const QDir folder(m_folder);
    for (const QFileInfo &info : folder.entryInfoList({u'*' + kSuffix}, QDir::Files)) {
        const std::optional<File> file = readFile(info.filePath(), false);
        if (file && file->until <= now)
            QFile::remove(info.filePath());
    }
}

QCoro::Task<Vault::Held> Vault::hold(VaultPtr vault, Name name)
{
    using namespace std::chrono_literals;
    constexpr auto patience = 90s;
    constexpr auto between = 40ms;
    if (vault->m_folder.isEmpty())
        co_return std::make_shared<QLockFile>(QString());
    QDir().mkpath(vault->m_folder);
    const auto lock = std::make_shared<QLockFile>(vault->m_folder + u'/' + QString::fromLatin1(name.text)
                                                  + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // only where the program is gone
    for (auto waited = 0ms; waited < patience; waited += between) {
        if (lock->tryLock(0))
            co_return lock;
        if (lock->error() != QLockFile::LockFailedError)
            break; // the folder cannot be written: nobody else can either
        co_await transport::pause(between, nullptr);
    }
    co_return Held();
}

} // namespace formwork::signin
