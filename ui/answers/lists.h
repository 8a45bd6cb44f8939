// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/answer.h"

namespace formwork::answers
{

// A list of an answer that can be shown as a table.
struct ListPlace {
    document::Pointer pointer;
    QString name; // "DB instances"
    qsizetype size = 0;
    const model::Shape *shape = nullptr; // of the list; null where nothing is known of it
};

// The lists on the first levels of an answer that hold something, the longest of structures first.
[[nodiscard]] QList<ListPlace> listsIn(const Answer &answer);

} // namespace formwork::answers
