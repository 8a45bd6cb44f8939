// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborValue>
#include <QJsonObject>
#include <QList>

// The published protocol vectors as operations and documents. Their suites carry shapes in the way of
// botocore.
namespace formwork::conformance
{

struct Case {
    QString name; // "rest-json/RestJsonLists"
    QString file; // "rest-json"
    QJsonObject suite;
    QJsonObject vector;
};

// Every case of a folder ("input" or "output") of the vectors.
[[nodiscard]] QList<Case> readCases(const QString &folder);

// Read by the product's own reader.
[[nodiscard]] Result<model::OperationPtr> operationOf(const Case &vectorCase);

// A document from the vectors' JSON: blobs are plain text, timestamps epoch seconds, special floats texts.
[[nodiscard]] QCborValue documentOf(const QJsonValue &json, const model::Shape &shape);

// Fills in the token that the vectors expect where one is missing.
void addTokens(QCborMap &input, const model::Shape &shape);

} // namespace formwork::conformance
