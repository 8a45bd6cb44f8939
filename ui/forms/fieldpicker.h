// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QListWidget;
class QListWidgetItem;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::forms
{

// A list to choose one thing from, searched by typing; pops up below a button and goes away by itself.
class FieldPicker : public QFrame
{
    Q_OBJECT

public:
    struct Entry {
        QString id;
        QString text;
        QString help; // shown below the name and searched too
        bool isDeprecated = false;
    };

    FieldPicker(const QString &title, const QList<Entry> &entries, QWidget *parent);

    void popUp(QWidget *below);

Q_SIGNALS:
    void picked(const QString &id);

private:
    void filter(const QString &text);
    void step(int rows);
    void pick(const QListWidgetItem *item);

    widgets::SearchField *m_search;
    QListWidget *m_list;
};

} // namespace formwork::forms
