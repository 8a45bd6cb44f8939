// SPDX-License-Identifier: Apache-2.0
#include "relations/tagplace.h"

#include "relations/corrections.h"
#include "relations/words.h"

#include <algorithm>
#include <array>

namespace formwork::relations
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;

QString plain(QStringView name)
{
    QString text;
    for (const QChar letter : name) {
        if (letter.isLetterOrNumber())
            text += letter.toLower();
    }
    return text;
}

bool isTagging(const OperationWords &words)
{
    return words.verb == "tag" || words.verb == "untag"
        || (!words.noun.empty() && words.noun.front() == "tag");
}

// The one member of an entry that ends so ("Key", "TagKey"); nothing where an entry needs more than that.
QString memberThatEnds(const Shape &entry, QStringView end)
{
    for (const Member &member : entry.members) {
        if (plain(member.name).endsWith(end) && member.target->isText())
            return member.name;
    }
    return {};
}

bool fillEntry(const Shape &list, TagPlace &place)
{
    if (list.type != ShapeType::List || list.element.target->type != ShapeType::Structure)
        return false;
    const Shape &entry = *list.element.target;
    place.key = memberThatEnds(entry, u"key");
    place.value = memberThatEnds(entry, u"value");
    const bool isEnough = std::ranges::all_of(entry.members, [&](const Member &member) {
        return !member.required || member.name == place.key || member.name == place.value;
    });
    return isEnough && !place.key.isEmpty() && !place.value.isEmpty() && place.key != place.value;
}

// "vpc-flow-log" of a FlowLog: as the things themselves are called, or the only one that ends so.
QString typeOf(const Shape &types, const model::Operation &operation, const Words &noun)
{
    const QString corrected = corrections().tagType(operation.service->id, operation.name);
    if (!corrected.isEmpty())
        return corrected;
    const QString wanted = QString::fromStdString(joined(noun));
    QStringList longer;
    for (const model::EnumValue &type : types.enumValues) {
        if (plain(type.value) == wanted)
            return type.value;
        if (plain(type.value).endsWith(wanted))
            longer.append(type.value);
    }
    return longer.size() == 1 ? longer.first() : QString();
}

bool fillKinds(const Shape &list, const model::Operation &operation, const Words &noun, TagPlace &place)
{
    if (list.type != ShapeType::List || list.element.target->type != ShapeType::Structure)
        return false;
    for (const Member &member : list.element.target->members) {
        if (member.target->type == ShapeType::Enum && plain(member.name).endsWith(u"type")) {
            place.typeMember = member.name;
            place.type = typeOf(*member.target, operation, noun);
        } else if (fillEntry(*member.target, place)) {
            place.tags = member.name;
        }
    }
    return !place.tags.isEmpty() && !place.type.isEmpty();
}

} // namespace

bool isTagsMember(QStringView name)
{
    static constexpr std::array names{
        QLatin1StringView("tags"),         QLatin1StringView("taglist"),
        QLatin1StringView("tagset"),       QLatin1StringView("taglistentry"),
        QLatin1StringView("resourcetags"), QLatin1StringView("tagspecifications")};
    return std::ranges::find(names, plain(name)) != names.end();
}

std::optional<TagPlace> tagPlace(const model::Operation &operation)
{
    if (operation.readOnly || !operation.input || !operation.service)
        return std::nullopt;
    const OperationWords words = operationWords(operation.name.toStdString());
    if (!corrections().isVerb("creates", words.verb) || isTagging(words)
        || corrections().isUntagged(operation.service->id, operation.name))
        return std::nullopt;
    for (const Member &member : operation.input->members) {
        if (!isTagsMember(member.name) || member.isSensitive())
            continue;
        const Shape &tags = *member.target;
        TagPlace place;
        place.member = member.name;
        if (const auto most = member.effectiveConstraints().maxLength)
            place.most = std::min<qsizetype>(place.most, qsizetype(*most));
        if (tags.type == ShapeType::Map && tags.key.target->isText() && tags.element.target->isText())
            place.kind = TagPlace::Kind::Map;
        else if (fillEntry(tags, place))
            place.kind = TagPlace::Kind::List;
        else if (fillKinds(tags, operation, words.noun, place))
            place.kind = TagPlace::Kind::Kinds;
        else
            continue;
        return place;
    }
    return std::nullopt;
}

} // namespace formwork::relations
