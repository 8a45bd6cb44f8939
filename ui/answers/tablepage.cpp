// SPDX-License-Identifier: Apache-2.0
#include "answers/tablepage.h"

#include "answers/valueactions.h"
#include "base/figures.h"
#include "document/value.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>
#include <QTableView>

namespace formwork::answers
{

using widgets::Space;

namespace
{

constexpr int kMeasured = 50; // rows a column is fitted to

QTableView *tableView(AnswerTable *table, QWidget *parent)
{
    auto *view = new QTableView(parent);
    view->setObjectName(QStringLiteral("answerTable"));
    view->setAccessibleName(TablePage::tr("Answer as a table"));
    view->setModel(table);
    view->setSortingEnabled(true);
    view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->horizontalHeader()->setResizeContentsPrecision(kMeasured);
    view->horizontalHeader()->setStretchLastSection(true);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(widgets::lineHeight(parent->font()) * 7 / 4);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setWordWrap(false);
    view->setShowGrid(false);
    view->setTabKeyNavigation(false);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    return view;
}

} // namespace

TablePage::TablePage(Answer *answer, QWidget *parent)
    : QWidget(parent)
    , m_answer(answer)
    , m_table(new AnswerTable(answer, this))
    , m_choice(new QComboBox(this))
    , m_filter(new widgets::SearchField(tr("Filter the rows"), this))
    , m_count(widgets::mutedLabel({}, this))
    , m_view(tableView(m_table, this))
{
    m_choice->setObjectName(QStringLiteral("answerList"));
    m_choice->setAccessibleName(tr("List of the answer"));
    m_filter->setObjectName(QStringLiteral("answerFilter"));
    m_count->setObjectName(QStringLiteral("answerCount"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, widgets::space(this, Space::Small), 0, 0);
    column->setSpacing(widgets::space(this, Space::Small));
    auto *row = new QHBoxLayout;
    row->addWidget(m_choice);
    row->addWidget(m_filter, 1);
    row->addWidget(m_count);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    addValueActions(m_view, answer, [this](const QModelIndex &index) -> std::optional<ValuePlace> {
        if (!index.isValid())
            return {};
        return ValuePlace{m_table->pointerAt(index), m_table->valueAt(index)};
    });
    connect(m_filter, &QLineEdit::textChanged, m_table, &AnswerTable::setFilter);
    connect(m_table, &QAbstractItemModel::modelReset, this, &TablePage::showCount);
    connect(m_table, &QAbstractItemModel::modelAboutToBeReset, this, &TablePage::remember);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        m_table->setPlace(m_lists[index]);
        fitColumns();
    });
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        if (m_table->valueAt(index).isContainer())
            Q_EMIT placeChosen(m_table->pointerAt(index));
    });
    connect(answer, &Answer::changed, this, &TablePage::reload);
    connect(answer, &Answer::extended, this, &TablePage::refresh);
}

bool TablePage::isMain() const
{
    if (m_lists.isEmpty())
        return false;
    // One entry further inside is a part of the thing that the answer is about.
    const ListPlace &list = m_lists.first();
    const qsizetype depth = list.pointer.tokens().size();
    return (depth <= 1 || (depth == 2 && list.size > 1))
        && document::valueAt(m_answer->shown(), list.pointer.child(0)).isMap();
}

document::Pointer TablePage::place() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_table->pointerAt(current) : document::Pointer();
}

void TablePage::reload()
{
    m_lists = listsIn(*m_answer);
    m_filter->clear();
    m_choice->clear();
    for (const ListPlace &place : std::as_const(m_lists))
        m_choice->addItem(tr("%1 (%2)").arg(place.name, QLocale().toString(place.size)));
    m_choice->setVisible(m_lists.size() > 1);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setPlace(m_lists.isEmpty() ? ListPlace() : m_lists.first());
    fitColumns();
}

void TablePage::remember()
{
    const QModelIndex current = m_view->currentIndex();
    m_current = current.isValid() ? m_table->pointerAt(current) : document::Pointer();
    m_scroll = m_view->verticalScrollBar()->value();
}

// The person stays on the cell she stood on, wherever its row has gone.
void TablePage::refresh()
{
    const QModelIndex current = m_table->indexOf(m_current);
    m_view->setCurrentIndex(current);
    m_view->verticalScrollBar()->setValue(m_scroll);
    if (m_lists.isEmpty()) {
        reload(); // the first page held nothing
        return;
    }
    const QList<ListPlace> lists = listsIn(*m_answer);
    for (ListPlace &known : m_lists) {
        for (const ListPlace &now : lists) {
            if (now.pointer == known.pointer)
                known.size = now.size;
        }
        m_choice->setItemText(int(&known - m_lists.data()),
                              tr("%1 (%2)").arg(known.name, QLocale().toString(known.size)));
    }
    showCount();
}

// As wide as its first rows need, within reason; the person can make any of them wider.
void TablePage::fitColumns()
{
    QHeaderView *header = m_view->horizontalHeader();
    const int widest = widgets::textWidth(this, 40);
    const int narrowest = widgets::textWidth(this, 8);
    const int gap = widgets::space(this, Space::Small);
    for (int column = 0; column < m_table->columnCount(); ++column) {
        m_view->resizeColumnToContents(column);
        header->resizeSection(column, qBound(narrowest, header->sectionSize(column) + gap, widest));
    }
}

void TablePage::showCount()
{
    const int shown = m_table->rowCount();
    const QLocale locale;
    m_count->setText(shown == m_table->entries()
                         ? tr("%n row(s)", nullptr, shown)
                         : tr("%1 of %2 row(s)", nullptr, pluralOf(m_table->entries()))
                               .arg(locale.toString(shown), locale.toString(m_table->entries())));
}

} // namespace formwork::answers
