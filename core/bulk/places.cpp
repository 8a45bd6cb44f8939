// SPDX-License-Identifier: Apache-2.0
#include "bulk/places.h"

#include "base/tr.h"
#include "wording/nearest.h"

#include <algorithm>

namespace formwork::bulk
{

using document::Pointer;
using model::Shape;
using model::ShapeType;

namespace
{

// Names that people and programs write in their own ways: "directory_id", "Directory ID".
QString folded(QStringView name)
{
    QString result;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
}

const model::Member *memberOf(const Shape &shape, const QString &name)
{
    if (const model::Member *exact = shape.member(name))
        return exact;
    const QString wanted = folded(name);
    const model::Member *found = nullptr;
    for (const model::Member &member : shape.members) {
        if (wanted.isEmpty() || folded(member.name) != wanted)
            continue;
        if (found) // two of them: only the exact name tells which
            return nullptr;
        found = &member;
    }
    return found;
}

// "a.b[0].c" as tokens.
QStringList tokensOf(const QString &path)
{
    if (path.startsWith(u'/'))
        return Pointer::parse(path).tokens();
    QStringList tokens;
    QString token;
    for (const QChar c : path) {
        if (c == u'.' || c == u'[') {
            if (!token.isEmpty())
                tokens.append(std::exchange(token, {}));
        } else if (c != u']') {
            token += c;
        }
    }
    if (!token.isEmpty())
        tokens.append(token);
    return tokens;
}

std::unexpected<Error> noMember(const Shape &shape, const QString &path, const QString &token,
                                const Pointer &at)
{
    QStringList names;
    for (const model::Member &member : shape.members)
        names += member.name;
    const QStringList near = wording::nearestNames(token, names);
    const QString where = at.isRoot() ? Tr::tr("the input") : at.last();
    const QString sentence = path == token
        ? Tr::tr("“%1” is no member of %2.").arg(token, where)
        : Tr::tr("“%1” in “%3” is no member of %2.").arg(token, where, path);
    return failure(Phase::Input, QStringLiteral("NoSuchMember"), sentence,
                   near.isEmpty()
                       ? Tr::tr("Its members are %1.").arg(names.mid(0, 12).join(QStringLiteral(", ")))
                       : Tr::tr("Did you mean %1?").arg(near.join(QStringLiteral(", "))));
}

std::unexpected<Error> noEntry(const QString &path, const QString &token, const Pointer &at)
{
    return failure(Phase::Input, QStringLiteral("NoSuchMember"),
                   Tr::tr("“%1” in “%2” is no entry of %3, which is a list.").arg(token, path, at.last()),
                   Tr::tr("Write %1[0] for its first entry.").arg(at.last()));
}

std::unexpected<Error> nothingBelow(const QString &path, const QString &token, const Pointer &at)
{
    return failure(
        Phase::Input, QStringLiteral("NoSuchMember"),
        Tr::tr("“%1” in “%2” stands below %3, which is a single value.").arg(token, path, at.last()));
}

void append(Place &place, const QString &token, const Shape *shape, bool isEntry)
{
    place.pointer = place.pointer.child(token);
    place.shape = shape;
    place.listEntries.append(isEntry);
}

} // namespace

Result<Place> placeOf(const Shape &input, const QString &path)
{
    constexpr int kMostEntries = 1000; // of a list, one column each
    const QStringList tokens = tokensOf(path.trimmed());
    Place place{{}, &input, {}};
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const Shape &shape = *place.shape;
        QString token = tokens[i];
        if (shape.type == ShapeType::Structure || shape.type == ShapeType::Union) {
            const model::Member *member = memberOf(shape, token);
            if (!member)
                return noMember(shape, path, token, place.pointer);
            append(place, member->name, member->target, false);
        } else if (shape.type == ShapeType::List) {
            bool isNumber = false;
            const int index = token.toInt(&isNumber);
            if (!isNumber || index < 0 || index >= kMostEntries)
                return noEntry(path, token, place.pointer);
            append(place, QString::number(index), shape.element.target, true);
        } else if (shape.type == ShapeType::Map) {
            if (!shape.element.target->isAggregate()) // keys may have dots
                token = tokens.mid(std::exchange(i, tokens.size())).join(u'.');
            append(place, token, shape.element.target, false);
        } else {
            return nothingBelow(path, token, place.pointer);
        }
    }
    if (tokens.isEmpty())
        return failure(Phase::Input, QStringLiteral("NoSuchMember"),
                       Tr::tr("“%1” names no member.").arg(path));
    return place;
}

QString pathText(const Place &place)
{
    QString text;
    for (qsizetype i = 0; i < place.listEntries.size(); ++i) {
        const QString &token = place.pointer.tokens()[i];
        if (place.listEntries[i])
            text += u'[' + token + u']';
        else
            text += (text.isEmpty() ? QString() : QStringLiteral(".")) + token;
    }
    return text;
}

namespace
{

struct Walk {
    bool everyMember = false;
    QList<const Shape *> above; // a shape that holds itself is entered once
    QStringList names;

    void addMembers(const Shape &shape, const QString &prefix, bool required)
    {
        for (const model::Member &member : shape.members) {
            const bool isTop = above.size() == 1;
            const bool isWanted = everyMember || member.required || (isTop && !member.target->isAggregate());
            const bool isToken = isTop && (member.idempotencyToken || member.tokenByName);
            if (isWanted && !isToken && (isTop ? member.required == required : true))
                add(*member.target, prefix.isEmpty() ? member.name : prefix + u'.' + member.name);
        }
    }

    void add(const Shape &shape, const QString &name)
    {
        constexpr qsizetype kDeepest = 8;
        if (above.contains(&shape) || above.size() > kDeepest) {
            names += name; // as JSON
            return;
        }
        above.append(&shape);
        const bool isPlainUnion = shape.type == ShapeType::Union && !everyMember;
        if (shape.type == ShapeType::Structure || (shape.type == ShapeType::Union && !isPlainUnion)) {
            const qsizetype before = names.size();
            addMembers(shape, name, true);
            if (names.size() == before) // nothing of it is required: as JSON
                names += name;
        } else if (shape.type == ShapeType::List && shape.element.target->type == ShapeType::Structure) {
            add(*shape.element.target, name + QStringLiteral("[0]"));
        } else {
            names += name;
        }
        above.removeLast();
    }
};

} // namespace

QStringList columnNames(const model::Operation &operation, bool everyMember)
{
    Walk walk{everyMember, {operation.input}, {}};
    walk.addMembers(*operation.input, {}, true);
    walk.addMembers(*operation.input, {}, false);
    return walk.names;
}

} // namespace formwork::bulk
