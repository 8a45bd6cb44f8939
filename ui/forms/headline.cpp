// SPDX-License-Identifier: Apache-2.0
#include "forms/headline.h"

#include "base/tr.h"
#include "document/redact.h"
#include "forms/shapewords.h"
#include "guide/alternatives.h"
#include "wording/names.h"
#include "wording/nouns.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>

namespace formwork::forms
{

using document::Pointer;
using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

constexpr int kDeepest = 6; // structures that are looked into for a name
constexpr qsizetype kLongest = 60; // characters

// What says most of a thing, the best first; 0: nothing.
int naming(const QString &memberName)
{
    const QString name = memberName.toLower();
    constexpr std::array exact = {u"name", u"title", u"label", u"key", u"id", u"sid", u"identifier"};
    for (size_t i = 0; i < exact.size(); ++i) {
        if (name == QStringView(exact[i]))
            return 100 - int(i);
    }
    constexpr std::array ends = {u"name", u"title", u"key", u"identifier", u"id", u"arn"};
    for (size_t i = 0; i < ends.size(); ++i) {
        if (name.endsWith(QStringView(ends[i])))
            return 50 - int(i);
    }
    return 0;
}

QString shortened(const QString &text)
{
    const QString simple = text.simplified();
    return simple.size() <= kLongest ? simple : simple.left(kLongest - 1) + u'\u2026';
}

QString nameIn(const QCborMap &map, const Shape &shape)
{
    int best = 0;
    QString name;
    for (const auto &[key, entry] : map) {
        const Member *member = shape.member(key.toString());
        if (!member || entry.isMap() || entry.isArray() || document::isSecret(*member))
            continue;
        const QString text = editText(entry);
        const int points = naming(member->name);
        if (points > best && !text.isEmpty()) {
            best = points;
            name = text;
        }
    }
    return shortened(name);
}

QString tell(const QString &service, const QCborValue &value, const Shape &shape, int depth);

// Of a union and its like what was chosen, and the name in that.
QString tellChoice(const QString &service, const QCborMap &map, const Shape &shape, int depth)
{
    const auto ways = guide::alternativesOf(service, shape);
    for (const guide::Alternative &way : ways) {
        const bool isIt = std::ranges::all_of(
            map.keys(), [&way](const QCborValue &key) { return way.members.contains(key.toString()); });
        if (!isIt || map.isEmpty())
            continue;
        const QString key = map.begin().key().toString();
        const Member *member = shape.member(key);
        const QString inside = way.members.size() > 1 ? nameIn(map, shape)
            : member && !document::isSecret(*member)
            ? tell(service, map.value(key), *member->target, depth + 1)
            : QString();
        return inside.isEmpty() ? way.title : way.title + QStringLiteral(" \u00b7 ") + inside;
    }
    return {};
}

QString tell(const QString &service, const QCborValue &value, const Shape &shape, int depth)
{
    if (depth > kDeepest)
        return {};
    if (!value.isMap())
        return shortened(summary(value, shape));
    const QCborMap map = value.toMap();
    if (const QString choice = tellChoice(service, map, shape, depth); !choice.isEmpty())
        return choice;
    if (const QString name = nameIn(map, shape); !name.isEmpty())
        return name;
    if (shape.type == ShapeType::Structure && map.size() == 1) { // what stands alone says what it is
        const QString key = map.begin().key().toString();
        const Member *member = shape.member(key);
        const QCborValue inner = map.begin().value();
        if (member && inner.isMap() && !document::isSecret(*member))
            if (const QString inside = tell(service, inner, *member->target, depth + 1); !inside.isEmpty())
                return wording::words(key) + QStringLiteral(" \u00b7 ") + inside;
    }
    return shortened(summary(value, shape));
}

} // namespace

QString entryNoun(const FormModel &form, const Pointer &container)
{
    const Member *member = container.isRoot() ? nullptr : form.memberAt(container);
    if (!member)
        return {};
    const Shape &shape = *member->target;
    if (const guide::Hint *hint = form.hintOf(container.child(QStringLiteral("0")));
        hint && !hint->label.isEmpty())
        return wording::inSentence(hint->label);
    if (shape.type == ShapeType::Map && shape.key.target) { // by AttributeName: an attribute
        const QString key = shape.key.target->name;
        for (const QStringView end : {u"Name", u"Key", u"Id"}) {
            if (key.endsWith(end) && key.size() > end.size() + 1)
                return wording::inSentence(wording::words(key.chopped(end.size())));
        }
    }
    const QString own = form.labelOf(container);
    const bool isNumbered = !container.last().isEmpty() && container.last()[0].isDigit(); // a list in a list
    const QString one = wording::singular(own);
    if (one != own && !isNumbered)
        return wording::inSentence(one);
    const Shape *element = shape.element.target;
    if (element && element->isAggregate() && element->type == ShapeType::Structure)
        return wording::inSentence(wording::words(element->name));
    return isNumbered || shape.type == ShapeType::Map || own.size() < 3 ? Tr::tr("entry")
                                                                        : wording::inSentence(one);
}

QString addText(const QString &noun)
{
    if (noun.isEmpty())
        return Tr::tr("Add");
    return wording::takesAn(noun) ? Tr::tr("Add an %1").arg(noun) : Tr::tr("Add a %1").arg(noun);
}

QString headline(const FormModel &form, const Pointer &place)
{
    const Member *member = place.isRoot() ? nullptr : form.memberAt(place);
    const QCborValue value = form.value(place);
    if (!member || value.isUndefined() || document::isSecret(*member))
        return {};
    return tell(form.operation().service->id, value, *member->target, 0);
}

QString placeName(const FormModel &form, const Pointer &place)
{
    const Member *holder = place.tokens().size() < 2 ? nullptr : form.memberAt(place.parent());
    if (!holder || holder->target->type != ShapeType::List)
        return form.labelOf(place);
    if (form.value(place).isMap()) {
        if (const QString name = headline(form, place); !name.isEmpty())
            return name;
    }
    QString noun = entryNoun(form, place.parent());
    if (!noun.isEmpty())
        noun[0] = noun[0].toUpper();
    return Tr::tr("%1 %2").arg(noun).arg(place.last().toLongLong() + 1);
}

int leafCount(const QCborValue &value)
{
    int count = 0;
    if (value.isMap()) {
        for (const auto &[key, entry] : value.toMap())
            count += leafCount(entry);
    } else if (value.isArray()) {
        for (const QCborValue &entry : value.toArray())
            count += leafCount(entry);
    } else {
        return value.isUndefined() ? 0 : 1;
    }
    return count;
}

} // namespace formwork::forms
