// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "readers/jsonview.h"
#include "readers/modelfile.h"

#include <set>
#include <unordered_map>
#include <vector>

namespace formwork::readers
{

// Where each shape of a Smithy JSON AST stands, and what its one service offers. Views into the file it was
// made from.
class SmithyIndex
{
public:
    using Shapes = std::unordered_map<std::string_view, simdjson::dom::element>;
    using Ids = std::set<std::string_view>;

    SmithyIndex(const ModelFile &file, Complaints &complaints);
    Q_DISABLE_COPY_MOVE(SmithyIndex) // m_shapes points at m_root

    [[nodiscard]] std::optional<simdjson::dom::element> find(std::string_view id) const;
    [[nodiscard]] std::string_view serviceId() const { return m_serviceId; }
    [[nodiscard]] const JsonView &shapes() const { return m_shapes; } // the root of every shape's place

    // Ids of the operations of the service, those of its resources and of their resources included.
    [[nodiscard]] Ids operations() const;

private:
    JsonView m_root;
    JsonView m_shapes;
    Shapes m_index;
    std::string_view m_serviceId;
};

[[nodiscard]] std::string_view
withoutNamespace(std::string_view shapeId); // "a.b#Name$member" -> "Name$member"

} // namespace formwork::readers
