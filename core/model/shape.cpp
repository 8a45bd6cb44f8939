// SPDX-License-Identifier: Apache-2.0
#include "model/shape.h"

#include <algorithm>

namespace formwork::model
{

bool Member::isSensitive() const { return sensitiveTrait || (target && target->sensitive); }

Constraints Member::effectiveConstraints() const
{
    if (!target)
        return constraints;
    Constraints result = target->constraints;
    if (constraints.minLength || constraints.maxLength) {
        result.minLength = constraints.minLength;
        result.maxLength = constraints.maxLength;
    }
    if (constraints.minValue || constraints.maxValue) {
        result.minValue = constraints.minValue;
        result.maxValue = constraints.maxValue;
    }
    if (!constraints.pattern.isEmpty())
        result.pattern = constraints.pattern;
    result.uniqueItems = result.uniqueItems || constraints.uniqueItems;
    return result;
}

const Member *Shape::member(QStringView memberName) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Member &m) { return m.name == memberName; });
    return found == members.end() ? nullptr : &*found;
}

} // namespace formwork::model
