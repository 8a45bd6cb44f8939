// SPDX-License-Identifier: Apache-2.0
#include "history/attemptstable.h"

#include "base/figures.h"
#include "history/historymodel.h"

#include <QHeaderView>

namespace formwork::history
{
namespace
{

QString attemptOutcome(journal::Outcome outcome)
{
    switch (outcome) {
    case journal::Outcome::Sending:
        return AttemptsTable::tr("Under way");
    case journal::Outcome::Succeeded:
        return AttemptsTable::tr("Succeeded");
    case journal::Outcome::Rejected:
        return AttemptsTable::tr("Rejected");
    case journal::Outcome::Unknown:
        break;
    }
    return AttemptsTable::tr("Unknown");
}

QString sentAt(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    return dayText(local.date()) + u' ' + preciseClockText(local.time());
}

} // namespace

AttemptsTable::AttemptsTable(QWidget *parent)
    : QTableWidget(parent)
{
    setColumnCount(Count);
    setHorizontalHeaderLabels(
        {tr("Attempt"), tr("Sent"), tr("Took"), tr("Outcome"), tr("Answer"), tr("Request ID")});
    setAccessibleName(tr("Attempts"));
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setShowGrid(false);
    setFrameShape(NoFrame);
    verticalHeader()->hide();
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

QStringList AttemptsTable::cellsOf(const journal::Attempt &attempt)
{
    QString answer = attempt.httpStatus > 0 ? tr("HTTP %1").arg(attempt.httpStatus) : QString();
    if (!attempt.errorCode.isEmpty())
        answer += (answer.isEmpty() ? QString() : QStringLiteral(" ")) + attempt.errorCode;
    const bool isOver = attempt.finishedAt.isValid();
    return {localNumber(attempt.number),
            sentAt(attempt.startedAt),
            isOver ? durationText(attempt.startedAt.msecsTo(attempt.finishedAt)) : QString(),
            attemptOutcome(attempt.outcome),
            answer,
            attempt.requestId};
}

void AttemptsTable::showAttempts(const QList<journal::Attempt> &attempts)
{
    setRowCount(static_cast<int>(attempts.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const QString &message = attempts[row].errorMessage;
        const QStringList cells = cellsOf(attempts[row]);
        for (int column = 0; column < Count; ++column) {
            auto *cell = new QTableWidgetItem(cells[column]);
            cell->setToolTip(message.isEmpty() ? cells[column] : message);
            if (column == Took)
                cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            setItem(row, column, cell);
        }
    }
    resizeColumnsToContents();
}

} // namespace formwork::history
