// SPDX-License-Identifier: Apache-2.0
#include "practice/tongues.h"

#include "practice/forms.h"

#include <QJsonArray>

#include <algorithm>
#include <unordered_map>

namespace formwork::practice
{

namespace
{

using model::Protocol;

bool isForm(Protocol protocol) { return protocol == Protocol::Query || protocol == Protocol::Ec2Query; }

std::optional<Protocol> protocolCalled(const QString &name)
{
    for (int index = 0; index <= static_cast<int>(Protocol::RpcV2Json); ++index) {
        if (model::protocolName(static_cast<Protocol>(index)) == name)
            return static_cast<Protocol>(index);
    }
    return std::nullopt;
}

// The same graph in storage of its own.
std::shared_ptr<model::Operation> copyOf(const model::Operation &operation)
{
    auto copy = std::make_shared<model::Operation>(operation);
    std::unordered_map<const model::Shape *, const model::Shape *> copies;
    for (size_t index = 0; index < operation.shapes.size(); ++index)
        copies.emplace(&operation.shapes[index], &copy->shapes[index]);
    const auto follow = [&copies](const model::Shape *&shape) {
        if (const auto found = copies.find(shape); found != copies.end())
            shape = found->second;
    };
    for (model::Shape &shape : copy->shapes) {
        for (model::Member &member : shape.members)
            follow(member.target);
        follow(shape.element.target);
        follow(shape.key.target);
    }
    follow(copy->input);
    follow(copy->output);
    for (const model::Shape *&error : copy->errors)
        follow(error);
    return copy;
}

void setNameWhereNone(QString &name, const QJsonValue &known)
{
    if (name.isEmpty())
        name = known.toString();
}

// What the lists and maps are called that are bare in forms and XML.
void giveNames(model::Operation &operation, const QJsonObject &names)
{
    for (model::Shape &shape : operation.shapes) {
        if (const QJsonArray own = names[shape.name].toArray(); shape.type == model::ShapeType::Map) {
            setNameWhereNone(shape.key.xmlName, own.at(1));
            setNameWhereNone(shape.element.xmlName, own.at(2));
        }
        for (model::Member &member : shape.members) {
            const QJsonArray known = names[member.target->name].toArray();
            setNameWhereNone(member.xmlName, known.at(0));
            member.xmlFlattened = member.xmlFlattened || !known.isEmpty();
        }
    }
}

// Bodies that are no forms have the members' own names, whatever they are called in forms.
void dropFormNames(model::Operation &operation)
{
    for (model::Shape &shape : operation.shapes) {
        for (model::Member &member : shape.members)
            member.jsonName.clear();
    }
}

// Any operation may be answered with them.
void giveCodes(model::Operation &operation, const QJsonObject &codes)
{
    QStringList known;
    for (model::Shape &shape : operation.shapes) {
        if (!shape.error.isError)
            continue;
        known.append(shape.name);
        setNameWhereNone(shape.error.queryCode, codes[shape.name]);
    }
    for (auto code = codes.begin(); code != codes.end(); ++code) {
        if (known.contains(code.key()))
            continue;
        model::Shape &shape = operation.shapes.emplace_back();
        shape.name = code.key();
        shape.error = {true, true, 0, code->toString(), false, false};
        operation.errors.append(&shape);
    }
}

} // namespace

QList<Protocol> protocolsOf(const model::Service &service)
{
    QList<Protocol> all = service.protocols;
    const auto add = [&all](Protocol protocol) {
        if (!all.contains(protocol))
            all.append(protocol);
    };
    if (service.queryCompatible)
        add(Protocol::Query);
    for (const QJsonValue name : forms().tongue(service.id)[u"protocols"].toArray()) {
        if (const std::optional<Protocol> protocol = protocolCalled(name.toString()))
            add(*protocol);
    }
    return all;
}

QString targetOf(const model::Service &service)
{
    return service.targetPrefix.isEmpty() ? forms().tongue(service.id)[u"target"].toString()
                                          : service.targetPrefix;
}

QString rpcNameOf(const model::Service &service)
{
    return forms().tongue(service.id)[u"shape"].toString(service.shapeName);
}

model::ServicePtr speaker(const model::ServicePtr &service, Protocol protocol)
{
    auto copy = std::make_shared<model::Service>(*service);
    copy->protocols = {protocol};
    return copy;
}

model::OperationPtr spoken(const model::OperationPtr &operation, const model::Service &speaker)
{
    const QJsonObject tongue = forms().tongue(speaker.id);
    const QList<Protocol> modelled = operation->service->protocols;
    if (tongue.isEmpty() && modelled == speaker.protocols)
        return operation;
    const Protocol protocol = speaker.protocols.value(0);
    const std::shared_ptr<model::Operation> copy = copyOf(*operation);
    auto service = std::make_shared<model::Service>(*operation->service);
    service->protocols = speaker.protocols;
    service->targetPrefix = targetOf(*service);
    // A client is told the older code as well by whoever speaks a newer protocol than that.
    service->queryCompatible = service->queryCompatible || !tongue[u"codes"].toObject().isEmpty();
    if (isForm(protocol)) {
        giveNames(*copy, tongue[u"names"].toObject());
        const QString uri = tongue[u"xmlNamespace"].toString();
        if (!service->xmlNamespace && !uri.isEmpty())
            service->xmlNamespace = model::XmlNamespace{uri, {}};
        if (copy->resultWrapper.isEmpty() && !copy->output->members.empty()
            && !std::ranges::any_of(modelled, isForm))
            copy->resultWrapper = copy->name + QLatin1String("Result");
    } else if (std::ranges::all_of(modelled, isForm)) {
        dropFormNames(*copy);
    }
    giveCodes(*copy, tongue[u"codes"].toObject());
    copy->service = service;
    return copy;
}

} // namespace formwork::practice
