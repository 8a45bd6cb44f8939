// SPDX-License-Identifier: Apache-2.0
#include "history/historymodel.h"

#include "base/figures.h"
#include "base/tr.h"
#include "history/outcome.h"
#include "model/effect.h"

#include <QLocale>

// What the cells of the history say, to the eye and to a screen reader.
namespace formwork::history
{
namespace
{

QVariant alignmentOf(int column)
{
    const bool isNumber = column == HistoryModel::Took || column == HistoryModel::Attempts;
    const Qt::Alignment alignment = (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
    return int(alignment.toInt());
}

} // namespace

QString HistoryModel::timeText(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    const bool today = local.date() == QDate::currentDate();
    return today ? clockText(local.time()) : momentText(local);
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == IdRole)
        return m_ids[index.row()];
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != OutcomeRole
        && role != Qt::AccessibleTextRole)
        return {};
    if (const qint64 batch = batchAt(index.row()); batch > 0)
        return batchData(batch, index.column(), role);
    const journal::Record *found = record(index.row());
    if (!found)
        return {};
    if (role == OutcomeRole)
        return static_cast<int>(shownOutcome(*found));
    if (role == Qt::AccessibleTextRole)
        return cellInWords(*found, index.column());
    return role == Qt::DisplayRole ? text(*found, index.column()) : toolTip(*found, index.column());
}

// An empty cell says what it would hold.
QString HistoryModel::cellInWords(const journal::Record &record, int column) const
{
    if (column == Time)
        return rowInWords(record);
    const QString shown = text(record, column);
    return shown.isEmpty()
        ? tr("%1: none").arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())
        : shown;
}

// What a screen reader says on the way through the rows.
QString HistoryModel::rowInWords(const journal::Record &record) const
{
    QStringList words{text(record, OutcomeColumn), text(record, Operation)};
    for (const int column : {What, ErrorColumn, Account, Time}) {
        if (const QString word = text(record, column); !word.isEmpty())
            words += word;
    }
    return words.join(QStringLiteral(", "));
}

QString HistoryModel::text(const journal::Record &record, int column) const
{
    switch (column) {
    case Time:
        return timeText(record.time);
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
        return momentText(record.time.toLocalTime());
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
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
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

QString outcomeText(const journal::Record &record)
{
    switch (record.outcome) {
    case journal::Outcome::Sending:
        return Tr::tr("Sending...");
    case journal::Outcome::Succeeded:
        return model::isCreate(record.request.operation) ? Tr::tr("Created") : Tr::tr("Done");
    case journal::Outcome::Rejected:
        // No service said no to what never reached one.
        return record.mayHaveLeft || record.attempts == 0 ? Tr::tr("Rejected") : Tr::tr("Not sent");
    case journal::Outcome::Unknown:
        break;
    }
    return record.isSettled() ? Tr::tr("Settled") : Tr::tr("Unknown");
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return Tr::tr("%1 ms").arg(milliseconds);
    return Tr::tr("%1 s").arg(QLocale().toString(static_cast<double>(milliseconds) / 1000.0, 'f', 1));
}

} // namespace formwork::history
