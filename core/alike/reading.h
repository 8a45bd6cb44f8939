// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/copying.h"
#include "asking/ask.h"

#include <QCoroTask>

// A thing that is there is read, and a form is filled from what the service answers.
namespace formwork::alike
{

struct Arn {
    QString service;
    QString region; // may be empty
    QString account; // likewise
    QString type; // "function"; empty where the service has one kind alone
    QString id; // what follows it: "name", "cluster/name"
};

// Nothing where the text is no ARN.
[[nodiscard]] std::optional<Arn> arnIn(const QString &text);

// What is to be asked to see a thing, and what makes one like it.
struct Reading {
    model::OperationPtr creation;
    model::OperationPtr reading;
    QCborMap input;
    QString path; // of the thing in the answer
    QStringList ids; // what tells it from others in a list
    QString region; // of an ARN
};

// For the thing that the ids name: names, ids or ARNs in the order in which the operation that reads it takes
// them, or MEMBER=VALUE. `operation` makes such things, or reads them.
[[nodiscard]] Result<Reading> readingOf(const Tools &tools, const QString &service, const QString &operation,
                                        const QStringList &ids);
[[nodiscard]] Result<Reading> readingOfArn(const Tools &tools, const QString &arn);

// The same, where what made it is known: the input and the answer of the creation.
[[nodiscard]] Result<Reading> readingOfMade(const Tools &tools, const model::OperationPtr &creation,
                                            const QCborMap &input, const QCborMap &answer);

// An answer of `aws ... describe` or get. Without the operation that answered it is guessed by its shape, for
// the things that `creation` makes if that is given.
[[nodiscard]] Result<Filled> fromAnswer(const Tools &tools, const QCborValue &json,
                                        const QString &service = {}, const QString &operation = {});

// A copy of what one answer says; see copyOf().
[[nodiscard]] Result<Filled> fromReply(const Tools &tools, const Reading &reading, const QCborValue &answer);

// Asks the service, which is no row of the history.
QCoro::Task<Result<Filled>> readAlike(asking::EnvironmentPtr environment, Tools tools, Reading reading,
                                      asking::Target target);

} // namespace formwork::alike
