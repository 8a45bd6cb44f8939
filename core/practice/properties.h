// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "practice/things.h"
#include "relations/relation.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

// The properties that a thing has where it is asked for by its type, and the members that they are.
namespace formwork::practice
{

// The member of the creation's input that a property stands for; null: none.
[[nodiscard]] const model::Member *memberFor(const QString &property, const relations::Relation &creation,
                                             const model::Operation &operation);

// What of the properties the creation takes.
[[nodiscard]] QCborMap inputOf(const QJsonObject &properties, const relations::Relation &creation,
                               const model::Operation &operation);

// What is left: kept as it is, but for what is called like a secret.
[[nodiscard]] QCborMap restOf(const QJsonObject &properties, const relations::Relation &creation,
                              const model::Operation &operation);

[[nodiscard]] QJsonObject propertiesOf(const Thing &thing, const relations::Relation &creation,
                                       const model::Operation &operation);

// Patched as RFC 6902 has it; nothing where a step of it cannot be done.
[[nodiscard]] std::optional<QJsonObject> patched(const QJsonObject &object, const QJsonArray &patch);

} // namespace formwork::practice
