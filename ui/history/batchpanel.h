// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/batch.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace formwork::history
{

// What is said of a batch whose line is chosen in the history, and what can be done with it.
class BatchPanel : public QFrame
{
    Q_OBJECT

public:
    explicit BatchPanel(QWidget *parent = nullptr);

    void showBatch(qint64 id, const journal::Batch *batch, bool isOpen); // null: not read yet

Q_SIGNALS:
    void openRequested(); // its results
    void rowsRequested(); // its line opens or closes

private:
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_rows;
};

} // namespace formwork::history
