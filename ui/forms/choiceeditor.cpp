// SPDX-License-Identifier: Apache-2.0
#include "forms/choiceeditor.h"

#include "forms/flowlayout.h"
#include "forms/shapewords.h"
#include "widgets/announce.h"
#include "widgets/metrics.h"

#include <QRadioButton>

namespace formwork::forms
{

using model::EnumValue;
using model::ShapeType;

namespace
{

QString wrapped(const QString &text, const QFontMetrics &metrics, int room)
{
    QStringList lines = {QString()};
    for (const QString &word : text.split(u' ')) {
        const QString longer = lines.last().isEmpty() ? word : lines.last() + u' ' + word;
        if (metrics.horizontalAdvance(longer) <= room || lines.last().isEmpty())
            lines.last() = longer;
        else
            lines.append(word);
    }
    return lines.join(u'\n').replace(u'&', QStringLiteral("&&"));
}

} // namespace

ChoiceEditor::ChoiceEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
{
    auto *row = new FlowLayout(this);
    row->setSpacing(widgets::space(this, widgets::Space::Medium));
    const int inset = widgets::fieldPadding(font()) + 1; // level with a field's text
    row->setContentsMargins(0, inset, 0, widgets::space(this, widgets::Space::Tiny));
    setObjectName(pointer.toString());
    if (isOptional())
        addChoice(QCborValue(QCborValue::Undefined), unsetInWords(member()));
    if (shape().type == ShapeType::Boolean) {
        addChoice(true, tr("Yes"));
        addChoice(false, tr("No"));
    }
    const guide::Hint *known = hint();
    for (const guide::OfferedValue &offered :
         guide::offeredValues(form.operation().service->id, member(), QDate::currentDate())) {
        const EnumValue &entry = *offered.value;
        const QString words = known ? known->valueLabels.value(entry.value) : QString();
        addChoice(fromEditText(entry.value, shape()), offeredText(offered, words));
        m_choices.last().button->setToolTip(valueHelp(entry));
    }
    refreshQuietly();
}

// The checked one takes the focus, as in any group of radio buttons.
QWidget *ChoiceEditor::input()
{
    for (const Choice &choice : m_choices) {
        if (choice.button->isChecked())
            return choice.button;
    }
    return m_choices.isEmpty() ? static_cast<QWidget *>(this) : m_choices.first().button;
}

void ChoiceEditor::refresh()
{
    const QCborValue now = value();
    bool isKnown = false;
    for (const Choice &choice : std::as_const(m_choices)) {
        const bool isIt = choice.value == now && choice.value.type() == now.type();
        isKnown = isKnown || isIt;
        if (isIt && !choice.button->isChecked())
            choice.button->setChecked(true);
    }
    if (!isKnown && !now.isUndefined()) {
        addChoice(now, tr("%1 (not in the list)").arg(editText(now)));
        m_choices.last().button->setChecked(true);
        Q_EMIT layoutChanged();
    } else if (!isKnown) {
        for (const Choice &choice : std::as_const(m_choices)) { // required and not chosen yet
            choice.button->setAutoExclusive(false);
            choice.button->setChecked(false);
            choice.button->setAutoExclusive(true);
        }
    }
    setStop();
}

// Tab comes to the one that is chosen. Qt sees to that only where a person chose it.
void ChoiceEditor::setStop()
{
    const QWidget *stop = input();
    for (const Choice &choice : std::as_const(m_choices))
        choice.button->setFocusPolicy(choice.button == stop ? Qt::StrongFocus : Qt::ClickFocus);
}

void ChoiceEditor::describe(const QString &name, const QString &description, bool)
{
    m_name = name;
    widgets::setAccessible(this, name, description);
    for (const Choice &choice : std::as_const(m_choices))
        widgets::setAccessible(choice.button, tr("%1: %2").arg(name, choice.text), description);
}

// Radio buttons do not wrap; long ones get their line breaks here.
void ChoiceEditor::resizeEvent(QResizeEvent *event)
{
    Editor::resizeEvent(event);
    const int room = width() - 2 * widgets::lineHeight(font());
    for (const Choice &choice : std::as_const(m_choices)) {
        const QString text = wrapped(choice.text, QFontMetrics(choice.button->font()), room);
        if (choice.button->text() != text)
            choice.button->setText(text);
    }
}

void ChoiceEditor::addChoice(const QCborValue &value, const QString &text)
{
    auto *button = new QRadioButton(QString(text).replace(u'&', QStringLiteral("&&")), this);
    button->setMinimumWidth(widgets::lineHeight(font()) * 3); // not its text's: that may wrap
    button->setObjectName(pointer().toString() + u'=' + editText(value));
    button->setAccessibleName(tr("%1: %2").arg(m_name, text));
    layout()->addWidget(button);
    button->show();
    m_choices.append({value, text, button});
    connect(button, &QRadioButton::toggled, this, [this, value](bool on) {
        if (!on || isRefreshing())
            return;
        commit(value);
        touch();
    });
}

} // namespace formwork::forms
