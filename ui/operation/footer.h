// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "model/service.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace formwork::forms
{
class FormModel;
}

namespace formwork::operation
{

class Submission;

// The word on the button that sends: "Create", "Delete", "Send".
[[nodiscard]] QString sendingVerb(const model::Operation &operation);
[[nodiscard]] QString manyVerb(const model::Operation &operation); // "Create many...", "Run many..."

// "3 problems"
[[nodiscard]] QString problemCount(qsizetype count);

// The foot of the dialog: the client token, how many problems there are, and the buttons.
class Footer : public QWidget
{
    Q_OBJECT

public:
    Footer(const forms::FormModel *form, Submission *submission, QWidget *parent = nullptr);

    void setStep(int step, int count); // count includes the review
    // Where Tab goes in it: first to what the person comes from the form for.
    [[nodiscard]] QList<QWidget *> tabOrder();
    void setProblems(const QList<document::Problem> &problems);
    void refreshHits(); // another account or Region, or the form was edited

Q_SIGNALS:
    void problemChosen(const formwork::document::Pointer &pointer);
    void saveRequested();
    void valuesMenuRequested(QMenu *menu); // to be filled
    void backRequested();
    void nextRequested();
    void createRequested();

private:
    void addHits(QVBoxLayout *column);
    void addTokenBar(QHBoxLayout *row);
    QPushButton *addButton(QHBoxLayout *row, const QString &text, const char *name);
    void showProblems();

    const forms::FormModel *m_form;
    Submission *m_submission;
    QList<document::Problem> m_list;
    QPushButton *m_problems;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_create;
    QLabel *m_hits = nullptr; // null: nothing is deleted or stopped
};

} // namespace formwork::operation
