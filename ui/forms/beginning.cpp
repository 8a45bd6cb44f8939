// SPDX-License-Identifier: Apache-2.0
#include "forms/beginning.h"

namespace formwork::forms
{

QCborMap beginningOf(const guide::Guide &guide, const document::Pointer &place)
{
    QCborMap beginning;
    for (const auto &[pointer, hint] : guide.hints) {
        if (!hint.initial.isUndefined() && !pointer.isRoot() && pointer.tokens().last() != u"*"
            && place.matches(pointer.parent()))
            beginning.insert(pointer.tokens().last(), hint.initial);
    }
    return beginning;
}

} // namespace formwork::forms
