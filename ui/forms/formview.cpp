// SPDX-License-Identifier: Apache-2.0
#include "forms/formview.h"

#include "forms/accelerators.h"
#include "forms/crumbs.h"
#include "forms/dooreditor.h"
#include "forms/entryrow.h"
#include "forms/examplebar.h"
#include "forms/fieldgroup.h"
#include "forms/fieldrow.h"
#include "forms/headline.h"
#include "forms/levels.h"
#include "forms/looseends.h"
#include "forms/undostrip.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "widgets/tabstops.h"
#include "wording/plaintext.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QTimer>
#include <QVBoxLayout>

namespace formwork::forms
{

using document::Pointer;
using widgets::Space;

namespace
{

constexpr int kMostPages = 32; // on the way to a place

} // namespace

FormView::FormView(FormModel &form, QWidget *parent)
    : QScrollArea(parent)
    , m_form(form)
    , m_strip(new UndoStrip(this))
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
    connect(&form, &FormModel::treeRemoved, this, &FormView::sayRemoved);
    connect(&form, &FormModel::changed, this, [this] {
        if (!m_strip->isHidden()) { // what it could undo is the last change no more
            m_strip->hide();
            placeStrip();
        }
    });
    connect(&form, &FormModel::changed, this, &FormView::followDocument, Qt::QueuedConnection);
    connect(m_strip, &UndoStrip::undoAsked, &form, &FormModel::undo);
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
    m_step = {m_form.guide().steps.size() > 1 ? shown.title : QString(), shown.help, shown.members,
              step == 0 && !m_form.operation().examples.isEmpty()};
    openPage({});
}

void FormView::showMembers(const QString &title, const QString &help, const QList<Pointer> &members)
{
    m_step = {title, help, members, false};
    openPage({});
}

void FormView::openPage(const Pointer &level)
{
    m_page = level;
    if (level.isRoot()) {
        build(m_step.title, m_step.help, m_step.members);
        if (m_step.hasExamples)
            static_cast<QVBoxLayout *>(widget()->layout())->insertWidget(0, new ExampleBar(m_form, widget()));
        return;
    }
    const guide::Hint *hint = m_form.hintOf(level);
    build({}, hint ? hint->help : wording::firstSentence(m_form.memberAt(level)->documentation), {level});
    if (isVisible())
        focusFirst();
}

void FormView::leavePage()
{
    const Pointer left = m_page;
    if (left.isRoot())
        return;
    openPage({});
    focusPointer(left); // where it was opened
}

void FormView::build(const QString &title, const QString &help, const QList<Pointer> &members)
{
    auto *content = new QWidget(viewport());
    content->setObjectName(QStringLiteral("formContent"));
    auto *column = new QVBoxLayout(content);
    widgets::setSpacing(column, font(), Space::Huge, Space::Medium);
    if (!m_page.isRoot())
        buildCrumbs(column);
    if (!title.isEmpty())
        column->addWidget(widgets::headingLabel(title, content));
    if (!help.isEmpty())
        column->addWidget(widgets::helpLabel(help, content));
    m_members = fieldsFor(members);
    m_ends = new LooseEnds(m_form, content);
    column->addWidget(m_ends->problem());
    const bool isSaid = m_members == members && members.size() == 1 && (!title.isEmpty() || !m_page.isRoot());
    m_group = new FieldGroup(m_form, m_members, isSaid ? FieldGroup::Style::Alone : FieldGroup::Style::Down,
                             content);
    connect(m_group, &FieldGroup::layoutChanged, m_letters, qOverload<>(&QTimer::start));
    column->addWidget(m_group);
    column->addWidget(m_ends->nothing());
    column->addStretch(1);
    leave();
    if (QWidget *before = takeWidget())
        before->deleteLater(); // a button of it may have opened this page
    setWidget(content);
    showLooseEnds();
    spread();
    m_letters->start(); // not before the window around it is complete
}

void FormView::buildCrumbs(QVBoxLayout *column)
{
    auto *crumbs = new Crumbs(m_form, m_page, m_step.title.isEmpty() ? tr("Form") : m_step.title,
                              column->parentWidget());
    connect(crumbs, &Crumbs::backAsked, this, &FormView::leavePage);
    connect(crumbs, &Crumbs::chosen, this, [this](const Pointer &place) {
        openPage({});
        if (place.isRoot())
            focusFirst();
        else
            focusPointer(place);
    });
    column->addWidget(crumbs);
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

// Through the pages on the way there.
QWidget *FormView::reach(const Pointer &pointer)
{
    if (!pointer.startsWith(m_page))
        openPage({});
    for (int pages = 0; pages < kMostPages; ++pages) {
        QWidget *input = pointer.isRoot() ? m_group->reach(pointer) : nullptr;
        for (Pointer place = pointer; !input && !place.isRoot(); place = place.parent())
            input = m_group->reach(place);
        const auto *door = input ? qobject_cast<const DoorEditor *>(input->parentWidget()) : nullptr;
        if (!door || door->pointer() == pointer || !pointer.startsWith(door->pointer()))
            return input;
        openPage(door->pointer());
    }
    return nullptr;
}

bool FormView::focusPointer(const Pointer &pointer)
{
    QWidget *input = m_group ? reach(pointer) : nullptr;
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
    spread();
    placeStrip();
}

// Wide windows: a field of two thousand pixels helps nobody.
void FormView::spread()
{
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
    return (widget()
            && widgets::stepAmong(widgets::tabStops(widget()) + widgets::tabStops(m_strip), next, false))
        || QScrollArea::focusNextPrevChild(next);
}

// A field's own undo would know nothing of the rest of the form, and its steps would be changes to undo.
bool FormView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && watched->isWidgetType() && widget()
        && widget()->isAncestorOf(static_cast<QWidget *>(watched))) {
        if (handleKey(static_cast<QWidget *>(watched), static_cast<QKeyEvent *>(event)))
            return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

bool FormView::handleKey(QWidget *watched, const QKeyEvent *key)
{
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
        key->matches(QKeySequence::Undo) ? m_form.undo() : m_form.redo();
        return true;
    }
    const bool isAlt = key->modifiers() == Qt::AltModifier;
    if (isAlt && key->key() == Qt::Key_Left)
        return stepOut(watched);
    if (isAlt && key->key() == Qt::Key_Right)
        return stepIn(watched);
    const bool isJson =
        key->key() == Qt::Key_V && key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    const bool takesText = watched->testAttribute(Qt::WA_InputMethodEnabled) && watched->isEnabled();
    if (isJson || (key->matches(QKeySequence::Paste) && !takesText)) {
        if (const Editor *level = levelAround(watched)) {
            pasteInto(level->pointer());
            return true;
        }
    }
    return false;
}

bool FormView::stepOut(QWidget *from)
{
    for (QWidget *at = from; at && at != this; at = at->parentWidget()) {
        if (auto *row = qobject_cast<EntryRow *>(at); row && row->stepOut())
            return true;
    }
    if (m_page.isRoot())
        return false;
    leavePage();
    return true;
}

bool FormView::stepIn(QWidget *from)
{
    if (auto *door = qobject_cast<DoorEditor *>(from->parentWidget())) {
        door->open();
        return true;
    }
    auto *row = qobject_cast<EntryRow *>(from->parentWidget());
    return row && row->stepIn();
}

void FormView::pasteInto(const Pointer &level)
{
    const Result<void> taken = takeJson(m_form, level, QGuiApplication::clipboard()->text());
    if (!taken) {
        m_strip->say(taken.error().sentence(), false);
        placeStrip();
        return;
    }
    m_form.touch(level);
    m_strip->say(tr("Pasted into %1.").arg(placeName(m_form, level)), true);
    placeStrip();
}

void FormView::sayRemoved(const Pointer &pointer, int values)
{
    if (!isVisible())
        return;
    const bool isEntry = m_form.memberAt(pointer.parent()) && pointer.tokens().size() > 1
        && m_form.memberAt(pointer.parent())->target->type == model::ShapeType::List;
    const QString what = isEntry ? entryNoun(m_form, pointer.parent()) : m_form.labelOf(pointer);
    m_strip->say(tr("Removed: %1, %n value(s).", nullptr, values).arg(what), true);
    placeStrip();
}

// Over the lower end of the form, which scrolls above it.
void FormView::placeStrip()
{
    const bool isShown = !m_strip->isHidden();
    const int margin = widgets::space(font(), Space::Small);
    const int width = this->width() - 2 * margin;
    const int height = isShown ? m_strip->layout()->totalHeightForWidth(width) : 0;
    const int high = isShown ? qMax(height, m_strip->sizeHint().height()) : 0;
    setViewportMargins(0, 0, 0, isShown ? high + 2 * margin : 0);
    m_strip->setGeometry(margin, this->height() - high - margin, width, high);
}

// A page whose level is gone has nothing to show.
void FormView::followDocument()
{
    if (m_page.isRoot())
        return;
    const Pointer above = m_page.parent();
    const model::Member *member = m_form.memberAt(m_page);
    const bool isOpenWhenUnset = member && member->target->type != model::ShapeType::Structure
        && (above.isRoot() || m_form.value(above).isMap());
    if (!m_form.isSet(m_page) && !(isOpenWhenUnset && (above.isRoot() || m_form.isSet(above)))
        && !m_form.isRequired(m_page))
        leavePage();
}

void FormView::nameAccelerators()
{
    if (!m_group)
        return;
    m_ends->refresh(m_members, m_group->rows().isEmpty());
    giveAccelerators(m_form, m_group->rows(), *this);
}

void FormView::showLooseEnds()
{
    if (m_group)
        m_ends->refresh(m_members, m_group->rows().isEmpty());
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
