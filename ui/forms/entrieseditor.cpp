// SPDX-License-Identifier: Apache-2.0
#include "forms/entrieseditor.h"

#include "forms/flowlayout.h"
#include "forms/headline.h"
#include "forms/pasteparser.h"
#include "forms/structureeditor.h"
#include "widgets/announce.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "widgets/textarea.h"
#include "wording/nouns.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::forms
{

using document::Pointer;
using widgets::Space;

namespace
{

QPushButton *quietButton(const QString &text, const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    if (!iconName.isEmpty())
        button->setIcon(widgets::icon(iconName, widgets::Tone::Sending));
    button->setObjectName(name);
    button->setAutoDefault(false);
    widgets::setFlag(button, "quiet", true);
    return button;
}

} // namespace

EntriesEditor::EntriesEditor(FormModel &form, const Pointer &pointer, EntryRow::Kind kind, QWidget *parent)
    : Editor(form, pointer, parent)
    , m_kind(kind)
    , m_entries(new QVBoxLayout)
    , m_noun(entryNoun(form, pointer))
    , m_add(quietButton(addText(m_noun), QStringLiteral("plus"), pointer.toString(), this))
    , m_clear(quietButton(tr("Not set"), {}, pointer.toString() + QStringLiteral("#clear"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, Space::Small));
    m_entries->setSpacing(widgets::space(this, Space::Small));
    column->addLayout(m_entries);
    makeFooter();
}

Editor::Placement EntriesEditor::placement() const
{
    const model::Shape &element = *shape().element.target;
    return element.isAggregate() && !StructureEditor::isSmall(element) ? Placement::Block : Placement::Field;
}

QWidget *EntriesEditor::input() { return m_add; }

// The rows of the page are kept as far as they still stand for the same entry; their editors follow the
// document.
void EntriesEditor::refresh()
{
    const qsizetype count = entryCount();
    if (m_first >= count)
        m_first = count == 0 ? 0 : (count - 1) / kPage * kPage;
    const qsizetype onPage = qMin(kPage, count - m_first);
    bool isOther = false;
    for (qsizetype i = 0; i < onPage; ++i) {
        const Pointer entry = entryAt(m_first + i);
        if (i < m_rows.size() && m_rows[i]->pointer() == entry) {
            m_rows[i]->refreshSummary();
        } else {
            auto *row = new EntryRow(form(), entry, m_kind, this);
            connect(row, &EntryRow::addAsked, m_add, &QPushButton::click);
            connect(row, &EntryRow::linesPasted, this, &EntriesEditor::takePasted);
            connect(row, &EntryRow::layoutChanged, this, &EntriesEditor::layoutChanged);
            connectRow(row);
            if (i < m_rows.size()) {
                m_rows[i]->hide();
                m_rows[i]->deleteLater(); // one of its widgets may be on the way here
                m_entries->removeWidget(m_rows[i]);
                m_rows[i] = row;
            } else {
                m_rows.append(row);
            }
            m_entries->insertWidget(int(i), row);
            row->show();
            isOther = true;
        }
        m_rows[i]->setMovable(m_first + i > 0, m_first + i + 1 < count);
    }
    while (m_rows.size() > onPage) {
        EntryRow *row = m_rows.takeLast();
        row->hide();
        row->deleteLater();
        m_entries->removeWidget(row);
        isOther = true;
    }
    refreshFooter();
    if (isOther)
        Q_EMIT layoutChanged();
}

void EntriesEditor::describe(const QString &name, const QString &description, bool)
{
    const QString count = tr("Entries: %1.").arg(entryCount());
    widgets::setAccessible(this, name, description);
    widgets::setAccessible(m_add, tr("%1 to %2").arg(m_add->text(), name), count + u' ' + description);
    m_spoken = name;
    refreshFooter();
    if (m_paste)
        m_paste->setAccessibleName(tr("Paste many into %1").arg(name));
}

QWidget *EntriesEditor::reach(const Pointer &target)
{
    const qsizetype depth = pointer().tokens().size();
    if (target.tokens().size() <= depth)
        return m_add;
    const qsizetype index = indexOf(target.tokens().at(depth));
    if (index < 0)
        return m_add;
    showEntry(index);
    EntryRow *row = rowOf(entryAt(index));
    return row ? row->reach(target) : m_add;
}

EntryRow *EntriesEditor::rowOf(const Pointer &entry) const
{
    for (EntryRow *row : m_rows) {
        if (row->pointer() == entry)
            return row;
    }
    return nullptr;
}

void EntriesEditor::showEntry(qsizetype index)
{
    const qsizetype first = index / kPage * kPage;
    if (first != m_first)
        turn(first);
}

void EntriesEditor::focusEntry(const Pointer &entry)
{
    if (EntryRow *row = rowOf(entry)) {
        if (QWidget *input = row->enter())
            input->setFocus(Qt::OtherFocusReason);
    }
}

void EntriesEditor::complain(const QString &sentence)
{
    if (!m_complaint) {
        m_complaint = widgets::helpLabel({}, this);
        widgets::setRole(m_complaint, "problem");
        m_complaint->setObjectName(pointer().toString() + QStringLiteral("#complaint"));
        layout()->addWidget(m_complaint);
    }
    m_complaint->setText(sentence);
    m_complaint->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        widgets::announce(m_complaint, sentence);
}

void EntriesEditor::makeFooter()
{
    auto *footer = new QWidget(this);
    auto *line = new FlowLayout(footer);
    line->setSpacing(widgets::space(this, Space::Small));
    line->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] {
        complain({});
        addEntry();
    });
    if (canPaste(shape())) {
        m_paste = quietButton(tr("Paste many"), {}, pointer().toString() + QStringLiteral("#paste"), this);
        m_paste->setCheckable(true);
        connect(m_paste, &QPushButton::toggled, this, &EntriesEditor::showPaste);
        line->addWidget(m_paste);
    }
    line->addWidget(m_clear);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        commit(QCborValue(QCborValue::Undefined)); // the form offers to undo it
        touch();
        m_add->setFocus();
    });
    layout()->addWidget(footer);
}

void EntriesEditor::refreshFooter()
{
    const qsizetype count = entryCount();
    m_clear->setVisible(isOptional() && !value().isUndefined());
    const QString name = form().labelOf(pointer());
    const QString all =
        name.size() < 3 ? tr("Remove all") : tr("Remove all %1").arg(wording::inSentence(name));
    m_clear->setText(count == 0 ? tr("Empty. Leave it not set") : count == 1 ? tr("Remove it") : all);
    m_clear->setAccessibleName(tr("%1: %2").arg(m_clear->text(), m_spoken));
    if (count <= kPage) {
        if (m_pager)
            m_pager->hide();
        return;
    }
    if (!m_pager) {
        m_pager = new QWidget(this);
        auto *line = new FlowLayout(m_pager);
        line->setSpacing(widgets::space(this, Space::Small));
        m_back = quietButton(tr("Previous"), {}, pointer().toString() + QStringLiteral("#previous"), m_pager);
        m_forth = quietButton(tr("Next"), {}, pointer().toString() + QStringLiteral("#next"), m_pager);
        m_place = widgets::mutedLabel({}, m_pager);
        const int lower = widgets::fieldPadding(font());
        m_place->setContentsMargins(0, lower, 0, lower);
        line->addWidget(m_back);
        line->addWidget(m_place);
        line->addWidget(m_forth);
        connect(m_back, &QPushButton::clicked, this, [this] { turn(m_first - kPage); });
        connect(m_forth, &QPushButton::clicked, this, [this] { turn(m_first + kPage); });
        static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_pager);
    }
    const QLocale locale;
    m_pager->show();
    for (QPushButton *button : {m_back, m_forth})
        button->setAccessibleName(tr("%1: %2").arg(button->text(), m_spoken));
    m_place->setText(tr("%1 to %2 of %3")
                         .arg(locale.toString(m_first + 1), locale.toString(qMin(count, m_first + kPage)),
                              locale.toString(count)));
    m_back->setEnabled(m_first > 0);
    m_forth->setEnabled(m_first + kPage < count);
}

void EntriesEditor::showPaste(bool shown)
{
    if (!m_pastePanel && shown) {
        m_pastePanel = new QWidget(this);
        auto *column = new QVBoxLayout(m_pastePanel);
        column->setContentsMargins({});
        auto *text = new widgets::TextArea(m_pastePanel);
        text->setObjectName(pointer().toString() + QStringLiteral("#pasteText"));
        text->setPlaceholderText(pasteHelp(shape()));
        text->setAccessibleName(pasteHelp(shape()));
        text->setTabChangesFocus(true);
        text->setFixedHeight(widgets::lineHeight(font()) * 5);
        auto *take = new QPushButton(tr("Add these"), m_pastePanel);
        take->setObjectName(pointer().toString() + QStringLiteral("#pasteAdd"));
        take->setAutoDefault(false);
        column->addWidget(text);
        column->addWidget(take, 0, Qt::AlignLeft);
        connect(take, &QPushButton::clicked, this, [this, text] {
            complain({});
            takePasted(text->toPlainText());
            if (m_complaint && m_complaint->isVisibleTo(this))
                return; // the text stays, to be mended
            text->clear();
            m_paste->setChecked(false);
        });
        layout()->addWidget(m_pastePanel);
    }
    if (!m_pastePanel)
        return;
    m_pastePanel->setVisible(shown);
    if (shown)
        m_pastePanel->findChild<QPlainTextEdit *>()->setFocus();
    Q_EMIT layoutChanged();
}

void EntriesEditor::turn(qsizetype first)
{
    m_first = qBound<qsizetype>(0, first, qMax<qsizetype>(0, entryCount() - 1));
    refreshQuietly();
}

} // namespace formwork::forms
