// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

// What members are called in the forms of query and ec2-query; the writer and the reader have it from here.
namespace formwork::protocol
{

// The dialects differ in names and in lists.
enum class FormDialect { Query, Ec2 };

[[nodiscard]] QByteArray formNameOf(const model::Member &member, FormDialect dialect);

// Whether the numbers of a list's entries follow its name at once: "Name.1" and not "Name.member.1".
[[nodiscard]] bool isBareFormList(const model::Member &member, FormDialect dialect);

} // namespace formwork::protocol
