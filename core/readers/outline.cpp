// SPDX-License-Identifier: Apache-2.0
#include "readers/outline.h"

#include "base/tr.h"
#include "readers/botocore.h"
#include "readers/smithyindex.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace formwork::readers
{

namespace
{

using model::Format;
using model::ShapeType;
using simdjson::dom::element;
using simdjson::dom::object;

std::string_view textAt(element parent, std::string_view key)
{
    std::string_view text;
    return parent[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool isTrue(element parent, std::string_view key)
{
    bool value = false;
    return parent[key].get(value) == simdjson::SUCCESS && value;
}

bool has(element parent, std::string_view key) { return parent[key].error() == simdjson::SUCCESS; }

// Of an element or of what looking for one came to; what is not there has none.
template <typename Parent, typename Visit>
void eachField(const Parent &parent, Visit &&visit)
{
    object fields;
    if (parent.get(fields) != simdjson::SUCCESS)
        return;
    for (const simdjson::dom::key_value_pair field : fields)
        visit(field.key, field.value);
}

// Of an element or of what looking for one came to; what is not there has none.
template <typename Parent, typename Visit>
void eachItem(const Parent &parent, Visit &&visit)
{
    simdjson::dom::array items;
    if (parent.get(items) != simdjson::SUCCESS)
        return;
    for (const element item : items)
        visit(item);
}

struct TypeName {
    std::string_view name;
    ShapeType type;
};

// What both formats call them; numbers are all one here.
constexpr std::array<TypeName, 16> kTypes{{{"structure", ShapeType::Structure},
                                           {"union", ShapeType::Union},
                                           {"list", ShapeType::List},
                                           {"set", ShapeType::List},
                                           {"map", ShapeType::Map},
                                           {"string", ShapeType::String},
                                           {"character", ShapeType::String},
                                           {"enum", ShapeType::Enum},
                                           {"boolean", ShapeType::Boolean},
                                           {"timestamp", ShapeType::Timestamp},
                                           {"blob", ShapeType::Blob},
                                           {"document", ShapeType::Document},
                                           {"float", ShapeType::Double},
                                           {"double", ShapeType::Double},
                                           {"integer", ShapeType::Long},
                                           {"long", ShapeType::Long}}};

ShapeType typeOf(std::string_view name)
{
    const auto found = std::ranges::find(kTypes, name, &TypeName::name);
    return found == kTypes.end() ? ShapeType::Long : found->type;
}

// What is the same for both formats: indexes by the name in the file, shapes that a file refers to without
// having them are texts.
class OutlineMaker
{
public:
    explicit OutlineMaker(Outline &outline)
        : m_outline(outline)
    {
    }

    void announce(std::string_view id, std::string_view name)
    {
        m_index.emplace(id, quint32(m_outline.shapes.size()));
        m_outline.shapes.push_back({.name = name});
    }

    quint32 at(std::string_view id)
    {
        const auto [place, isNew] = m_index.emplace(id, quint32(m_outline.shapes.size()));
        if (isNew) {
            const std::string_view name = withoutNamespace(id);
            std::string lower(name);
            std::ranges::transform(lower, lower.begin(), [](char c) { return char(c | 0x20); });
            m_outline.shapes.push_back({.name = name, .type = typeOf(lower)});
        }
        return place->second;
    }

    Outline::Shape &shape(std::string_view id) { return m_outline.shapes[at(id)]; }

    void addMember(const Outline::Member &member) { m_outline.members.push_back(member); }

    void finish()
    {
        std::ranges::sort(m_outline.operations, {}, &Outline::Entry::name);
        for (Outline::Member &member : m_outline.members)
            member.sensitive = member.sensitive || m_outline.shapes[member.target].sensitive;
    }

private:
    Outline &m_outline;
    std::unordered_map<std::string_view, quint32> m_index;
};

// ---- botocore

void readBotocoreMembers(Outline &outline, OutlineMaker &maker, std::string_view id, element view)
{
    const quint32 index = maker.at(id);
    const auto first = quint32(outline.members.size());
    eachField(view["members"], [&](std::string_view name, element reference) {
        maker.addMember({name, maker.at(textAt(reference, "shape")), false,
                         isTrue(reference, "idempotencyToken"), isTrue(reference, "sensitive")});
    });
    eachItem(view["required"], [&](element item) {
        std::string_view name;
        if (item.get(name) != simdjson::SUCCESS)
            return;
        for (size_t i = first; i < outline.members.size(); ++i) {
            if (outline.members[i].name == name)
                outline.members[i].required = true;
        }
    });
    outline.shapes[index].first = first;
    outline.shapes[index].count = quint32(outline.members.size()) - first;
}

void readBotocoreShapes(Outline &outline, OutlineMaker &maker, element shapes)
{
    eachField(shapes, [&](std::string_view id, element) { maker.announce(id, id); });
    eachField(shapes, [&](std::string_view id, element view) {
        const ShapeType type = typeOf(textAt(view, "type"));
        const bool isEnum = type == ShapeType::String && has(view, "enum");
        maker.shape(id).type = isEnum ? ShapeType::Enum : type;
        maker.shape(id).sensitive = isTrue(view, "sensitive");
        maker.shape(id).pattern = textAt(view, "pattern");
        if (type == ShapeType::Structure || type == ShapeType::Union)
            readBotocoreMembers(outline, maker, id, view);
        const std::string_view part = type == ShapeType::List ? "member" : "value";
        if (type == ShapeType::List || type == ShapeType::Map) {
            element reference;
            if (view[part].get(reference) == simdjson::SUCCESS) {
                const quint32 target = maker.at(textAt(reference, "shape"));
                maker.shape(id).element = target;
            }
        }
    });
}

void readItems(element paginator, std::string_view key, Outline::Entry &entry)
{
    entry.isPaged = true;
    element items;
    if (paginator[key].get(items) != simdjson::SUCCESS)
        return;
    std::string_view one;
    if (items.get(one) == simdjson::SUCCESS)
        entry.items.emplace_back(one);
    eachItem(items, [&](element item) {
        if (item.get(one) == simdjson::SUCCESS)
            entry.items.emplace_back(one);
    });
}

void readBotocorePaginators(const QString &servicePath, Outline &outline)
{
    const Result<QByteArray> bytes = companionBytes(servicePath, QStringLiteral("paginators-1.json"));
    const auto file =
        bytes && !bytes->isEmpty() ? parseModel(*bytes, servicePath) : Result<ModelFilePtr>(nullptr);
    if (!file || !*file)
        return; // costs no more than what it would have told
    element section;
    if ((*file)->root["pagination"].get(section) != simdjson::SUCCESS)
        return;
    for (Outline::Entry &entry : outline.operations) {
        element paginator;
        if (section[entry.name].get(paginator) == simdjson::SUCCESS)
            readItems(paginator, "result_key", entry);
    }
}

void readBotocore(const ModelFile &file, Outline &outline)
{
    OutlineMaker maker(outline);
    element shapes;
    element operations;
    if (file.root["shapes"].get(shapes) == simdjson::SUCCESS)
        readBotocoreShapes(outline, maker, shapes);
    if (file.root["operations"].get(operations) != simdjson::SUCCESS)
        return;
    eachField(operations, [&](std::string_view name, element view) {
        Outline::Entry entry{.name = name};
        element reference;
        if (view["input"].get(reference) == simdjson::SUCCESS)
            entry.input = qint32(maker.at(textAt(reference, "shape")));
        if (view["output"].get(reference) == simdjson::SUCCESS)
            entry.output = qint32(maker.at(textAt(reference, "shape")));
        eachItem(view["errors"],
                 [&](element error) { entry.errors.push_back(maker.at(textAt(error, "shape"))); });
        std::string_view method;
        entry.readOnly = isTrue(view, "readonly")
            || (view["http"]["method"].get(method) == simdjson::SUCCESS
                && (method == "GET" || method == "HEAD"));
        entry.deprecated = isTrue(view, "deprecated");
        outline.operations.push_back(std::move(entry));
    });
    maker.finish();
}

// ---- Smithy

constexpr std::string_view kUnit = "smithy.api#Unit";

void readSmithyMembers(Outline &outline, OutlineMaker &maker, std::string_view id, element view)
{
    const quint32 index = maker.at(id);
    const auto first = quint32(outline.members.size());
    eachField(view["members"], [&](std::string_view name, element member) {
        Outline::Member entry{.name = name, .target = maker.at(textAt(member, "target"))};
        element traits;
        if (member["traits"].get(traits) == simdjson::SUCCESS) {
            entry.required = has(traits, "smithy.api#required");
            entry.token = has(traits, "smithy.api#idempotencyToken");
            entry.sensitive = has(traits, "smithy.api#sensitive");
        }
        maker.addMember(entry);
    });
    outline.shapes[index].first = first;
    outline.shapes[index].count = quint32(outline.members.size()) - first;
}

void readSmithyShape(Outline &outline, OutlineMaker &maker, std::string_view id, element view)
{
    const ShapeType type = typeOf(textAt(view, "type"));
    maker.shape(id).type = type;
    element traits;
    if (view["traits"].get(traits) == simdjson::SUCCESS) {
        maker.shape(id).sensitive = has(traits, "smithy.api#sensitive");
        maker.shape(id).pattern = textAt(traits, "smithy.api#pattern");
        if (type == ShapeType::String && has(traits, "smithy.api#enum"))
            maker.shape(id).type = ShapeType::Enum;
    }
    if (type == ShapeType::Structure || type == ShapeType::Union)
        readSmithyMembers(outline, maker, id, view);
    element reference;
    const std::string_view part = type == ShapeType::List ? "member" : "value";
    if ((type == ShapeType::List || type == ShapeType::Map)
        && view[part].get(reference) == simdjson::SUCCESS) {
        const quint32 target = maker.at(textAt(reference, "target"));
        maker.shape(id).element = target;
    }
}

Outline::Entry readSmithyOperation(OutlineMaker &maker, std::string_view id, element view)
{
    Outline::Entry entry{.name = withoutNamespace(id)};
    const auto structure = [&](std::string_view part) {
        element reference;
        const std::string_view target =
            view[part].get(reference) == simdjson::SUCCESS ? textAt(reference, "target") : kUnit;
        return target == kUnit ? -1 : qint32(maker.at(target));
    };
    entry.input = structure("input");
    entry.output = structure("output");
    eachItem(view["errors"],
             [&](element error) { entry.errors.push_back(maker.at(textAt(error, "target"))); });
    element traits;
    if (view["traits"].get(traits) == simdjson::SUCCESS) {
        entry.readOnly = has(traits, "smithy.api#readonly");
        entry.deprecated = has(traits, "smithy.api#deprecated");
        element paginator;
        if (traits["smithy.api#paginated"].get(paginator) == simdjson::SUCCESS)
            readItems(paginator, "items", entry);
    }
    return entry;
}

void readSmithy(const ModelFile &file, Outline &outline)
{
    Complaints ignored(file.origin);
    const SmithyIndex index(file, ignored);
    OutlineMaker maker(outline);
    const element shapes = index.shapes().element();
    eachField(shapes, [&](std::string_view id, element) { maker.announce(id, withoutNamespace(id)); });
    eachField(shapes, [&](std::string_view id, element view) { readSmithyShape(outline, maker, id, view); });
    for (const std::string_view id : index.operations()) {
        if (const auto view = index.find(id))
            outline.operations.push_back(readSmithyOperation(maker, id, *view));
    }
    maker.finish();
}

} // namespace

const Outline::Entry *Outline::operation(std::string_view name) const
{
    const auto found = std::ranges::lower_bound(operations, name, {}, &Entry::name);
    return found != operations.end() && found->name == name ? &*found : nullptr;
}

Result<OutlinePtr> readOutline(const model::ServicePtr &service, const FileSource &files)
{
    const Result<ModelFilePtr> file = files(service->origin);
    if (!file)
        return std::unexpected(file.error());
    auto outline = std::make_shared<Outline>();
    outline->file = *file;
    if (service->format == Format::Botocore) {
        readBotocore(**file, *outline);
        readBotocorePaginators(service->origin, *outline);
    } else {
        readSmithy(**file, *outline);
    }
    return outline;
}

} // namespace formwork::readers
