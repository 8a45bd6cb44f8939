// SPDX-License-Identifier: Apache-2.0
#include "forms/unioneditor.h"

#include "forms/fieldgroup.h"
#include "forms/fieldrow.h"
#include "forms/shapewords.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QCborMap>
#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace formwork::forms
{

using document::Pointer;
using guide::Alternative;
using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

QString idOf(const Alternative &choice) { return choice.members.join(u'+'); }

QList<Alternative> waysOf(const FormModel &form, const Shape &shape)
{
    return guide::alternativesOf(form.operation().service->id, shape);
}

bool holdsAll(const Alternative &choice, const QStringList &set)
{
    return std::ranges::all_of(set, [&choice](const QString &name) { return choice.members.contains(name); });
}

} // namespace

UnionEditor::UnionEditor(FormModel &form, const Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_box(new QComboBox(this))
    , m_column(new QVBoxLayout(this))
    , m_line(new QHBoxLayout)
    , m_all(waysOf(form, shape()))
{
    m_column->setContentsMargins({});
    m_line->setSpacing(widgets::space(this, widgets::Space::Small));
    m_line->addWidget(m_box, 0, Qt::AlignTop);
    m_line->addStretch(0);
    m_column->addLayout(m_line);
    m_box->setObjectName(pointer.toString());
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(isEntry() && isShort(form, shape()) ? 7 : 20);
    m_box->installEventFilter(this);
    fill();
    refreshQuietly();
    connect(m_box, &QComboBox::activated, this, [this](int index) {
        choose(m_box->itemData(index).toString());
        touch();
    });
    connect(&form, &FormModel::revealsChanged, this, [this] {
        fill();
        refreshQuietly();
    });
}

bool UnionEditor::isFor(const FormModel &form, const Shape &shape)
{
    return shape.type == ShapeType::Union || waysOf(form, shape).size() > 1;
}

bool UnionEditor::isShort(const FormModel &form, const Shape &shape)
{
    const QList<Alternative> ways = waysOf(form, shape);
    const auto isLine = [&shape](const Alternative &way) {
        const Member *member = way.members.size() == 1 ? shape.member(way.members.first()) : nullptr;
        return member && (member->target->isText() || member->target->isNumber());
    };
    return ways.size() > 1 && std::ranges::any_of(ways, isLine);
}

QWidget *UnionEditor::input() { return m_box; }

bool UnionEditor::isOnOneLine() const
{
    return !m_content || (m_row && !m_row->editor()->shape().isAggregate());
}

void UnionEditor::refresh()
{
    const QString inDocument = choiceInDocument();
    if (!inDocument.isEmpty())
        m_choice = inDocument;
    else if (value().isUndefined() && !m_choice.isEmpty() && m_row == nullptr)
        m_choice.clear(); // taken away from outside; an empty field of a scalar choice leaves the choice
    if (isOnlyOne())
        m_choice = idOf(m_choices.first());
    const QSignalBlocker blocker(m_box);
    int index = m_box->findData(m_choice);
    if (index < 0 && !m_choice.isEmpty() && m_choice == idOf(m_several)) {
        m_box->addItem(m_several.title, m_choice);
        index = m_box->count() - 1;
    }
    m_box->setCurrentIndex(index);
    showChoice();
}

QWidget *UnionEditor::reach(const Pointer &target)
{
    if (target.tokens().size() > pointer().tokens().size()) {
        QWidget *found = m_group ? m_group->reach(target) : m_row ? m_row->editor()->reach(target) : nullptr;
        if (found)
            return found;
    }
    if (!m_box->isVisibleTo(this) && m_group)
        return m_group->reach(m_group->rows().isEmpty() ? target : m_group->rows().first()->pointer());
    return m_box;
}

bool UnionEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::Wheel) {
        event->ignore(); // a wheel over a form scrolls the form
        return true;
    }
    return Editor::eventFilter(watched, event);
}

bool UnionEditor::isOnlyOne() const { return m_choices.size() == 1 && m_choices.size() < m_all.size(); }

void UnionEditor::fill()
{
    const QList<Alternative> choices = revealedChoices();
    if (choices == m_choices && m_box->count() > 0)
        return;
    m_choices = choices;
    const QSignalBlocker blocker(m_box);
    m_box->clear();
    m_box->setPlaceholderText(tr("Choose one"));
    if (isOptional())
        m_box->addItem(tr("Not set"), QString());
    for (const Alternative &choice : choices) {
        const Pointer only = pointer().child(choice.members.first());
        const guide::Hint *known = choice.members.size() == 1 ? form().hintOf(only) : nullptr;
        m_box->addItem(known && !known->label.isEmpty() ? known->label : choice.title, idOf(choice));
    }
    // When another choice leaves one member only, there is nothing to choose here.
    m_box->setVisible(!isOnlyOne());
}

void UnionEditor::choose(const QString &id)
{
    const QCborMap before = value().toMap();
    for (const auto &[key, entry] : before)
        form().remember(pointer().child(key.toString()), entry);
    m_choice = id;
    if (id.isEmpty()) {
        form().remove(pointer());
        refreshQuietly();
        return;
    }
    const Alternative *chosen = choice(id);
    if (!chosen)
        return;
    QCborMap next;
    for (const QString &name : chosen->members) {
        const QCborValue kept =
            before.contains(name) ? before.value(name) : form().remembered(pointer().child(name));
        if (!kept.isUndefined())
            next.insert(name, kept);
    }
    const Member *only = chosen->members.size() == 1 ? shape().member(chosen->members.first()) : nullptr;
    const bool isNew = only && next.isEmpty();
    if (isNew && only->target->isAggregate())
        next.insert(only->name, emptyValue(*only->target));
    form().setValue(pointer(), next);
    if (isNew && only->target->type == ShapeType::Structure) {
        form().remove(pointer().child(only->name));
        form().addStructure(pointer().child(only->name)); // with the structures it requires
    }
    refreshQuietly();
}

void UnionEditor::showChoice()
{
    if (m_shown == m_choice)
        return;
    m_shown = m_choice;
    if (m_content) {
        m_content->hide();
        m_content->deleteLater(); // one of its editors may be on the way here
    }
    m_content = nullptr;
    m_group = nullptr;
    m_row = nullptr;
    const Alternative *chosen = choice(m_choice);
    const Member *only =
        chosen && chosen->members.size() == 1 ? shape().member(chosen->members.first()) : nullptr;
    if (chosen && (!only || only->target->type == ShapeType::Structure)) {
        showGroup(*chosen);
    } else if (only) {
        showMember(*only);
    }
    Q_EMIT layoutChanged();
}

void UnionEditor::showMember(const Member &only)
{
    const bool isAlone = !m_box->isVisibleTo(this);
    const bool isLine = !only.target->isAggregate() && !isAlone;
    const bool isSaid = isLine || (isEntry() && !isAlone); // by the box
    QWidget *holder = isLine || isAlone ? this : inset();
    m_row = new FieldRow(form(), pointer().child(only.name), holder,
                         isSaid ? FieldRow::Look::Bare : FieldRow::Look::Full);
    connect(m_row->editor(), &Editor::layoutChanged, this, &UnionEditor::layoutChanged);
    m_content = holder == this ? m_row : holder;
    if (isLine)
        m_line->insertWidget(1, m_row, 1);
    else if (isAlone)
        m_column->addWidget(m_row);
    else
        holder->layout()->addWidget(m_row);
    m_row->show();
    m_content->show();
}

// Below the box, and seen to belong to it.
QWidget *UnionEditor::inset()
{
    auto *frame = new QFrame(this);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(widgets::space(this, widgets::Space::Medium), 0, 0, 0);
    widgets::setRole(frame, "nested");
    m_column->addWidget(frame);
    return frame;
}

// Several members, or those of the structure that is the choice.
void UnionEditor::showGroup(const Alternative &chosen)
{
    QList<Pointer> members;
    if (chosen.members.size() == 1)
        members = FieldGroup::membersOf(form(), pointer().child(chosen.members.first()));
    else
        for (const QString &name : chosen.members)
            members.append(pointer().child(name));
    QWidget *frame = m_box->isVisibleTo(this) ? inset() : new QWidget(this);
    if (!frame->layout()) {
        (new QVBoxLayout(frame))->setContentsMargins({});
        m_column->addWidget(frame);
    }
    m_group = new FieldGroup(form(), members, FieldGroup::Style::Down, frame);
    connect(m_group, &FieldGroup::layoutChanged, this, &UnionEditor::layoutChanged);
    frame->layout()->addWidget(m_group);
    m_content = frame;
    frame->show();
}

const Alternative *UnionEditor::choice(const QString &id) const
{
    if (!m_several.members.isEmpty() && idOf(m_several) == id)
        return &m_several;
    const auto is = [&id](const Alternative &choice) { return idOf(choice) == id; };
    const auto found = std::ranges::find_if(m_choices, is);
    return found == m_choices.cend() ? nullptr : &*found;
}

// The first that holds all that is set. A member that another choice hides is still in the document, but not
// what is sent.
QString UnionEditor::choiceInDocument()
{
    QStringList set;
    for (const auto &[key, entry] : value().toMap()) {
        const auto knows = [name = key.toString()](const Alternative &choice) {
            return choice.members.contains(name);
        };
        if (std::ranges::any_of(m_choices, knows))
            set.append(key.toString());
    }
    if (set.isEmpty())
        return {};
    if (const Alternative *now = choice(m_choice); now && holdsAll(*now, set))
        return m_choice;
    for (const Alternative &choice : m_choices) {
        if (holdsAll(choice, set))
            return idOf(choice);
    }
    m_several = {tr("Several at once"), set}; // written elsewhere; nothing of it may stay unseen
    return idOf(m_several);
}

QList<Alternative> UnionEditor::revealedChoices() const
{
    QList<Alternative> revealed;
    for (const Alternative &choice : m_all) {
        const bool isThere = std::ranges::any_of(
            choice.members, [this](const QString &name) { return form().isRevealed(pointer().child(name)); });
        if (isThere)
            revealed.append(choice);
    }
    return revealed;
}

} // namespace formwork::forms
