// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

#include <QCborMap>

#include <expected>

namespace formwork::practice
{

// Why the account says no, in the words of AWS.
struct Complaint {
    QString code;
    QString message;
    QCborMap members; // of the error's shape, beside the message
    int httpStatus = 0; // 0: the model's, else 400
};

template <typename T>
using Outcome = std::expected<T, Complaint>;

// The answer as the operation's protocol has it.
[[nodiscard]] http::Response written(const Complaint &complaint, const model::Operation &operation,
                                     const QString &requestId);

// The answer to a request of which the operation is not known: as `speaker` would say it, and in JSON
// readable as any of the JSON protocols.
[[nodiscard]] http::Response written(const Complaint &complaint, const model::Operation &speaker,
                                     const http::Request &request, const QString &requestId);

// The first of `codes` that the operation lists; else the first.
[[nodiscard]] QString listedCode(const model::Operation &operation, const QStringList &codes);

} // namespace formwork::practice
