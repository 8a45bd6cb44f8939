// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

#include <QStringList>

namespace formwork::journal
{

// Many requests of one operation that belong together, as they were taken from a file. Every row of it is in
// the history, with its input, its token and its digest, before the first of them is sent; it becomes a
// request of the history when its turn comes.
struct NewBatch {
    NewRequest where; // account, region, endpoint, service, operation, the token's member; no input
    QString source; // the file's name, for people
    QByteArray digest; // of all of its inputs
    QStringList header; // of the file
    QChar delimiter;
    QString runner; // who runs it, for people: "formwork-cli, process 4711"
    qint64 undoes = 0; // the batch whose things these requests take away again; 0: none
};

struct NewBatchRow {
    qint64 row = 0; // counted from 1
    qint64 line = 0; // of the file
    QCborValue input; // as it will be sent, token included
    QString token;
    QStringList cells; // of the file, without secrets: to be corrected and sent again
    qint64 replaces = 0; // a row that was refused, of which this is the corrected form; 0: a row of its own
};

// What a row stands at. That is not the outcome of its sending alone: what was found out since counts, and a
// row of which nothing was sent is not done.
enum class Standing {
    Waiting, // not begun, or nothing was sent, or a person says that it is not there
    Sending,
    Succeeded, // or it was found out that it happened
    Rejected, // by the service, as it answered or as it was found out
    Unknown,
};

// How many rows stand at what.
struct BatchCounts {
    qint64 rows = 0;
    qint64 waiting = 0;
    qint64 sending = 0;
    qint64 succeeded = 0;
    qint64 rejected = 0;
    qint64 unknown = 0;
};

struct Batch {
    qint64 id = 0;
    QDateTime time;
    NewBatch made; // digest left out
    BatchCounts counts;
    bool isRunning = false; // by a living process, which `made.runner` names
};

struct BatchRow {
    qint64 row = 0;
    qint64 line = 0;
    QString token;
    qint64 request = 0; // its row of the history; 0: not begun
    std::optional<Outcome> outcome; // of its sending; nothing: not begun
    Standing standing = Standing::Waiting;
    bool isForgotten = false; // its request was deleted from the history
    qint64 parent = 0; // the request that was refused before it was corrected
    // Of its request; empty where that was deleted from the history:
    QString what;
    QString errorCode;
    QString errorMessage;
    QString requestId;
    QCborValue output; // where it was asked for; secrets as document::kSealedText
    QStringList cells; // likewise
};

enum class BatchParts { Rows, WithOutput, WithCells };

} // namespace formwork::journal
