// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/entrieseditor.h"

namespace formwork::forms
{

class TextField;

// A map: entries with a name each. A new entry is a line for its name until it has one.
class MapEditor : public EntriesEditor
{
    Q_OBJECT

public:
    MapEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent);

    void refresh() override;

protected:
    [[nodiscard]] qsizetype entryCount() const override { return m_keys.size(); }
    [[nodiscard]] document::Pointer entryAt(qsizetype index) const override
    {
        return pointer().child(m_keys[index]);
    }
    [[nodiscard]] qsizetype indexOf(const QString &token) const override { return m_keys.indexOf(token); }
    void addEntry() override;
    void takePasted(const QString &text) override;
    void connectRow(EntryRow *row) override;

private:
    void nameNewEntry();
    void rename(const QString &from, const QString &to);
    [[nodiscard]] bool isFree(const QString &key); // else says why not

    QStringList m_keys;
    TextField *m_newKey = nullptr;
};

} // namespace formwork::forms
