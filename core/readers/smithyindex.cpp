// SPDX-License-Identifier: Apache-2.0
#include "readers/smithyindex.h"

#include "base/tr.h"

#include <array>

namespace formwork::readers
{

namespace
{

simdjson::dom::element fieldOr(simdjson::dom::element parent, std::string_view name)
{
    simdjson::dom::object object;
    simdjson::dom::element found;
    if (parent.get(object) == simdjson::SUCCESS && object.at_key(name).get(found) == simdjson::SUCCESS)
        return found;
    return parent; // not an object of shapes; the index then finds no service and says so
}

} // namespace

std::string_view withoutNamespace(std::string_view shapeId)
{
    const size_t hash = shapeId.find('#');
    return hash == std::string_view::npos ? shapeId : shapeId.substr(hash + 1);
}

SmithyIndex::SmithyIndex(const ModelFile &file, Complaints &complaints)
    : m_root(complaints, file.root)
    , m_shapes(m_root, "shapes", fieldOr(file.root, "shapes"))
{
    m_shapes.eachField([this](const JsonView &shape) {
        m_index.emplace(shape.key(), shape.element());
        if (shape.isObject() && shape.viewOf("type") == "service") {
            if (!m_serviceId.empty())
                shape.complain(
                    Tr::tr("The file holds a second service; %1 is the first.").arg(toText(m_serviceId)));
            else
                m_serviceId = shape.key();
        }
    });
    if (m_serviceId.empty())
        m_shapes.complain(Tr::tr("The file holds no service."));
}

std::optional<simdjson::dom::element> SmithyIndex::find(std::string_view id) const
{
    const auto found = m_index.find(id);
    return found == m_index.end() ? std::nullopt : std::optional(found->second);
}

SmithyIndex::Ids SmithyIndex::operations() const
{
    static constexpr std::array<std::string_view, 6> single{"create", "put",    "read",
                                                            "update", "delete", "list"};
    static constexpr std::array<std::string_view, 3> several{"operations", "collectionOperations",
                                                             "resources"};
    Ids operations;
    Ids seen; // resources may name each other in a circle
    std::vector<std::string_view> pending{m_serviceId};
    while (!pending.empty()) {
        const std::string_view owner = pending.back();
        pending.pop_back();
        const auto element = find(owner);
        if (!element || !seen.insert(owner).second)
            continue;
        const JsonView view(m_shapes, owner, *element);
        const auto take = [&](const JsonView &reference, bool isResource) {
            const std::string_view target = reference.viewOf("target");
            if (!find(target))
                reference.complain(Tr::tr("The target %1 is not in the file.").arg(toText(target)));
            else if (isResource)
                pending.push_back(target);
            else
                operations.insert(target);
        };
        for (const std::string_view name : single)
            view.withField(name, [&](const JsonView &reference) { take(reference, false); });
        for (const std::string_view name : several) {
            view.withField(name, [&](const JsonView &list) {
                list.eachItem([&](const JsonView &reference) { take(reference, name == "resources"); });
            });
        }
    }
    return operations;
}

} // namespace formwork::readers
