// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

#include <QPoint>
#include <QSet>
#include <QWidget>

#include <optional>

class QTreeWidget;
class QTreeWidgetItem;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::operation
{

// All that a document holds as a tree: a click goes to the field, what is wrong is marked at the place and at
// everything above it, and what is still missing stands where it belongs. Drawn while it is seen.
class OutlineTab : public QWidget
{
    Q_OBJECT

public:
    OutlineTab(forms::FormModel *form, QWidget *parent);

    void refresh();
    void follow(const document::Pointer &pointer); // the field with the focus
    void enter(); // the search field gets the focus

Q_SIGNALS:
    void chosen(const formwork::document::Pointer &pointer);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTreeWidgetItem *add(QTreeWidgetItem *above, const document::Pointer &place);
    void choose(const document::Pointer &place);
    void addBelow(QTreeWidgetItem *item, const document::Pointer &place, const QCborValue &value);
    void addMissing();
    void mark();
    void filter(const QString &text);
    void step(int rows);
    [[nodiscard]] bool fits(QTreeWidgetItem *item, const QString &text);

    forms::FormModel *m_form;
    widgets::SearchField *m_search;
    QTreeWidget *m_tree;
    QHash<document::Pointer, QTreeWidgetItem *> m_items;
    QSet<document::Pointer> m_closed; // by the person
    int m_left = 0; // items that may still be added
    bool m_isPressed = false; // the mouse
    QPoint m_pressedAt;
    std::optional<document::Pointer> m_pressed; // the row it went down on
    bool m_isStale = false; // drawn anew once it is released
};

} // namespace formwork::operation
