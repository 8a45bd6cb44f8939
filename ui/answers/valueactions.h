// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answers/answer.h"

#include <functional>

class QAbstractItemView;

namespace formwork::answers
{

// What can be done with the value a view stands on, as a menu, by keys and in what it answers.
struct ValuePlace {
    document::Pointer pointer;
    QCborValue value;
};

// Adds to a view: Copy value (Ctrl+C), Copy path (Ctrl+Shift+C), Copy as JSON, Save data, Reveal. `place`
// answers where the view stands; nothing: nowhere.
void addValueActions(QAbstractItemView *view, Answer *answer,
                     const std::function<std::optional<ValuePlace>(const QModelIndex &)> &place);

} // namespace formwork::answers
