// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/pointer.h"
#include "model/service.h"

namespace formwork::bulk
{

// A member of an input, or an entry of one of its lists and maps.
struct Place {
    document::Pointer pointer;
    const model::Shape *shape = nullptr;
    QList<bool> listEntries; // for each token of the pointer, whether it is the index of a list
};

// The place that a person names: "Description", "Owner.Name", "Tags[0].Key", "Tags.Team" (an entry of a map),
// "/Tags/0/Key". Names of members are found whatever their case and the spaces, dashes and underscores in
// them. Errors: Phase::Input, code "NoSuchMember", with the nearest members.
[[nodiscard]] Result<Place> placeOf(const model::Shape &input, const QString &path);

// As it is named in the head of a CSV file.
[[nodiscard]] QString pathText(const Place &place);

// A column for every value of an input, required ones first: what a template holds. Without `everyMember`
// the required ones, and those at the top that are single values.
[[nodiscard]] QStringList columnNames(const model::Operation &operation, bool everyMember);

} // namespace formwork::bulk
