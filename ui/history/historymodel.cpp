// SPDX-License-Identifier: Apache-2.0
#include "history/historymodel.h"

#include <QSet>

#include <algorithm>
#include <ranges>

namespace formwork::history
{
namespace
{

constexpr int kBlock = 128; // rows read at once
constexpr int kBlocksKept = 64;

struct Span {
    int first = 0;
    int last = 0;
};

// Where `list` has ids that `other` does not know.
QList<Span> spansMissing(const QList<qint64> &list, const QSet<qint64> &other)
{
    QList<Span> spans;
    for (int row = 0; row < list.size(); ++row) {
        if (other.contains(list[row]))
            continue;
        if (!spans.isEmpty() && spans.last().last == row - 1)
            spans.last().last = row;
        else
            spans.append({row, row});
    }
    return spans;
}

QList<qint64> without(const QList<qint64> &list, const QList<Span> &spans)
{
    QList<qint64> rest;
    rest.reserve(list.size());
    qsizetype from = 0;
    for (const Span &span : spans) {
        rest += list.mid(from, span.first - from);
        from = span.last + 1;
    }
    return rest + list.mid(from);
}

} // namespace

HistoryModel::HistoryModel(journal::JournalPtr journal, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(std::move(journal))
    , m_blocks(kBlocksKept)
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &HistoryModel::lookAgain);
    connect(m_journal.get(), &journal::Journal::rowsChanged, this, &HistoryModel::noteChanges);
    connect(m_journal.get(), &journal::Journal::rowsRemoved, this, &HistoryModel::noteChanges);
    connect(m_journal.get(), &journal::Journal::troubled, this, &HistoryModel::setProblem);
    refresh();
}

void HistoryModel::setFilter(const journal::Filter &filter)
{
    m_filter = filter;
    refresh();
}

void HistoryModel::catchUp()
{
    if (!m_refresh.isActive())
        return;
    m_refresh.stop();
    lookAgain();
}

void HistoryModel::setLimit(qsizetype limit)
{
    m_limit = limit;
    refresh();
}

void HistoryModel::noteChanges(const QList<qint64> &ids)
{
    m_changed.unite(QSet<qint64>(ids.cbegin(), ids.cend()));
    m_refresh.start();
}

// In any other order a change may move a row; with a limit it may bring in one that was left out.
bool HistoryModel::standsInOrderOfTime() const
{
    return m_limit == 0 && m_filter.sort == journal::Filter::Sort::Time;
}

void HistoryModel::lookAgain()
{
    constexpr qsizetype kFew = 100; // beyond, everything anew is quicker
    const QSet<qint64> changed = m_changed;
    if (m_needsAll || changed.size() > kFew || !standsInOrderOfTime() || !m_problem.isEmpty())
        refresh();
    else
        takeChanges(changed.values());
}

void HistoryModel::takeChanges(const QList<qint64> &ids)
{
    m_changed.clear();
    const Result<QList<qint64>> passing = m_journal->passing(m_filter, ids);
    if (!passing) {
        setProblem(passing.error().sentence());
        return;
    }
    const QSet<qint64> in(passing->cbegin(), passing->cend());
    const qsizetype before = m_ids.size();
    for (const qint64 id : ids)
        place(id, in.contains(id));
    if (before != m_ids.size())
        Q_EMIT countChanged(m_ids.size());
}

void HistoryModel::place(qint64 id, bool isIn)
{
    const auto found = m_filter.descending
        ? std::lower_bound(m_ids.cbegin(), m_ids.cend(), id, std::greater<>())
        : std::lower_bound(m_ids.cbegin(), m_ids.cend(), id);
    const int row = static_cast<int>(found - m_ids.cbegin());
    const bool wasIn = found != m_ids.cend() && *found == id;
    if (wasIn && isIn) {
        m_blocks.remove(row / kBlock);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    } else if (wasIn) {
        beginRemoveRows({}, row, row);
        m_ids.removeAt(row);
        m_blocks.clear();
        endRemoveRows();
    } else if (isIn) {
        beginInsertRows({}, row, row);
        m_ids.insert(row, id);
        m_blocks.clear();
        endInsertRows();
    }
}

void HistoryModel::setProblem(const QString &sentence)
{
    if (std::exchange(m_problem, sentence) == sentence)
        return;
    m_needsAll = m_needsAll || !sentence.isEmpty();
    Q_EMIT problemChanged(sentence);
    if (sentence.isEmpty())
        m_refresh.start(); // what was missed meanwhile
}

void HistoryModel::refresh()
{
    m_changed.clear();
    const Result<QList<qint64>> found = wantedIds();
    if (!found) { // what was read before stays: old rows under a banner tell more than none
        setProblem(found.error().sentence());
        return;
    }
    m_needsAll = false;
    setProblem({});
    const QList<qint64> &ids = *found;
    m_blocks.clear();
    const qsizetype before = m_ids.size();
    replaceIds(ids);
    if (before != m_ids.size())
        Q_EMIT countChanged(m_ids.size());
}

Result<QList<qint64>> HistoryModel::wantedIds() const
{
    if (m_limit == 0)
        return m_journal->ids(m_filter);
    const Result<QList<journal::Record>> page = m_journal->page(m_filter, 0, m_limit);
    if (!page)
        return std::unexpected(page.error());
    QList<qint64> ids;
    for (const journal::Record &record : *page)
        ids.append(record.id);
    return ids;
}

// The change is told in the smallest words, so that selection and scroll place stay.
void HistoryModel::replaceIds(const QList<qint64> &ids)
{
    if (ids == m_ids) {
        if (!ids.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    const QList<Span> gone = spansMissing(m_ids, QSet<qint64>(ids.cbegin(), ids.cend()));
    const QList<Span> fresh = spansMissing(ids, QSet<qint64>(m_ids.cbegin(), m_ids.cend()));
    if (gone.isEmpty() && fresh.isEmpty()) {
        reorder(ids);
        return;
    }
    constexpr qsizetype kMostSteps = 32;
    if (gone.size() + fresh.size() > kMostSteps || without(m_ids, gone) != without(ids, fresh)) {
        beginResetModel();
        m_ids = ids;
        m_blocks.clear();
        endResetModel();
        return;
    }
    for (const Span &span : std::views::reverse(gone)) {
        beginRemoveRows({}, span.first, span.last);
        m_ids.remove(span.first, span.last - span.first + 1);
        m_blocks.clear(); // a view may have read between two steps
        endRemoveRows();
    }
    for (const Span &span : fresh) {
        beginInsertRows({}, span.first, span.last);
        m_ids = m_ids.first(span.first) + ids.mid(span.first, span.last - span.first + 1)
            + m_ids.sliced(span.first);
        m_blocks.clear();
        endInsertRows();
    }
    if (!m_ids.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void HistoryModel::reorder(const QList<qint64> &ids)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList held = persistentIndexList();
    QHash<qint64, int> places;
    for (const QModelIndex &one : held)
        places.insert(m_ids[one.row()], -1);
    for (int row = 0; row < ids.size() && !places.isEmpty(); ++row) {
        if (const auto place = places.find(ids[row]); place != places.end())
            *place = row;
    }
    QModelIndexList moved;
    for (const QModelIndex &one : held)
        moved.append(createIndex(places.value(m_ids[one.row()]), one.column()));
    m_ids = ids;
    m_blocks.clear(); // a view may have read since the change was announced
    changePersistentIndexList(held, moved);
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
        const Result<QList<journal::Record>> read = m_journal->rows(ids);
        if (!read) { // while it is drawn: told from the event loop
            QMetaObject::invokeMethod(
                const_cast<HistoryModel *>(this),
                [self = const_cast<HistoryModel *>(this), sentence = read.error().sentence()] {
                    self->setProblem(sentence);
                },
                Qt::QueuedConnection);
            return nullptr;
        }
        rows = new QList<journal::Record>(*read);
        if (rows->size() != ids.size()) { // one was removed since: it stays an empty row until the next look
            for (qsizetype i = 0; i < ids.size(); ++i) {
                if (i >= rows->size() || rows->at(i).id != ids[i])
                    rows->insert(i, journal::Record());
            }
            const_cast<HistoryModel *>(this)->m_needsAll = true;
            const_cast<QTimer &>(m_refresh).start();
        }
        if (!m_blocks.insert(block, rows)) // no room: one block costs one of many
            return nullptr;
    }
    const journal::Record &found = rows->at(row % kBlock);
    return found.id > 0 ? &found : nullptr;
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
        return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != OutcomeRole
        && role != Qt::AccessibleTextRole)
        return {};
    const journal::Record *found = record(index.row());
    if (!found)
        return {};
    if (role == OutcomeRole)
        return static_cast<int>(found->outcome);
    if (role == Qt::AccessibleTextRole)
        return cellInWords(*found, index.column());
    return role == Qt::DisplayRole ? text(*found, index.column()) : toolTip(*found, index.column());
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

} // namespace formwork::history
