// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/entrieseditor.h"

namespace formwork::forms
{

// A list: entries in an order that can be changed by buttons and by Alt+Up and Alt+Down.
class ListEditor : public EntriesEditor
{
    Q_OBJECT

public:
    ListEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

protected:
    [[nodiscard]] qsizetype entryCount() const override;
    [[nodiscard]] document::Pointer entryAt(qsizetype index) const override { return pointer().child(index); }
    [[nodiscard]] qsizetype indexOf(const QString &token) const override;
    void addEntry() override;
    void takePasted(const QString &text) override;
    void connectRow(EntryRow *row) override;

private:
    void move(const document::Pointer &entry, int by);
    void remove(const document::Pointer &entry);
};

} // namespace formwork::forms
