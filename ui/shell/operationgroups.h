// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace formwork::shell
{

// What operations do, told from the verb they begin with; the order of the groups is the order shown.
enum class OperationGroup { Create, Run, Read, Change, Delete, Other };

inline constexpr OperationGroup kOperationGroups[] = {OperationGroup::Create, OperationGroup::Run,
                                                      OperationGroup::Read,   OperationGroup::Change,
                                                      OperationGroup::Delete, OperationGroup::Other};

[[nodiscard]] OperationGroup groupOf(const QString &operation);

// The place of an operation in its group, by its verb: what makes a thing stands before what puts something
// into it. Equal for all of the other groups.
[[nodiscard]] int placeInGroup(const QString &operation);

[[nodiscard]] QString titleOf(OperationGroup group);

} // namespace formwork::shell
