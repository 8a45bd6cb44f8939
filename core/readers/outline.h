// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "readers/reader.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace formwork::readers
{

// Every operation and shape of a service by name and type alone, read in one go: what is needed to compare
// operations with each other, at a fraction of what opening each of them would cost. Views into the parsed
// file, which it keeps. Immutable, shared.
struct Outline {
    struct Member {
        std::string_view name;
        quint32 target = 0; // index of a shape
        bool required = false;
        bool token = false; // marked in the model
        bool sensitive = false; // marked, on the member or its shape
    };

    struct Shape {
        std::string_view name; // without namespace
        model::ShapeType type = model::ShapeType::String;
        quint32 first = 0; // of its members, which stand in a row
        quint32 count = 0;
        quint32 element = 0; // list, map: index of a shape
        bool sensitive = false;
        std::string_view pattern = {}; // of texts
    };

    struct Entry { // an operation
        std::string_view name;
        qint32 input = -1; // index of a shape; -1: none
        qint32 output = -1;
        std::vector<quint32> errors = {};
        std::vector<std::string> items = {}; // paths of what a paginator collects
        bool isPaged = false;
        bool readOnly = false;
        bool deprecated = false;
    };

    std::vector<Entry> operations; // sorted by name
    std::vector<Shape> shapes;
    std::vector<Member> members;
    ModelFilePtr file;

    [[nodiscard]] const Entry *operation(std::string_view name) const; // null if there is none
};

using OutlinePtr = std::shared_ptr<const Outline>;

[[nodiscard]] Result<OutlinePtr> readOutline(const model::ServicePtr &service, const FileSource &files);

} // namespace formwork::readers
