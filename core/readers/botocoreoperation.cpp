// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "model/repeating.h"
#include "readers/botocore.h"
#include "readers/botocoreextras.h"
#include "readers/graph.h"

#include <algorithm>
#include <unordered_map>

namespace formwork::readers
{

namespace
{

class OperationReader
{
public:
    OperationReader(const JsonView &shapes, Complaints &complaints, model::Operation &operation)
        : m_shapes(shapes)
        , m_complaints(complaints)
        , m_operation(operation)
        , m_graph(operation)
        , m_extras(operation.service->origin)
    {
        shapes.eachField([this](const JsonView &shape) { m_index.emplace(shape.key(), shape.element()); });
    }

    void read(const JsonView &operation);

private:
    model::Shape *target(const JsonView &reference);
    model::Shape *structureOf(const JsonView &operation, std::string_view name, const char *suffix);
    void readErrors(const JsonView &errors);
    void fill(std::string_view id, model::Shape &shape);
    void fillMembers(const JsonView &view, model::Shape &shape);
    model::Member member(const JsonView &reference);

    const JsonView &m_shapes;
    Complaints &m_complaints;
    model::Operation &m_operation;
    Graph m_graph;
    BotocoreExtras m_extras;
    std::unordered_map<std::string_view, simdjson::dom::element> m_index;
};

model::Shape *OperationReader::target(const JsonView &reference)
{
    const std::string_view id = reference.viewOf("shape");
    if (!m_index.contains(id))
        reference.complain(Tr::tr("The shape %1 is not in the file.").arg(toText(id.substr(0, 200))));
    return m_graph.shapeFor(id);
}

model::Shape *OperationReader::structureOf(const JsonView &operation, std::string_view name,
                                           const char *suffix)
{
    model::Shape *shape = nullptr;
    operation.withField(name, [&](const JsonView &reference) { shape = target(reference); });
    return shape ? shape : m_graph.emptyStructure(m_operation.name + QLatin1String(suffix));
}

void OperationReader::readErrors(const JsonView &errors)
{
    errors.eachItem([&](const JsonView &reference) {
        const model::Shape *error = target(reference);
        if (!m_operation.errors.contains(error))
            m_operation.errors.append(error);
    });
}

// {locationName} in the URI becomes {memberName}; the rest of a label ("+" of a greedy one) stays.
void renameLabels(QByteArray &uri, model::Shape &input)
{
    for (model::Member &member : input.members) {
        if (member.location != model::Location::Label)
            continue;
        const QByteArray onWire = member.locationName.toUtf8();
        const QByteArray name = member.name.toUtf8();
        uri.replace('{' + onWire + '}', '{' + name + '}').replace('{' + onWire + "+}", '{' + name + "+}");
        member.locationName.clear();
    }
}

// A flattened list is named by its element where that has a name; Smithy would name the member so.
void nameFlattenedLists(std::deque<model::Shape> &shapes)
{
    for (model::Shape &shape : shapes) {
        for (model::Member &member : shape.members) {
            // One that only a reference flattens keeps the name of the reference.
            const bool isFlat =
                member.target && member.target->flattened && member.target->type == model::ShapeType::List;
            if (isFlat && !member.target->element.xmlName.isEmpty())
                member.xmlName = member.target->element.xmlName;
        }
    }
}

void OperationReader::read(const JsonView &operation)
{
    readBotocoreOperationFields(operation, m_operation);
    model::Shape *input = structureOf(operation, "input", "Input");
    m_operation.takesInput = operation.has("input");
    model::Shape *output = structureOf(operation, "output", "Output");
    operation.withField("errors", [this](const JsonView &errors) { readErrors(errors); });
    m_graph.run([this](std::string_view id, model::Shape &shape) { fill(id, shape); });
    for (const model::Shape *shape : {input, output}) {
        if (shape->type != model::ShapeType::Structure)
            operation.complain(Tr::tr("Input and output are structures; %1 is none.").arg(shape->name));
    }
    operation.withField("input", [input](const JsonView &reference) {
        if (input->xmlName.isEmpty())
            input->xmlName = reference.textOf("locationName");
        reference.withField("xmlNamespace",
                            [&](const JsonView &v) { input->xmlNamespace = botocoreNamespace(v); });
    });
    operation.withField("output", [this](const JsonView &reference) {
        m_operation.resultWrapper = reference.textOf("resultWrapper");
    });
    m_operation.input = input;
    m_operation.output = output;
    model::recogniseToken(m_operation, *input);
    renameLabels(m_operation.httpUri, *input);
    markGreedyLabels(m_operation.httpUri, *input);
    nameFlattenedLists(m_operation.shapes);
    m_graph.finish(m_complaints);
}

void OperationReader::fill(std::string_view id, model::Shape &shape)
{
    const auto element = m_index.find(id);
    if (element == m_index.end())
        return; // target() has complained
    const JsonView view(m_shapes, id, element->second);
    shape.name = toText(id);
    auto type = botocoreType(view);
    m_extras.withShape(m_complaints, id, [&](const JsonView &extra) {
        if (extra.has("type"))
            type = botocoreType(extra);
    });
    if (!type)
        return view.complain(
            Tr::tr("A shape of type \"%1\" cannot be a value.").arg(view.textOf("type").left(200)));
    shape.type = *type;
    readBotocoreShape(view, shape);
    if (shape.type == model::ShapeType::Structure || shape.type == model::ShapeType::Union)
        return fillMembers(view, shape);
    if (shape.type == model::ShapeType::List)
        view.withField("member", [&](const JsonView &reference) { shape.element = member(reference); });
    if (shape.type == model::ShapeType::Map) {
        view.withField("key", [&](const JsonView &reference) { shape.key = member(reference); });
        view.withField("value", [&](const JsonView &reference) { shape.element = member(reference); });
    }
    checkEntries(view, shape);
}

void OperationReader::fillMembers(const JsonView &view, model::Shape &shape)
{
    const auto add = [&](const JsonView &members) {
        members.eachField([&](const JsonView &reference) { shape.members.push_back(member(reference)); });
    };
    view.withField("members", add);
    m_extras.withShape(m_complaints, view.key(),
                       [&](const JsonView &extra) { extra.withField("members", add); });
    const auto find = [&shape](const QString &name) {
        return std::find_if(shape.members.begin(), shape.members.end(),
                            [&](const model::Member &m) { return m.name == name; });
    };
    view.withField("required", [&](const JsonView &list) {
        list.eachItem([&](const JsonView &name) {
            if (const auto found = find(name.text()); found != shape.members.end())
                found->required = true;
        });
    });
    if (const QString payload = view.textOf("payload"); !payload.isEmpty()) {
        if (const auto found = find(payload); found != shape.members.end())
            found->location = model::Location::Payload;
        else
            view.complain(Tr::tr("The payload %1 is no member.").arg(payload.left(200)));
    }
}

model::Member OperationReader::member(const JsonView &reference)
{
    model::Member result;
    result.name = toText(reference.key());
    result.target = target(reference);
    const auto shape = m_index.find(reference.viewOf("shape"));
    if (shape != m_index.end())
        readBotocoreMember(reference, JsonView(m_shapes, shape->first, shape->second), result);
    return result;
}

} // namespace

Result<model::OperationPtr> readBotocoreOperation(const ModelFile &file, const model::ServicePtr &service,
                                                  QStringView operationName, const FileSource &files)
{
    Complaints complaints(file.origin);
    const JsonView root(complaints, file.root);
    auto operation = std::make_shared<model::Operation>();
    operation->service = service;
    operation->name = operationName.toString();
    const QByteArray name = operationName.toUtf8();
    bool found = false;
    root.withField("shapes", [&](const JsonView &shapes) {
        root.withField("operations", [&](const JsonView &operations) {
            operations.withField({name.constData(), size_t(name.size())}, [&](const JsonView &view) {
                found = true;
                OperationReader(shapes, complaints, *operation).read(view);
            });
        });
    });
    if (!found)
        complaints.add({}, Tr::tr("The operation %1 or every shape is missing.").arg(operationName));
    if (complaints.any())
        return std::unexpected(*complaints.first());
    readCompanions(file.origin, *operation, files);
    return operation;
}

QList<HttpBinding> readBotocoreBindings(const ModelFile &file)
{
    Complaints ignored(file.origin);
    QList<HttpBinding> bindings;
    JsonView(ignored, file.root).withField("operations", [&](const JsonView &operations) {
        operations.eachField([&](const JsonView &view) {
            model::Operation operation;
            readBotocoreOperationFields(view, operation);
            bindings.append({toText(view.key()), operation.httpMethod, operation.httpUri});
        });
    });
    return bindings;
}

} // namespace formwork::readers
