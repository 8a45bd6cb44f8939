// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "journal/editor.h"
#include "journal/rows.h"

// Who may send a row, and when; and who may say what became of it.
namespace formwork::journal
{

namespace
{

std::unexpected<Error> beingSent(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("BeingSent"),
                   Tr::tr("Request %1 is being sent already, here or by another program.").arg(id),
                   Tr::tr("Wait for its outcome."));
}

std::unexpected<Error> alreadyDone(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("AlreadyDone"),
                   Tr::tr("Request %1 was carried out.").arg(id),
                   Tr::tr("Use Edit as new to send another one."));
}

std::unexpected<Error> notUnknown(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("NotUnknown"),
                   Tr::tr("What became of request %1 is known: the service has answered.").arg(id),
                   Tr::tr("Only a request whose outcome is unknown can be settled."));
}

std::unexpected<Error> sentMeanwhile(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("SentMeanwhile"),
                   Tr::tr("Request %1 was sent again meanwhile, here or by another program.").arg(id),
                   Tr::tr("Look at what became of it before you retry it."));
}

} // namespace

// So that the process that asks next does not take a row from one that only cannot be seen.
Result<void> Editor::isSafeToSend() const
{
    if (m_lock.isSeen())
        return {};
    return failure(
        Phase::Journal, QStringLiteral("Gone"),
        Tr::tr("The lock files in %1 were deleted while Formwork was running: another program could send the "
               "same request a second time, so nothing is sent.")
            .arg(m_lockDirectory),
        Tr::tr("Start Formwork again."));
}

Result<void> Editor::takeRow(qint64 id)
{
    Result<Executed> row =
        oneRow(m_database,
               QStringLiteral("SELECT outcome, owner, EXISTS(SELECT 1 FROM attempts WHERE request = "
                              "requests.id AND attempts.outcome = 0), "
                              "outcome = 3 AND settled = 1 AND settled_attempts >= attempts "
                              "FROM requests WHERE id = ? AND removed = 0"),
               id);
    if (!row)
        return std::unexpected(row.error());
    const auto outcome = static_cast<Outcome>(row->value(0).toInt());
    const QString owner = row->value(1).toString();
    const bool isUnderWay = row->value(2).toBool();
    const bool isSettled = row->value(3).toBool();
    row->finish();
    if (outcome == Outcome::Succeeded || isSettled)
        return alreadyDone(id);
    if (outcome == Outcome::Sending) {
        if (owner == m_lock.name())
            return isUnderWay ? Result<void>(beingSent(id)) : Result<void>();
        if (OwnerLock::isAlive(m_lockDirectory, owner))
            return beingSent(id);
        if (isUnderWay) { // its sender ended in between: that attempt may have been carried out
            if (const Result<void> settled = settleAttempts(id); !settled)
                return settled;
        }
    }
    const Result<Executed> taken = m_database.run(
        QStringLiteral("UPDATE requests SET outcome = 0, owner = ? WHERE id = ?"), {m_lock.name(), id});
    if (!taken)
        return std::unexpected(taken.error());
    touch(id);
    return {};
}

Result<void> Editor::claim(const Record &asRead)
{
    if (const Result<void> safe = isSafeToSend(); !safe)
        return safe;
    const qint64 id = asRead.id;
    const Result<Record> row = m_reader.row(id);
    if (!row)
        return std::unexpected(row.error());
    if (row->outcome == Outcome::Sending) {
        const Result<qint64> mine = m_database.number(
            QStringLiteral("SELECT count(*) FROM requests WHERE id = ? AND owner = ?"), {id, m_lock.name()});
        if (!mine)
            return std::unexpected(mine.error());
        if (*mine > 0)
            return beingSent(id);
    }
    if (const Result<void> taken = takeRow(id); !taken)
        return taken;
    return row->attempts == asRead.attempts ? Result<void>() : sentMeanwhile(id);
}

Result<Record> Editor::goOn(qint64 id)
{
    if (const Result<void> safe = isSafeToSend(); !safe)
        return std::unexpected(safe.error());
    const Result<Record> row = m_reader.row(id);
    if (!row)
        return row;
    if (!row->request.onlyReads)
        return failure(Phase::Journal, QStringLiteral("NotARead"),
                       Tr::tr("Request %1 changes something, so it does not go on as itself.").arg(id),
                       Tr::tr("Send what follows as a request of its own."));
    if (row->outcome == Outcome::Sending) { // ours, between two pages, or nobody's
        const Result<void> mine = takeRow(id);
        return mine ? row : std::unexpected(mine.error());
    }
    const Result<Executed> taken = m_database.run(
        QStringLiteral("UPDATE requests SET outcome = 0, owner = ? WHERE id = ? AND removed = 0"),
        {m_lock.name(), id});
    if (!taken)
        return std::unexpected(taken.error());
    if (taken->numRowsAffected() == 0)
        return noSuchRow(id);
    touch(id);
    return row;
}

Result<void> Editor::settle(const Record &asRead, const Settlement &settlement)
{
    const qint64 id = asRead.id;
    const Result<Record> row = m_reader.row(id);
    if (!row)
        return std::unexpected(row.error());
    if (row->outcome == Outcome::Sending)
        return beingSent(id);
    if (row->outcome != Outcome::Unknown)
        return notUnknown(id);
    if (row->attempts != asRead.attempts) // the evidence is about the attempts before
        return sentMeanwhile(id);
    const Result<Executed> kept = m_database.run(
        QStringLiteral("INSERT INTO settlements(request, verdict, time, person, note, sentence, evidence) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?)"),
        {id, static_cast<int>(settlement.verdict), toStored(settlement.time), toStored(settlement.person),
         toStored(settlement.note), toStored(settlement.sentence), settlement.evidence.toCbor()});
    if (!kept)
        return std::unexpected(kept.error());
    const Result<Executed> settled =
        m_database.run(QStringLiteral("UPDATE requests SET settled = ?, settled_attempts = attempts "
                                      "WHERE id = ?"),
                       {static_cast<int>(settlement.verdict), id});
    if (!settled)
        return std::unexpected(settled.error());
    touch(id);
    return {};
}

} // namespace formwork::journal
