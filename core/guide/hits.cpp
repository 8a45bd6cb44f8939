// SPDX-License-Identifier: Apache-2.0
#include "guide/hits.h"

#include "base/tr.h"
#include "document/redact.h"

#include <QCborArray>

#include <algorithm>
#include <array>
#include <iterator>

namespace formwork::guide
{

namespace
{

using document::Pointer;
using model::Member;
using model::Shape;
using model::ShapeType;

constexpr qsizetype kMostMembers = 4;
constexpr qsizetype kMostValues = 3;
constexpr int kDeepest = 2; // structures within the input
constexpr qsizetype kLongestValue = 80; // characters

struct Named {
    QString label;
    QStringList values;
    bool isRequired = false;
};

bool identifies(const QString &name)
{
    constexpr std::array ends{u"arn", u"id", u"name", u"identifier", u"key", u"url", u"alias", u"bucket"};
    return std::ranges::any_of(ends, [&](QStringView end) {
        return name.endsWith(end, Qt::CaseInsensitive)
            || (name.size() > 1 && name.chopped(1).endsWith(end, Qt::CaseInsensitive) && name.endsWith(u's'));
    });
}

bool isText(const Shape &shape) { return shape.type == ShapeType::String; }

QString shortened(const QString &value)
{
    return value.size() > kLongestValue ? value.left(kLongestValue) + u'\u2026' : value;
}

void collect(const Guide &guide, const Shape &shape, const QCborValue &value, const Pointer &place, int depth,
             QList<Named> &found);

// The entries of a list: texts themselves, of structures what identifies each.
QStringList entriesOf(const Guide &guide, const Shape &list, const QCborArray &entries, const Pointer &place,
                      int depth)
{
    QStringList values;
    for (const QCborValue &entry : entries) {
        if (isText(*list.element.target)) {
            if (!entry.toString().isEmpty())
                values += entry.toString();
            continue;
        }
        QList<Named> inside;
        collect(guide, *list.element.target, entry, place.child(QStringLiteral("0")), depth + 1, inside);
        if (!inside.isEmpty())
            values += inside.first().values;
    }
    return values;
}

void collect(const Guide &guide, const Shape &shape, const QCborValue &value, const Pointer &place, int depth,
             QList<Named> &found)
{
    const bool isStructure = shape.type == ShapeType::Structure || shape.type == ShapeType::Union;
    if (!isStructure || depth > kDeepest)
        return;
    for (const Member &member : shape.members) {
        const QCborValue inside = value.toMap().value(member.name);
        const bool counts = member.required || identifies(member.name);
        if (inside.isUndefined() || member.idempotencyToken || document::isSecret(member))
            continue;
        const Pointer here = place.child(member.name);
        const Named named{guide.label(here, member), {}, member.required};
        if (isText(*member.target)) {
            if (counts && !inside.toString().isEmpty())
                found.append({named.label, {inside.toString()}, named.isRequired});
        } else if (member.target->type == ShapeType::List) {
            const QStringList values = entriesOf(guide, *member.target, inside.toArray(), here, depth);
            if (!values.isEmpty() && (counts || !isText(*member.target->element.target)))
                found.append({named.label, values, named.isRequired});
        } else {
            collect(guide, *member.target, inside, here, depth + 1, found);
        }
    }
}

QString inWords(const Named &named)
{
    QStringList quoted;
    for (const QString &value : named.values.first(qMin(kMostValues, named.values.size())))
        quoted += u'\u201c' + shortened(value) + u'\u201d';
    QString text = named.label + u' ' + quoted.join(QStringLiteral(", "));
    if (const qsizetype more = named.values.size() - quoted.size(); more > 0)
        text += u' ' + Tr::tr("and %n more", nullptr, static_cast<int>(more));
    return text;
}

} // namespace

QString whatItHits(const model::Operation &operation, const Guide &guide, const QCborValue &input)
{
    if (!operation.input)
        return {};
    QList<Named> found;
    collect(guide, *operation.input, document::redacted(input, *operation.input), {}, 0, found);
    QList<Named> ordered; // what the operation cannot do without comes first
    for (const bool isRequired : {true, false})
        std::ranges::copy_if(found, std::back_inserter(ordered),
                             [&](const Named &named) { return named.isRequired == isRequired; });
    QStringList parts;
    for (const Named &named : ordered.first(qMin(kMostMembers, ordered.size())))
        parts += inWords(named);
    return parts.join(QStringLiteral(", "));
}

} // namespace formwork::guide
