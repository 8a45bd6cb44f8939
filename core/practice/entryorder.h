// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/paging.h"

#include <QCborArray>
#include <QJsonObject>

namespace formwork::practice
{

// Names of hosts, by their labels from the right; then by the other members of the key.
[[nodiscard]] QCborArray inOrderOfHosts(const QCborArray &entries, const QJsonObject &data);

// Pages that begin with the entry that is named, and tell the one that the next begins with: members of the
// request and of the answer by the members of the entry's key ("start" and "next" of the data).
[[nodiscard]] qsizetype firstAsked(const QCborArray &entries, const QCborMap &input, const QJsonObject &data);
void tellNext(QCborMap &answer, const QCborArray &entries, qsizetype index, const QJsonObject &data);

} // namespace formwork::practice
