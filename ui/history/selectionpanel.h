// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace formwork::history
{

// What can be done with several requests at once.
class SelectionPanel : public QFrame
{
    Q_OBJECT

public:
    explicit SelectionPanel(QWidget *parent = nullptr);

    void setCount(qsizetype count);

Q_SIGNALS:
    void retryRequested();
    void deleteRequested();

private:
    QLabel *m_text;
};

} // namespace formwork::history
