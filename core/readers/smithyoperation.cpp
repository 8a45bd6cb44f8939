// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "model/repeating.h"
#include "readers/graph.h"
#include "readers/smithy.h"
#include "readers/smithyindex.h"
#include "readers/smithytraits.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace formwork::readers
{

namespace
{

struct TypeName {
    std::string_view name;
    model::ShapeType type;
};

constexpr std::array<TypeName, 20> kTypes{{{"blob", model::ShapeType::Blob},
                                           {"boolean", model::ShapeType::Boolean},
                                           {"string", model::ShapeType::String},
                                           {"enum", model::ShapeType::Enum},
                                           {"intEnum", model::ShapeType::IntEnum},
                                           {"byte", model::ShapeType::Byte},
                                           {"short", model::ShapeType::Short},
                                           {"integer", model::ShapeType::Integer},
                                           {"long", model::ShapeType::Long},
                                           {"float", model::ShapeType::Float},
                                           {"double", model::ShapeType::Double},
                                           {"bigInteger", model::ShapeType::BigInteger},
                                           {"bigDecimal", model::ShapeType::BigDecimal},
                                           {"timestamp", model::ShapeType::Timestamp},
                                           {"document", model::ShapeType::Document},
                                           {"list", model::ShapeType::List},
                                           {"set", model::ShapeType::List},
                                           {"map", model::ShapeType::Map},
                                           {"structure", model::ShapeType::Structure},
                                           {"union", model::ShapeType::Union}}};

std::optional<model::ShapeType> shapeType(std::string_view name)
{
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [name](const TypeName &t) { return t.name == name; });
    return found == kTypes.end() ? std::nullopt : std::optional(found->type);
}

constexpr std::string_view kPrelude = "smithy.api#";
constexpr std::string_view kUnit = "smithy.api#Unit";

// The shapes every Smithy model has without defining them; false if the prelude knows none of that name.
bool fillPreludeShape(std::string_view id, model::Shape &shape)
{
    if (!id.starts_with(kPrelude))
        return false;
    std::string_view name = id.substr(kPrelude.size());
    shape.name = toText(name);
    if (id == kUnit)
        return true; // a structure without members
    const bool primitive = name.starts_with("Primitive"); // has the default of Smithy 1.0
    if (primitive)
        name.remove_prefix(std::string_view("Primitive").size());
    std::string lower(name);
    if (!lower.empty())
        lower.front() = char(lower.front() | 0x20);
    const auto type = shapeType(lower);
    if (!type || *type >= model::ShapeType::List || *type == model::ShapeType::Enum
        || *type == model::ShapeType::IntEnum)
        return false;
    shape.type = *type;
    if (primitive)
        shape.defaultValue = *type == model::ShapeType::Boolean ? QCborValue(false) : QCborValue(0);
    return true;
}

class OperationReader
{
public:
    OperationReader(const SmithyIndex &index, Complaints &complaints, model::Operation &operation)
        : m_index(index)
        , m_complaints(complaints)
        , m_operation(operation)
        , m_graph(operation)
    {
        const auto &protocols = operation.service->protocols;
        m_keepJsonNames =
            protocols.contains(model::Protocol::RestJson); // the other protocols ignore the trait
    }

    void read(std::string_view id);

private:
    model::Shape *target(const JsonView &reference);
    model::Shape *structureOf(const JsonView &operation, std::string_view name, const char *suffix);
    void fill(std::string_view id, model::Shape &shape);
    void fillMembers(const JsonView &members, model::Shape &shape);
    void fillEnum(const JsonView &members, model::Shape &shape);
    model::Member member(const JsonView &view);
    void readErrors(const JsonView &owner);
    void mergePagination(const JsonView &service);

    const SmithyIndex &m_index;
    Complaints &m_complaints;
    model::Operation &m_operation;
    Graph m_graph;
    bool m_keepJsonNames = true;
};

model::Shape *OperationReader::target(const JsonView &reference)
{
    const std::string_view id = reference.viewOf("target");
    model::Shape scratch;
    if (!m_index.find(id) && !fillPreludeShape(id, scratch))
        reference.complain(Tr::tr("The target %1 is not in the file.").arg(toText(id.substr(0, 200))));
    return m_graph.shapeFor(id);
}

model::Shape *OperationReader::structureOf(const JsonView &operation, std::string_view name,
                                           const char *suffix)
{
    model::Shape *shape = nullptr;
    operation.withField(name, [&](const JsonView &reference) {
        if (reference.viewOf("target") != kUnit)
            shape = target(reference);
    });
    return shape ? shape : m_graph.emptyStructure(m_operation.name + QLatin1String(suffix));
}

void OperationReader::read(std::string_view id)
{
    const JsonView operation(m_index.shapes(), id, *m_index.find(id));
    const JsonView service(m_index.shapes(), m_index.serviceId(), *m_index.find(m_index.serviceId()));
    if (operation.viewOf("type") != "operation")
        operation.complain(Tr::tr("An operation was expected here."));
    operation.withField("traits", [&](const JsonView &traits) { readOperationTraits(traits, m_operation); });
    model::Shape *input = structureOf(operation, "input", "Input");
    m_operation.takesInput = false;
    operation.withField("input", [this](const JsonView &reference) {
        m_operation.takesInput = reference.viewOf("target") != kUnit;
    });
    model::Shape *output = structureOf(operation, "output", "Output");
    readErrors(operation);
    readErrors(service); // those that every operation of the service may answer with
    m_graph.run([this](std::string_view shapeId, model::Shape &shape) { fill(shapeId, shape); });
    for (const model::Shape *shape : {input, output}) {
        if (shape->type != model::ShapeType::Structure)
            operation.complain(Tr::tr("Input and output are structures; %1 is none.").arg(shape->name));
    }
    m_operation.input = input;
    m_operation.output = output;
    model::recogniseToken(m_operation, *input);
    markGreedyLabels(m_operation.httpUri, *input);
    mergePagination(service);
    m_graph.finish(m_complaints);
}

void OperationReader::readErrors(const JsonView &owner)
{
    owner.withField("errors", [&](const JsonView &errors) {
        errors.eachItem([&](const JsonView &reference) {
            const model::Shape *error = target(reference);
            if (!m_operation.errors.contains(error))
                m_operation.errors.append(error);
        });
    });
}

// What an operation's trait leaves out stands on the service.
void OperationReader::mergePagination(const JsonView &service)
{
    if (m_operation.pagination.isEmpty())
        return;
    service.withField("traits", [&](const JsonView &traits) {
        const QByteArray common = traits.jsonOf("smithy.api#paginated");
        if (common.isEmpty())
            return;
        QJsonObject merged = QJsonDocument::fromJson(common).object();
        const QJsonObject own = QJsonDocument::fromJson(m_operation.pagination).object();
        for (auto it = own.begin(); it != own.end(); ++it)
            merged.insert(it.key(), it.value());
        m_operation.pagination = QJsonDocument(merged).toJson(QJsonDocument::Compact);
    });
}

void OperationReader::fill(std::string_view id, model::Shape &shape)
{
    const auto element = m_index.find(id);
    if (!element) {
        (void)fillPreludeShape(id, shape); // target() has complained where there is none
        return;
    }
    const JsonView view(m_index.shapes(), id, *element);
    shape.name = toText(withoutNamespace(id));
    const std::string_view typeName = view.viewOf("type");
    const auto type = shapeType(typeName);
    if (!type)
        return view.complain(
            Tr::tr("A shape of type \"%1\" cannot be a value.").arg(toText(typeName.substr(0, 200))));
    if (view.has("mixins"))
        return view.complain(
            Tr::tr("A mixin of the shape is not in the file, leads back to itself or makes too much of it."));
    shape.type = *type;
    shape.constraints.uniqueItems = typeName == "set";
    view.withField("traits", [&](const JsonView &traits) { readShapeTraits(traits, shape); });
    view.withField("members", [&](const JsonView &members) { fillMembers(members, shape); });
    if (shape.type == model::ShapeType::List)
        view.withField("member", [&](const JsonView &reference) { shape.element = member(reference); });
    if (shape.type == model::ShapeType::Map) {
        view.withField("key", [&](const JsonView &reference) { shape.key = member(reference); });
        view.withField("value", [&](const JsonView &reference) { shape.element = member(reference); });
    }
    checkEntries(view, shape);
}

void OperationReader::fillMembers(const JsonView &members, model::Shape &shape)
{
    if (shape.type == model::ShapeType::Enum || shape.type == model::ShapeType::IntEnum)
        return fillEnum(members, shape);
    if (shape.type == model::ShapeType::Structure || shape.type == model::ShapeType::Union)
        members.eachField([&](const JsonView &view) { shape.members.push_back(member(view)); });
}

void OperationReader::fillEnum(const JsonView &members, model::Shape &shape)
{
    members.eachField([&](const JsonView &view) {
        model::EnumValue value{toText(view.key()), toText(view.key()), {}, {}};
        view.withField("traits", [&](const JsonView &traits) {
            traits.withField("smithy.api#enumValue", [&](const JsonView &trait) {
                value.value = trait.isString() ? trait.text() : QString::fromUtf8(trait.json());
            });
            value.documentation = traits.textOf("smithy.api#documentation");
            traits.withField("smithy.api#deprecated", [&](const JsonView &trait) {
                value.deprecated = model::Deprecation{trait.textOf("since"), trait.textOf("message")};
            });
        });
        shape.enumValues.append(std::move(value));
    });
}

model::Member OperationReader::member(const JsonView &view)
{
    model::Member result;
    result.name = toText(view.key());
    result.target = target(view);
    view.withField("traits", [&](const JsonView &traits) { readMemberTraits(traits, result); });
    if (!m_keepJsonNames)
        result.jsonName.clear();
    return result;
}

} // namespace

Result<model::OperationPtr> readSmithyOperation(const ModelFile &file, const model::ServicePtr &service,
                                                QStringView operationName)
{
    Complaints complaints(file.origin);
    const SmithyIndex index(file, complaints);
    auto operation = std::make_shared<model::Operation>();
    operation->service = service;
    operation->name = operationName.toString();
    if (!complaints.any()) {
        const QByteArray wanted = operationName.toUtf8();
        const SmithyIndex::Ids ids = index.operations();
        const auto id = std::find_if(ids.begin(), ids.end(), [&](std::string_view candidate) {
            return withoutNamespace(candidate) == std::string_view(wanted.constData(), size_t(wanted.size()));
        });
        if (id == ids.end())
            complaints.add({}, Tr::tr("The operation %1 is no longer in it.").arg(operationName));
        else
            OperationReader(index, complaints, *operation).read(*id);
    }
    if (complaints.any())
        return std::unexpected(*complaints.first());
    return operation;
}

QList<HttpBinding> readSmithyBindings(const ModelFile &file)
{
    Complaints ignored(file.origin);
    const SmithyIndex index(file, ignored);
    QList<HttpBinding> bindings;
    if (ignored.any())
        return bindings;
    for (const std::string_view id : index.operations()) {
        const JsonView view(index.shapes(), id, *index.find(id));
        model::Operation operation;
        view.withField("traits", [&](const JsonView &traits) { readOperationTraits(traits, operation); });
        bindings.append({toText(withoutNamespace(id)), operation.httpMethod, operation.httpUri});
    }
    return bindings;
}

} // namespace formwork::readers
