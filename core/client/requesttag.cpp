// SPDX-License-Identifier: Apache-2.0
#include "client/requesttag.h"

#include "relations/tagplace.h"
#include "validation/validate.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>

#include <optional>

namespace formwork::client
{

using relations::TagPlace;

namespace
{

QString key() { return QString(kRequestTag); }

QString idOf(const QByteArray &seed)
{
    constexpr int kBytes = 10;
    return QString::fromLatin1(
        QCryptographicHash::hash(seed, QCryptographicHash::Sha256).first(kBytes).toHex());
}

qsizetype placeIn(const QCborArray &entries, const QString &member, const QString &text)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (entries.at(i).toMap().value(member).toString() == text)
            return i;
    }
    return -1;
}

// A list of entries with the tag, `id` empty: without it; nothing where there is no room.
std::optional<QCborArray> changedList(QCborArray entries, const TagPlace &place, const QString &id)
{
    const qsizetype at = placeIn(entries, place.key, key());
    if (at >= 0)
        entries.removeAt(at);
    if (id.isEmpty())
        return entries;
    if (entries.size() >= place.most)
        return std::nullopt;
    entries.append(QCborMap{{place.key, key()}, {place.value, id}});
    return entries;
}

std::optional<QCborValue> changedMap(QCborMap tags, const TagPlace &place, const QString &id)
{
    tags.remove(key());
    if (id.isEmpty())
        return tags;
    if (tags.size() >= place.most)
        return std::nullopt;
    tags[key()] = id;
    return tags;
}

std::optional<QCborValue> changedKinds(QCborArray kinds, const TagPlace &place, const QString &id)
{
    const qsizetype at = placeIn(kinds, place.typeMember, place.type);
    QCborMap ours = at < 0 ? QCborMap{{place.typeMember, place.type}} : kinds.at(at).toMap();
    const std::optional<QCborArray> tags = changedList(ours.value(place.tags).toArray(), place, id);
    if (!tags)
        return std::nullopt;
    ours[place.tags] = *tags;
    if (at >= 0)
        kinds.removeAt(at);
    if (!tags->isEmpty())
        kinds.insert(at < 0 ? kinds.size() : at, ours);
    return kinds;
}

std::optional<QCborValue> changed(const QCborValue &tags, const TagPlace &place, const QString &id)
{
    switch (place.kind) {
    case TagPlace::Kind::Map:
        return changedMap(tags.toMap(), place, id);
    case TagPlace::Kind::Kinds:
        return changedKinds(tags.toArray(), place, id);
    case TagPlace::Kind::List:
        break;
    }
    return changedList(tags.toArray(), place, id);
}

bool isEmpty(const QCborValue &tags) { return tags.toMap().isEmpty() && tags.toArray().isEmpty(); }

// Whether the model allows such a key and such a value.
bool fits(const model::Operation &operation, const TagPlace &place, const QString &id)
{
    const std::optional<QCborValue> alone = changed(QCborValue(), place, id);
    return alone
        && validation::validate(*operation.input->member(place.member)->target, *alone, {}, 1).isEmpty();
}

bool isInput(const QCborValue &input) { return input.isMap() || input.isUndefined() || input.isInvalid(); }

QString tokenIn(const model::Operation &operation, const QCborMap &input)
{
    const model::Member *token = operation.tokenMember();
    return token ? input.value(token->name).toString() : QString();
}

} // namespace

bool tagsRequests(const asking::Target &target)
{
    const QString word = qEnvironmentVariable("FORMWORK_TAG");
    return word == u"on" || (word != u"off" && target.profile.tagsRequests);
}

QString newRequestTag(TokenSource &tokens) { return idOf(tokens.nextToken().toLatin1()); }

QCborValue withRequestTag(const model::Operation &operation, QCborValue input, const asking::Target &target,
                          TokenSource &tokens, const QString &id)
{
    if (!tagsRequests(target) || !isInput(input))
        return input;
    const std::optional<TagPlace> place = relations::tagPlace(operation);
    if (!place)
        return input;
    QCborMap whole = input.toMap();
    const QString token = tokenIn(operation, whole);
    const QString seed = operation.service->id + u'.' + operation.name + u' ' + token;
    const QString own = !token.isEmpty() ? idOf(seed.toUtf8()) : id.isEmpty() ? newRequestTag(tokens) : id;
    const std::optional<QCborValue> tags = changed(whole.value(place->member), *place, own);
    if (!tags || !fits(operation, *place, own))
        return input;
    whole[place->member] = *tags;
    return whole;
}

QString requestTagIn(const model::Operation &operation, const QCborValue &input)
{
    const std::optional<TagPlace> place = relations::tagPlace(operation);
    if (!place)
        return {};
    const QCborValue tags = input.toMap().value(place->member);
    if (place->kind == TagPlace::Kind::Map)
        return tags.toMap().value(key()).toString();
    QCborArray entries = tags.toArray();
    if (place->kind == TagPlace::Kind::Kinds) {
        const qsizetype at = placeIn(entries, place->typeMember, place->type);
        entries = at < 0 ? QCborArray() : entries.at(at).toMap().value(place->tags).toArray();
    }
    const qsizetype at = placeIn(entries, place->key, key());
    return at < 0 ? QString() : entries.at(at).toMap().value(place->value).toString();
}

QCborValue withoutRequestTag(const model::Operation &operation, QCborValue input)
{
    if (requestTagIn(operation, input).isEmpty())
        return input;
    const TagPlace place = *relations::tagPlace(operation);
    QCborMap whole = input.toMap();
    const QCborValue tags = changed(whole.value(place.member), place, {}).value_or(QCborValue());
    if (isEmpty(tags))
        whole.remove(place.member);
    else
        whole[place.member] = tags;
    return whole;
}

} // namespace formwork::client
