// SPDX-License-Identifier: Apache-2.0
#include "forms/formview.h"

#include "forms/examplebar.h"
#include "forms/fieldgroup.h"
#include "forms/fieldrow.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "widgets/tabstops.h"

#include <QAbstractButton>
#include <QApplication>
#include <QKeyEvent>
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
    , m_letters(new QTimer(this))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_letters->setSingleShot(true);
    m_letters->setInterval(0);
    connect(m_letters, &QTimer::timeout, this, &FormView::nameAccelerators);
    connect(&form, &FormModel::problemsChanged, this, &FormView::showLooseEnds);
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
}

FormView::~FormView() { leave(); }

// The field with the focus is finished while all that it tells is still there.
void FormView::leave()
{
    if (widget())
        widget()->hide();
}

void FormView::showStep(qsizetype step)
{
    if (step < 0 || step >= m_form.guide().steps.size())
        return;
    const guide::Step &shown = m_form.guide().steps[step];
    showMembers(m_form.guide().steps.size() > 1 ? shown.title : QString(), shown.help, shown.members);
    if (step == 0 && !m_form.operation().examples.isEmpty())
        static_cast<QVBoxLayout *>(widget()->layout())->insertWidget(0, new ExampleBar(m_form, widget()));
}

void FormView::showMembers(const QString &title, const QString &help, const QList<Pointer> &members)
{
    auto *content = new QWidget(viewport());
    content->setObjectName(QStringLiteral("formContent"));
    auto *column = new QVBoxLayout(content);
    widgets::setSpacing(column, font(), Space::Huge, Space::Medium);
    if (!title.isEmpty())
        column->addWidget(widgets::headingLabel(title, content));
    if (!help.isEmpty()) {
        auto *text = widgets::helpLabel(help, content);
        column->addWidget(text);
    }
    m_members = fieldsFor(members);
    m_problem = widgets::helpLabel({}, content);
    widgets::setRole(m_problem, "problem");
    m_nothing = widgets::wrappedLabel({}, content);
    column->addWidget(m_problem);
    const bool isSaid = m_members.size() == 1 && members.size() == 1 && !title.isEmpty();
    m_group = new FieldGroup(m_form, m_members, isSaid ? FieldGroup::Style::Alone : FieldGroup::Style::Down,
                             content);
    connect(m_group, &FieldGroup::layoutChanged, m_letters, qOverload<>(&QTimer::start));
    column->addWidget(m_group);
    column->addWidget(m_nothing);
    column->addStretch(1);
    leave();
    setWidget(content); // the one before goes
    showLooseEnds();
    m_letters->start(); // not before the window around it is complete
}

// The members of a step. A structure that is the whole step is its members; the client token has its place
// elsewhere.
QList<Pointer> FormView::fieldsFor(const QList<Pointer> &members) const
{
    const auto isWhole = [this, &members](const Pointer &pointer) {
        if (pointer.isRoot())
            return true;
        const model::Member *member = m_form.memberAt(pointer);
        return members.size() == 1 && member && member->target->type == model::ShapeType::Structure;
    };
    QList<Pointer> fields;
    const model::Member *token = m_form.operation().tokenMember();
    for (const Pointer &pointer : members) {
        if (isWhole(pointer))
            fields.append(FieldGroup::membersOf(m_form, pointer));
        else if (!token || m_form.memberAt(pointer) != token)
            fields.append(pointer);
    }
    return fields;
}

bool FormView::focusPointer(const Pointer &pointer)
{
    if (!m_group)
        return false;
    QWidget *input = pointer.isRoot() ? m_group->reach(pointer) : nullptr;
    for (Pointer place = pointer; !input && !place.isRoot(); place = place.parent())
        input = m_group->reach(place);
    if (!input)
        return false;
    widget()->layout()->activate();
    input->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(input, 0, widgets::lineHeight(font()) * 3);
    return true;
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

// Tab goes by the layout; at the ends the window says what comes next.
bool FormView::focusNextPrevChild(bool next)
{
    return (widget() && widgets::stepAmong(widgets::tabStops(widget()), next, false))
        || QScrollArea::focusNextPrevChild(next);
}

// A field's own undo would know nothing of the rest of the form, and its steps would be changes to undo.
bool FormView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && watched->isWidgetType() && widget()
        && widget()->isAncestorOf(static_cast<QWidget *>(watched))) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            key->matches(QKeySequence::Undo) ? m_form.undo() : m_form.redo();
            return true;
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

// The letters that Alt reaches something else with in this window.
QString FormView::takenAccelerators() const
{
    QString taken;
    const auto take = [&taken](const QString &text) {
        const QKeySequence keys = QKeySequence::mnemonic(text);
        taken += keys.isEmpty() ? QString() : QString(QChar(keys[0].key())).toLower();
    };
    for (const QWidget *widget : window()->findChildren<QWidget *>()) {
        if (isAncestorOf(widget) || !widget->isVisibleTo(window()))
            continue;
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            take(button->text());
        else if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->buddy())
            take(label->text());
    }
    return taken;
}

// Each label gets a letter of its own as far as letters go.
void FormView::nameAccelerators()
{
    if (!m_group)
        return;
    showLooseEnds();
    QString taken = takenAccelerators();
    const QList<FieldRow *> rows = m_group->rows();
    for (FieldRow *row : rows) {
        row->setAccelerator({});
        for (const QChar letter : m_form.labelOf(row->pointer()).toLower()) {
            if (!letter.isLetter() || taken.contains(letter))
                continue;
            taken += letter;
            row->setAccelerator(letter);
            break;
        }
    }
}

// What no row can say: that there is nothing to fill in, or what is wrong with something above the fields.
void FormView::showLooseEnds()
{
    if (!m_group)
        return;
    QStringList sentences;
    for (const document::Problem &problem : m_form.problems()) {
        const bool isAbove =
            std::any_of(m_members.cbegin(), m_members.cend(), [&problem](const Pointer &member) {
                return member != problem.pointer && member.startsWith(problem.pointer);
            });
        const bool isNowhere = !problem.pointer.isRoot() && !m_form.memberAt(problem.pointer)
            && (problem.pointer.tokens().size() == 1
                || std::any_of(m_members.cbegin(), m_members.cend(), [&problem](const Pointer &member) {
                       return problem.pointer.startsWith(member);
                   }));
        if ((isAbove || isNowhere) && m_form.isProblemShown(problem.pointer))
            sentences.append(problem.sentence);
    }
    m_problem->setText(sentences.join(u' '));
    m_problem->setVisible(!sentences.isEmpty());
    QString nothing = m_group->rows().isEmpty() ? whyEmpty() : QString();
    for (const guide::PlainChoice &choice : m_form.guide().plainChoices) {
        if (!nothing.isEmpty() && choice.values.contains(m_form.value(choice.at).toString()))
            nothing = choice.text;
    }
    m_nothing->setText(nothing);
    m_nothing->setVisible(!nothing.isEmpty());
}

// A step may be empty because what decides about it was not chosen yet.
QString FormView::whyEmpty() const
{
    for (const guide::Reveal &reveal : m_form.guide().reveals) {
        const bool isOurs = std::ranges::any_of(reveal.members, [this](const Pointer &revealed) {
            return std::ranges::any_of(m_members,
                                       [&](const Pointer &member) { return revealed.startsWith(member); });
        });
        for (const Pointer &choice : isOurs ? reveal.when.pointers() : QList<Pointer>()) {
            if (m_form.memberAt(choice) && m_form.value(choice).toString().isEmpty())
                return tr("Choose “%1” first: it decides what is filled in here.")
                    .arg(m_form.labelOf(choice));
        }
    }
    return tr("There is nothing to fill in here.");
}

void FormView::followFocus(QWidget *now)
{
    if (!now || !widget() || !widget()->isAncestorOf(now))
        return;
    ensureWidgetVisible(now, 0, widgets::lineHeight(font()));
    for (const QWidget *at = now; at && at != widget(); at = at->parentWidget()) {
        if (const auto *editor = qobject_cast<const Editor *>(at)) {
            Q_EMIT focusedPointerChanged(editor->pointer());
            return;
        }
    }
}

} // namespace formwork::forms
