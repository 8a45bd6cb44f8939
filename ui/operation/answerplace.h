// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QComboBox;
class QPushButton;

namespace formwork::widgets
{
class ElidedLabel;
}

namespace formwork::operation
{

class Submission;

// Where the data of an answer goes: into a file, which may be chosen now or when the request is sent, or into
// the window and the history.
class AnswerPlace : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerPlace(Submission *submission, QWidget *parent = nullptr);

private:
    void choose();
    void refresh();

    Submission *m_submission;
    QComboBox *m_kind;
    widgets::ElidedLabel *m_file;
    QPushButton *m_choose;
};

} // namespace formwork::operation
