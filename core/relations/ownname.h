// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "relations/words.h"

#include <QString>

#include <optional>

namespace formwork::relations
{

// How well a member of that name names the thing itself that an operation about `noun` makes; 0: not at all.
[[nodiscard]] int ownNameRank(const Stem &stem, const Words &noun);

// Whether an error tells that a thing of this noun is there already ("AlreadyExists", "ConflictException",
// "DuplicateListener"); one about something else does not count.
[[nodiscard]] bool isConflict(std::string_view errorName, const Words &noun, const Stem &ownName);

// How the name protects a creation.
struct UniqueName {
    QString member; // required member of the input that names what is made
    QStringList errors; // what the service answers where one of that name is there
};

// Nothing unless the model says both: the caller has to choose the name, and there is an error for a second
// one. An operation with a client token needs none of it; of what is known not to be so the data tell.
[[nodiscard]] std::optional<UniqueName> uniqueName(const model::Operation &operation);

// The same of an operation with a client token as well: what it makes has a name of its own.
[[nodiscard]] std::optional<UniqueName> nameOfItsOwn(const model::Operation &operation);

// Whether a creation whose name is taken is answered as if it had made what is there.
enum class Alike : quint8 {
    No,
    Likely, // it wants a name and takes no token, and none of the errors it knows says that one exists
    Known, // the data say so
};
[[nodiscard]] Alike answersAlike(const model::Operation &operation);

} // namespace formwork::relations
