// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/editor.h"
#include "forms/entryrow.h"

#include <QPointer>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace formwork::forms
{

// What lists and maps have in common: entries on pages, of which only the one on the screen has widgets,
// buttons to add one, to paste many and to turn the page.
class EntriesEditor : public Editor
{
    Q_OBJECT

public:
    static constexpr qsizetype kPage = 25; // entries

    EntriesEditor(FormModel &form, const document::Pointer &pointer, EntryRow::Kind kind, QWidget *parent);

    [[nodiscard]] Placement placement() const override;
    [[nodiscard]] QWidget *input() override;
    void refresh() override;
    void describe(const QString &name, const QString &description, bool isInvalid) override;
    [[nodiscard]] QWidget *reach(const document::Pointer &target) override;

protected:
    [[nodiscard]] virtual qsizetype entryCount() const = 0;
    [[nodiscard]] virtual document::Pointer entryAt(qsizetype index) const = 0;
    [[nodiscard]] virtual qsizetype indexOf(const QString &token) const = 0; // -1: no such entry
    virtual void addEntry() = 0;
    virtual void takePasted(const QString &text) = 0;
    virtual void connectRow(EntryRow *row) = 0;

    [[nodiscard]] EntryRow *rowOf(const document::Pointer &entry) const; // null if not on the page
    void showEntry(qsizetype index); // turns to its page
    void focusEntry(const document::Pointer &entry);
    void complain(const QString &sentence); // below the entries; empty: nothing is wrong
    QVBoxLayout *entriesLayout() const { return m_entries; }

private:
    void makeFooter();
    void refreshFooter();
    void showPaste(bool shown);
    void turn(qsizetype first);

    EntryRow::Kind m_kind;
    QList<EntryRow *> m_rows;
    qsizetype m_first = 0; // index of the first entry on the page
    QVBoxLayout *m_entries;
    QString m_noun; // one of them
    QPushButton *m_add;
    QPushButton *m_paste = nullptr;
    QPushButton *m_clear;
    QString m_spoken; // what a screen reader calls it
    QWidget *m_pager = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_forth = nullptr;
    QLabel *m_place = nullptr;
    QLabel *m_complaint = nullptr;
    QWidget *m_pastePanel = nullptr;
};

} // namespace formwork::forms
