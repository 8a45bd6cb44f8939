// SPDX-License-Identifier: Apache-2.0
#include "forms/lineeditor.h"

#include "forms/offerpicker.h"
#include "forms/pasteparser.h"
#include "forms/shapewords.h"
#include "forms/statemenu.h"
#include "forms/textfield.h"
#include "widgets/announce.h"
#include "widgets/icon.h"

#include <QAction>
#include <QCborArray>
#include <QHBoxLayout>
#include <QMenu>

namespace formwork::forms
{

LineEditor::LineEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_field(new TextField(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_field);
    setFocusProxy(m_field);
    m_field->setObjectName(pointer.toString());
    m_isPairKey = pair().key == &member();
    m_emptyIsText = pair().value == &member() && !isOptional() && hasEmptyState(*this);
    m_field->setTakesLines(isEntry() || m_isPairKey);
    m_field->setTakesPairs(m_isPairKey);
    if (shape().isNumber())
        m_field->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    if (hasEmptyState(*this))
        addMenu();
    else
        m_field->setClearButtonEnabled(isOptional());
    if (form.offers() && shape().isText()) {
        connect(form.offers(), &Offers::known, this, &LineEditor::offerChoice);
        offerChoice();
    }
    refreshQuietly();
    connect(m_field, &TextField::textChanged, this, &LineEditor::textChanged);
    connect(m_field, &TextField::editingFinished, this, [this] {
        if (m_field->isModified())
            touch();
    });
    connect(m_field, &TextField::linesPasted, this, &LineEditor::takeLines);
    connect(m_field, &TextField::pairPasted, this, &LineEditor::takeLines);
    connect(m_field, &TextField::pasteRefused, this, &LineEditor::refuse);
}

QWidget *LineEditor::input() { return m_field; }

// Once it is known that the member refers to something that can be listed.
void LineEditor::offerChoice()
{
    if (m_choose || !form().offers()->has(form(), pointer()))
        return;
    m_choose = new QAction(widgets::icon(QStringLiteral("list"), widgets::Tone::Sending),
                           tr("Choose from what is there (F4)"), m_field);
    m_choose->setObjectName(pointer().toString() + QStringLiteral("#choose"));
    m_choose->setShortcut(Qt::Key_F4);
    m_choose->setShortcutContext(Qt::WidgetShortcut);
    m_field->addAction(m_choose, QLineEdit::TrailingPosition);
    connect(m_choose, &QAction::triggered, this, [this] {
        Listing *listing = form().offers()->listing(form(), pointer());
        if (!listing)
            return;
        auto *picker = new OfferPicker(tr("Choose: %1").arg(form().spokenNameOf(pointer())), listing, this);
        connect(picker, &OfferPicker::picked, this, [this](const QString &value) {
            commit(value);
            touch();
            refreshQuietly();
            m_field->setFocus(Qt::OtherFocusReason);
        });
        picker->popUp(m_field);
    });
}

void LineEditor::refresh()
{
    const QCborValue now = value();
    const QString text = m_field->text();
    // "1e3" and "1000" are the same number: what was typed stays as long as it means what the document says.
    const bool saysTheSame = !text.isEmpty() && fromEditText(text, shape()) == now;
    if (!saysTheSame)
        m_field->showText(editText(now));
    if (now.isString() && now.toString().isEmpty() && !isEntry()) {
        m_field->setPlaceholderText(tr("Empty text"));
        return;
    }
    const guide::Hint *known = hint();
    QString placeholder = known ? known->placeholder : QString();
    if (placeholder.isEmpty() && known && !known->example.isUndefined())
        placeholder = tr("for example %1").arg(editText(known->example));
    if (placeholder.isEmpty() && shape().isNumber() && !member().defaultValue)
        placeholder = rangeInWords(member());
    if (placeholder.isEmpty() && isOptional())
        placeholder = unsetInWords(member());
    m_field->setPlaceholderText(placeholder);
}

void LineEditor::textChanged(const QString &text)
{
    if (isRefreshing())
        return;
    refuse({});
    const bool isUnset = text.isEmpty() && !isEntry() && !m_emptyIsText;
    commit(isUnset ? QCborValue(QCborValue::Undefined) : fromEditText(text, shape()));
    // A tag with a key has a value, if an empty one: nothing has to be done for it.
    const model::PairMembers both = m_isPairKey ? pair() : model::PairMembers();
    const bool mayBeEmpty = both.value && both.value->required
        && both.value->target->type == model::ShapeType::String
        && both.value->effectiveConstraints().minLength.value_or(0) < 1;
    const document::Pointer valuePlace = mayBeEmpty ? pointer().parent().child(both.value->name) : pointer();
    if (mayBeEmpty && !isUnset && !form().isSet(valuePlace))
        form().setValue(valuePlace, QString());
}

// Lines pasted into the key of a pair are pairs: the first takes the place of this one, the others follow.
void LineEditor::takeLines(const QString &text)
{
    if (!m_isPairKey) {
        Q_EMIT linesPasted(text);
        return;
    }
    const document::Pointer entry = pointer().parent();
    const document::Pointer list = entry.parent();
    const auto pasted = parsePaste(text, *form().memberAt(list)->target);
    if (!pasted) {
        form().setEditorProblem(pointer(), pasted.error().sentence());
        touch();
        return;
    }
    QCborArray items = form().value(list).toArray();
    qsizetype at = entry.last().toLongLong();
    for (const Pasted &one : *pasted) {
        if (at == entry.last().toLongLong() && at < items.size())
            items.removeAt(at);
        items.insert(qMin(at++, items.size()), one.value);
    }
    form().setEditorProblem(pointer(), {});
    form().setValue(list, items);
    widgets::announce(this, tr("Entries filled in: %1.").arg(pasted->size()));
}

void LineEditor::addMenu()
{
    QMenu *menu = addStateMenu(this, m_field);
    QAction *button = m_field->addAction(widgets::icon(QStringLiteral("more")), QLineEdit::TrailingPosition);
    button->setText(tr("Not set, or empty text")); // said, not shown
    button->setToolTip(tr("Not set, or empty text (Alt+Down)"));
    connect(button, &QAction::triggered, menu, [this, menu] {
        menu->popup(
            m_field->mapToGlobal(QPoint(m_field->width() - menu->sizeHint().width(), m_field->height())));
    });
}

} // namespace formwork::forms
