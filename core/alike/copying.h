// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/filled.h"
#include "document/pointer.h"
#include "model/service.h"

namespace formwork::alike
{

// A thing as an operation has answered it.
struct Thing {
    model::OperationPtr reading; // that answered
    QCborValue answer;
    document::Pointer place; // of the thing in the answer; the root: wherever it is
    QCborMap asked; // the input of the reading
};

// "/Reservations/0/Instances/1" as the rules have it: "Reservations[].Instances[]".
[[nodiscard]] QString pathOf(const document::Pointer &place);

// The nearest entry of a list that holds the place, or is it; the root where there is none.
[[nodiscard]] document::Pointer entryAt(const QCborValue &answer, const document::Pointer &place);

// The input of `creation` for a thing like that one. What could not be carried over is in the notes, the name
// that is taken too; the client token is made by whoever sends it. Fails where nothing of it fits.
[[nodiscard]] Result<Filled> copyOf(const Tools &tools, const model::OperationPtr &creation,
                                    const Thing &thing);

// The operations that make things of the kind that `reading` answers with; the likeliest first.
[[nodiscard]] QStringList creationsFor(const Tools &tools, const QString &service, const QString &reading);

} // namespace formwork::alike
