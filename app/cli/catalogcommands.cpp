// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "document/json.h"
#include "document/redact.h"
#include "transfer/streams.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

namespace
{

QString typeName(const model::Shape &shape)
{
    using enum model::ShapeType;
    switch (shape.type) {
    case Blob:
        return QStringLiteral("blob");
    case Boolean:
        return QStringLiteral("boolean");
    case String:
        return QStringLiteral("string");
    case Enum:
        return QStringLiteral("enum");
    case IntEnum:
        return QStringLiteral("intEnum");
    case Byte:
        return QStringLiteral("byte");
    case Short:
        return QStringLiteral("short");
    case Integer:
        return QStringLiteral("integer");
    case Long:
        return QStringLiteral("long");
    case Float:
        return QStringLiteral("float");
    case Double:
        return QStringLiteral("double");
    case BigInteger:
        return QStringLiteral("bigInteger");
    case BigDecimal:
        return QStringLiteral("bigDecimal");
    case Timestamp:
        return QStringLiteral("timestamp");
    case Document:
        return QStringLiteral("document");
    case List:
        return QStringLiteral("list");
    case Map:
        return QStringLiteral("map");
    case Structure:
        return QStringLiteral("structure");
    case Union:
        return QStringLiteral("union");
    }
    return {};
}

void putLimits(QCborMap &entry, const model::Constraints &limits)
{
    const auto put = [&](QLatin1StringView name, const auto &value) {
        if (value)
            entry[QString(name)] = *value;
    };
    put(QLatin1StringView("minLength"), limits.minLength);
    put(QLatin1StringView("maxLength"), limits.maxLength);
    put(QLatin1StringView("min"), limits.minValue);
    put(QLatin1StringView("max"), limits.maxValue);
    if (!limits.pattern.isEmpty())
        entry[QStringLiteral("pattern")] = limits.pattern;
    if (limits.uniqueItems)
        entry[QStringLiteral("uniqueItems")] = true;
}

QCborMap describeShape(const model::Shape &shape, QList<const model::Shape *> &above);

QCborMap describeMember(const model::Member &member, QList<const model::Shape *> &above)
{
    QCborMap entry = describeShape(*member.target, above);
    if (member.required)
        entry[QStringLiteral("required")] = true;
    if (member.idempotencyToken)
        entry[QStringLiteral("idempotencyToken")] = true;
    if (document::isSecret(member) || document::isSecretEntry(member))
        entry[QStringLiteral("sensitive")] = true;
    if (member.deprecated)
        entry[QStringLiteral("deprecated")] = true;
    putLimits(entry, member.effectiveConstraints());
    if (!member.documentation.isEmpty())
        entry[QStringLiteral("documentation")] = member.documentation;
    return entry;
}

QCborMap describeShape(const model::Shape &shape, QList<const model::Shape *> &above)
{
    QCborMap entry{{QStringLiteral("type"), typeName(shape)}, {QStringLiteral("shape"), shape.name}};
    if (!shape.enumValues.isEmpty()) {
        QCborArray values;
        for (const model::EnumValue &value : shape.enumValues)
            values.append(value.value);
        entry[QStringLiteral("values")] = values;
    }
    if (!shape.isAggregate())
        return entry;
    if (above.contains(&shape)) {
        entry[QStringLiteral("recursive")] = true;
        return entry;
    }
    above.append(&shape);
    if (!shape.members.empty()) {
        QCborMap members;
        for (const model::Member &member : shape.members)
            members[member.name] = describeMember(member, above);
        entry[QStringLiteral("members")] = members;
    }
    if (shape.type == model::ShapeType::Map)
        entry[QStringLiteral("key")] = describeMember(shape.key, above);
    if (shape.element.target)
        entry[shape.type == model::ShapeType::Map ? QStringLiteral("value") : QStringLiteral("member")] =
            describeMember(shape.element, above);
    above.removeLast();
    return entry;
}

QString limitsAsText(const QCborMap &entry)
{
    QStringList parts;
    for (const char *name : {"minLength", "maxLength", "min", "max", "pattern"}) {
        const QCborValue value = entry.value(QString::fromLatin1(name));
        if (!value.isUndefined())
            parts += QString::fromLatin1(name) + u' ' + value.toVariant().toString();
    }
    if (entry.contains(QStringLiteral("values"))) {
        QStringList values;
        for (const QCborValue &value : entry.value(QStringLiteral("values")).toArray())
            values += value.toString();
        parts += values.join(u" | ");
    }
    for (const char *name : {"idempotencyToken", "sensitive", "deprecated", "recursive"}) {
        if (entry.value(QString::fromLatin1(name)).toBool())
            parts += QString::fromLatin1(name);
    }
    return parts.isEmpty() ? QString() : QStringLiteral("  (") + parts.join(u", ") + u')';
}

void printMembers(const QCborMap &shape, int depth, QString &text)
{
    const auto line = [&](const QString &name, const QCborMap &entry) {
        text += QString(qsizetype{depth} * 2, u' ') + name
            + (entry.value(QStringLiteral("required")).toBool() ? QStringLiteral("*  ")
                                                                : QStringLiteral("  "))
            + entry.value(QStringLiteral("type")).toString() + limitsAsText(entry) + u'\n';
        printMembers(entry, depth + 1, text);
    };
    const QCborMap members = shape.value(QStringLiteral("members")).toMap();
    for (const auto &[name, entry] : members)
        line(name.toString(), entry.toMap());
    for (const char *part : {"key", "value", "member"}) {
        const QCborValue entry = shape.value(QString::fromLatin1(part));
        if (entry.isMap())
            line(u'<' + QString::fromLatin1(part) + u'>', entry.toMap());
    }
}

// Null where the operation can be sent.
QCborValue whyUnsupported(const model::Operation &operation)
{
    const std::optional<document::Problem> problem = transfer::eventStreamProblem(operation);
    return problem ? QCborValue(problem->sentence) : QCborValue(nullptr);
}

QCborMap describeOperation(const model::Operation &operation)
{
    QList<const model::Shape *> above;
    QCborArray errors;
    for (const model::Shape *error : operation.errors)
        errors.append(error->name);
    return {{QStringLiteral("service"), operation.service->id},
            {QStringLiteral("operation"), operation.name},
            {QStringLiteral("title"), operation.service->title},
            {QStringLiteral("protocol"),
             operation.service->protocols.isEmpty()
                 ? QString()
                 : model::protocolName(operation.service->protocols.first())},
            {QStringLiteral("documentation"), operation.documentation},
            {QStringLiteral("input"), describeShape(*operation.input, above)},
            {QStringLiteral("output"), describeShape(*operation.output, above)},
            {QStringLiteral("errors"), errors},
            {QStringLiteral("unsupported"), whyUnsupported(operation)},
            {QStringLiteral("origin"), operation.service->origin}};
}

} // namespace

int listServices(const Arguments &arguments, const EnvironmentPtr &environment)
{
    if (arguments.skipped)
        return listPlaces(arguments, environment);
    QCborArray array;
    QString text;
    for (const model::ServicePtr &service : environment->catalog->services()) {
        array.append(QCborMap{{QStringLiteral("id"), service->id},
                              {QStringLiteral("title"), service->title},
                              {QStringLiteral("apiVersion"), service->apiVersion},
                              {QStringLiteral("operations"), service->operations.size()},
                              {QStringLiteral("origin"), service->origin}});
        text += service->id.leftJustified(34) + QStringLiteral("  ") + service->title + u'\n';
    }
    for (const catalog::Catalog::Source &source : environment->catalog->sources()) {
        for (const catalog::Catalog::Skipped &skipped : source.skipped) {
            if (source.place.isNamed()) // what was found by itself is told by --skipped
                complain(QStringLiteral("%1: %2").arg(skipped.path, skipped.reason));
        }
    }
    arguments.json ? printJson(array) : print(text);
    return Done;
}

int listOperations(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::ServicePtr> service = environment->catalog->service(arguments.words.first());
    if (!service)
        return complain(service.error());
    QCborArray array;
    QString text;
    for (const model::OperationSummary &operation : (*service)->operations) {
        array.append(QCborMap{{QStringLiteral("name"), operation.name},
                              {QStringLiteral("cliName"), wording::cliName(operation.name)},
                              {QStringLiteral("deprecated"), operation.deprecated}});
        text += operation.name + u'\n';
    }
    arguments.json ? printJson(array) : print(text);
    return Done;
}

int describe(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        return complain(operation.error());
    const QCborMap description = describeOperation(**operation);
    if (arguments.json) {
        printJson(description);
        return Done;
    }
    QString text = (*operation)->service->title + QStringLiteral(" \u00b7 ") + (*operation)->name
        + QStringLiteral("\n\n");
    if (const QCborValue why = description.value(QStringLiteral("unsupported")); why.isString())
        text += why.toString() + QStringLiteral("\n\n");
    text += u"Input (* required)\n";
    printMembers(description.value(QStringLiteral("input")).toMap(), 1, text);
    text += u"\nOutput\n";
    printMembers(description.value(QStringLiteral("output")).toMap(), 1, text);
    text += u"\nErrors\n";
    for (const QCborValue &error : description.value(QStringLiteral("errors")).toArray())
        text += QStringLiteral("  ") + error.toString() + u'\n';
    print(text);
    return Done;
}

int skeleton(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        return complain(operation.error());
    const model::Shape &shape = *(*operation)->input;
    print(document::toJson(document::skeleton(shape, arguments.everyMember), shape) + '\n');
    return Done;
}

int validate(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        return complain(operation.error());
    const Result<QCborValue> input = inputDocument(arguments, **operation);
    if (!input)
        return complain(input.error());
    const guide::GuidePtr guide = environment->guides->guideFor(**operation);
    const QList<document::Problem> problems = client::check(**operation, *guide, *input);
    if (arguments.json)
        printJson(problemsAsJson(problems));
    else
        print(problems.isEmpty() ? Tr::tr("The input is valid.\n") : problemsAsText(problems));
    const bool valid = std::ranges::none_of(
        problems, [](const auto &problem) { return problem.severity == document::Severity::Error; });
    return valid ? Done : InputNotValid;
}

} // namespace formwork::cli
