// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

#include <QTableWidget>

namespace formwork::history
{

// The attempts at one request, a row each: when, how long, what came back. Nothing in it can be edited.
class AttemptsTable : public QTableWidget
{
    Q_OBJECT

public:
    explicit AttemptsTable(QWidget *parent = nullptr);

    void showAttempts(const QList<journal::Attempt> &attempts);

private:
    enum Column { Number, Sent, Took, Came, Answer, RequestId, Count };
    [[nodiscard]] static QStringList cellsOf(const journal::Attempt &attempt);
};

} // namespace formwork::history
