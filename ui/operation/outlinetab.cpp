// SPDX-License-Identifier: Apache-2.0
#include "operation/outlinetab.h"

#include "document/redact.h"
#include "forms/headline.h"
#include "forms/shapewords.h"
#include "widgets/icon.h"
#include "widgets/matches.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"
#include "widgets/theme.h"

#include <QCborArray>
#include <QCborMap>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace formwork::operation
{

using document::Pointer;

namespace
{

constexpr int kMostItems = 4000; // more would only keep the window busy
constexpr int kPlaceRole = Qt::UserRole;
constexpr qsizetype kLongestValue = 60;

Pointer placeOf(const QTreeWidgetItem *item) { return Pointer::parse(item->data(0, kPlaceRole).toString()); }

} // namespace

OutlineTab::OutlineTab(forms::FormModel *form, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_search(new widgets::SearchField(tr("Find a field of this request"), this))
    , m_tree(new QTreeWidget(this))
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Small, widgets::Space::Small);
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    m_search->setObjectName(QStringLiteral("outlineSearch"));
    m_tree->setObjectName(QStringLiteral("outlineTree"));
    m_tree->setAccessibleName(tr("Outline of the request"));
    m_tree->setHeaderHidden(true);
    m_tree->setColumnCount(2);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(widgets::space(this, widgets::Space::Medium));
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    // Not while the tree is still busy with the click: what is chosen may draw it anew.
    const auto choose = [this](QTreeWidgetItem *item) {
        const auto tell = [this, place = placeOf(item)] { Q_EMIT chosen(place); };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    };
    connect(m_tree, &QTreeWidget::itemClicked, this, choose);
    connect(m_tree, &QTreeWidget::itemActivated, this, choose);
    connect(m_tree, &QTreeWidget::itemCollapsed, this,
            [this](QTreeWidgetItem *item) { m_closed.insert(placeOf(item)); });
    connect(m_tree, &QTreeWidget::itemExpanded, this,
            [this](QTreeWidgetItem *item) { m_closed.remove(placeOf(item)); });
    connect(m_search, &QLineEdit::textChanged, this, &OutlineTab::filter);
    connect(m_search, &widgets::SearchField::stepped, this, &OutlineTab::step);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (const QTreeWidgetItem *item = m_tree->currentItem())
            Q_EMIT chosen(placeOf(item));
    });
    connect(m_form, &forms::FormModel::problemsChanged, this, [this] {
        if (isVisible())
            refresh();
    });
}

void OutlineTab::refresh()
{
    const Pointer current = m_tree->currentItem() ? placeOf(m_tree->currentItem()) : Pointer();
    const QSignalBlocker blocker(m_tree);
    m_tree->clear();
    m_items.clear();
    m_left = kMostItems;
    const QCborValue document = m_form->visibleDocument();
    addBelow(m_tree->invisibleRootItem(), {}, document);
    addMissing();
    mark();
    for (auto it = m_items.cbegin(); it != m_items.cend(); ++it)
        it.value()->setExpanded(!m_closed.contains(it.key()));
    filter(m_search->text());
    follow(current);
}

void OutlineTab::follow(const Pointer &pointer)
{
    const QSignalBlocker blocker(m_tree);
    for (Pointer place = pointer; !place.isRoot(); place = place.parent()) {
        if (QTreeWidgetItem *item = m_items.value(place)) {
            m_tree->setCurrentItem(item);
            m_tree->scrollToItem(item);
            return;
        }
    }
}

void OutlineTab::enter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QTreeWidgetItem *OutlineTab::add(QTreeWidgetItem *above, const Pointer &place)
{
    auto *item = new QTreeWidgetItem(above);
    const bool isEntry = place.tokens().size() > 1 && m_form->value(place.parent()).isArray();
    item->setText(0, isEntry ? forms::placeName(*m_form, place) : m_form->labelOf(place));
    item->setData(0, kPlaceRole, place.toString());
    m_items.insert(place, item);
    --m_left;
    return item;
}

void OutlineTab::addBelow(QTreeWidgetItem *item, const Pointer &place, const QCborValue &value)
{
    const auto addOne = [&](const QString &token, const QCborValue &entry) {
        const Pointer here = place.child(token);
        const model::Member *member = m_form->memberAt(here);
        if (m_left <= 0 || !member || member->idempotencyToken)
            return;
        QTreeWidgetItem *added = add(item, here);
        if (entry.isMap() || entry.isArray())
            addBelow(added, here, entry);
        else
            added->setText(1,
                           document::isSecret(*member)
                               ? tr("(secret)")
                               : forms::editText(entry).simplified().left(kLongestValue));
    };
    if (value.isMap()) {
        for (const auto &[key, entry] : value.toMap())
            addOne(key.toString(), entry);
    } else if (value.isArray()) {
        qsizetype index = 0;
        for (const QCborValue &entry : value.toArray())
            addOne(QString::number(index++), entry);
    }
}

// What is required and not there has no value to be listed by.
void OutlineTab::addMissing()
{
    for (const document::Problem &problem : m_form->problems()) {
        QTreeWidgetItem *above = m_tree->invisibleRootItem();
        Pointer place;
        for (const QString &token : problem.pointer.tokens()) {
            place = place.child(token);
            if (!m_items.contains(place) && m_form->memberAt(place))
                add(above, place)->setText(1, tr("missing"));
            above = m_items.value(place, above);
        }
    }
}

void OutlineTab::mark()
{
    for (const document::Problem &problem : m_form->problems()) {
        const bool isError = problem.severity == document::Severity::Error;
        for (Pointer place = problem.pointer; !place.isRoot(); place = place.parent()) {
            QTreeWidgetItem *item = m_items.value(place);
            if (!item)
                continue;
            item->setIcon(0,
                          widgets::icon(QStringLiteral("warning"),
                                        isError ? widgets::Tone::Rejected : widgets::Tone::Warning));
            if (place == problem.pointer)
                item->setToolTip(0, problem.sentence);
            item->setData(0, Qt::AccessibleDescriptionRole,
                          place == problem.pointer ? problem.sentence : tr("Something below it is wrong."));
        }
    }
}

void OutlineTab::filter(const QString &text)
{
    QTreeWidgetItem *root = m_tree->invisibleRootItem();
    for (int i = 0; i < root->childCount(); ++i)
        static_cast<void>(fits(root->child(i), text));
    if (!text.isEmpty())
        step(0);
}

// What fits is shown with all that is above it.
bool OutlineTab::fits(QTreeWidgetItem *item, const QString &text)
{
    bool isAny = text.isEmpty() || widgets::hasWords(item->text(0) + u' ' + item->text(1), text);
    for (int i = 0; i < item->childCount(); ++i)
        isAny = fits(item->child(i), text) || isAny;
    item->setHidden(!isAny);
    return isAny;
}

// Among those that fit themselves while something is searched for; 0: to the first, unless one is there.
void OutlineTab::step(int rows)
{
    const QString text = m_search->text();
    QList<QTreeWidgetItem *> hits;
    for (QTreeWidgetItemIterator it(m_tree, QTreeWidgetItemIterator::NotHidden); *it; ++it) {
        if (text.isEmpty() || widgets::hasWords((*it)->text(0) + u' ' + (*it)->text(1), text))
            hits.append(*it);
    }
    if (hits.isEmpty())
        return;
    const qsizetype now = hits.indexOf(m_tree->currentItem());
    const qsizetype next = now < 0 ? 0 : qBound<qsizetype>(0, now + rows, hits.size() - 1);
    m_tree->setCurrentItem(hits[next]);
    m_tree->scrollToItem(hits[next]);
}

} // namespace formwork::operation
