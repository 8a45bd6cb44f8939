// SPDX-License-Identifier: Apache-2.0
#include "alike/cloudformation.h"

#include "alike/adapt.h"
#include "alike/exceptions.h"
#include "alike/kinds.h"
#include "base/tr.h"
#include "document/value.h"

#include <QCborArray>
#include <QVariant>

namespace formwork::alike
{

namespace
{

constexpr qsizetype kMost = 200; // resources
constexpr int kDeepest = 100;

const QString kType = QStringLiteral("Type");
const QString kProperties = QStringLiteral("Properties");

bool isResource(const QCborValue &value)
{
    const QCborMap map = value.toMap();
    const QString type = map.value(kType).toString();
    return type.count(QStringLiteral("::")) == 2 || type.startsWith(QLatin1StringView("Custom::"));
}

// {"Ref": ...}, {"Fn::Sub": ...}; empty: it is none.
QString functionIn(const QCborValue &value)
{
    const QCborMap map = value.toMap();
    if (map.size() != 1)
        return {};
    const QString name = map.begin().key().toString();
    return name == u"Ref" || name == u"Condition" || name.startsWith(QLatin1StringView("Fn::")) ? name
                                                                                                : QString();
}

class ResourceReading
{
public:
    ResourceReading(const Tools &tools, const QCborMap &parameters)
        : m_tools(tools)
        , m_parameters(parameters)
    {
    }

    // Nothing where no operation is known.
    std::optional<Filled> read(const QString &name, const QCborMap &resource)
    {
        const QString type = resource.value(kType).toString();
        const std::optional<Creation> creation = creationOfType(m_tools, type);
        if (!creation)
            return std::nullopt;
        const auto operation = m_tools.catalog->operation(creation->service, creation->operation);
        if (!operation)
            return std::nullopt;
        m_notes.clear();
        const QCborMap properties = known(resource.value(kProperties), {}, 0).toMap();
        Filled filled;
        filled.service = creation->service;
        filled.operation = creation->operation;
        filled.document = inputOf(**operation, type, creation->noun, properties);
        for (const auto &[key, value] : resource) {
            const QString other = key.toString();
            if (other != kType && other != kProperties)
                m_notes.append({Note::Why::NotUnderstood, other,
                                Tr::tr("%1 is about the template, and no part of the request.").arg(other)});
        }
        filled.notes = m_notes;
        filled.from = name.isEmpty() ? type : Tr::tr("%1 (%2)").arg(name, type);
        return filled;
    }

private:
    // Without what only CloudFormation works out.
    QCborValue known(const QCborValue &value, const QString &path, int depth)
    {
        if (depth > kDeepest)
            return {QCborValue::Undefined};
        if (const QString function = functionIn(value); !function.isEmpty())
            return ofFunction(function, value.toMap().begin().value(), path);
        if (value.isArray()) {
            QCborArray result;
            const QCborArray entries = value.toArray();
            for (qsizetype i = 0; i < entries.size(); ++i) {
                const QCborValue entry =
                    known(entries[i], path + u'[' + QString::number(i) + u']', depth + 1);
                if (!entry.isUndefined())
                    result.append(entry);
            }
            return result.isEmpty() && !entries.isEmpty() ? QCborValue(QCborValue::Undefined)
                                                          : QCborValue(result);
        }
        if (!value.isMap())
            return value;
        QCborMap result;
        const QCborMap members = value.toMap();
        for (const auto &[key, inner] : members) {
            const QString name = key.toString();
            const QCborValue member = known(inner, path.isEmpty() ? name : path + u'.' + name, depth + 1);
            if (!member.isUndefined())
                result[key] = member;
        }
        return result;
    }

    QCborValue ofFunction(const QString &function, const QCborValue &argument, const QString &path)
    {
        const QString target = argument.toString();
        if (function == u"Ref") {
            const QCborValue standard = m_parameters.value(target).toMap().value(QStringLiteral("Default"));
            const bool isHidden =
                m_parameters.value(target).toMap().value(QStringLiteral("NoEcho")).toVariant().toBool();
            if (!standard.isUndefined() && !isHidden) {
                m_notes.append({Note::Why::Said, path,
                                Tr::tr("%1 is the default of the parameter %2.").arg(path, target)});
                return standard;
            }
            if (target == u"AWS::NoValue")
                return {QCborValue::Undefined};
            m_notes.append({Note::Why::NotUnderstood, path,
                            Tr::tr("%1 refers to %2, which only CloudFormation knows.").arg(path, target)});
            return {QCborValue::Undefined};
        }
        m_notes.append(
            {Note::Why::NotUnderstood, path,
             Tr::tr("%1 is worked out by %2, which only CloudFormation does.").arg(path, function)});
        return {QCborValue::Undefined};
    }

    QCborMap inputOf(const model::Operation &operation, const QString &type, const QString &noun,
                     const QCborMap &properties)
    {
        QCborValue result = QCborMap();
        QCborValue named = QCborMap();
        for (const auto &[key, value] : properties) {
            const QString name = key.toString();
            const auto renamed = exceptions().cfnMembers.constFind(type + u'.' + name);
            if (renamed != exceptions().cfnMembers.cend()) {
                document::setValue(named, document::Pointer(renamed->split(u'.')), value);
            } else if (const model::Member *tags = tagsFor(operation, name)) {
                document::setValue(named, document::Pointer({tags->name}), value);
            } else if (!memberNamed(*operation.input, name, noun.toStdString())
                       && putIntoMap(operation, name, value, result)) {
                continue;
            } else {
                document::setValue(named, document::Pointer({name}), value);
            }
        }
        Adapting adapting(Origin::Text, m_notes, noun.toStdString());
        const QCborMap fitted = adapting.value(named, *operation.input, {}).toMap();
        QCborMap whole = result.toMap();
        for (const auto &[key, value] : fitted)
            whole[key.toString()] = value;
        return whole;
    }

    // Tags go by several names.
    static const model::Member *tagsFor(const model::Operation &operation, const QString &name)
    {
        if (name.compare(u"Tags", Qt::CaseInsensitive) != 0 || memberNamed(*operation.input, name))
            return nullptr;
        for (const model::Member &member : operation.input->members) {
            const std::string plain = plainName(member.name);
            if (plain == "tagspecification" || plain == "taglist" || plain == "tagset"
                || plain == "resourcetag")
                return &member;
        }
        return nullptr;
    }

    // A property that a service takes in a map of attributes, of which the model lists the keys.
    bool putIntoMap(const model::Operation &operation, const QString &name, const QCborValue &value,
                    QCborValue &result)
    {
        for (const model::Member &member : operation.input->members) {
            const model::Shape &shape = *member.target;
            if (shape.type != model::ShapeType::Map || !shape.element.target->isText() || !shape.key.target)
                continue;
            for (const model::EnumValue &key : shape.key.target->enumValues) {
                if (key.value != name)
                    continue;
                Adapting adapting(Origin::Text, m_notes);
                document::setValue(result, document::Pointer({member.name, name}),
                                   adapting.value(value, *shape.element.target, name));
                return true;
            }
        }
        return false;
    }

    const Tools &m_tools;
    QCborMap m_parameters;
    QList<Note> m_notes;
};

QCborMap resourcesOf(const QCborValue &value)
{
    if (isResource(value))
        return {{QString(), value}};
    const QCborMap map = value.toMap();
    const QCborValue inside = map.value(QStringLiteral("Resources"));
    return inside.isMap() ? inside.toMap() : map;
}

} // namespace

bool isTemplate(const QCborValue &value)
{
    if (!value.isMap())
        return false;
    const QCborMap resources = resourcesOf(value);
    bool hasOne = false;
    const bool isWhole = value.toMap().value(QStringLiteral("Resources")).isMap();
    for (const auto &[key, resource] : resources) {
        if (isResource(resource))
            hasOne = true;
        else if (!isWhole)
            return false;
    }
    return hasOne;
}

Resources fromTemplate(const Tools &tools, const QCborValue &value)
{
    Resources result;
    ResourceReading reading(tools, value.toMap().value(QStringLiteral("Parameters")).toMap());
    const QCborMap resources = resourcesOf(value);
    for (const auto &[key, resource] : resources) {
        const QString name = key.toString();
        const QString type = resource.toMap().value(kType).toString();
        if (result.found.size() >= kMost) {
            result.left.append(Tr::tr("Only the first %1 resources are read.").arg(kMost));
            break;
        }
        if (const std::optional<Filled> filled = reading.read(name, resource.toMap()))
            result.found.append(*filled);
        else
            result.left.append(Tr::tr("%1: no operation is known that makes %2.")
                                   .arg(name.isEmpty() ? type : name, type.isEmpty() ? Tr::tr("it") : type));
    }
    return result;
}

} // namespace formwork::alike
