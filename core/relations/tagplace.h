// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QString>

#include <optional>

namespace formwork::relations
{

// Whether a member is called as those that hold tags are: "Tags", "TagList", "tagSpecifications", ...
[[nodiscard]] bool isTagsMember(QStringView name);

// How the input of a creation takes tags.
struct TagPlace {
    enum class Kind : quint8 {
        Map, // {"key": "value"}
        List, // [{key, value}]
        Kinds, // [{type, tags: [{key, value}]}]: tags of several kinds of things
    };
    Kind kind = Kind::List;
    QString member; // of the input
    QString key; // members of an entry; not of a Map
    QString value;
    QString typeMember; // Kinds: says of what, and `type` is what the operation makes
    QString type;
    QString tags; // Kinds: the list in it
    qsizetype most = 50; // as many as the service takes
};

// Of an operation that makes something by its name (resources/relations.json); nothing where it takes no
// tags, or where nobody can tell how.
[[nodiscard]] std::optional<TagPlace> tagPlace(const model::Operation &operation);

} // namespace formwork::relations
