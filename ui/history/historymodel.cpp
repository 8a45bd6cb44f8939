// SPDX-License-Identifier: Apache-2.0
#include "history/historymodel.h"

#include "history/lines.h"
#include "history/rowspans.h"
#include "journal/reader.h"

#include <algorithm>
#include <ranges>

namespace formwork::history
{
namespace
{

constexpr int kBlock = 128; // rows read at once
constexpr int kRowsKept = 64 * kBlock;

QList<qint64> requestsOf(const QList<qint64> &lines)
{
    QList<qint64> ids;
    std::ranges::copy_if(lines, std::back_inserter(ids), [](qint64 id) { return id > 0; });
    return ids;
}

} // namespace

HistoryModel::HistoryModel(journal::JournalPtr journal, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(std::move(journal))
    , m_rows(kRowsKept)
{
    for (QTimer *timer : {&m_refresh, &m_fetch}) {
        timer->setSingleShot(true);
        timer->setInterval(0);
    }
    connect(&m_refresh, &QTimer::timeout, this, &HistoryModel::lookAgain);
    connect(&m_fetch, &QTimer::timeout, this, &HistoryModel::fetch);
    connect(m_journal.get(), &journal::Journal::rowsChanged, this, &HistoryModel::noteChanges);
    connect(m_journal.get(), &journal::Journal::rowsRemoved, this, &HistoryModel::noteChanges);
    connect(m_journal.get(), &journal::Journal::troubled, this, &HistoryModel::setProblem);
    for (QTimer *timer : {&m_fetchBatches, &m_late})
        timer->setSingleShot(true);
    m_fetchBatches.setInterval(200);
    m_late.setInterval(1500);
    connect(&m_fetchBatches, &QTimer::timeout, this, &HistoryModel::fetchBatches);
    connect(&m_late, &QTimer::timeout, this, [this] {
        if (m_look.isAsking())
            m_late.start();
        else
            lookAtAll();
    });
    lookAtAll();
}

void HistoryModel::setFilter(const journal::Filter &filter)
{
    m_filter = filter;
    lookAtAll();
}

void HistoryModel::setLimit(qsizetype limit)
{
    m_limit = limit;
    lookAtAll();
}

bool HistoryModel::isSettled() const { return !m_look.isAsking() && !m_refresh.isActive(); }

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
    if (m_look.isAsking()) // again after its answer
        return;
    if (m_needsAll || m_changed.size() > kFew || !standsInOrderOfTime() || !m_problem.isEmpty())
        lookAtAll();
    else
        lookAtChanges();
}

// The first rows come with it, and those that changed: what is seen is there at once.
void HistoryModel::lookAtAll()
{
    m_refresh.stop();
    m_underLook.unite(std::exchange(m_changed, {}));
    QList<qint64> seen;
    for (const qint64 id : std::as_const(m_underLook)) {
        if (m_rows.contains(id))
            seen.append(id);
    }
    m_look.ask(m_journal->ask<Found>([filter = m_filter, limit = m_limit, groups = groupsBatches(),
                                      open = m_open, inTime = standsInOrderOfTime(),
                                      seen](const journal::Reader &history) -> Result<Found> {
        const Result<QList<qint64>> ids =
            limit == 0 ? history.ids(filter) : Result<QList<qint64>>(QList<qint64>());
        if (!ids)
            return std::unexpected(ids.error());
        Result<Grouped> lines = limit == 0
            ? allLines(history, *ids, open, groups, inTime && filter.descending)
            : firstLines(history, filter, limit);
        if (!lines)
            return std::unexpected(lines.error());
        QList<qint64> wanted = requestsOf(lines->ids.first(qMin<qsizetype>(lines->ids.size(), kBlock)));
        const QSet<qint64> first(wanted.cbegin(), wanted.cend());
        std::ranges::copy_if(seen, std::back_inserter(wanted),
                             [&](qint64 id) { return !first.contains(id); });
        const Result<QList<journal::Record>> rows = history.rows(wanted);
        return rows ? Result<Found>(Found{limit == 0 ? *ids : lines->ids, *rows, *std::move(lines), {}})
                    : std::unexpected(rows.error());
    }),
               this, [this](const Result<Found> &found) { show(found); });
}

void HistoryModel::show(const Result<Found> &found)
{
    const QSet<qint64> changed = std::exchange(m_underLook, {});
    if (!found) { // what was read before stays: old rows under a banner tell more than none
        miss(found.error().sentence());
        Q_EMIT settled();
        return;
    }
    const bool isAnew = std::exchange(m_needsAll, false);
    for (const qint64 id : changed)
        m_rows.remove(id);
    if (isAnew)
        m_rows.clear();
    keep(found->rows);
    const qsizetype before = m_total;
    m_total = found->ids.size();
    m_groups.keys = found->groups.keys;
    m_groups.members = found->groups.members;
    replaceIds(found->groups.ids);
    for (auto batch = m_groups.keys.cbegin(); batch != m_groups.keys.cend(); ++batch) {
        if (isAnew || !changed.isEmpty())
            m_wantedBatches.insert(batch.key());
    }
    if (!m_wantedBatches.isEmpty())
        m_fetchBatches.start();
    if (isAnew && !m_ids.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    else
        tellChanged(changed);
    if (before != m_total)
        Q_EMIT countChanged(m_total);
    if (!std::exchange(m_problem, {}).isEmpty())
        Q_EMIT problemChanged({});
    endLook();
}

void HistoryModel::lookAtChanges()
{
    m_underLook.unite(std::exchange(m_changed, {}));
    const QList<qint64> ids = m_underLook.values();
    m_look.ask(m_journal->ask<Found>([filter = m_filter, groups = groupsBatches(),
                                      ids](const journal::Reader &history) -> Result<Found> {
        const Result<QList<qint64>> passing = history.passing(filter, ids);
        if (!passing)
            return std::unexpected(passing.error());
        const Result<QHash<qint64, qint64>> batches =
            groups ? history.batchOfRows(ids) : Result<QHash<qint64, qint64>>(QHash<qint64, qint64>());
        if (!batches)
            return std::unexpected(batches.error());
        const Result<QList<journal::Record>> rows = history.rows(*passing);
        return rows ? Result<Found>(Found{*passing, *rows, {}, *batches}) : std::unexpected(rows.error());
    }),
               this, [this, ids](const Result<Found> &passing) { takeChanges(ids, passing); });
}

void HistoryModel::takeChanges(const QList<qint64> &ids, const Result<Found> &passing)
{
    m_underLook.clear();
    if (!passing) {
        miss(passing.error().sentence());
        Q_EMIT settled();
        return;
    }
    keep(passing->rows);
    const QSet<qint64> in(passing->ids.cbegin(), passing->ids.cend());
    const qsizetype before = m_total;
    for (const qint64 id : ids) {
        if (!noteOfBatch(id, passing->batches.value(id), in.contains(id)))
            place(id, in.contains(id));
    }
    if (before != m_total)
        Q_EMIT countChanged(m_total);
    endLook();
}

void HistoryModel::endLook()
{
    if (m_needsAll || !m_changed.isEmpty())
        m_refresh.start(); // what came meanwhile
    else
        Q_EMIT settled();
}

void HistoryModel::place(qint64 id, bool isIn)
{
    const bool isDown = m_filter.descending;
    const auto found =
        std::lower_bound(m_ids.cbegin(), m_ids.cend(), id, [this, isDown](qint64 one, qint64 wanted) {
            return isDown ? keyOf(one) > wanted : keyOf(one) < wanted;
        });
    const int row = static_cast<int>(found - m_ids.cbegin());
    const bool wasIn = found != m_ids.cend() && *found == id;
    if (wasIn && isIn) {
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    } else if (wasIn) {
        beginRemoveRows({}, row, row);
        m_ids.removeAt(row);
        endRemoveRows();
        --m_total;
    } else if (isIn) {
        beginInsertRows({}, row, row);
        m_ids.insert(row, id);
        endInsertRows();
        ++m_total;
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

void HistoryModel::miss(const QString &problem)
{
    m_needsAll = true;
    setProblem(problem);
}

// The change is told in the smallest words, so that selection and scroll place stay.
void HistoryModel::replaceIds(const QList<qint64> &ids)
{
    if (ids == m_ids)
        return;
    const QList<RowSpan> gone = spansMissing(m_ids, QSet<qint64>(ids.cbegin(), ids.cend()));
    const QList<RowSpan> fresh = spansMissing(ids, QSet<qint64>(m_ids.cbegin(), m_ids.cend()));
    constexpr qsizetype kMostSteps = 32;
    if (gone.size() + fresh.size() > kMostSteps) {
        beginResetModel();
        m_ids = ids;
        endResetModel();
        return;
    }
    for (const RowSpan &span : std::views::reverse(gone)) {
        beginRemoveRows({}, span.first, span.last);
        m_ids.remove(span.first, span.last - span.first + 1);
        endRemoveRows();
    }
    if (const QList<qint64> kept = without(ids, fresh); kept != m_ids)
        reorder(kept);
    for (const RowSpan &span : fresh) {
        beginInsertRows({}, span.first, span.last);
        m_ids = m_ids.first(span.first) + ids.mid(span.first, span.last - span.first + 1)
            + m_ids.sliced(span.first);
        endInsertRows();
    }
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
    changePersistentIndexList(held, moved);
    Q_EMIT layoutChanged();
}

void HistoryModel::tellChanged(const QSet<qint64> &ids)
{
    for (const RowSpan &span : ids.isEmpty() ? QList<RowSpan>() : spansIn(m_ids, ids))
        Q_EMIT dataChanged(index(span.first, 0), index(span.last, ColumnCount - 1));
}

qint64 HistoryModel::idAt(int row) const { return row >= 0 && row < m_ids.size() ? m_ids[row] : 0; }

int HistoryModel::rowOf(qint64 id) const { return static_cast<int>(m_ids.indexOf(id)); }

const journal::Record *HistoryModel::record(int row) const
{
    if (const journal::Record *found = m_rows.object(m_ids[row]))
        return found->id > 0 ? found : nullptr;
    m_wanted.insert(row / kBlock);
    m_fetch.start();
    return nullptr;
}

void HistoryModel::fetch()
{
    QList<qint64> ids;
    for (const int block : std::exchange(m_wanted, {})) {
        for (const qint64 id : m_ids.mid(qsizetype(block) * kBlock, kBlock)) {
            if (id > 0 && !m_rows.contains(id) && !m_fetching.contains(id))
                ids.append(id);
        }
    }
    if (ids.isEmpty())
        return;
    m_fetching.unite(QSet<qint64>(ids.cbegin(), ids.cend()));
    whenAnswered(m_journal->ask<QList<journal::Record>>(
                     [ids](const journal::Reader &history) { return history.rows(ids); }),
                 this, [this, ids](const Result<QList<journal::Record>> &rows) { takeFetched(ids, rows); });
}

void HistoryModel::takeFetched(const QList<qint64> &ids, const Result<QList<journal::Record>> &rows)
{
    const QSet<qint64> asked(ids.cbegin(), ids.cend());
    m_fetching.subtract(asked);
    if (!rows) {
        miss(rows.error().sentence());
        return;
    }
    keep(*rows);
    if (rows->size() != ids.size()) { // one was removed since: it stays an empty row until the next look
        for (const qint64 id : ids) {
            if (!m_rows.contains(id))
                m_rows.insert(id, new journal::Record);
        }
        m_needsAll = true;
        m_refresh.start();
    }
    tellChanged(asked);
}

void HistoryModel::keep(const QList<journal::Record> &rows) const
{
    for (const journal::Record &row : rows)
        m_rows.insert(row.id, new journal::Record(row));
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
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
    lookAtAll();
}

} // namespace formwork::history
