// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

#include <QCborValue>
#include <QJsonObject>

// How the vectors are compared: bodies by what they mean, headers without case. All return what differs,
// empty if nothing does.
namespace formwork::conformance
{

[[nodiscard]] QString documentDifference(const QCborValue &found, const QCborValue &expected);
[[nodiscard]] QString bodyDifference(model::Protocol protocol, const QByteArray &found,
                                     const QString &expected);
[[nodiscard]] QString targetDifference(const QByteArray &found, const QByteArray &expected);
[[nodiscard]] QString headerDifference(const http::Request &request, const QJsonObject &serialized);

} // namespace formwork::conformance
