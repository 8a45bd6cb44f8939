// SPDX-License-Identifier: Apache-2.0
#include "forms/formview.h"

#include "forms/fieldgroup.h"
#include "forms/fieldrow.h"
#include "forms/taborder.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QApplication>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

namespace formwork::forms
{

using document::Pointer;
using widgets::Space;

FormView::FormView(FormModel &form, QWidget *parent)
    : QScrollArea(parent)
    , m_form(form)
    , m_order(new QTimer(this))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_order->setSingleShot(true);
    m_order->setInterval(0);
    connect(m_order, &QTimer::timeout, this, &FormView::putInOrder);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
}

void FormView::showStep(qsizetype step)
{
    if (step < 0 || step >= m_form.guide().steps.size())
        return;
    const guide::Step &shown = m_form.guide().steps[step];
    showMembers(m_form.guide().steps.size() > 1 ? shown.title : QString(), shown.help, shown.members);
}

void FormView::showMembers(const QString &title, const QString &help, const QList<Pointer> &members)
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("formContent"));
    auto *column = new QVBoxLayout(content);
    widgets::setSpacing(column, font(), Space::Huge, Space::Medium);
    if (!title.isEmpty())
        column->addWidget(widgets::headingLabel(title, content));
    if (!help.isEmpty()) {
        auto *text = widgets::helpLabel(help, content);
        column->addWidget(text);
    }
    QList<Pointer> shown;
    const model::Member *token = m_form.operation().tokenMember();
    for (const Pointer &pointer : members) {
        if (pointer.isRoot())
            shown.append(FieldGroup::membersOf(m_form, pointer));
        else if (m_form.memberAt(pointer) != token || !token)
            shown.append(pointer);
    }
    m_group = new FieldGroup(m_form, shown, FieldGroup::Direction::Down, content);
    connect(m_group, &FieldGroup::layoutChanged, m_order, qOverload<>(&QTimer::start));
    column->addWidget(m_group);
    column->addStretch(1);
    setWidget(content); // the one before goes
    putInOrder();
}

bool FormView::focusPointer(const Pointer &pointer)
{
    for (Pointer place = pointer; m_group; place = place.parent()) {
        if (QWidget *input = m_group->reach(place)) {
            putInOrder();
            widget()->layout()->activate();
            input->setFocus(Qt::OtherFocusReason);
            ensureWidgetVisible(input, 0, widgets::lineHeight(font()) * 3);
            return true;
        }
        if (place.isRoot())
            break;
    }
    return false;
}

void FormView::focusFirst()
{
    if (!m_group || m_group->rows().isEmpty())
        return;
    FieldRow *first = m_group->rows().first();
    if (QWidget *input = first->editor()->reach(first->pointer()))
        input->setFocus(Qt::OtherFocusReason);
}

void FormView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    // Wide windows: a field of two thousand pixels helps nobody.
    if (widget()) {
        const int line = widgets::lineHeight(font());
        const int around = viewport()->width() < line * 34 ? widgets::space(font(), Space::Medium)
                                                           : widgets::space(font(), Space::Huge);
        const int spare = qMax(0, viewport()->width() - line * 62);
        widget()->layout()->setContentsMargins(around, around, around + spare, around);
    }
}

// Tab goes by the layout, and each label gets a letter of its own as far as letters go.
void FormView::putInOrder()
{
    if (!m_group)
        return;
    orderTabs(widget());
    QString taken = m_reserved.toLower();
    const QList<FieldRow *> rows = m_group->rows();
    for (FieldRow *row : rows) {
        for (const QChar letter : m_form.labelOf(row->pointer()).toLower()) {
            if (!letter.isLetter() || taken.contains(letter))
                continue;
            taken += letter;
            row->setAccelerator(letter);
            break;
        }
    }
}

void FormView::followFocus(QWidget *now)
{
    if (!now || !widget() || !widget()->isAncestorOf(now))
        return;
    for (const QWidget *at = now; at && at != widget(); at = at->parentWidget()) {
        if (const auto *editor = qobject_cast<const Editor *>(at)) {
            ensureWidgetVisible(now, 0, widgets::lineHeight(font()));
            Q_EMIT focusedPointerChanged(editor->pointer());
            return;
        }
    }
}

} // namespace formwork::forms
