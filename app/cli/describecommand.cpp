// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/relationtexts.h"
#include "document/redact.h"
#include "relations/relations.h"
#include "relations/tagplace.h"
#include "transfer/streams.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

namespace
{

// The largest that AWS publishes have half as many entries.
constexpr qsizetype kDeepest = 64; // structures, lists and maps within one another
constexpr int kMostEntries = 100'000;

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

// Shapes hold one another, and a model may be made so that they unfold without an end.
class Describer
{
public:
    [[nodiscard]] QCborMap ofShape(const model::Shape &shape);
    [[nodiscard]] bool wasCut() const { return m_wasCut; }

private:
    [[nodiscard]] QCborMap ofMember(const model::Member &member);
    void putParts(const model::Shape &shape, QCborMap &entry);

    QList<const model::Shape *> m_above;
    int m_left = kMostEntries;
    bool m_wasCut = false;
};

QCborMap Describer::ofMember(const model::Member &member)
{
    QCborMap entry = ofShape(*member.target);
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

void Describer::putParts(const model::Shape &shape, QCborMap &entry)
{
    if (!shape.members.empty()) {
        QCborMap members;
        for (const model::Member &member : shape.members) {
            if (m_left <= 0) {
                m_wasCut = true;
                break;
            }
            members[member.name] = ofMember(member);
        }
        entry[QStringLiteral("members")] = members;
    }
    if (shape.type == model::ShapeType::Map)
        entry[QStringLiteral("key")] = ofMember(shape.key);
    if (shape.element.target)
        entry[shape.type == model::ShapeType::Map ? QStringLiteral("value") : QStringLiteral("member")] =
            ofMember(shape.element);
}

QCborMap Describer::ofShape(const model::Shape &shape)
{
    --m_left;
    QCborMap entry{{QStringLiteral("type"), typeName(shape)}, {QStringLiteral("shape"), shape.name}};
    if (!shape.enumValues.isEmpty()) {
        QCborArray values;
        for (const model::EnumValue &value : shape.enumValues)
            values.append(value.value);
        entry[QStringLiteral("values")] = values;
    }
    if (!shape.isAggregate())
        return entry;
    if (m_above.contains(&shape)) {
        entry[QStringLiteral("recursive")] = true;
    } else if (m_above.size() >= kDeepest || m_left <= 0) {
        entry[QStringLiteral("cut")] = true;
        m_wasCut = true;
    } else {
        m_above.append(&shape);
        putParts(shape, entry);
        m_above.removeLast();
    }
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
    for (const char *name : {"idempotencyToken", "sensitive", "deprecated", "recursive", "cut"}) {
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
    Describer describer;
    const QCborMap input = describer.ofShape(*operation.input);
    const QCborMap output = describer.ofShape(*operation.output);
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
            {QStringLiteral("input"), input},
            {QStringLiteral("output"), output},
            {QStringLiteral("errors"), errors},
            {QStringLiteral("unsupported"), whyUnsupported(operation)},
            {QStringLiteral("isWhole"), !describer.wasCut()},
            {QStringLiteral("origin"), operation.service->origin}};
}

// Which guide a form of it has: one's own, one that comes with the program, or one made from the model.
QCborMap guideAsJson(const guide::Guide &guide)
{
    const QString kind = guide.isOwn ? QStringLiteral("own")
        : guide.file.isEmpty()       ? QStringLiteral("generated")
                                     : QStringLiteral("built-in");
    return {{QStringLiteral("kind"), kind},
            {QStringLiteral("title"), guide.title},
            {QStringLiteral("file"), guide.isOwn ? QCborValue(guide.file) : QCborValue(nullptr)}};
}

void complainOfOwn(const QString &problem)
{
    if (!problem.isEmpty())
        complain(problem);
}

} // namespace

int describe(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        return complain(operation.error());
    QCborMap description = describeOperation(**operation);
    const guide::GuidePtr guide = environment->guides->guideFor(**operation);
    description[QStringLiteral("guide")] = guideAsJson(*guide);
    const std::optional<relations::TagPlace> tags = relations::tagPlace(**operation);
    description[QStringLiteral("requestTag")] = tags ? QCborValue(tags->member) : QCborValue(nullptr);
    complainOfOwn(environment->guides->ownProblem(**operation));
    const relations::Relations all(environment->catalog.current());
    const Result<relations::RelationPtr> relation = all.of((*operation)->service->id, (*operation)->name);
    if (!description.value(QStringLiteral("isWhole")).toBool())
        complain(
            Tr::tr("The structures of %1 unfold too far to be written out: what is marked as cut ends at "
                   "level %2, or after %3 entries.")
                .arg((*operation)->name)
                .arg(kDeepest)
                .arg(kMostEntries));
    if (arguments.json) {
        if (relation)
            description[QStringLiteral("relations")] = relationAsJson(**relation, **operation);
        printJson(description);
        return Done;
    }
    QString text = (*operation)->service->title + QStringLiteral(" \u00b7 ") + (*operation)->name
        + QStringLiteral("\n\n");
    if (const QCborValue why = description.value(QStringLiteral("unsupported")); why.isString())
        text += why.toString() + QStringLiteral("\n\n");
    if (!guide->file.isEmpty())
        text +=
            (guide->isOwn ? Tr::tr("Your guide: %1").arg(guide->file) : Tr::tr("Guide: %1").arg(guide->title))
            + QStringLiteral("\n\n");
    text += u"Input (* required)\n";
    printMembers(description.value(QStringLiteral("input")).toMap(), 1, text);
    text += u"\nOutput\n";
    printMembers(description.value(QStringLiteral("output")).toMap(), 1, text);
    text += u"\nErrors\n";
    for (const QCborValue &error : description.value(QStringLiteral("errors")).toArray())
        text += QStringLiteral("  ") + error.toString() + u'\n';
    if (relation)
        text += QStringLiteral("\nRelations\n") + relationAsText(**relation, **operation);
    print(text);
    return Done;
}

} // namespace formwork::cli
