// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace formwork::model
{

struct Member;
struct Shape;

// The members of a structure whose list is a map in all but name, as tags are: what it is found by, and what
// is found. Both null where it is no such structure.
struct PairMembers {
    const Member *key = nullptr;
    const Member *value = nullptr;
};

[[nodiscard]] PairMembers pairMembers(const Shape &structure);

} // namespace formwork::model
