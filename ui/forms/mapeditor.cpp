// SPDX-License-Identifier: Apache-2.0
#include "forms/mapeditor.h"

#include "forms/pasteparser.h"
#include "forms/shapewords.h"
#include "forms/textfield.h"
#include "widgets/announce.h"

#include <QApplication>
#include <QCborMap>
#include <QLineEdit>
#include <QVBoxLayout>

namespace formwork::forms
{

using document::Pointer;

MapEditor::MapEditor(FormModel &form, const Pointer &pointer, QWidget *parent)
    : EntriesEditor(form, pointer, EntryRow::Kind::MapEntry, parent)
{
    refreshQuietly();
}

void MapEditor::refresh()
{
    m_keys.clear();
    const QCborMap entries = value().toMap();
    for (const auto &[key, entry] : entries)
        m_keys.append(key.toString());
    EntriesEditor::refresh();
}

void MapEditor::addEntry()
{
    if (!m_newKey) {
        m_newKey = new TextField(this);
        m_newKey->setTakesLines(canPaste(shape()));
        m_newKey->setTakesPairs(canPaste(shape()));
        m_newKey->setObjectName(pointer().toString() + QStringLiteral("#newKey"));
        m_newKey->setPlaceholderText(tr("Name of the new entry, then Tab"));
        m_newKey->setAccessibleName(tr("Name of the new entry of %1").arg(form().spokenNameOf(pointer())));
        static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_newKey);
        connect(m_newKey, &QLineEdit::editingFinished, this, &MapEditor::nameNewEntry, Qt::QueuedConnection);
        connect(m_newKey, &TextField::linesPasted, this, &MapEditor::takePasted);
        connect(m_newKey, &TextField::pairPasted, this, &MapEditor::takePasted);
        connect(m_newKey, &TextField::pasteRefused, this, &MapEditor::refuse);
        connect(m_newKey, &QLineEdit::textChanged, this, [this] { refuse({}); });
    }
    m_newKey->show();
    m_newKey->setFocus();
    Q_EMIT layoutChanged();
}

// Queued, so that the focus has arrived where Tab sends it before the entry and its fields come to be.
void MapEditor::nameNewEntry()
{
    const QString key = m_newKey->text();
    if (key.isEmpty()) {
        if (!m_newKey->hasFocus())
            m_newKey->hide();
        return;
    }
    if (!m_newKey->isVisibleTo(this) || !isFree(key))
        return;
    complain({});
    m_newKey->clear();
    m_newKey->hide();
    form().setValue(pointer().child(key), emptyValue(*shape().element.target));
    showEntry(indexOf(key));
    focusEntry(pointer().child(key));
}

void MapEditor::takePasted(const QString &text)
{
    const auto pasted = parsePaste(text, shape());
    if (!pasted) {
        complain(pasted.error().sentence());
        return;
    }
    complain({});
    QCborMap entries = value().toMap();
    for (const Pasted &entry : *pasted)
        entries.insert(entry.key, entry.value);
    form().setValue(pointer(), entries);
    touch();
    widgets::announce(this, tr("Entries added: %1.").arg(pasted->size()));
}

void MapEditor::connectRow(EntryRow *row)
{
    connect(row, &EntryRow::removeAsked, this, [this, row] {
        form().remove(row->pointer());
        touch();
        input()->setFocus(Qt::OtherFocusReason);
    });
    const QString from = row->pointer().last();
    // Queued for the same reason as a new name.
    connect(
        row, &EntryRow::keyEdited, this, [this, from](const QString &to) { rename(from, to); },
        Qt::QueuedConnection);
}

void MapEditor::rename(const QString &from, const QString &to)
{
    if (!m_keys.contains(from) || !isFree(to))
        return;
    complain({});
    EntryRow *before = rowOf(pointer().child(from));
    const QWidget *focus = QApplication::focusWidget();
    const bool wasHere = before && focus && before->isAncestorOf(focus);
    const bool wasInKey = wasHere && focus == before->keyField();
    form().renameKey(pointer(), from, to);
    touch();
    EntryRow *after = rowOf(pointer().child(to));
    if (wasInKey && after)
        after->keyField()->setFocus();
    else if (wasHere)
        focusEntry(pointer().child(to));
}

bool MapEditor::isFree(const QString &key)
{
    if (key.isEmpty())
        complain(tr("An entry needs a name. Type one, or remove the entry."));
    else if (m_keys.contains(key))
        complain(tr("There is already an entry named \u201c%1\u201d. Choose another name.").arg(key));
    else
        return true;
    return false;
}

} // namespace formwork::forms
