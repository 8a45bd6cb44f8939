// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/answertable.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::answers
{

// The lists of an answer as tables, one at a time, with a filter.
class TablePage : public QWidget
{
    Q_OBJECT

public:
    explicit TablePage(Answer *answer, QWidget *parent = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_lists.isEmpty(); }
    [[nodiscard]] bool isMain() const; // the answer is a list of structures and little else
    [[nodiscard]] QByteArray toCsv() const { return m_table->toCsv(); }
    [[nodiscard]] document::Pointer place() const; // where the person stands

Q_SIGNALS:
    void placeChosen(const formwork::document::Pointer &pointer); // a cell that holds more than it shows

private:
    void reload();
    void remember();
    void refresh(); // more has come
    void fitColumns();
    void showCount();

    Answer *m_answer;
    AnswerTable *m_table;
    QList<ListPlace> m_lists;
    QComboBox *m_choice;
    widgets::SearchField *m_filter;
    QLabel *m_count;
    QTableView *m_view;
    document::Pointer m_current; // before more came
    int m_scroll = 0;
};

} // namespace formwork::answers
