// SPDX-License-Identifier: Apache-2.0
#include "journal/journal.h"

#include "base/tr.h"
#include "journal/journalprivate.h"
#include "journal/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <chrono>

namespace formwork::journal
{

namespace
{

constexpr std::chrono::milliseconds kLook{400}; // signals tell within half a second

} // namespace

std::unexpected<Error> noSuchRow(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("NotFound"),
                   Tr::tr("There is no request %1 in the history.").arg(id),
                   Tr::tr("It may have been deleted; the history lists those that are there."));
}

Journal::Journal(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
}

Journal::~Journal()
{
    static_cast<void>(d->writeUnwritten()); // the last occasion; else the rows become unknown
}

Result<std::shared_ptr<Journal>> Journal::open(const QString &file, const QString &lockDirectory,
                                               ClockPtr clock, std::shared_ptr<const Sealer> sealer)
{
    Result<std::unique_ptr<Database>> database = Database::open(file);
    if (!database)
        return std::unexpected(database.error());
    if (const Result<void> ready = prepareSchema(**database); !ready)
        return std::unexpected(ready.error());
    Result<OwnerLock> lock = OwnerLock::take(lockDirectory);
    if (!lock)
        return std::unexpected(lock.error());
    auto parts = std::make_unique<Private>(std::move(*database), std::move(*lock), lockDirectory,
                                           std::move(clock), std::move(sealer));
    parts->database->watch();
    if (const Result<QList<qint64>> settled = parts->settleOrphans(); !settled)
        return std::unexpected(settled.error());
    OwnerLock::sweep(lockDirectory);
    if (const auto seen = parts->foreignChanges(); !seen) // what is there now is not news
        return std::unexpected(seen.error());

    std::shared_ptr<Journal> journal(new Journal(std::move(parts)));
    journal->d->timer = new QTimer(journal.get());
    journal->d->timer->setInterval(kLook);
    connect(journal->d->timer, &QTimer::timeout, journal.get(), &Journal::look);
    journal->d->timer->start();
    return journal;
}

Result<QString> Journal::moveAside(const QString &file, const QDateTime &now)
{
    const QFileInfo info(file);
    const QString stem = info.absolutePath() + u'/' + info.completeBaseName() + QStringLiteral("-damaged-")
        + now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString target;
    for (int n = 0; target.isEmpty() || QFileInfo::exists(target); ++n)
        target = stem + (n == 0 ? QString() : u'-' + QString::number(n)) + u'.' + info.suffix();
    if (!QFile::rename(file, target)) {
        return failure(Phase::Journal, QStringLiteral("ReadOnly"),
                       Tr::tr("The history %1 cannot be renamed to %2.").arg(file, target),
                       Tr::tr("Make its directory writable for your user and try again."));
    }
    for (const QString &companion : {QStringLiteral("-wal"), QStringLiteral("-shm")}) { // they belong to it
        if (QFile::exists(file + companion))
            QFile::rename(file + companion, target + companion);
    }
    return target;
}

} // namespace formwork::journal
