// SPDX-License-Identifier: Apache-2.0
#include "forms/dooreditor.h"

#include "forms/formview.h"
#include "forms/headline.h"
#include "forms/levels.h"
#include "forms/structureeditor.h"
#include "widgets/announce.h"
#include "widgets/icon.h"
#include "widgets/stylesheet.h"
#include "wording/nouns.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::forms
{

using document::Pointer;

DoorEditor::DoorEditor(FormModel &form, const Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_button(new QPushButton(this))
    , m_spoken(form.spokenNameOf(pointer))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_button);
    m_button->setObjectName(pointer.toString());
    m_button->setAutoDefault(false);
    m_button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    widgets::setFlag(m_button, "door", true);
    connect(m_button, &QPushButton::clicked, this, &DoorEditor::open);
    connect(&form, &FormModel::problemsChanged, this, [this] { refreshQuietly(); });
    refreshQuietly();
}

bool DoorEditor::isFor(const FormModel &form, const Pointer &pointer, const QWidget *parent)
{
    const model::Shape &shape = *form.memberAt(pointer)->target;
    if (!shape.isAggregate() || levelOf(parent) < kDeepestDrawn)
        return false;
    const model::Member *holder = pointer.isRoot() ? nullptr : form.memberAt(pointer.parent());
    const bool isEntry = holder
        && (holder->target->type == model::ShapeType::List || holder->target->type == model::ShapeType::Map);
    if (isEntry || form.isChosenElsewhere(pointer))
        return false;
    if (shape.type == model::ShapeType::List || shape.type == model::ShapeType::Map) {
        const model::Shape &element = *shape.element.target;
        return element.isAggregate() && !StructureEditor::isSmall(element);
    }
    return true;
}

QWidget *DoorEditor::input() { return m_button; }

void DoorEditor::refresh()
{
    const QString shown = text();
    m_button->setText(QString(shown).replace(u'&', QStringLiteral("&&")));
    m_button->setToolTip(shown);
    m_button->setAccessibleName(tr("%1: %2").arg(m_spoken, shown));
    const bool isSet = form().isSet(pointer());
    m_button->setIcon(
        widgets::icon(isSet || !isOptional() ? QStringLiteral("chevron-right") : QStringLiteral("plus"),
                      widgets::Tone::Sending));
}

void DoorEditor::describe(const QString &name, const QString &description, bool isInvalid)
{
    Editor::describe(name, description, isInvalid);
    m_spoken = name;
    m_button->setAccessibleName(tr("%1: %2").arg(m_spoken, text()));
}

QString DoorEditor::text() const
{
    const QString name = form().labelOf(pointer());
    if (!form().isSet(pointer()) && isOptional())
        return shape().type == model::ShapeType::Structure
            ? tr("Add %1").arg(wording::inSentence(name))
            : addText(shape().type == model::ShapeType::Union ? wording::inSentence(name)
                                                              : entryNoun(form(), pointer()));
    QStringList parts = {tr("Open %1").arg(wording::inSentence(name))};
    const QString told = headline(form(), pointer());
    if (!told.isEmpty())
        parts.append(told);
    if (const int values = leafCount(value()); values > 0)
        parts.append(tr("%n value(s)", nullptr, values));
    if (const int errors = form().showsAllProblems() ? form().errorsUnder(pointer()) : 0; errors > 0)
        parts.append(tr("%n problem(s)", nullptr, errors));
    return parts.join(QStringLiteral(" \u00b7 "));
}

void DoorEditor::open()
{
    FormView *view = viewOf(this);
    if (!view)
        return;
    const Pointer place = pointer();
    if (shape().type == model::ShapeType::Structure && !form().isSet(place)) {
        const QCborValue before = form().remembered(place);
        if (before.isMap())
            form().setValue(place, before);
        else
            form().addStructure(place);
    }
    view->openPage(place); // this one goes with its page
}

} // namespace formwork::forms
