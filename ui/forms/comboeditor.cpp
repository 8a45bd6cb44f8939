// SPDX-License-Identifier: Apache-2.0
#include "forms/comboeditor.h"

#include "forms/shapewords.h"
#include "widgets/announce.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>

namespace formwork::forms
{

using model::EnumValue;

ComboEditor::ComboEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_box(new QComboBox(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->setObjectName(pointer.toString());
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(12);
    m_box->setMaxVisibleItems(14);
    m_box->setCompleter(nullptr); // made when the field is first entered
    m_box->lineEdit()->setPlaceholderText(isOptional() ? unsetInWords(member())
                                                       : tr("Choose or type a value"));
    m_box->installEventFilter(this);
    m_box->lineEdit()->installEventFilter(this);
    refreshQuietly();
    connect(m_box, &QComboBox::editTextChanged, this, &ComboEditor::take);
    connect(m_box, &QComboBox::activated, this, [this](int index) {
        commit(m_box->itemData(index).isValid() ? fromEditText(m_box->itemData(index).toString(), shape())
                                                : QCborValue(QCborValue::Undefined));
        touch();
    });
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        if (m_box->lineEdit()->isModified())
            touch();
    });
}

QWidget *ComboEditor::input() { return m_box; }

void ComboEditor::refresh()
{
    const QString raw = editText(value());
    const guide::Hint *known = hint();
    const QString words = known ? known->valueLabels.value(raw) : QString();
    const QString shown = words.isEmpty() ? raw : words;
    if (m_isFilled) {
        const int index = raw.isEmpty() ? -1 : m_box->findData(raw);
        if (index != m_box->currentIndex())
            m_box->setCurrentIndex(index);
    }
    if (m_box->currentText() != shown && !(m_box->lineEdit()->hasFocus() && m_box->currentText() == raw))
        m_box->setEditText(shown);
}

void ComboEditor::describe(const QString &name, const QString &description, bool isInvalid)
{
    Editor::describe(name, description, isInvalid);
    widgets::setAccessible(m_box->lineEdit(), name, description);
}

// A list of hundreds of values is filled only when somebody comes near it; and a wheel over a form scrolls
// the form.
bool ComboEditor::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::Enter:
    case QEvent::MouseButtonPress:
        fill();
        break;
    case QEvent::Wheel:
        event->ignore();
        return true;
    default:
        break;
    }
    return Editor::eventFilter(watched, event);
}

void ComboEditor::fill()
{
    if (m_isFilled)
        return;
    m_isFilled = true;
    const QSignalBlocker blocker(m_box);
    const QString before = m_box->currentText();
    const guide::Hint *known = hint();
    if (isOptional())
        m_box->addItem(tr("Not set"));
    for (const EnumValue &entry : shape().enumValues) {
        const QString words = known ? known->valueLabels.value(entry.value) : QString();
        m_box->addItem(words.isEmpty() ? entry.value : words, entry.value);
        m_box->setItemData(m_box->count() - 1, valueHelp(entry), Qt::ToolTipRole);
    }
    if (shape().enumValues.isEmpty() && known)
        addSuggestions(*known);
    m_box->setCurrentIndex(before.isEmpty() ? -1 : m_box->findText(before));
    m_box->setEditText(before);
    addSearch();
}

// The model knows no values, the guide does.
void ComboEditor::addSuggestions(const guide::Hint &known)
{
    for (const QString &entry : known.valueOrder) {
        const QString words = known.valueLabels.value(entry);
        m_box->addItem(words.isEmpty() ? entry : words, entry);
    }
}

void ComboEditor::addSearch()
{
    auto *completer = new QCompleter(m_box->model(), m_box);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    m_box->setCompleter(completer);
}

void ComboEditor::take(const QString &text)
{
    if (isRefreshing())
        return;
    if (text.isEmpty() || (isOptional() && text == tr("Not set"))) {
        commit(isEntry() ? QCborValue(QString()) : QCborValue(QCborValue::Undefined));
        return;
    }
    const int index = m_box->findText(text, Qt::MatchFixedString);
    const QString raw =
        index >= 0 && m_box->itemData(index).isValid() ? m_box->itemData(index).toString() : text;
    commit(fromEditText(raw, shape()));
}

} // namespace formwork::forms
