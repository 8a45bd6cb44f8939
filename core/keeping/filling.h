// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "document/value.h"
#include "keeping/variables.h"
#include "model/shape.h"

#include <QHash>

// Variables in the texts of a document: "arn:{{partition}}:iam::{{account}}:role/x". Only names that are
// asked for are variables; whatever else stands in double braces, as templates have it, is never touched. A
// backslash before it, "\{{region}}", says that it is no variable either.
namespace formwork::keeping
{

// Which names count as variables.
struct Names {
    QStringList everywhere; // of a form that was saved with them
    QStringList
        inLines; // in texts of one line that are no documents: there nobody writes templates by the way
};

struct Filled {
    QCborValue document;
    QHash<document::Pointer, QString> texts; // what texts with variables have become
    QList<document::Problem> problems; // kind "variable": names without a value; their texts stay as they are
};

// Whether anything could be filled in at all: for whoever has to gather the variables first.
[[nodiscard]] bool holdsBraces(const QCborValue &document);

// A text in place of a number or a truth value becomes one where it reads as one. Secret values and keys of
// maps are left alone.
[[nodiscard]] Filled filled(const QCborValue &document, const model::Shape &shape, const Variables &variables,
                            const Names &names);

// Names in double braces, each once, in the order in which they stand; not of secrets. With `linesOnly` those
// of texts of one line.
[[nodiscard]] QStringList namesIn(const QCborValue &document, const model::Shape &shape,
                                  bool linesOnly = false);

// Which of them a form is saved with, unless the person says otherwise: those that are known wherever they
// stand, and all others in texts of one line; a document may be a template with braces of its own.
[[nodiscard]] QStringList suggestedNames(const QCborValue &document, const model::Shape &shape,
                                         const QStringList &known);

// A copy without its secrets, and where they stood. Unset, not empty.
struct WithoutSecrets {
    QCborValue document;
    QList<document::Pointer> leftOut;
};
[[nodiscard]] WithoutSecrets withoutSecrets(const QCborValue &document, const model::Shape &shape);

// Of what was left out, what is not there again: kind "secret".
[[nodiscard]] QList<document::Problem> missingSecrets(const QCborValue &document,
                                                      const QList<document::Pointer> &leftOut);

} // namespace formwork::keeping
