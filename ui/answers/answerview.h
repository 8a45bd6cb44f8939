// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/answer.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace formwork::answers
{

class JsonPage;
class SavedFile;
class TablePage;
class TreePage;

// An answer to read: as a tree, its lists as tables, as JSON; a part of it by a JMESPath expression; any
// value copied, all of it saved.
class AnswerView : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerView(QWidget *parent = nullptr);

    void show(const model::OperationPtr &operation, const QCborValue &output);
    void setEntryMenu(Answer::EntryMenu fill); // what can be done with what the answer shows
    void extend(const QCborValue &output); // the same with more in its lists; what is open stays open

Q_SIGNALS:
    void useAsked(const QString &name, const QString &value); // of a single value, to go on with it

private:
    [[nodiscard]] QLayout *buildTop();
    void applyQuery();
    void say(const QString &problem);
    void saveJson();
    void saveTable();
    void showTabs();

    model::OperationPtr m_operation;
    QCborValue m_output;
    Answer *m_answer;
    SavedFile *m_saved;
    QTabWidget *m_tabs;
    TreePage *m_tree;
    TablePage *m_table;
    JsonPage *m_json;
    QLineEdit *m_query;
    QPushButton *m_actions = nullptr;
    QLabel *m_problem;
};

} // namespace formwork::answers
