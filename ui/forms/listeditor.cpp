// SPDX-License-Identifier: Apache-2.0
#include "forms/listeditor.h"

#include "forms/beginning.h"
#include "forms/pasteparser.h"
#include "forms/shapewords.h"
#include "widgets/announce.h"

#include <QCborArray>

namespace formwork::forms
{

using document::Pointer;

ListEditor::ListEditor(FormModel &form, const Pointer &pointer, QWidget *parent)
    : EntriesEditor(form, pointer, EntryRow::Kind::ListItem, parent)
{
    refreshQuietly();
}

qsizetype ListEditor::entryCount() const { return value().toArray().size(); }

qsizetype ListEditor::indexOf(const QString &token) const
{
    bool isNumber = false;
    const qlonglong index = token.toLongLong(&isNumber);
    return isNumber && index >= 0 && index < entryCount() ? index : -1;
}

void ListEditor::addEntry()
{
    const qsizetype count = entryCount();
    const Pointer entry = entryAt(count);
    if (shape().element.target->type == model::ShapeType::Structure) {
        form().insertItem(pointer(), count, QCborValue(QCborValue::Undefined));
        form().setValue(entry, beginningOf(form().guide(), entry));
    } else {
        form().insertItem(pointer(), count, emptyValue(*shape().element.target));
    }
    showEntry(count);
    focusEntry(entry);
    Q_EMIT layoutChanged();
}

void ListEditor::takePasted(const QString &text)
{
    const auto pasted = parsePaste(text, shape());
    if (!pasted) {
        complain(pasted.error().sentence());
        return;
    }
    complain({});
    QCborArray items = value().toArray();
    // The empty entry that the paste went into was only there to paste into.
    if (!items.isEmpty() && items.last().isString() && items.last().toString().isEmpty())
        items.removeLast();
    for (const Pasted &entry : *pasted)
        items.append(entry.value);
    form().setValue(pointer(), items);
    touch();
    showEntry(qMax<qsizetype>(0, items.size() - 1));
    widgets::announce(this, tr("Entries added: %1.").arg(pasted->size()));
}

void ListEditor::connectRow(EntryRow *row)
{
    connect(row, &EntryRow::moveAsked, this, [this, row](int by) { move(row->pointer(), by); });
    connect(row, &EntryRow::removeAsked, this, [this, row] { remove(row->pointer()); });
}

void ListEditor::move(const Pointer &entry, int by)
{
    const qsizetype from = indexOf(entry.last());
    const qsizetype to = from + by;
    if (from < 0 || to < 0 || to >= entryCount())
        return;
    const EntryRow *before = rowOf(entry);
    const bool isByArrow = before && before->isOnArrow();
    form().moveItem(pointer(), from, to);
    showEntry(to);
    if (EntryRow *after = isByArrow ? rowOf(entryAt(to)) : nullptr)
        after->focusArrow(by);
    else
        focusEntry(entryAt(to));
    widgets::announce(this, tr("Moved to place %1.").arg(to + 1));
}

void ListEditor::remove(const Pointer &entry)
{
    const qsizetype index = indexOf(entry.last());
    form().remove(entry);
    touch();
    if (entryCount() == 0)
        input()->setFocus(Qt::OtherFocusReason);
    else
        focusEntry(entryAt(qMin(index, entryCount() - 1)));
}

} // namespace formwork::forms
