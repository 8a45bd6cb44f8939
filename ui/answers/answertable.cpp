// SPDX-License-Identifier: Apache-2.0
#include "answers/answertable.h"

#include "answers/valuewords.h"
#include "document/csv.h"
#include "document/redact.h"
#include "document/timestamp.h"
#include "document/value.h"
#include "widgets/theme.h"
#include "wording/names.h"

#include <QCborMap>
#include <QSet>

#include <algorithm>

namespace formwork::answers
{
namespace
{

constexpr int kMostColumns = 200;

// What a cell is ordered by: numbers and times as such, before texts; nothing comes last.
struct SortKey {
    int kind = 3; // 0 number, 1 time, 2 text, 3 nothing
    double number = 0;
    QString text;
};

// A structure of one member is ordered by that member, as it is shown; numbers in texts as numbers.
SortKey keyOf(const QCborValue &value)
{
    if (value.isMap() && value.toMap().size() == 1) {
        const QCborValue only = value.toMap().constBegin().value();
        bool isNumber = false;
        const double number = only.isString() ? only.toString().toDouble(&isNumber) : 0;
        return isNumber ? SortKey{0, number, {}} : keyOf(only);
    }
    if (value.isInteger() || value.isDouble())
        return {0, value.toDouble(), {}};
    if (value.isBool())
        return {0, value.isTrue() ? 1.0 : 0.0, {}};
    if (const auto moment = document::momentOf(value))
        return {1, double(moment->seconds) + moment->nanoseconds / 1e9, {}};
    if (value.isArray())
        return {0, double(value.toArray().size()), {}};
    const QString text = value.isUndefined() || value.isNull() ? QString() : inWords(value).toCaseFolded();
    return {text.isEmpty() ? 3 : 2, 0, text};
}

int compare(const SortKey &a, const SortKey &b)
{
    if (a.kind != b.kind)
        return a.kind < b.kind ? -1 : 1;
    if (a.kind == 2)
        return a.text.compare(b.text);
    return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}

// Lists and structures of which only a part can be shown; the one member of a structure stands for itself.
bool saysHowMany(const QCborValue &value)
{
    return value.isMap() && value.toMap().size() == 1 ? saysHowMany(value.toMap().constBegin().value())
                                                      : value.isContainer();
}

// The members that entries have: in the order of the model where there is one, else as they come.
QStringList columnsOf(const QCborArray &entries, const model::Shape *list)
{
    QStringList found;
    QSet<QString> seen;
    for (const QCborValue &entry : entries) {
        const QCborMap map = entry.toMap();
        for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
            const QString key = it.key().toString();
            if (!seen.contains(key) && found.size() < kMostColumns) {
                seen.insert(key);
                found.append(key);
            }
        }
    }
    if (!list || found.isEmpty())
        return found.isEmpty() ? QStringList{QString()} : found;
    QStringList ordered;
    for (const model::Member &member : list->element.target->members) {
        if (seen.contains(member.name))
            ordered += member.name;
    }
    for (const QString &name : std::as_const(found)) {
        if (!ordered.contains(name))
            ordered += name;
    }
    return ordered;
}

} // namespace

AnswerTable::AnswerTable(const Answer *answer, QObject *parent)
    : QAbstractTableModel(parent)
    , m_answer(answer)
{
    connect(answer, &Answer::extended, this, [this] {
        beginResetModel();
        load();
        endResetModel();
    });
    connect(answer, &Answer::revealed, this, &AnswerTable::noteReveal);
}

void AnswerTable::setPlace(const ListPlace &place)
{
    beginResetModel();
    m_place = place;
    m_sortColumn = -1;
    load();
    endResetModel();
}

void AnswerTable::load()
{
    const QString sorted = m_columns.value(m_sortColumn);
    m_entries = document::valueAt(m_answer->shown(), m_place.pointer).toArray();
    m_columns = columnsOf(m_entries, m_place.shape);
    m_sortColumn = m_sortColumn < 0 ? -1 : int(m_columns.indexOf(sorted));
    m_texts.clear();
    filter();
}

void AnswerTable::noteReveal(const document::Pointer &pointer)
{
    if (!pointer.startsWith(m_place.pointer) || m_entries.isEmpty())
        return;
    m_entries = document::valueAt(m_answer->shown(), m_place.pointer).toArray();
    m_texts.clear();
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QCborValue AnswerTable::cell(qsizetype entry, int column) const
{
    const QString &name = m_columns[column];
    const QCborValue value = m_entries.at(entry);
    return name.isEmpty() && !value.isMap() ? value : value.toMap().value(name);
}

// Of a structure; the keys of maps are people's own words.
bool AnswerTable::isMember(const QString &name) const
{
    const model::Shape *entry = m_place.shape ? m_place.shape->element.target : nullptr;
    return entry && entry->member(name);
}

const model::Shape *AnswerTable::shapeOf(int column) const
{
    const model::Shape *entry = m_place.shape ? m_place.shape->element.target : nullptr;
    if (!entry || m_columns[column].isEmpty())
        return entry;
    if (entry->type == model::ShapeType::Map)
        return entry->element.target;
    const model::Member *member = entry->member(m_columns[column]);
    return member ? member->target : nullptr;
}

QString AnswerTable::rowText(qsizetype entry)
{
    if (m_texts.isEmpty())
        m_texts.resize(m_entries.size());
    QString &text = m_texts[entry];
    if (text.isEmpty()) {
        for (int column = 0; column < m_columns.size(); ++column)
            text += inWords(cell(entry, column), shapeOf(column)) + u'\n';
        text = text.toCaseFolded();
    }
    return text;
}

void AnswerTable::filter()
{
    m_rows.clear();
    for (qsizetype entry = 0; entry < m_entries.size(); ++entry) {
        const QString text = m_words.isEmpty() ? QString() : rowText(entry);
        if (std::ranges::all_of(m_words, [&](const QString &word) { return text.contains(word); }))
            m_rows.append(entry);
    }
    order();
}

void AnswerTable::order()
{
    if (m_sortColumn < 0) {
        std::ranges::sort(m_rows);
        return;
    }
    QList<std::pair<SortKey, qsizetype>> keyed;
    keyed.reserve(m_rows.size());
    for (const qsizetype entry : std::as_const(m_rows))
        keyed.append({keyOf(cell(entry, m_sortColumn)), entry});
    const bool isDescending = m_sortOrder == Qt::DescendingOrder;
    std::ranges::sort(keyed, [isDescending](const auto &a, const auto &b) {
        const int order = compare(a.first, b.first);
        if (order == 0)
            return a.second < b.second;
        const bool isNothing = a.first.kind == 3 || b.first.kind == 3;
        return isDescending && !isNothing ? order > 0 : order < 0;
    });
    for (qsizetype i = 0; i < keyed.size(); ++i)
        m_rows[i] = keyed[i].second;
}

void AnswerTable::setFilter(const QString &text)
{
    const QStringList words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    beginResetModel();
    m_words = words;
    filter();
    endResetModel();
}

void AnswerTable::sort(int column, Qt::SortOrder order)
{
    if (column >= m_columns.size())
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<qsizetype> entries;
    for (const QModelIndex &index : before)
        entries.append(m_rows[index.row()]);
    m_sortColumn = column;
    m_sortOrder = order;
    this->order();
    QList<int> rowOf(m_entries.size(), -1);
    for (qsizetype row = 0; row < m_rows.size(); ++row)
        rowOf[m_rows[row]] = int(row);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(rowOf[entries[i]], before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

document::Pointer AnswerTable::pointerAt(const QModelIndex &index) const
{
    const document::Pointer entry = m_place.pointer.child(m_rows[index.row()]);
    const QString &name = m_columns[index.column()];
    return name.isEmpty() ? entry : entry.child(name);
}

QModelIndex AnswerTable::indexOf(const document::Pointer &cell) const
{
    const qsizetype depth = m_place.pointer.tokens().size();
    if (cell.tokens().size() <= depth || !cell.startsWith(m_place.pointer))
        return {};
    const qsizetype row = m_rows.indexOf(cell.tokens()[depth].toLongLong());
    const qsizetype column = m_columns.indexOf(cell.tokens().value(depth + 1));
    return row < 0 || column < 0 ? QModelIndex() : index(int(row), int(column));
}

QCborValue AnswerTable::valueAt(const QModelIndex &index) const
{
    return index.isValid() ? cell(m_rows[index.row()], index.column()) : QCborValue();
}

int AnswerTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AnswerTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant AnswerTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QCborValue value = valueAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return value.isUndefined() || value.isNull() ? QString() : inWords(value, shapeOf(index.column()));
    case Qt::ToolTipRole:
        return value.isUndefined() || value.isNull() ? QString() : atLength(value, shapeOf(index.column()));
    case Qt::TextAlignmentRole:
        return int((value.isInteger() || value.isDouble() ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return saysHowMany(value) || (value.isString() && value.toString() == document::kSealedText)
            ? QVariant(widgets::Theme::tokens().muted)
            : QVariant();
    default:
        return {};
    }
}

QVariant AnswerTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const QString &name = m_columns[section];
    if (role == Qt::DisplayRole)
        return name.isEmpty() ? tr("Value") : isMember(name) ? wording::words(name) : name;
    return role == Qt::ToolTipRole ? QVariant(name) : QVariant();
}

QByteArray AnswerTable::toCsv() const
{
    QByteArray text;
    for (int column = 0; column < m_columns.size(); ++column)
        text += (column == 0 ? QByteArray() : QByteArray(","))
            + document::csvField(m_columns[column].isEmpty() ? tr("Value") : m_columns[column]);
    text += "\r\n";
    for (const qsizetype entry : m_rows) {
        for (int column = 0; column < m_columns.size(); ++column)
            text += (column == 0 ? QByteArray() : QByteArray(",")) + document::csvField(cell(entry, column));
        text += "\r\n";
    }
    return text;
}

} // namespace formwork::answers
