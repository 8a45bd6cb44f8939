// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace formwork::forms
{

class FieldRow;

// One entry of a list or map on the screen: the name (maps), the editor, and buttons to move and remove it.
// An entry with a form of its own is a line that opens.
class EntryRow : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { ListItem, MapEntry };

    EntryRow(FormModel &form, const document::Pointer &pointer, Kind kind, QWidget *parent);

    [[nodiscard]] const document::Pointer &pointer() const { return m_pointer; }
    [[nodiscard]] QLineEdit *keyField() const { return m_key; }
    [[nodiscard]] bool isOpen() const { return m_row != nullptr && m_isOpen; }

    void setOpen(bool open);
    void setMovable(bool up, bool down);
    void refreshSummary();
    bool stepOut(); // from what is in it to its line, from there closed; false: it has no line, or is closed
    bool stepIn(); // from its line to its first field
    [[nodiscard]] bool isOnArrow() const; // the focus is on a button that moves the entry
    void focusArrow(int by);
    [[nodiscard]] QWidget *enter(); // opens it and answers its first field
    [[nodiscard]] QWidget *reach(const document::Pointer &target);

Q_SIGNALS:
    void moveAsked(int by); // -1 up, 1 down
    void removeAsked();
    void addAsked(); // Return in its field: one more after it
    void keyEdited(const QString &key);
    void linesPasted(const QString &text);
    void layoutChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addKey(QLayout *line);
    void addHead(QLayout *line);
    QToolButton *addButton(QLayout *line, const QString &name, const QString &iconName, const QString &text);
    void makeRow();
    void placeRow();

    FormModel &m_form;
    document::Pointer m_pointer;
    Kind m_kind;
    bool m_isFolding; // the entry is a form of its own
    bool m_isOpen = false;
    QVBoxLayout *m_column;
    FieldRow *m_row = nullptr;
    QLineEdit *m_key = nullptr;
    QLabel *m_name = nullptr; // of an entry whose editor stands below its line
    QToolButton *m_head = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
};

} // namespace formwork::forms
