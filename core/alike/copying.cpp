// SPDX-License-Identifier: Apache-2.0
#include "alike/copying.h"

#include "alike/adapt.h"
#include "base/tr.h"
#include "document/redact.h"
#include "document/value.h"
#include "relations/words.h"

#include <QCborArray>

#include <QSet>

#include <algorithm>
#include <tuple>

namespace formwork::alike
{

namespace
{

using document::Pointer;
using relations::Cloning;

bool isIndex(const QString &token)
{
    return !token.isEmpty() && std::ranges::all_of(token, [](QChar c) { return c.isDigit(); });
}

bool isThere(const QCborValue &value)
{
    return !value.isUndefined() && !value.isInvalid() && !value.isNull();
}

bool isEmpty(const QCborValue &value)
{
    return !isThere(value) || (value.isString() && value.toString().isEmpty())
        || (value.isArray() && value.toArray().isEmpty()) || (value.isMap() && value.toMap().isEmpty());
}

// The first entries along a path.
Pointer firstAt(const QString &path)
{
    QStringList tokens;
    for (QString step : path.split(u'.', Qt::SkipEmptyParts)) {
        const bool isList = step.endsWith(QLatin1StringView("[]"));
        if (isList)
            step.chop(2);
        tokens.append(step);
        if (isList)
            tokens.append(QStringLiteral("0"));
    }
    return Pointer(tokens);
}

QCborValue valueAtPath(const QCborValue &structure, const QString &path)
{
    QCborValue at = structure;
    for (const QString &step : path.split(u'.', Qt::SkipEmptyParts))
        at = at.toMap().value(step);
    return at;
}

// A member of an answer, or of a structure in it, that a list of structures is: "SecurityGroups" of which the
// ids are wanted.
QCborValue identifiersIn(const QCborMap &structure, const model::Member &wanted)
{
    const model::Shape &shape = *wanted.target;
    const bool isList = shape.type == model::ShapeType::List && shape.element.target->isText();
    const relations::Stem stem = relations::stemOf(wanted.name.toStdString());
    if ((!isList && !shape.isText()) || stem.kind == relations::Kind::None || stem.noun.empty())
        return {QCborValue::Undefined};
    for (const auto &[key, value] : structure) {
        if (plainName(key.toString()) != stem.noun || !(isList ? value.isArray() : value.isMap()))
            continue;
        QCborArray found;
        const QCborArray entries = isList ? value.toArray() : QCborArray{value};
        for (const QCborValue &entry : entries) {
            for (const auto &[name, inner] : entry.toMap()) {
                const relations::Stem own = relations::stemOf(name.toString().toStdString());
                if (own.kind == stem.kind && inner.isString()
                    && (own.noun.empty() || stem.noun.ends_with(own.noun))) {
                    found.append(inner);
                    break;
                }
            }
        }
        if (!found.isEmpty() && found.size() == entries.size())
            return isList ? QCborValue(found) : found.first();
    }
    return {QCborValue::Undefined};
}

bool areTags(const std::string &plain)
{
    return plain == "tag" || plain == "taglist" || plain == "tagset" || plain == "tagspecification"
        || plain == "resourcetag";
}

// What goes by another name in answers: tags, and what can be turned on.
QCborValue renamedIn(const QCborMap &structure, const model::Member &wanted)
{
    const std::string plain = plainName(wanted.name);
    const bool isSwitch = wanted.target->type == model::ShapeType::Boolean && plain.starts_with("enable");
    for (const auto &[key, value] : structure) {
        const std::string other = plainName(key.toString());
        if (areTags(plain) && areTags(other))
            return value;
        if (isSwitch && value.isBool() && other == plain.substr(6) + "enabled")
            return value;
    }
    return {QCborValue::Undefined};
}

class Copying
{
public:
    Copying(const model::Operation &creation, const relations::Relation &relation, const Thing &thing)
        : m_creation(creation)
        , m_relation(relation)
        , m_thing(thing)
        , m_noun(plainName(relation.noun))
    {
    }

    // The more of them, the more is filled; the first is the thing itself.
    void take(const Cloning &cloning, const QCborValue &structure)
    {
        m_structures.append(structure);
        for (const model::Member &member : m_creation.input->members) {
            const QString path = cloning.fills.value(member.name);
            if (!path.isEmpty())
                m_known.insert(member.name);
            const QCborValue value =
                path.isEmpty() ? QCborValue(QCborValue::Undefined) : valueAtPath(structure, path);
            if (!path.isEmpty())
                m_used.insert(path.section(u'.', 0, 0));
            put(member, value);
        }
    }

    Filled finish()
    {
        for (const model::Member &member : m_creation.input->members) {
            for (const QCborValue &structure : std::as_const(m_structures)) {
                put(member, identifiersIn(structure.toMap(), member));
                put(member, renamedIn(structure.toMap(), member));
            }
            if (const model::Member *asked = memberNamed(*m_thing.reading->input, member.name))
                put(member, m_thing.asked.value(asked->name));
        }
        Filled filled;
        filled.service = m_creation.service->id;
        filled.operation = m_creation.name;
        filled.document = m_document;
        noteName();
        noteMissing();
        noteGiven();
        filled.notes = m_notes;
        return filled;
    }

private:
    [[nodiscard]] bool isLeftOut(const model::Member &member) const
    {
        return member.idempotencyToken || member.name == m_relation.dryRun || document::isSecret(member);
    }

    void put(const model::Member &member, const QCborValue &value)
    {
        if (isLeftOut(member) || isEmpty(value) || m_document.contains(QCborValue(member.name)))
            return;
        Adapting adapting(Origin::Answer, m_notes, m_noun);
        const QCborValue fitted =
            withoutSecrets(member, adapting.value(value, *member.target, member.name, 1));
        if (isThere(fitted))
            m_document[member.name] = fitted;
    }

    // What is told of a secret inside is stars, or something to be typed again.
    QCborValue withoutSecrets(const model::Member &member, const QCborValue &value)
    {
        const auto drop = [this, &member](const Pointer &place, const model::Member &, const QCborValue &) {
            m_notes.append({Note::Why::Secret, member.name + place.toString().replace(u'/', u'.'),
                            Tr::tr("%1 is a secret.").arg(member.name)});
            return QCborValue(QCborValue::Undefined);
        };
        return document::pruned(document::mapSecrets(value, *member.target, drop));
    }

    void noteName()
    {
        const QString &name = m_relation.ownName;
        if (!name.isEmpty() && m_document.contains(QCborValue(name)))
            m_notes.append(
                {Note::Why::Name, name,
                 Tr::tr("%1 is still the name of the one that this is made like: give it another one, unless "
                        "it goes to another account or Region.")
                     .arg(name)});
    }

    void noteMissing()
    {
        for (const model::Member &member : m_creation.input->members) {
            if (m_document.contains(QCborValue(member.name)) || member.idempotencyToken
                || member.name == m_relation.dryRun)
                continue;
            if (document::isSecret(member))
                m_notes.append({Note::Why::Secret, member.name, Tr::tr("%1 is a secret.").arg(member.name)});
            else if (!m_known.contains(member.name))
                m_notes.append({Note::Why::NotTold, member.name,
                                Tr::tr("%1 is not told by %2.").arg(member.name, m_thing.reading->name)});
        }
    }

    // What is told of the thing and cannot be asked for.
    void noteGiven()
    {
        const QCborMap thing = m_structures.isEmpty() ? QCborMap() : m_structures.constFirst().toMap();
        for (const auto &[key, value] : thing) {
            const QString name = key.toString();
            if (isEmpty(value) || m_used.contains(name) || memberNamed(*m_creation.input, name, m_noun))
                continue;
            m_notes.append({Note::Why::ByService, name, Tr::tr("%1 is given by the service.").arg(name)});
        }
    }

    const model::Operation &m_creation;
    const relations::Relation &m_relation;
    const Thing &m_thing;
    std::string m_noun;
    QCborMap m_document;
    QList<QCborValue> m_structures;
    QSet<QString> m_known; // members that the answer can tell of
    QSet<QString> m_used; // members of the answer
    QList<Note> m_notes;
};

// The places of an answer that may tell of the thing, the best first: the one that was named, those that the
// rules know, the answer itself.
QList<Pointer> placesOf(const Thing &thing, const relations::Relation &relation)
{
    QList<Pointer> places;
    const auto add = [&](const Pointer &place) {
        if (!places.contains(place) && document::valueAt(thing.answer, place).isMap())
            places.append(place);
    };
    if (!thing.place.isRoot()) {
        add(thing.place);
        return places;
    }
    if (relation.cloning.operation == thing.reading->name)
        add(firstAt(relation.cloning.path));
    for (const relations::Related &read : relation.reads + relation.lists) {
        if (read.operation == thing.reading->name)
            add(firstAt(read.path));
    }
    add(Pointer());
    return places;
}

} // namespace

QString pathOf(const Pointer &place)
{
    QString path;
    for (const QString &token : place.tokens()) {
        if (isIndex(token))
            path += QStringLiteral("[]");
        else
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + token;
    }
    return path;
}

Pointer entryAt(const QCborValue &answer, const Pointer &place)
{
    // Of lists within each other the outermost that holds things: an instance, and not one of its disks.
    Pointer found;
    QCborValue at = answer;
    Pointer way;
    for (const QString &token : place.tokens()) {
        const bool isEntry = at.isArray();
        way = way.child(token);
        at = document::valueAt(answer, way);
        if (isEntry)
            found = way;
    }
    return found;
}

Result<Filled> copyOf(const Tools &tools, const model::OperationPtr &creation, const Thing &thing)
{
    const QString &service = creation->service->id;
    const Result<relations::RelationPtr> relation = tools.relations->of(service, creation->name);
    if (!relation)
        return std::unexpected(relation.error());
    Copying copying(*creation, **relation, thing);
    for (const Pointer &place : placesOf(thing, **relation)) {
        const Result<Cloning> cloning =
            tools.relations->cloning(service, creation->name, thing.reading->name, pathOf(place));
        if (!cloning)
            return std::unexpected(cloning.error());
        copying.take(*cloning, document::valueAt(thing.answer, place));
    }
    Filled filled = copying.finish();
    if (filled.document.isEmpty())
        return failure(Phase::Input, QStringLiteral("NothingAlike"),
                       Tr::tr("Nothing of what %1 answers fits the input of %2.")
                           .arg(thing.reading->name, creation->name),
                       Tr::tr("Open the form of %1 and fill it in.").arg(creation->name));
    filled.from = Tr::tr("what %1 answered").arg(thing.reading->name);
    return filled;
}

QStringList creationsFor(const Tools &tools, const QString &service, const QString &reading)
{
    const auto known = tools.relations->ofService(service);
    if (!known)
        return {};
    using Role = relations::ServiceRelations::Role;
    struct Found {
        QString operation;
        bool isCloning;
        qsizetype fills;
    };
    QList<Found> found;
    for (const relations::ServiceRelations::Part &part : (*known)->partsOf(reading)) {
        if (part.role != Role::Reads && part.role != Role::Lists)
            continue;
        const relations::Relation &relation = *(*known)->creations.at(part.creation);
        found.append(
            {relation.operation, relation.cloning.operation == reading, relation.cloning.fills.size()});
    }
    std::ranges::sort(found, {}, [](const Found &one) {
        return std::tuple(!one.isCloning, !one.operation.startsWith(QLatin1StringView("Create")), -one.fills,
                          one.operation);
    });
    QStringList names;
    for (const Found &one : std::as_const(found))
        names.append(one.operation);
    names.removeDuplicates();
    return names;
}

} // namespace formwork::alike
