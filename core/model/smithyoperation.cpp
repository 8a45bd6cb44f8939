// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "model/graph.h"
#include "model/repeating.h"
#include "model/smithy.h"
#include "model/smithyindex.h"
#include "model/smithytraits.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace formwork::model
{

namespace
{

struct TypeName {
    std::string_view name;
    ShapeType type;
};

constexpr std::array<TypeName, 20> kTypes{{{"blob", ShapeType::Blob},
                                           {"boolean", ShapeType::Boolean},
                                           {"string", ShapeType::String},
                                           {"enum", ShapeType::Enum},
                                           {"intEnum", ShapeType::IntEnum},
                                           {"byte", ShapeType::Byte},
                                           {"short", ShapeType::Short},
                                           {"integer", ShapeType::Integer},
                                           {"long", ShapeType::Long},
                                           {"float", ShapeType::Float},
                                           {"double", ShapeType::Double},
                                           {"bigInteger", ShapeType::BigInteger},
                                           {"bigDecimal", ShapeType::BigDecimal},
                                           {"timestamp", ShapeType::Timestamp},
                                           {"document", ShapeType::Document},
                                           {"list", ShapeType::List},
                                           {"set", ShapeType::List},
                                           {"map", ShapeType::Map},
                                           {"structure", ShapeType::Structure},
                                           {"union", ShapeType::Union}}};

std::optional<ShapeType> shapeType(std::string_view name)
{
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [name](const TypeName &t) { return t.name == name; });
    return found == kTypes.end() ? std::nullopt : std::optional(found->type);
}

constexpr std::string_view kPrelude = "smithy.api#";
constexpr std::string_view kUnit = "smithy.api#Unit";

// The shapes every Smithy model has without defining them; false if the prelude knows none of that name.
bool fillPreludeShape(std::string_view id, Shape &shape)
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
    if (!type || *type >= ShapeType::List || *type == ShapeType::Enum || *type == ShapeType::IntEnum)
        return false;
    shape.type = *type;
    if (primitive)
        shape.defaultValue = *type == ShapeType::Boolean ? QCborValue(false) : QCborValue(0);
    return true;
}

class OperationReader
{
public:
    OperationReader(const SmithyIndex &index, Complaints &complaints, Operation &operation)
        : m_index(index)
        , m_complaints(complaints)
        , m_operation(operation)
        , m_graph(operation)
    {
        const auto &protocols = operation.service->protocols;
        m_keepJsonNames = protocols.contains(Protocol::RestJson); // the other protocols ignore the trait
    }

    void read(std::string_view id);

private:
    Shape *target(const JsonView &reference);
    Shape *structureOf(const JsonView &operation, std::string_view name, const char *suffix);
    void fill(std::string_view id, Shape &shape);
    void fillMembers(const JsonView &members, Shape &shape);
    void fillEnum(const JsonView &members, Shape &shape);
    Member member(const JsonView &view);
    void readErrors(const JsonView &owner);
    void mergePagination(const JsonView &service);

    const SmithyIndex &m_index;
    Complaints &m_complaints;
    Operation &m_operation;
    Graph m_graph;
    bool m_keepJsonNames = true;
};

Shape *OperationReader::target(const JsonView &reference)
{
    const std::string_view id = reference.viewOf("target");
    Shape scratch;
    if (!m_index.find(id) && !fillPreludeShape(id, scratch))
        reference.complain(Tr::tr("The target %1 is not in the file.").arg(toText(id.substr(0, 200))));
    return m_graph.shapeFor(id);
}

Shape *OperationReader::structureOf(const JsonView &operation, std::string_view name, const char *suffix)
{
    Shape *shape = nullptr;
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
    Shape *input = structureOf(operation, "input", "Input");
    m_operation.takesInput = false;
    operation.withField("input", [this](const JsonView &reference) {
        m_operation.takesInput = reference.viewOf("target") != kUnit;
    });
    Shape *output = structureOf(operation, "output", "Output");
    readErrors(operation);
    readErrors(service); // those that every operation of the service may answer with
    m_graph.run([this](std::string_view shapeId, Shape &shape) { fill(shapeId, shape); });
    for (const Shape *shape : {input, output}) {
        if (shape->type != ShapeType::Structure)
            operation.complain(Tr::tr("Input and output are structures; %1 is none.").arg(shape->name));
    }
    m_operation.input = input;
    m_operation.output = output;
    recogniseToken(m_operation, *input);
    markGreedyLabels(m_operation.httpUri, *input);
    mergePagination(service);
    m_graph.finish(m_complaints);
}

void OperationReader::readErrors(const JsonView &owner)
{
    owner.withField("errors", [&](const JsonView &errors) {
        errors.eachItem([&](const JsonView &reference) {
            const Shape *error = target(reference);
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

void OperationReader::fill(std::string_view id, Shape &shape)
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
        return view.complain(Tr::tr("The shape uses mixins; a model without them is needed."));
    shape.type = *type;
    shape.constraints.uniqueItems = typeName == "set";
    view.withField("traits", [&](const JsonView &traits) { readShapeTraits(traits, shape); });
    view.withField("members", [&](const JsonView &members) { fillMembers(members, shape); });
    if (shape.type == ShapeType::List)
        view.withField("member", [&](const JsonView &reference) { shape.element = member(reference); });
    if (shape.type == ShapeType::Map) {
        view.withField("key", [&](const JsonView &reference) { shape.key = member(reference); });
        view.withField("value", [&](const JsonView &reference) { shape.element = member(reference); });
    }
    if ((shape.type == ShapeType::List || shape.type == ShapeType::Map) && !shape.element.target)
        view.complain(Tr::tr("The list or map does not say what it holds."));
    if (shape.type == ShapeType::Map && !shape.key.target)
        view.complain(Tr::tr("The map does not say what its keys are."));
}

void OperationReader::fillMembers(const JsonView &members, Shape &shape)
{
    if (shape.type == ShapeType::Enum || shape.type == ShapeType::IntEnum)
        return fillEnum(members, shape);
    if (shape.type == ShapeType::Structure || shape.type == ShapeType::Union)
        members.eachField([&](const JsonView &view) { shape.members.push_back(member(view)); });
}

void OperationReader::fillEnum(const JsonView &members, Shape &shape)
{
    members.eachField([&](const JsonView &view) {
        EnumValue value{toText(view.key()), toText(view.key()), {}, {}};
        view.withField("traits", [&](const JsonView &traits) {
            traits.withField("smithy.api#enumValue", [&](const JsonView &trait) {
                value.value = trait.isString() ? trait.text() : QString::fromUtf8(trait.json());
            });
            value.documentation = traits.textOf("smithy.api#documentation");
            traits.withField("smithy.api#deprecated", [&](const JsonView &trait) {
                value.deprecated = Deprecation{trait.textOf("since"), trait.textOf("message")};
            });
        });
        shape.enumValues.append(std::move(value));
    });
}

Member OperationReader::member(const JsonView &view)
{
    Member result;
    result.name = toText(view.key());
    result.target = target(view);
    view.withField("traits", [&](const JsonView &traits) { readMemberTraits(traits, result); });
    if (!m_keepJsonNames)
        result.jsonName.clear();
    return result;
}

} // namespace

Result<OperationPtr> readSmithyOperation(const ModelFile &file, const ServicePtr &service,
                                         QStringView operationName)
{
    Complaints complaints(file.origin);
    const SmithyIndex index(file, complaints);
    auto operation = std::make_shared<Operation>();
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
        Operation operation;
        view.withField("traits", [&](const JsonView &traits) { readOperationTraits(traits, operation); });
        bindings.append({toText(withoutNamespace(id)), operation.httpMethod, operation.httpUri});
    }
    return bindings;
}

} // namespace formwork::model
