// SPDX-License-Identifier: Apache-2.0
#include "readers/mixins.h"

#include <QByteArrayList>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace formwork::readers
{

namespace
{

using namespace std::literals;
using simdjson::dom::element;

constexpr auto kMixinTrait = "smithy.api#mixin"sv;
constexpr size_t kMostBytes = size_t(64) << 20; // of all shapes with mixins

struct Field;

// JSON in the order of its file. Lists and texts stay as they are written.
struct Node {
    std::string raw; // of what is no object
    std::vector<Field> fields;
    bool isObject = false;

    [[nodiscard]] Node *find(std::string_view name);
    void remove(std::string_view name);
    [[nodiscard]] Node &object(std::string_view name); // made where there is none
    [[nodiscard]] size_t size() const;
};

struct Field {
    std::string name;
    Node value;
};

Node *Node::find(std::string_view name)
{
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? nullptr : &found->value;
}

void Node::remove(std::string_view name)
{
    std::erase_if(fields, [&](const Field &field) { return field.name == name; });
}

Node &Node::object(std::string_view name)
{
    if (Node *found = find(name))
        return *found;
    Node made;
    made.isObject = true;
    fields.push_back({std::string(name), std::move(made)});
    return fields.back().value;
}

size_t Node::size() const
{
    size_t sum = raw.size();
    for (const Field &field : fields)
        sum += field.name.size() + field.value.size();
    return sum;
}

Node nodeOf(element json)
{
    Node node;
    simdjson::dom::object object;
    if (json.get(object) != simdjson::SUCCESS) {
        node.raw = simdjson::minify(json);
        return node;
    }
    node.isObject = true;
    for (const simdjson::dom::key_value_pair field : object)
        node.fields.push_back({std::string(field.key), nodeOf(field.value)});
    return node;
}

void writeText(std::string_view text, QByteArray &out)
{
    out.append('"');
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.append('\\').append(c);
        else if (quint8(c) < 0x20)
            out.append("\\u00" + QByteArray::number(quint8(c), 16).rightJustified(2, '0'));
        else
            out.append(c);
    }
    out.append('"');
}

void write(const Node &node, QByteArray &out)
{
    if (!node.isObject) {
        out.append(node.raw.data(), qsizetype(node.raw.size()));
        return;
    }
    char before = '{';
    for (const auto &[name, value] : node.fields) {
        out.append(std::exchange(before, ','));
        writeText(name, out);
        out.append(':');
        write(value, out);
    }
    out.append(node.fields.empty() ? "{}" : "}");
}

bool isList(const Node &node) { return node.raw.starts_with('['); }

// Both lists, each entry once. The entries of the lists in question are references.
std::string joined(const std::string &first, const std::string &second)
{
    simdjson::dom::parser parser;
    std::vector<std::string> entries;
    for (const std::string *list : {&first, &second}) {
        simdjson::dom::array array;
        if (parser.parse(*list).get(array) != simdjson::SUCCESS)
            continue;
        for (const element entry : array) {
            std::string text = simdjson::minify(entry);
            if (std::ranges::find(entries, text) == entries.end())
                entries.push_back(std::move(text));
        }
    }
    std::string result = "[";
    for (const std::string &entry : entries)
        result += (result.size() > 1 ? "," : "") + entry;
    return result + ']';
}

enum class Inside { Shape, Members, Traits };

Inside within(std::string_view field, Inside where)
{
    if (where == Inside::Shape && field == "traits"sv)
        return Inside::Traits;
    return where == Inside::Shape && field == "members"sv ? Inside::Members : Inside::Shape;
}

// What stands in `over` goes before what stands in `base`, whose order stays.
void merge(Node &base, const Node &over, Inside where)
{
    for (const auto &[name, value] : over.fields) {
        Node *known = base.find(name);
        if (!known)
            base.fields.push_back({name, value});
        else if (known->isObject && value.isObject && where != Inside::Traits)
            merge(*known, value, within(name, where));
        else if (isList(*known) && isList(value) && where == Inside::Shape)
            known->raw = joined(known->raw, value.raw);
        else
            *known = value;
    }
}

class Flattening
{
public:
    explicit Flattening(element shapes)
    {
        simdjson::dom::object object;
        if (shapes.get(object) != simdjson::SUCCESS)
            return;
        for (const simdjson::dom::key_value_pair shape : object) {
            m_order.push_back(shape.key);
            m_shapes.emplace(shape.key, shape.value);
            std::string_view type;
            const size_t dollar = shape.key.find('$');
            if (shape.value["type"].get(type) == simdjson::SUCCESS && type == "apply"sv)
                m_applied[shape.key.substr(0, dollar)].emplace_back(
                    dollar == std::string_view::npos ? ""sv : shape.key.substr(dollar + 1), shape.value);
        }
    }

    [[nodiscard]] QByteArray written(element root)
    {
        QByteArray out = "{";
        simdjson::dom::object object;
        if (root.get(object) != simdjson::SUCCESS)
            return {};
        for (const simdjson::dom::key_value_pair field : object) {
            if (out.size() > 1)
                out.append(',');
            writeText(field.key, out);
            out.append(':');
            if (field.key == "shapes"sv)
                writeShapes(out);
            else
                write(nodeOf(field.value), out);
        }
        return out + '}';
    }

private:
    void writeShapes(QByteArray &out)
    {
        out.append('{');
        bool isFirst = true;
        for (const std::string_view id : m_order) {
            const element shape = m_shapes.at(id);
            std::string_view type;
            const bool isApplied = shape["type"].get(type) == simdjson::SUCCESS && type == "apply"sv;
            if (isApplied || isMixin(shape)) // nothing but other shapes refers to these
                continue;
            if (!std::exchange(isFirst, false))
                out.append(',');
            writeText(id, out);
            out.append(':');
            write(flat(id), out);
        }
        out.append('}');
    }

    static bool isMixin(element shape) { return shape["traits"][kMixinTrait].error() == simdjson::SUCCESS; }

    Node flat(std::string_view id)
    {
        const element shape = m_shapes.at(id);
        const bool isMixed = shape["mixins"].error() == simdjson::SUCCESS;
        if (!isMixed && !m_applied.contains(id) && !isMixin(shape))
            return nodeOf(shape);
        if (const auto known = m_flat.find(id); known != m_flat.end())
            return known->second;
        Node node;
        node.isObject = true;
        m_open.insert(id);
        const bool isWhole = !isMixed || mixIn(shape["mixins"], node);
        m_open.erase(id);
        Node own = nodeOf(shape);
        if (isWhole) {
            own.remove("mixins"sv);
            merge(node, own, Inside::Shape);
        } else {
            node = std::move(own);
        }
        apply(id, node);
        m_bytes += node.size();
        return m_flat.emplace(id, std::move(node)).first->second;
    }

    // What all of them bring, the later ones before the earlier.
    bool mixIn(simdjson::simdjson_result<element> mixins, Node &node)
    {
        simdjson::dom::array list;
        if (mixins.get(list) != simdjson::SUCCESS)
            return false;
        for (const element reference : list) {
            std::string_view target;
            if (reference["target"].get(target) != simdjson::SUCCESS || !m_shapes.contains(target)
                || m_open.contains(target) || m_open.size() > kDeepest || m_bytes > kMostBytes)
                return false;
            Node mixin = flat(target);
            if (mixin.find("mixins"sv))
                return false;
            withoutLocals(mixin);
            merge(node, mixin, Inside::Shape);
        }
        return true;
    }

    // The mixin's own traits that are not for others.
    static void withoutLocals(Node &mixin)
    {
        Node *traits = mixin.find("traits"sv);
        Node *trait = traits ? traits->find(kMixinTrait) : nullptr;
        if (!trait)
            return;
        std::vector<std::string> locals{std::string(kMixinTrait)};
        simdjson::dom::parser parser;
        simdjson::dom::array list;
        if (const Node *names = trait->find("localTraits"sv);
            names && parser.parse(names->raw).get(list) == simdjson::SUCCESS) {
            for (const element name : list) {
                std::string_view text;
                if (name.get(text) == simdjson::SUCCESS)
                    locals.emplace_back(text);
            }
        }
        for (const std::string &name : locals)
            traits->remove(name);
    }

    // Traits that the model applies to the shape or its members from elsewhere.
    void apply(std::string_view id, Node &node)
    {
        const auto applied = m_applied.find(id);
        if (applied == m_applied.end())
            return;
        for (const auto &[member, view] : applied->second) {
            element traits;
            if (view["traits"].get(traits) != simdjson::SUCCESS)
                continue;
            Node *place = member.empty() ? &node : memberOf(node, member);
            if (place)
                merge(place->object("traits"sv), nodeOf(traits), Inside::Traits);
        }
    }

    static Node *memberOf(Node &node, std::string_view name)
    {
        if (Node *members = node.find("members"sv))
            return members->find(name);
        return node.find(name); // of a list or a map: member, key, value
    }

    static constexpr size_t kDeepest = 100;

    std::vector<std::string_view> m_order;
    std::unordered_map<std::string_view, element> m_shapes;
    std::unordered_map<std::string_view, std::vector<std::pair<std::string_view, element>>> m_applied;
    std::unordered_map<std::string_view, Node> m_flat;
    std::set<std::string_view> m_open;
    size_t m_bytes = 0;
};

} // namespace

std::optional<QByteArray> withoutMixins(element root, const QByteArray &text)
{
    element shapes;
    if (root["smithy"].error() != simdjson::SUCCESS || root["shapes"].get(shapes) != simdjson::SUCCESS)
        return std::nullopt;
    if (!text.contains("\"mixins\"") && !text.contains("\"apply\""))
        return std::nullopt;
    return Flattening(shapes).written(root);
}

} // namespace formwork::readers
