// SPDX-License-Identifier: Apache-2.0
#include "forms/entryrow.h"

#include "forms/fieldrow.h"
#include "forms/headline.h"
#include "forms/levels.h"
#include "forms/lineeditor.h"
#include "forms/structureeditor.h"
#include "forms/unioneditor.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace formwork::forms
{

using document::Pointer;

EntryRow::EntryRow(FormModel &form, const Pointer &pointer, Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_pointer(pointer)
    , m_kind(kind)
    , m_column(new QVBoxLayout(this))
{
    const model::Shape &shape = *form.memberAt(pointer)->target;
    m_isFolding =
        shape.isAggregate() && !StructureEditor::isSmall(shape) && !UnionEditor::isShort(form, shape);
    m_column->setContentsMargins({});
    if (m_isFolding) { // a card
        const int edge = widgets::space(this, widgets::Space::Tiny);
        m_column->setContentsMargins(edge, edge, edge, edge);
        setAttribute(Qt::WA_StyledBackground);
        widgets::setRole(this, "card");
    }
    m_column->setSpacing(widgets::space(this, widgets::Space::Small));
    auto *line = new QHBoxLayout;
    line->setSpacing(widgets::space(this, widgets::Space::Tiny));
    m_column->addLayout(line);
    if (kind == Kind::MapEntry)
        addKey(line);
    if (m_isFolding) {
        addHead(line);
    } else {
        makeRow();
        line->addWidget(m_row, 3);
        if (auto *choice = qobject_cast<UnionEditor *>(m_row->editor())) {
            connect(choice, &Editor::layoutChanged, this, &EntryRow::placeRow);
            placeRow();
        }
    }
    const QString id = pointer.toString();
    if (kind == Kind::ListItem) {
        m_up = addButton(line, id + QStringLiteral("#up"), QStringLiteral("up"), tr("Move up (Alt+Up)"));
        m_up->setAccessibleName(tr("Move %1 up").arg(form.spokenNameOf(pointer)));
        m_down =
            addButton(line, id + QStringLiteral("#down"), QStringLiteral("down"), tr("Move down (Alt+Down)"));
        m_down->setAccessibleName(tr("Move %1 down").arg(form.spokenNameOf(pointer)));
        connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveAsked(-1); });
        connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveAsked(1); });
    }
    if (shape.isAggregate() && !StructureEditor::isSmall(shape)) {
        QToolButton *menu = levelButton(form, pointer, this);
        line->addWidget(menu);
        line->setAlignment(menu, Qt::AlignTop);
    }
    QToolButton *remove = addButton(line, id + QStringLiteral("#remove"), QStringLiteral("cross"),
                                    tr("Remove %1").arg(placeName(form, pointer)));
    remove->setAccessibleName(tr("Remove %1").arg(form.spokenNameOf(pointer)));
    connect(remove, &QToolButton::clicked, this, &EntryRow::removeAsked);
    refreshSummary();
}

void EntryRow::setOpen(bool open)
{
    if (!m_isFolding || open == m_isOpen)
        return;
    m_isOpen = open;
    if (open && !m_row) {
        makeRow();
        const int inner = widgets::space(this, widgets::Space::Small);
        auto *body = new QVBoxLayout;
        body->setContentsMargins(inner, 0, inner, inner);
        body->addWidget(m_row);
        m_column->addLayout(body);
    }
    m_row->setVisible(open);
    m_head->setChecked(open);
    m_head->setIcon(widgets::icon(open ? QStringLiteral("chevron") : QStringLiteral("chevron-right")));
    Q_EMIT layoutChanged();
}

void EntryRow::setMovable(bool up, bool down)
{
    if (m_up) {
        m_up->setEnabled(up);
        m_down->setEnabled(down);
    }
}

void EntryRow::refreshSummary()
{
    if (!m_head)
        return;
    const QString text = headline(m_form, m_pointer);
    QString name;
    if (m_kind != Kind::MapEntry) {
        name = entryNoun(m_form, m_pointer.parent());
        name = tr("%1 %2").arg(name.left(1).toUpper() + name.mid(1)).arg(m_pointer.last().toLongLong() + 1);
    }
    const QStringList parts = {name, text.isEmpty() ? tr("empty") : text};
    m_head->setText(parts.join(m_kind == Kind::MapEntry ? QString() : QStringLiteral(" \u00b7 ")));
    m_head->setAccessibleName(tr("%1: %2").arg(m_form.spokenNameOf(m_pointer), m_head->text()));
}

bool EntryRow::stepOut()
{
    if (!m_head)
        return false;
    if (m_head->hasFocus() && !m_isOpen)
        return false;
    if (m_head->hasFocus())
        setOpen(false);
    m_head->setFocus(Qt::OtherFocusReason);
    return true;
}

bool EntryRow::stepIn()
{
    if (!m_head || !m_head->hasFocus())
        return false;
    if (QWidget *first = enter())
        first->setFocus(Qt::OtherFocusReason);
    return true;
}

bool EntryRow::isOnArrow() const { return m_up && (m_up->hasFocus() || m_down->hasFocus()); }

void EntryRow::focusArrow(int by)
{
    QToolButton *arrow = by < 0 ? m_up : m_down;
    if (arrow && !arrow->isEnabled())
        arrow = by < 0 ? m_down : m_up; // at the end of the list the way back is left
    if (arrow)
        arrow->setFocus(Qt::OtherFocusReason);
}

QWidget *EntryRow::reach(const Pointer &target)
{
    if (target == m_pointer && m_head && !m_isOpen)
        return m_head;
    setOpen(true);
    return m_row->editor()->reach(target);
}

QWidget *EntryRow::enter()
{
    setOpen(true);
    return m_row->editor()->reach(m_pointer);
}

void EntryRow::keyPressEvent(QKeyEvent *event)
{
    const bool isAlt = event->modifiers() & Qt::AltModifier;
    if (m_kind == Kind::ListItem && isAlt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        Q_EMIT moveAsked(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    // Not left to the dialog, whose default button would send the request.
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !m_isFolding) {
        Q_EMIT addAsked();
        return;
    }
    QWidget::keyPressEvent(event);
}

void EntryRow::addKey(QLayout *line)
{
    m_key = new QLineEdit(this);
    m_key->setObjectName(m_pointer.toString() + QStringLiteral("#key"));
    m_key->setText(m_pointer.last());
    m_key->setAccessibleName(tr("Name of the entry %1").arg(m_form.spokenNameOf(m_pointer)));
    m_key->setPlaceholderText(tr("Name"));
    const model::Member *map = m_form.memberAt(m_pointer.parent());
    QStringList known;
    for (const model::EnumValue &value :
         map->target->key.target ? map->target->key.target->enumValues : QList<model::EnumValue>())
        known.append(value.value);
    if (!known.isEmpty())
        m_key->setCompleter(new QCompleter(known, m_key));
    connect(m_key, &QLineEdit::editingFinished, this, [this] {
        if (m_key->text() != m_pointer.last())
            Q_EMIT keyEdited(m_key->text());
    });
    static_cast<QHBoxLayout *>(line)->addWidget(m_key, 2, Qt::AlignTop);
}

void EntryRow::addHead(QLayout *line)
{
    m_head = new QToolButton(this);
    m_head->setObjectName(m_pointer.toString() + QStringLiteral("#head"));
    m_head->setCheckable(true);
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setIcon(widgets::icon(QStringLiteral("chevron-right")));
    m_head->setFocusPolicy(Qt::StrongFocus);
    m_head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(m_head, &QToolButton::toggled, this, &EntryRow::setOpen);
    static_cast<QHBoxLayout *>(line)->addWidget(m_head, 3);
}

QToolButton *EntryRow::addButton(QLayout *line, const QString &name, const QString &iconName,
                                 const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(widgets::icon(iconName));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(text);
    button->setAccessibleName(text);
    line->addWidget(button);
    line->setAlignment(button, Qt::AlignTop);
    return button;
}

// A choice that takes more than a line has the whole width below the line of its entry.
void EntryRow::placeRow()
{
    auto *line = static_cast<QHBoxLayout *>(m_column->itemAt(0)->layout());
    const auto *choice = qobject_cast<const UnionEditor *>(m_row->editor());
    const bool isBelow = choice && !choice->isOnOneLine();
    if (isBelow == (m_column->indexOf(m_row) >= 0))
        return;
    if (!m_key && !m_name) {
        m_name = widgets::mutedLabel({}, this);
        line->insertWidget(0, m_name, 3);
    }
    if (m_name) {
        m_name->setVisible(isBelow);
        m_name->setText(placeName(m_form, m_pointer));
    }
    if (isBelow) {
        line->removeWidget(m_row);
        m_column->addWidget(m_row);
    } else {
        m_column->removeWidget(m_row);
        line->insertWidget(m_key ? 1 : 0, m_row, 3);
    }
}

void EntryRow::makeRow()
{
    m_row = new FieldRow(m_form, m_pointer, this, FieldRow::Look::Bare);
    connect(m_row->editor(), &Editor::layoutChanged, this, &EntryRow::layoutChanged);
    if (auto *text = qobject_cast<LineEditor *>(m_row->editor()))
        connect(text, &LineEditor::linesPasted, this, &EntryRow::linesPasted);
}

} // namespace formwork::forms
