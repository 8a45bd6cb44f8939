// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/answer.h"

#include <QWidget>

class QLabel;

namespace formwork::widgets
{
class JsonView;
}

namespace formwork::answers
{

// An answer as JSON, written when it is first looked at; the beginning of one that is too long to be read.
class JsonPage : public QWidget
{
    Q_OBJECT

public:
    explicit JsonPage(const Answer *answer, QWidget *parent = nullptr);

    [[nodiscard]] QByteArray toJson() const; // all of it

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    const Answer *m_answer;
    widgets::JsonView *m_view;
    QLabel *m_note;
    bool m_isWritten = false;
};

} // namespace formwork::answers
