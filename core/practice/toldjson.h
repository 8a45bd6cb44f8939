// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>
#include <QJsonValue>
#include <QString>

namespace formwork::practice
{

// A value as JSON tells it that knows neither bytes nor moments: bytes are left out, moments are text in UTC.
// `nameOf`: how the members are spelled. What lies deeper than 40 levels is left out.
[[nodiscard]] QJsonValue toldAsJson(const QCborValue &value, QString (*nameOf)(const QString &member));

} // namespace formwork::practice
