// SPDX-License-Identifier: Apache-2.0
#include "answers/treepage.h"

#include "answers/valueactions.h"
#include "widgets/metrics.h"

#include <QHeaderView>
#include <QScrollBar>

namespace formwork::answers
{
namespace
{

constexpr int kOpened = 30; // rows that are shown at once without being asked for

} // namespace

TreePage::TreePage(Answer *answer, QWidget *parent)
    : QTreeView(parent)
    , m_tree(new AnswerTree(answer, this))
{
    setObjectName(QStringLiteral("answerTree"));
    setAccessibleName(tr("Answer as a tree"));
    setModel(m_tree);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setIndentation(widgets::space(this, widgets::Space::Medium));
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(AnswerTree::Name, QHeaderView::Interactive);
    header()->setSectionResizeMode(AnswerTree::Value, QHeaderView::Stretch);
    header()->setSectionResizeMode(AnswerTree::Type, QHeaderView::Interactive);
    header()->resizeSection(AnswerTree::Name, widgets::textWidth(this, 36));
    header()->resizeSection(AnswerTree::Type, widgets::textWidth(this, 24));
    addValueActions(this, answer, [this](const QModelIndex &index) -> std::optional<ValuePlace> {
        if (!index.isValid())
            return {};
        return ValuePlace{m_tree->pointerAt(index), m_tree->valueAt(index)};
    });
    connect(m_tree, &QAbstractItemModel::modelAboutToBeReset, this, &TreePage::remember);
    connect(m_tree, &QAbstractItemModel::modelReset, this, [this] {
        if (m_tree->isExtending())
            restore();
        else
            openFirst();
    });
    connect(answer, &Answer::revealed, this, &TreePage::goTo);
}

void TreePage::goTo(const document::Pointer &pointer)
{
    const QModelIndex at = m_tree->indexOf(pointer);
    setCurrentIndex(at);
    scrollTo(at);
}

void TreePage::openFirst()
{
    int rows = m_tree->rowCount();
    for (int row = 0; row < m_tree->rowCount(); ++row) {
        const QModelIndex at = m_tree->index(row, 0);
        const int inside = m_tree->rowCount(at);
        if (rows + inside > kOpened && m_tree->rowCount() > 1)
            continue;
        expand(at);
        rows += inside;
    }
    // A list or a structure of one: what is wanted is inside.
    QModelIndex only = m_tree->index(0, 0);
    while (m_tree->rowCount(only.parent()) == 1 && m_tree->rowCount(only) > 0) {
        expand(only);
        only = m_tree->index(0, 0, only);
    }
    setCurrentIndex(m_tree->index(0, 0));
}

void TreePage::noteOpen(const QModelIndex &at, QList<document::Pointer> &open) const
{
    for (int row = 0; row < m_tree->rowCount(at); ++row) {
        const QModelIndex child = m_tree->index(row, 0, at);
        if (!isExpanded(child))
            continue;
        open.append(m_tree->pointerAt(child));
        noteOpen(child, open);
    }
}

void TreePage::remember()
{
    m_open.clear();
    noteOpen({}, m_open);
    m_current = m_tree->pointerAt(currentIndex());
    m_scroll = verticalScrollBar()->value();
}

void TreePage::restore()
{
    for (const document::Pointer &pointer : std::as_const(m_open))
        expand(m_tree->indexOf(pointer));
    setCurrentIndex(m_tree->indexOf(m_current));
    verticalScrollBar()->setValue(m_scroll);
}

} // namespace formwork::answers
