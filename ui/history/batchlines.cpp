// SPDX-License-Identifier: Apache-2.0
// The lines of the history that stand for a batch.
#include "base/tr.h"
#include "history/historymodel.h"
#include "journal/filter.h"
#include "journal/reader.h"
#include "model/effect.h"

#include <algorithm>

namespace formwork::history
{

namespace
{

// The one that a person has to know of first.
journal::Outcome outcomeOf(const journal::BatchCounts &counts)
{
    if (counts.sending > 0)
        return journal::Outcome::Sending;
    if (counts.unknown > 0)
        return journal::Outcome::Unknown;
    return counts.rejected > 0 ? journal::Outcome::Rejected : journal::Outcome::Succeeded;
}

QString outcomeInWords(const journal::BatchCounts &counts)
{
    if (counts.sending > 0)
        return Tr::tr("Sending...");
    if (counts.unknown > 0)
        return Tr::tr("%1 unknown").arg(counts.unknown);
    if (counts.rejected > 0)
        return Tr::tr("%1 failed").arg(counts.rejected);
    return counts.waiting > 0 ? Tr::tr("Not finished") : Tr::tr("Done");
}

} // namespace

bool HistoryModel::groupsBatches() const
{
    return std::ranges::none_of(journal::parseFilter(m_filter.text).places,
                                [](const auto &place) { return place.name == u"batch"; });
}

qint64 HistoryModel::keyOf(qint64 id) const
{
    if (id < 0)
        return m_groups.keys.value(-id);
    const auto member = m_groups.members.constFind(id);
    return member == m_groups.members.cend() ? id : m_groups.keys.value(*member);
}

bool HistoryModel::noteOfBatch(qint64 id, qint64 batch, bool isIn)
{
    if (batch == 0)
        return false;
    if (!m_groups.keys.contains(batch)) {
        m_needsAll = m_needsAll || isIn;
        return true;
    }
    m_wantedBatches.insert(batch);
    if (!m_fetchBatches.isActive())
        m_fetchBatches.start();
    if (!m_late.isActive())
        m_late.start();
    if (m_groups.members.contains(id))
        tellChanged({id});
    return true;
}

const journal::Batch *HistoryModel::batch(qint64 id) const
{
    const auto found = m_batches.constFind(id);
    if (found != m_batches.cend())
        return &*found;
    m_wantedBatches.insert(id);
    if (!m_fetchBatches.isActive())
        m_fetchBatches.start();
    return nullptr;
}

void HistoryModel::setOpen(qint64 batch, bool open)
{
    if (open == m_open.contains(batch))
        return;
    if (open)
        m_open.insert(batch);
    else
        m_open.remove(batch);
    lookAtAll();
    m_needsAll = true; // the line itself looks otherwise
}

void HistoryModel::fetchBatches()
{
    if (m_batchLook.isAsking()) {
        m_fetchBatches.start();
        return;
    }
    const QList<qint64> wanted = std::exchange(m_wantedBatches, {}).values();
    if (wanted.isEmpty())
        return;
    m_batchLook.ask(m_journal->ask<QList<journal::Batch>>(
                        [wanted](const journal::Reader &history) -> Result<QList<journal::Batch>> {
                            QList<journal::Batch> found;
                            for (const qint64 id : wanted) {
                                if (const Result<journal::Batch> batch = history.batch(id))
                                    found.append(*batch);
                            }
                            return found;
                        }),
                    this, [this](const Result<QList<journal::Batch>> &batches) {
                        if (!batches)
                            return;
                        QSet<qint64> lines;
                        for (const journal::Batch &batch : *batches) {
                            m_batches.insert(batch.id, batch);
                            lines.insert(-batch.id);
                        }
                        if (!lines.isEmpty())
                            tellChanged(lines);
                    });
}

QString HistoryModel::batchText(const journal::Batch &batch, int column) const
{
    const journal::NewRequest &where = batch.made.where;
    const journal::BatchCounts &counts = batch.counts;
    switch (column) {
    case Operation:
        return (m_limit > 0            ? QString() // a short list, whose lines do not open in it
                    : isOpen(batch.id) ? QStringLiteral("\u25be ")
                                       : QStringLiteral("\u25b8 "))
            + tr("Batch %1: %2 %3").arg(QString::number(batch.id), where.service, where.operation);
    case What: {
        QStringList parts{tr("%1 created").arg(counts.succeeded)};
        if (!model::isCreate(where.operation))
            parts = {tr("%1 done").arg(counts.succeeded)};
        parts += tr("%1 failed").arg(counts.rejected);
        parts += tr("%1 unknown").arg(counts.unknown);
        if (counts.waiting > 0)
            parts += tr("%1 not sent").arg(counts.waiting);
        return tr("%Ln row(s): ", nullptr, static_cast<int>(counts.rows)) + parts.join(QStringLiteral(", "));
    }
    case Account:
        return where.account + QStringLiteral(" \u00b7 ") + where.region;
    case OutcomeColumn:
        return outcomeInWords(counts);
    default:
        return {};
    }
}

QVariant HistoryModel::batchData(qint64 batch, int column, int role) const
{
    const journal::Batch *known = this->batch(batch);
    if (!known)
        return {};
    if (role == OutcomeRole)
        return static_cast<int>(outcomeOf(known->counts));
    if (column == Time && role != Qt::AccessibleTextRole)
        return timeText(known->time);
    const QString shown = batchText(*known, column);
    if (role != Qt::AccessibleTextRole)
        return shown;
    if (column == Time) {
        const QStringList words{batchText(*known, Operation), batchText(*known, What),
                                batchText(*known, Account), timeText(known->time),
                                isOpen(batch) ? tr("open") : tr("closed")};
        return QString(words.join(QStringLiteral(", "))).remove(QChar(0x25b8)).remove(QChar(0x25be));
    }
    return shown.isEmpty()
        ? tr("%1: none").arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())
        : shown;
}

} // namespace formwork::history
