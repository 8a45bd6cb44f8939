// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

#include <QCborValue>
#include <QStringList>

#include <functional>
#include <optional>

// A request as it stands on the wire with its secrets covered, wherever they are: address, headers, body.
namespace formwork::exporting
{

// What stands in place of a secret: of the member with that name, and how it is written there.
enum class Written { Text, Json, Base64 };
using Cover = std::function<QString(const QString &memberName, Written written)>;

[[nodiscard]] QString coveredUrl(const model::Operation &operation, const QCborValue &input,
                                 const http::Request &request, const Cover &cover);

// nullopt if the header holds no secret of the input.
[[nodiscard]] std::optional<QString> coveredHeader(const model::Operation &operation,
                                                   const http::Header &header, const Cover &cover);

// The body in a form that can be shown. For protocols that are not JSON it may have to be told instead of
// shown.
struct CoveredBody {
    enum class Kind { None, Json, Text, Base64, Bytes, File, Unshown };
    Kind kind = Kind::None;
    QString text; // Json: indented; Base64: covers data; File: its path; Unshown: nothing
    qint64 size = 0; // File: in bytes
};
[[nodiscard]] CoveredBody coveredBody(const model::Operation &operation, const QCborValue &input,
                                      const http::Request &request, const Cover &cover);

} // namespace formwork::exporting
