// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QDate>

namespace formwork::guide
{

// A value of a choice as it is offered.
struct OfferedValue {
    const model::EnumValue *value = nullptr;
    QDate retiredSince; // not valid: it is not
};

// The values of an enum as a person wants to choose from them. Where they look like versions ("nodejs22.x",
// "python3.12"), those of one family stand together with the newest first; a family stands where the model
// has its first. What is retired by `today` or deprecated comes last. Which ones are is data,
// ":/retired.json".
[[nodiscard]] QList<OfferedValue> offeredValues(const QString &service, const model::Member &member,
                                                QDate today);

// The day from which a value is retired; not valid where it is not, by `today`.
[[nodiscard]] QDate retiredSince(const QString &service, const model::Member &member, const QString &value,
                                 QDate today);

// Whether the values are those of one thing at several times, by their form and the names of the member and
// its shape.
[[nodiscard]] bool areVersions(const model::Member &member);

} // namespace formwork::guide
