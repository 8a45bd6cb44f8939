// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::guide
{

// One of the ways in which a structure or union is filled in, which exclude each other.
struct Alternative {
    QString title; // in words
    QStringList members;
    bool operator==(const Alternative &) const = default;
};

// The ways of a shape: the members of a union; those of a structure of which its documentation says that one
// member only makes sense; and those that resources/choices.json knows, where a way may be several members
// and what it does not name belongs to every one. Empty: all members stand side by side.
[[nodiscard]] QList<Alternative> alternativesOf(const QString &service, const model::Shape &shape);

} // namespace formwork::guide
