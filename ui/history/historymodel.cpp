// SPDX-License-Identifier: Apache-2.0
#include "history/historymodel.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace formwork::history
{
namespace
{

constexpr int kBlock = 128; // rows read at once
constexpr int kBlocksKept = 64;

QString shortTime(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    const bool today = local.date() == QDate::currentDate();
    return local.toString(today ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace

HistoryModel::HistoryModel(journal::JournalPtr journal, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(std::move(journal))
    , m_blocks(kBlocksKept)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &HistoryModel::refresh);
    connect(m_journal.get(), &journal::Journal::rowsChanged, this, &HistoryModel::noteChanges);
    connect(m_journal.get(), &journal::Journal::rowsRemoved, this, &HistoryModel::noteChanges);
    m_ids = m_journal->ids(m_filter);
}

void HistoryModel::setFilter(const journal::Filter &filter)
{
    m_filter = filter;
    refresh();
}

void HistoryModel::setLimit(qsizetype limit)
{
    m_limit = limit;
    refresh();
}

void HistoryModel::noteChanges(const QList<qint64> &ids)
{
    Q_UNUSED(ids)
    m_refresh.start();
}

void HistoryModel::refresh()
{
    QList<qint64> ids = m_limit > 0 ? QList<qint64>() : m_journal->ids(m_filter);
    if (m_limit > 0) {
        for (const journal::Record &record : m_journal->page(m_filter, 0, m_limit))
            ids.append(record.id);
    }
    m_blocks.clear();
    const qsizetype before = m_ids.size();
    replaceIds(ids);
    if (before != m_ids.size())
        Q_EMIT countChanged(m_ids.size());
}

// The change is told in the smallest words, so that selection and scroll place stay.
void HistoryModel::replaceIds(const QList<qint64> &ids)
{
    if (ids == m_ids) {
        if (!ids.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    const qsizetype added = ids.size() - m_ids.size();
    const bool newOnTop = added > 0 && std::equal(m_ids.cbegin(), m_ids.cend(), ids.cbegin() + added);
    if (newOnTop) {
        beginInsertRows({}, 0, static_cast<int>(added) - 1);
        m_ids = ids;
        endInsertRows();
        if (rowCount() > added)
            Q_EMIT dataChanged(index(static_cast<int>(added), 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList held = persistentIndexList();
    QList<qint64> heldIds;
    for (const QModelIndex &one : held)
        heldIds.append(m_ids[one.row()]);
    m_ids = ids;
    for (qsizetype i = 0; i < held.size(); ++i) {
        const int row = rowOf(heldIds[i]);
        changePersistentIndex(held[i], row < 0 ? QModelIndex() : index(row, held[i].column()));
    }
    Q_EMIT layoutChanged();
}

qint64 HistoryModel::idAt(int row) const { return row >= 0 && row < m_ids.size() ? m_ids[row] : 0; }

int HistoryModel::rowOf(qint64 id) const { return static_cast<int>(m_ids.indexOf(id)); }

journal::Record HistoryModel::recordAt(int row) const
{
    const journal::Record *found = record(row);
    return found ? *found : journal::Record();
}

const journal::Record *HistoryModel::record(int row) const
{
    const int block = row / kBlock;
    QList<journal::Record> *rows = m_blocks.object(block);
    if (!rows) {
        const QList<qint64> ids = m_ids.mid(static_cast<qsizetype>(block) * kBlock, kBlock);
        rows = new QList<journal::Record>(m_journal->rows(ids));
        if (rows->size() != ids.size()) { // one was removed by another process since: look again soon
            delete rows;
            const_cast<QTimer &>(m_refresh).start();
            return nullptr;
        }
        m_blocks.insert(block, rows);
    }
    return &rows->at(row % kBlock);
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == IdRole)
        return m_ids[index.row()];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>(
            (index.column() == Took || index.column() == Attempts ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != OutcomeRole)
        return {};
    const journal::Record *found = record(index.row());
    if (!found)
        return {};
    if (role == OutcomeRole)
        return static_cast<int>(found->outcome);
    return role == Qt::DisplayRole ? text(*found, index.column()) : toolTip(*found, index.column());
}

QString HistoryModel::text(const journal::Record &record, int column) const
{
    switch (column) {
    case Time:
        return shortTime(record.time);
    case Operation:
        return record.request.service + u' ' + record.request.operation;
    case What:
        return record.request.what;
    case Account:
        return record.request.account + QStringLiteral(" \u00b7 ") + record.request.region;
    case OutcomeColumn:
        return outcomeText(record);
    case ErrorColumn:
        return record.errorCode;
    case Attempts:
        return record.attempts > 0 ? QString::number(record.attempts) : QString();
    case Took:
        return record.attempts > 0 ? durationText(record.tookMs) : QString();
    case RequestId:
        return record.requestId.isEmpty() ? QStringLiteral("\u2014") : record.requestId;
    default:
        return {};
    }
}

QString HistoryModel::toolTip(const journal::Record &record, int column) const
{
    switch (column) {
    case Time:
        return QLocale().toString(record.time.toLocalTime(), QLocale::LongFormat);
    case ErrorColumn:
        return record.errorMessage;
    case RequestId:
        return record.requestId;
    default:
        return text(record, column);
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Time:
        return tr("Time");
    case Operation:
        return tr("Operation");
    case What:
        return tr("What");
    case Account:
        return tr("Account \u00b7 Region");
    case OutcomeColumn:
        return tr("Outcome");
    case ErrorColumn:
        return tr("Error");
    case Attempts:
        return tr("Attempts");
    case Took:
        return tr("Took");
    case RequestId:
        return tr("Request ID");
    default:
        return {};
    }
}

void HistoryModel::sort(int column, Qt::SortOrder order)
{
    using Sort = journal::Filter::Sort;
    constexpr std::array kSorts{Sort::Time,  Sort::Operation, Sort::What, Sort::Account,  Sort::Outcome,
                                Sort::Error, Sort::Attempts,  Sort::Took, Sort::RequestId};
    if (column < 0 || column >= ColumnCount)
        return;
    m_filter.sort = kSorts[static_cast<size_t>(column)];
    m_filter.descending = order == Qt::DescendingOrder;
    refresh();
}

QString outcomeText(const journal::Record &record)
{
    switch (record.outcome) {
    case journal::Outcome::Sending:
        return QCoreApplication::translate("HistoryModel", "Sending...");
    case journal::Outcome::Succeeded:
        return record.request.operation.startsWith(u"Create")
            ? QCoreApplication::translate("HistoryModel", "Created")
            : QCoreApplication::translate("HistoryModel", "Done");
    case journal::Outcome::Rejected:
        return QCoreApplication::translate("HistoryModel", "Rejected");
    case journal::Outcome::Unknown:
        break;
    }
    return QCoreApplication::translate("HistoryModel", "Unknown");
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return QCoreApplication::translate("HistoryModel", "%1 ms").arg(milliseconds);
    return QCoreApplication::translate("HistoryModel", "%1 s")
        .arg(QLocale().toString(static_cast<double>(milliseconds) / 1000.0, 'f', 1));
}

} // namespace formwork::history
