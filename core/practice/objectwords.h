// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/call.h"
#include "practice/objects.h"

// What the sources of Objects say alike.
namespace formwork::practice
{

[[nodiscard]] QString text(const QCborMap &map, const char *name);

// Kinds, and names of things of them.
[[nodiscard]] QString objectsOf(const QString &bucket);
[[nodiscard]] QString uploadsOf(const QString &bucket);
[[nodiscard]] QString partsOf(const QString &upload);
[[nodiscard]] QString partName(qint64 number);

[[nodiscard]] std::unexpected<Complaint> objectRefused(const char *code, const QString &message, int status);
[[nodiscard]] std::unexpected<Complaint> objectTrouble(const Error &error);

[[nodiscard]] QString etagOf(const QByteArray &bytes);
[[nodiscard]] QCborMap withVersion(QCborMap about, const QString &version); // empty: as it is

// What is told of an object, as far as the answer has a place for it.
[[nodiscard]] Objects::Told told(const Call &call, const QCborMap &about, int status = 0);

} // namespace formwork::practice
