// SPDX-License-Identifier: Apache-2.0
#include "forms/unioneditor.h"

#include "forms/fieldgroup.h"
#include "forms/fieldrow.h"
#include "forms/shapewords.h"

#include <QCborMap>
#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace formwork::forms
{

using document::Pointer;
using model::Member;
using model::ShapeType;

UnionEditor::UnionEditor(FormModel &form, const Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_box(new QComboBox(this))
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins({});
    m_column->addWidget(m_box);
    m_box->setObjectName(pointer.toString());
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

QWidget *UnionEditor::input() { return m_box; }

void UnionEditor::refresh()
{
    const QString inDocument = choiceInDocument();
    if (!inDocument.isEmpty())
        m_choice = inDocument;
    else if (value().isUndefined() && !m_choice.isEmpty() && m_row == nullptr)
        m_choice.clear(); // taken away from outside; an empty field of a scalar choice leaves the choice
    if (m_names.size() == 1 && m_names.size() < qsizetype(shape().members.size()))
        m_choice = m_names.first();
    const QSignalBlocker blocker(m_box);
    m_box->setCurrentIndex(m_box->findData(m_choice));
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

void UnionEditor::fill()
{
    const QStringList names = revealedNames();
    if (names == m_names && m_box->count() > 0)
        return;
    m_names = names;
    const QSignalBlocker blocker(m_box);
    m_box->clear();
    m_box->setPlaceholderText(tr("Choose one"));
    if (isOptional())
        m_box->addItem(tr("Not set"), QString());
    for (const QString &name : names)
        m_box->addItem(form().labelOf(pointer().child(name)), name);
    // When another choice leaves one member only, there is nothing to choose here.
    m_box->setVisible(names.size() != 1 || names.size() == qsizetype(shape().members.size()));
}

void UnionEditor::choose(const QString &name)
{
    const QString before = choiceInDocument();
    if (!before.isEmpty())
        form().remember(pointer().child(before), value().toMap().value(before));
    m_choice = name;
    if (name.isEmpty()) {
        form().remove(pointer());
        refreshQuietly();
        return;
    }
    const Pointer chosen = pointer().child(name);
    const QCborValue kept = form().remembered(chosen);
    const Member *target = shape().member(name);
    QCborMap next;
    if (!kept.isUndefined())
        next.insert(name, kept);
    else if (target->target->isAggregate())
        next.insert(name, emptyValue(*target->target));
    form().setValue(pointer(), next);
    if (target->target->type == ShapeType::Structure && kept.isUndefined()) {
        form().remove(chosen);
        form().addStructure(chosen); // with the structures it requires
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
    const Member *chosen = shape().member(m_choice);
    if (!chosen) {
        Q_EMIT layoutChanged();
        return;
    }
    const Pointer place = pointer().child(m_choice);
    if (chosen->target->type == ShapeType::Structure) {
        m_group = new FieldGroup(form(), FieldGroup::membersOf(form(), place), FieldGroup::Style::Down, this);
        connect(m_group, &FieldGroup::layoutChanged, this, &UnionEditor::layoutChanged);
        m_content = m_group;
    } else {
        m_row = new FieldRow(form(), place, this);
        connect(m_row->editor(), &Editor::layoutChanged, this, &UnionEditor::layoutChanged);
        m_content = m_row;
    }
    m_column->addWidget(m_content);
    m_content->show();
    Q_EMIT layoutChanged();
}

QString UnionEditor::choiceInDocument() const
{
    const QCborMap map = value().toMap();
    for (const auto &[key, entry] : map) {
        // A member that another choice hides is still in the document, but not what is sent.
        if (m_names.contains(key.toString()))
            return key.toString();
    }
    return {};
}

QStringList UnionEditor::revealedNames() const
{
    QStringList names;
    for (const Member &entry : shape().members) {
        if (form().isRevealed(pointer().child(entry.name)))
            names.append(entry.name);
    }
    return names;
}

} // namespace formwork::forms
