// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/outcome.h"

#include <QCborValue>
#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace formwork::journal
{

using formwork::Outcome;

// "sending", "succeeded", "rejected", "unknown": for files and scripts.
[[nodiscard]] QString outcomeName(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcomeFromName(QStringView name);

// What is known before the first byte leaves. `input` is in clear here and sealed on the way to disk.
struct NewRequest {
    QString profileId;
    QString account; // name of the profile, with the account id where known
    QString accountId; // 12 digits, may be empty
    QString region;
    QString endpoint; // URL
    QString service;
    QString operation;
    QString what; // the member a person would recognise it by
    QString protocol;
    QCborValue input; // as sent, token included
    QString clientToken; // empty: the operation has none
    QString tokenMember; // name of the token's member
    QString marker; // in the User-Agent of every attempt, so that others' records tell of it; empty: none
    std::optional<std::chrono::seconds> tokenLifetime;
    bool onlyReads = false; // changes nothing at the service
    bool createsOnRetry = false; // no token, no unique name, not idempotent: a retry may do it twice
    bool hasUniqueName = false; // no token, but a second one of the same name is refused
    bool sentAnyway = false; // in spite of validation problems
    qint64 parent = 0; // row this one was edited from, 0: none
    qint64 batch = 0; // it belongs to (batch.h), 0: none
    qint64 batchRow = 0; // which row of it
};

struct Attempt {
    qint64 id = 0;
    int number = 0; // 1, 2, ...
    QDateTime startedAt;
    QDateTime finishedAt; // invalid: still under way
    Outcome outcome = Outcome::Sending;
    int httpStatus = 0;
    QString errorCode;
    QString errorMessage;
    QString requestId;
    bool bytesMayHaveLeft = false;
};

// What was found out of a row whose outcome no answer told.
enum class Settled : quint8 { No = 0, Happened = 1, DidNotHappen = 2 }; // stands in files

// "happened", "did-not-happen", "" for No: for files and scripts.
[[nodiscard]] QString settledName(Settled settled);

// One word on an unknown row: that of a service, found by evidence, or that of a person. All are kept, the
// last one counts.
struct Settlement {
    Settled verdict = Settled::No;
    QDateTime time;
    QString person; // who said so; empty: found by evidence
    QString note; // the person's; may be empty
    QString sentence; // the verdict in words
    QCborValue evidence; // a list of what was asked and found, without secrets; Undefined: none
};

struct Record {
    qint64 id = 0;
    QDateTime time; // of begin
    NewRequest request; // input: of record() only, with document::kSealedText for what openInput() opens
    QByteArray inputDigest; // SHA-256 of the canonical input without the token; sealed values take part as
                            // keyed hashes
    Outcome outcome = Outcome::Sending;
    QString errorCode;
    QString errorMessage;
    QString requestId; // of the last answer
    QCborValue output; // of success, else what came with the error; of record() only, likewise
    int attempts = 0;
    qint64 tookMs = 0; // time on the wire, all attempts
    QDateTime tokenExpiresAt; // counted from the first attempt that may have been done; invalid: not
                              // published, or no token
    QDateTime firstSentAt; // invalid: no attempt was begun
    bool mayHaveLeft = false; // a byte of it, with any attempt
    Settled settled = Settled::No; // of the attempts up to settledAttempts
    int settledAttempts = 0;
    QList<Settlement> settlements; // of record() only; the last one counts

    // Of the outcome as it stands: an attempt after it may have been carried out again.
    [[nodiscard]] bool isSettled() const
    {
        return outcome == Outcome::Unknown && settled != Settled::No && settledAttempts >= attempts;
    }
};

// What a retry of a row would be, DESIGN 3.3-3.5. Decided here and nowhere else.
struct RetryPlan {
    enum class Kind {
        Safe, // same token, same body, inside the token's life: cannot create a second one
        SafeNothingDone, // rejected: the service did nothing
        MayDuplicate, // token over, lifetime not published and long ago, or no token: ask first
        NotPossible, // still sending, succeeded, or sealed values cannot be opened
    };
    Kind kind = Kind::NotPossible;
    QString sentence; // what happens, for the person
    std::optional<std::chrono::seconds> tokenLeft;
};

} // namespace formwork::journal
