// SPDX-License-Identifier: Apache-2.0
#include "practice/tagging.h"

#include "base/tr.h"
#include "practice/arns.h"
#include "practice/call.h"
#include "practice/handles.h"

#include <QCborArray>
#include <QHash>

#include <algorithm>
#include <set>

namespace formwork::practice
{

namespace
{

constexpr int kAtOnce = 200; // things read
const QString kToken = QStringLiteral("PaginationToken");

QString text(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)).toString(); }

QStringList textsOf(const QCborValue &list)
{
    QStringList texts;
    for (const QCborValue entry : list.toArray())
        texts.append(entry.toString());
    return texts;
}

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalServiceException"), error.sentence(), {}, 500});
}

// Where a page begins; nothing where the token is none of ours.
std::optional<qint64> startOf(const Call &call)
{
    const QString token = call.input.value(kToken).toString();
    if (token.isEmpty())
        return 0;
    const auto decoded =
        QByteArray::fromBase64Encoding(token.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    bool isNumber = false;
    const qint64 start = decoded ? decoded.decoded.toLongLong(&isNumber) : 0;
    return isNumber && start > 0 ? std::optional(start) : std::nullopt;
}

QString tokenFor(qint64 place) { return QString::fromLatin1(QByteArray::number(place).toBase64()); }

std::unexpected<Complaint> badToken()
{
    return std::unexpected(Complaint{QStringLiteral("PaginationTokenExpiredException"),
                                     Tr::tr("The page token is not one of this account's."),
                                     {},
                                     0});
}

// "ec2" or "ec2:instance" against an ARN.
bool isOfType(const QString &arn, const QString &type)
{
    const QString service = type.section(u':', 0, 0);
    const QString kind = type.section(u':', 1);
    return arn.section(u':', 2, 2) == service
        && (kind.isEmpty() || arn.section(u':', 5).startsWith(kind + u'/')
            || arn.section(u':', 5).startsWith(kind + u':'));
}

bool passes(const QCborMap &input, const QString &arn, const QCborMap &tags)
{
    const QStringList types = textsOf(input.value(QStringLiteral("ResourceTypeFilters")));
    const QStringList arns = textsOf(input.value(QStringLiteral("ResourceARNList")));
    if (!arns.isEmpty() && !arns.contains(arn))
        return false;
    if (!types.isEmpty()
        && std::ranges::none_of(types, [&](const QString &type) { return isOfType(arn, type); }))
        return false;
    return std::ranges::all_of(
        input.value(QStringLiteral("TagFilters")).toArray(), [&](const QCborValue &entry) {
            const QString key = text(entry.toMap(), "Key");
            const QStringList values = textsOf(entry.toMap().value(QStringLiteral("Values")));
            return tags.contains(key) && (values.isEmpty() || values.contains(tags.value(key).toString()));
        });
}

QCborMap described(const QString &arn, const QCborMap &tags)
{
    QCborArray list;
    for (const auto &[key, value] : tags)
        list.append(QCborMap{{QStringLiteral("Key"), key}, {QStringLiteral("Value"), value}});
    return {{QStringLiteral("ResourceARN"), arn}, {QStringLiteral("Tags"), list}};
}

} // namespace

const QHash<QString, Tagging::Method> &Tagging::methods()
{
    static const QString kService = QStringLiteral("resourcegroupstaggingapi.");
    static const QHash<QString, Method> kMethods{
        {kService + QStringLiteral("GetResources"), &Tagging::resources},
        {kService + QStringLiteral("GetTagKeys"), &Tagging::keys},
        {kService + QStringLiteral("GetTagValues"), &Tagging::values},
        {kService + QStringLiteral("TagResources"), &Tagging::tag},
        {kService + QStringLiteral("UntagResources"), &Tagging::untag},
    };
    return kMethods;
}

bool Tagging::knows(const QString &operation) const { return methods().contains(operation); }

Tagging::Answer Tagging::perform(const Call &call)
{
    const Method method = methods().value(call.name());
    return method ? (this->*method)(call) : Answer(std::nullopt);
}

Result<void> Tagging::each(const Call &call, qint64 after,
                           const std::function<bool(const Thing &)> &take) const
{
    while (true) {
        const Result<QList<Thing>> things = m_things.everything(placesOf(call), after, kAtOnce);
        if (!things)
            return std::unexpected(things.error());
        for (const Thing &thing : *things) {
            after = thing.id;
            if (!thing.tags.isEmpty() && !thing.ended.isValid() && !take(thing))
                return {};
        }
        if (things->size() < kAtOnce)
            return {};
    }
}

Tagging::Answer Tagging::resources(const Call &call)
{
    const std::optional<qint64> start = startOf(call);
    if (!start)
        return badToken();
    const QCborValue asked = call.input.value(QStringLiteral("ResourcesPerPage"));
    const qint64 most = asked.isInteger() ? std::clamp<qint64>(asked.toInteger(), 1, 100) : 50;
    QCborArray list;
    qint64 last = 0;
    QString next = QStringLiteral("");
    const Result<void> done = each(call, *start, [&](const Thing &thing) {
        const QString arn = arnOf(call, thing);
        if (!passes(call.input, arn, thing.tags))
            return true;
        if (list.size() == most) {
            next = tokenFor(last);
            return false;
        }
        list.append(described(arn, thing.tags));
        last = thing.id;
        return true;
    });
    if (!done)
        return internal(done.error());
    return Told{{{QStringLiteral("ResourceTagMappingList"), list}, {kToken, next}}, 0};
}

// Sorted texts, a hundred at a time.
Tagging::Answer Tagging::page(const Call &call, const char *member, const QStringList &texts) const
{
    constexpr qint64 kMost = 100;
    const std::optional<qint64> start = startOf(call);
    if (!start)
        return badToken();
    const qint64 end = std::min<qint64>(*start + kMost, texts.size());
    QCborArray list;
    for (qint64 index = *start; index < end; ++index)
        list.append(texts[index]);
    const QString next = end < texts.size() ? tokenFor(end) : QStringLiteral("");
    return Told{{{QLatin1StringView(member), list}, {kToken, next}}, 0};
}

Tagging::Answer Tagging::keys(const Call &call)
{
    std::set<QString> keys;
    const Result<void> done = each(call, 0, [&](const Thing &thing) {
        for (const auto &[key, value] : thing.tags)
            keys.insert(key.toString());
        return true;
    });
    return done ? page(call, "TagKeys", QStringList(keys.begin(), keys.end())) : internal(done.error());
}

Tagging::Answer Tagging::values(const Call &call)
{
    const QString key = text(call.input, "Key");
    std::set<QString> values;
    const Result<void> done = each(call, 0, [&](const Thing &thing) {
        if (thing.tags.contains(key))
            values.insert(thing.tags.value(key).toString());
        return true;
    });
    return done ? page(call, "TagValues", QStringList(values.begin(), values.end())) : internal(done.error());
}

Tagging::Answer Tagging::changed(const Call &call, const Change &change)
{
    QCborMap failed;
    for (const QString &arn : textsOf(call.input.value(QStringLiteral("ResourceARNList")))) {
        const Result<QList<Thing>> things = m_things.findAnywhere(placesOf(call), handlesIn(arn));
        if (!things)
            return internal(things.error());
        const auto meant = std::ranges::find_if(*things, [&](const Thing &thing) {
            return !thing.ended.isValid() && (thing.handles.contains(arn) || arnOf(call, thing) == arn);
        });
        if (meant == things->cend()) {
            failed[arn] =
                QCborMap{{QStringLiteral("StatusCode"), 400},
                         {QStringLiteral("ErrorCode"), QStringLiteral("InvalidParameterException")},
                         {QStringLiteral("ErrorMessage"), Tr::tr("There is no such thing: %1.").arg(arn)}};
            continue;
        }
        Thing thing = *meant;
        change(thing.tags);
        if (const Result<void> done = m_things.change(thing); !done)
            return internal(done.error());
    }
    return Told{{{QStringLiteral("FailedResourcesMap"), failed}}, 0};
}

Tagging::Answer Tagging::tag(const Call &call)
{
    const QCborMap given = call.input.value(QStringLiteral("Tags")).toMap();
    return changed(call, [&given](QCborMap &tags) {
        for (const auto &[key, value] : given)
            tags[key] = value;
    });
}

Tagging::Answer Tagging::untag(const Call &call)
{
    const QStringList keys = textsOf(call.input.value(QStringLiteral("TagKeys")));
    return changed(call, [&keys](QCborMap &tags) {
        for (const QString &key : keys)
            tags.remove(key);
    });
}

} // namespace formwork::practice
