// SPDX-License-Identifier: Apache-2.0
#include "many/batchmodel.h"

#include "journal/reader.h"

namespace formwork::many
{
namespace
{

constexpr qint64 kBlock = 500;

} // namespace

BatchModel::BatchModel(session::Session *session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
}

void BatchModel::setBatch(qint64 id)
{
    m_batch = id;
    look();
}

void BatchModel::setOnlyUndone(bool only)
{
    if (std::exchange(m_onlyUndone, only) != only)
        look();
}

void BatchModel::look()
{
    beginResetModel();
    m_reading.drop();
    m_naming.drop();
    m_unnamed = 0;
    m_rows.clear();
    m_places.clear();
    m_last = 0;
    m_isAll = m_batch == 0;
    endResetModel();
    fetchMore({});
}

bool BatchModel::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && !m_isAll; }

void BatchModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent) || m_reading.isAsking())
        return;
    m_reading.ask(m_session->journal().ask<QList<journal::BatchRow>>(
                      [batch = m_batch, after = m_last](const journal::Reader &history) {
                          return history.batchRows(batch, after, kBlock, journal::BatchParts::Rows);
                      }),
                  this, [this](const Result<QList<journal::BatchRow>> &rows) {
                      if (rows) {
                          append(*rows);
                          return;
                      }
                      m_isAll = true;
                      Q_EMIT failed(rows.error().sentence());
                  });
}

void BatchModel::append(const QList<journal::BatchRow> &read)
{
    m_isAll = read.size() < kBlock;
    QList<journal::BatchRow> wanted;
    for (const journal::BatchRow &row : read) {
        m_last = row.row;
        if (!m_onlyUndone || row.standing != journal::Standing::Succeeded)
            wanted.append(row);
    }
    if (!wanted.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(wanted.size()) - 1);
        for (const journal::BatchRow &row : std::as_const(wanted)) {
            m_places.insert(row.row, rowCount());
            m_rows.append(row);
        }
        endInsertRows();
    } else if (!m_isAll) {
        fetchMore({}); // a block without any that is wanted
    }
}

void BatchModel::take(const bulk::RowEnd &end)
{
    const auto place = m_places.constFind(end.row);
    if (place == m_places.cend())
        return;
    journal::BatchRow &row = m_rows[*place];
    row.request = end.id;
    row.outcome = end.isWaiting ? std::nullopt : std::optional(end.outcome);
    row.standing = end.isWaiting                     ? journal::Standing::Waiting
        : end.outcome == journal::Outcome::Succeeded ? journal::Standing::Succeeded
        : end.outcome == journal::Outcome::Rejected  ? journal::Standing::Rejected
        : end.outcome == journal::Outcome::Sending   ? journal::Standing::Sending
                                                     : journal::Standing::Unknown;
    row.requestId = end.requestId;
    row.errorCode = end.error ? end.error->code : QString();
    row.errorMessage = end.error ? end.error->message : QString();
    Q_EMIT dataChanged(index(*place, 0), index(*place, ColumnCount - 1));
    if (!row.what.isEmpty() || end.isWaiting)
        return;
    m_unnamed = m_unnamed > 0 ? qMin(m_unnamed, end.row) : end.row;
    if (!m_naming.isAsking())
        askNames();
}

// What a row is called stands in the history once it is sent; asked for again only as often as an answer
// comes.
void BatchModel::askNames()
{
    const qint64 before = std::exchange(m_unnamed, 0) - 1;
    m_naming.ask(m_session->journal().ask<QList<journal::BatchRow>>(
                     [batch = m_batch, before](const journal::Reader &history) {
                         return history.batchRows(batch, before, kBlock, journal::BatchParts::Rows);
                     }),
                 this, [this](const Result<QList<journal::BatchRow>> &rows) {
                     if (rows)
                         takeNames(*rows);
                     if (m_unnamed > 0)
                         askNames();
                 });
}

void BatchModel::takeNames(const QList<journal::BatchRow> &read)
{
    for (const journal::BatchRow &row : read) {
        const auto place = m_places.constFind(row.row);
        if (place == m_places.cend() || row.what.isEmpty())
            continue;
        m_rows[*place].what = row.what;
        Q_EMIT dataChanged(index(*place, What), index(*place, What));
    }
}

qint64 BatchModel::requestAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].request : 0;
}

int BatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString BatchModel::text(const journal::BatchRow &row, int column) const
{
    switch (column) {
    case Row:
        return QString::number(row.row);
    case OutcomeColumn:
        switch (row.standing) {
        case journal::Standing::Waiting:
            return tr("Not sent");
        case journal::Standing::Sending:
            return tr("Sending...");
        case journal::Standing::Succeeded:
            return tr("Done");
        case journal::Standing::Rejected:
            return tr("Rejected");
        case journal::Standing::Unknown:
            break;
        }
        return tr("Unknown");
    case What:
        return row.what;
    case Request:
        return row.request > 0 ? QString::number(row.request) : QString();
    case ErrorColumn:
        return row.errorCode.isEmpty() || row.errorMessage.isEmpty()
            ? row.errorCode + row.errorMessage
            : row.errorCode + QStringLiteral(": ") + row.errorMessage;
    case RequestId:
        return row.requestId;
    default:
        return {};
    }
}

QVariant BatchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const journal::BatchRow &row = m_rows[index.row()];
    if (role == RequestRole)
        return row.request;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(row, index.column());
    if (role == Qt::AccessibleTextRole) {
        const QString name = headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
        const QString shown = text(row, index.column());
        return shown.isEmpty() ? tr("%1: none").arg(name) : tr("%1: %2").arg(name, shown);
    }
    return {};
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Row:
        return tr("Row");
    case OutcomeColumn:
        return tr("Outcome");
    case What:
        return tr("What");
    case Request:
        return tr("Request");
    case ErrorColumn:
        return tr("Error");
    case RequestId:
        return tr("Request ID");
    default:
        return {};
    }
}

} // namespace formwork::many
