// SPDX-License-Identifier: Apache-2.0
#include "forms/comboeditor.h"

#include "base/figures.h"
#include "forms/offerpicker.h"
#include "forms/shapewords.h"
#include "forms/valuelisting.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <functional>

namespace formwork::forms
{

using model::EnumValue;

namespace
{

constexpr qsizetype kManyValues = 20; // more are searched

// Its arrow opens what is given, where there is much to choose from.
class ValueBox : public QComboBox
{
public:
    ValueBox(std::function<void()> open, bool isSearched, QWidget *parent)
        : QComboBox(parent)
        , m_open(std::move(open))
        , m_isSearched(isSearched)
    {
    }

    void showPopup() override
    {
        if (m_isSearched)
            m_open();
        else
            QComboBox::showPopup();
    }

private:
    std::function<void()> m_open;
    bool m_isSearched;
};

} // namespace

ComboEditor::ComboEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_box(new ValueBox([this] { openPicker(); }, std::ssize(shape().enumValues) > kManyValues, this))
    , m_retired(widgets::wrappedLabel({}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Tiny));
    column->addWidget(m_box);
    column->addWidget(m_retired);
    m_retired->setObjectName(QStringLiteral("retiredNote"));
    widgets::setRole(m_retired, "warning");
    m_retired->hide();
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
        noteRetired();
        touch();
    });
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        if (m_box->lineEdit()->isModified())
            touch();
    });
}

QWidget *ComboEditor::input() { return m_box; }

// What a list cannot show at once is searched.
bool ComboEditor::hasManyValues() const { return std::ssize(shape().enumValues) > kManyValues; }

void ComboEditor::openPicker()
{
    fill();
    QList<Offer> offers;
    for (int i = 0; i < m_box->count(); ++i) {
        const QString raw = m_box->itemData(i).toString();
        const QString text = m_box->itemText(i);
        if (!raw.isEmpty())
            offers.append(
                {raw, text == raw ? QString() : text, m_box->itemData(i, Qt::ToolTipRole).toString()});
    }
    auto *listing = new ValueListing(offers, this);
    auto *picker = new OfferPicker(tr("Choose: %1").arg(form().spokenNameOf(pointer())), listing, this);
    listing->setParent(picker);
    connect(picker, &OfferPicker::picked, this, [this](const QString &value) {
        commit(fromEditText(value, shape()));
        touch();
        refreshQuietly();
        m_box->setFocus(Qt::OtherFocusReason);
    });
    picker->popUp(m_box);
}

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
    noteRetired();
}

// Chosen, pasted or from an example: that it is retired is said where it stands, not in the list alone.
void ComboEditor::noteRetired()
{
    const QString raw = editText(value());
    const QDate since = raw.isEmpty()
        ? QDate()
        : guide::retiredSince(form().operation().service->id, member(), raw, QDate::currentDate());
    const QString words =
        since.isValid() ? tr("Retired since %1: new ones may be refused.").arg(dayText(since)) : QString();
    if (words == m_retired->text())
        return;
    m_retired->setText(words);
    m_retired->setVisible(!words.isEmpty());
    if (!words.isEmpty() && m_box->lineEdit()->hasFocus())
        widgets::announce(m_box->lineEdit(), words);
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
    case QEvent::KeyPress:
        if (const auto *key = static_cast<QKeyEvent *>(event);
            key->key() == Qt::Key_F4 || (key->key() == Qt::Key_Down && key->modifiers() == Qt::AltModifier)) {
            if (hasManyValues()) {
                openPicker();
                return true;
            }
        }
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
    for (const guide::OfferedValue &offered :
         guide::offeredValues(form().operation().service->id, member(), QDate::currentDate())) {
        const EnumValue &entry = *offered.value;
        const QString words = known ? known->valueLabels.value(entry.value) : QString();
        m_box->addItem(offeredText(offered, words), entry.value);
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
        noteRetired();
        return;
    }
    const int index = m_box->findText(text, Qt::MatchFixedString);
    const QString raw =
        index >= 0 && m_box->itemData(index).isValid() ? m_box->itemData(index).toString() : text;
    commit(fromEditText(raw, shape()));
    noteRetired();
}

} // namespace formwork::forms
