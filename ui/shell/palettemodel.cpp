// SPDX-License-Identifier: Apache-2.0
#include "shell/palettemodel.h"

#include "widgets/entrydelegate.h"
#include "widgets/matches.h"
#include "wording/names.h"

#include <algorithm>

namespace formwork::shell
{
namespace
{

constexpr qsizetype kMostHits = 60;

const QString kDot = QStringLiteral(" \u00b7 ");

} // namespace

PaletteModel::PaletteModel(std::shared_ptr<const search::OperationIndex> index, guide::GuidesPtr guides,
                           const Bookmarks &bookmarks, QObject *parent)
    : QAbstractListModel(parent)
    , m_index(std::move(index))
    , m_guides(std::move(guides))
    , m_bookmarks(bookmarks)
{
    setQuery({});
}

void PaletteModel::setQuery(const QString &query)
{
    beginResetModel();
    m_query = query.trimmed();
    m_lines.clear();
    appendGuided();
    appendSaved();
    if (m_query.isEmpty()) {
        appendBookmarks(m_bookmarks.favourites());
        appendBookmarks(m_bookmarks.recent());
    }
    for (const search::OperationIndex::Hit &hit : m_index->find(m_query, kMostHits)) {
        const model::OperationSummary &found = hit.service->operations[hit.operation];
        append({hit.service->id, found.name, wording::words(found.name),
                hit.service->title + kDot + hit.service->id + u' ' + found.name, false, found.deprecated});
    }
    endResetModel();
}

void PaletteModel::setForms(const QList<Form> &forms)
{
    beginResetModel();
    m_query.clear();
    m_lines.clear();
    for (const Form &form : forms)
        m_lines.append({{}, {}, form.title, form.detail, true, false, {}, form.index, form.warning});
    endResetModel();
}

void PaletteModel::setIndex(std::shared_ptr<const search::OperationIndex> index)
{
    m_index = std::move(index);
}

void PaletteModel::append(const Line &line)
{
    const bool isListed = std::ranges::any_of(m_lines, [&](const Line &other) {
        return other.service == line.service && other.operation == line.operation && other.saved.isEmpty();
    });
    if (!isListed)
        m_lines.append(line);
}

// The guided operations first, by their own titles too: all of them while nothing is typed.
void PaletteModel::appendGuided()
{
    for (const guide::Card &guided : m_guides->cards()) {
        const QString detail = guided.service + kDot + guided.operation;
        if (widgets::hasWords(guided.title + u' ' + detail, m_query))
            m_lines.append({guided.service, guided.operation, guided.title, detail, true, false});
    }
}

// What a person has saved and named is looked for by that name.
void PaletteModel::appendSaved()
{
    if (m_query.isEmpty())
        return;
    for (const keeping::SavedForm &form : m_saved) {
        if (widgets::hasWords(QStringList({form.name, form.note, form.service, form.operation}).join(u' '),
                              m_query))
            m_lines.append({form.service, form.operation, form.name,
                            QStringList({tr("Saved values"), form.service + u' ' + form.operation, form.note})
                                .join(kDot),
                            false, false, form.id});
    }
}

void PaletteModel::setSaved(const QList<keeping::SavedForm> &forms) { m_saved = forms; }

void PaletteModel::appendBookmarks(const QList<OperationName> &names)
{
    for (const OperationName &name : names)
        append({name.service, name.operation, wording::words(name.operation),
                name.service + kDot + name.operation, false, false});
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[index.row()];
    switch (role) {
    case Qt::AccessibleTextRole:
        return QString(line.title + QStringLiteral(", ") + line.detail);
    case Qt::DisplayRole:
    case TitleRole:
        return line.title;
    case GuidedRole:
    case widgets::StrongRole:
        return line.isGuided;
    case SavedRole:
        return line.saved;
    case ServiceRole:
        return line.service;
    case OperationRole:
        return line.operation;
    case widgets::DetailRole:
        return line.detail;
    case widgets::WarningRole:
        return line.isDeprecated ? tr("deprecated") : line.warning;
    case FormRole:
        return line.form ? QVariant(*line.form) : QVariant();
    case widgets::QueryRole:
        return m_query;
    default:
        return {};
    }
}

} // namespace formwork::shell
