// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/check.h"

#include <QCoroTask>

namespace formwork::bulk
{

// A checked file on its way into the history.
struct Intake {
    client::EnvironmentPtr environment;
    model::OperationPtr operation;
    client::Target target;
    std::shared_ptr<Sheet> sheet; // at its beginning once more
    Checked checked; // what came of its first reading
    QString source; // the file's name, for people
    QString runner; // see runnerText()
    bool onlyHard = false; // rows are sent in spite of problems that allow it
    qint64 into = 0; // a batch that this process has taken and that the rows join; 0: a new one
    bool otherKeys = false; // the person was asked about other keys in the environment
};

// What batches of that file, operation and account have in common with each other and with nothing else.
[[nodiscard]] journal::NewBatch batchOf(const Intake &intake);

// Puts every valid row, with its token and its digest, into the history; awaits that all of it is on disk.
// Answers the batch, which is this process's to send. Errors: "FileChanged", those of the journal; then there
// is no new batch, and an old one is as it was. The keychain has been asked where the rows hold secrets.
QCoro::Task<Result<qint64>> takeIn(Intake intake);

// "formwork-cli, process 4711".
[[nodiscard]] QString runnerText(const QString &program);

} // namespace formwork::bulk
