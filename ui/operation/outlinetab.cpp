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

#include <QApplication>
#include <QCborArray>
#include <QCborMap>
#include <QEvent>
#include <QHeaderView>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <utility>

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
    connect(m_tree, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem *item) { choose(placeOf(item)); });
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
        m_isStale = true;
        if (isVisible() && !m_isPressed)
            refresh();
    });
    m_tree->viewport()->installEventFilter(this);
}

// Not while the tree is still busy with the click: what is chosen may draw it anew.
void OutlineTab::choose(const Pointer &place)
{
    QMetaObject::invokeMethod(this, [this, place] { Q_EMIT chosen(place); }, Qt::QueuedConnection);
}

// A press takes the focus from a field, which then tells what it holds, and a key that comes before the
// button is up moves on in the tree: what is meant is the row that was pressed, wherever it is by then.
bool OutlineTab::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *press = static_cast<const QMouseEvent *>(event);
        m_isPressed = true;
        m_pressedAt = press->position().toPoint();
        const QTreeWidgetItem *item =
            press->button() == Qt::LeftButton ? m_tree->itemAt(m_pressedAt) : nullptr;
        const bool isOnRow = item && m_pressedAt.x() >= m_tree->visualItemRect(item).left();
        m_pressed = isOnRow ? std::optional(placeOf(item)) : std::nullopt; // else it folds
    } else if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::Hide) {
        m_isPressed = false;
        const auto pressed = std::exchange(m_pressed, std::nullopt);
        if (pressed && event->type() == QEvent::MouseButtonRelease) {
            const QPoint way = static_cast<const QMouseEvent *>(event)->position().toPoint() - m_pressedAt;
            if (way.manhattanLength() < QApplication::startDragDistance())
                choose(*pressed);
        }
        const auto drawAnew = [this] {
            if (m_isStale && isVisible() && !m_isPressed)
                refresh();
        };
        QMetaObject::invokeMethod(this, drawAnew, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

void OutlineTab::refresh()
{
    m_isStale = false;
    const Pointer current = m_tree->currentItem() ? placeOf(m_tree->currentItem()) : Pointer();
    const QSignalBlocker blocker(m_tree);
    m_tree->clear();
    m_items.clear();
    m_left = kMostItems;
    const QCborValue document = m_form->typedDocument();
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
    if (m_isPressed) // nothing moves below the button
        return;
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
