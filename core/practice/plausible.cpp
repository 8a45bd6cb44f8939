// SPDX-License-Identifier: Apache-2.0
#include "practice/plausible.h"

#include "document/redact.h"
#include "practice/forms.h"
#include "practice/placeholders.h"
#include "practice/sample.h"

#include <QCborArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace formwork::practice
{

namespace
{

constexpr int kDeepest = 4;

bool isPaging(const model::Operation &operation, const QString &name)
{
    const QJsonValue token = QJsonDocument::fromJson(operation.pagination).object().value(u"outputToken");
    return name.compare(u"nextToken", Qt::CaseInsensitive) == 0
        || (token.isString() && token.toString() == name);
}

bool endsWith(const QString &name, QStringView tail) { return name.endsWith(tail, Qt::CaseInsensitive); }

// Dates of what has not come about.
bool isOfItsEnd(const QString &name)
{
    return name.contains(u"delet", Qt::CaseInsensitive) || name.contains(u"terminat", Qt::CaseInsensitive);
}

QString fitted(QString text, const model::Constraints &limits)
{
    if (limits.maxLength)
        text.truncate(static_cast<qsizetype>(*limits.maxLength));
    const auto least = std::min<qint64>(limits.minLength.value_or(0), 4096);
    return text.leftJustified(static_cast<qsizetype>(least), u'0');
}

} // namespace

Plausible::Plausible(const model::Operation &operation, Knowledge known, Facts facts, TokenSourcePtr tokens)
    : m_operation(operation)
    , m_known(std::move(known))
    , m_facts(std::move(facts))
    , m_tokens(std::move(tokens))
{
}

QCborMap Plausible::answer() { return structure(*m_operation.output); }

bool Plausible::isSecret(const model::Member &member) const
{
    return document::isSecret(member) && !m_names.contains(member.name);
}

QCborMap Plausible::structure(const model::Shape &shape, int depth)
{
    QCborMap map;
    for (const model::Member &part : shape.members) {
        const bool isToken = isPaging(m_operation, part.name);
        if (isToken && part.required && part.target->isText())
            map.insert(part.name, QString()); // there is none, as far as that can be said
        if (isToken || part.location == model::Location::StatusCode
            || (isSecret(part) && !part.required && !(m_givesSecrets && m_known.value(part).has_value())))
            continue;
        const model::Member *asked = unsaid(part);
        const QCborValue known = asked ? usual(part, *asked) : QCborValue();
        if (asked && (!known.isUndefined() || !part.required)) {
            if (!known.isUndefined())
                map.insert(part.name, known);
            continue;
        }
        const QCborValue made = member(part, depth);
        if (!made.isUndefined())
            map.insert(part.name, made);
        if (shape.type == model::ShapeType::Union && !map.isEmpty())
            break;
    }
    return map;
}

// The member of the creation's input that would have said it.
const model::Member *Plausible::unsaid(const model::Member &member) const
{
    if (!m_asked || member.target->type == model::ShapeType::List
        || member.target->type == model::ShapeType::Map || m_made.contains(member.name, Qt::CaseInsensitive)
        || state(member) || m_known.value(member))
        return nullptr;
    const auto &members = m_asked->input->members;
    const auto found = std::ranges::find_if(members, [&](const model::Member &asked) {
        return asked.name.compare(member.name, Qt::CaseInsensitive) == 0
            && (!member.target->isAggregate() || member.target->name == asked.target->name);
    });
    return found == members.end() ? nullptr : &*found;
}

QCborValue Plausible::usual(const model::Member &member, const model::Member &asked) const
{
    const QString text = forms().usual(m_asked->service->id, member.name);
    if (!text.isEmpty())
        return typed(text, *member.target);
    for (const auto &value : {asked.defaultValue, asked.target->defaultValue, member.defaultValue}) {
        const QCborValue fitting =
            value && !value->isNull() ? conformed(*value, *member.target) : QCborValue();
        if (!fitting.isUndefined())
            return fitting;
    }
    return {};
}

QCborMap Plausible::completed(QCborMap answer, const model::Shape &shape, QStringList path)
{
    QString name = path.takeFirst();
    const bool isList = name.endsWith(u"[]");
    if (isList)
        name.chop(2);
    const model::Member *part = shape.member(name);
    if (!part || isSecret(*part))
        return answer;
    if (path.isEmpty() && isList) {
        const model::Shape &list = *part->target;
        if (list.type == model::ShapeType::List && list.element.target->isText()
            && answer.value(name).toArray().isEmpty())
            answer[name] = QCborArray{entry(list, name)};
        return answer;
    }
    if (path.isEmpty()) {
        if (!answer.contains(name) && part->target->isText())
            answer[name] = text(*part);
        return answer;
    }
    const model::Shape &inner = isList ? *part->target->element.target : *part->target;
    const QCborValue there = answer.value(name);
    const QCborValue first = isList ? there.toArray().at(0) : there;
    const QCborMap whole = completed(
        first.isMap() && !first.toMap().isEmpty() ? first.toMap() : structure(inner, 1), inner, path);
    answer[name] = isList ? QCborValue(QCborArray{whole}) : QCborValue(whole);
    return answer;
}

// A text of a list, as one that a member would have which is called as one of the list.
QCborValue Plausible::entry(const model::Shape &list, const QString &name)
{
    model::Member one = list.element;
    one.name = name.endsWith(u's') ? name.chopped(1) : name;
    const auto known = m_known.value(one);
    return known ? *known : text(one);
}

QCborValue Plausible::member(const model::Member &member, int depth)
{
    const model::Shape &shape = *member.target;
    const bool isMoved = m_moment.isEnded || !m_moment.verb.isEmpty(); // what it was created with is past
    if (const auto moved = isMoved ? state(member) : std::nullopt)
        return *moved;
    if (const auto known = isSecret(member) && !m_givesSecrets ? std::nullopt : m_known.value(member))
        return revived(*known, shape, 0);
    switch (shape.type) {
    case model::ShapeType::Boolean:
        return false;
    case model::ShapeType::Timestamp:
        return member.required || !isOfItsEnd(member.name) || isOfItsEnd(m_operation.name)
            ? QCborValue(m_facts.now)
            : QCborValue();
    case model::ShapeType::Blob:
        return member.required ? QCborValue(QByteArray()) : QCborValue();
    case model::ShapeType::List:
        return identifiers(member);
    case model::ShapeType::Map:
    case model::ShapeType::Document:
        return QCborMap();
    case model::ShapeType::Union:
        if (shape.eventStream)
            return events(shape, depth);
        [[fallthrough]];
    case model::ShapeType::Structure:
        return depth < kDeepest ? QCborValue(structure(shape, depth + 1)) : QCborValue();
    case model::ShapeType::String:
    case model::ShapeType::Enum:
        return text(member);
    default:
        return number(member);
    }
}

// "FlowLogIds" of what is known by its FlowLogId.
QCborArray Plausible::identifiers(const model::Member &list) const
{
    const bool isOfIds = endsWith(list.name, u"ids") || endsWith(list.name, u"arns");
    if (!isOfIds || !list.target->element.target->isText())
        return {};
    model::Member one = list.target->element;
    one.name = list.name.chopped(1);
    const auto known = m_known.value(one);
    return known ? QCborArray{*known} : QCborArray();
}

// One of each kind, but no failure.
QCborArray Plausible::events(const model::Shape &shape, int depth)
{
    QCborArray list;
    for (const model::Member &event : shape.members) {
        if (!event.target->error.isError)
            list.append(QCborMap{{event.name, structure(*event.target, depth + 1)}});
    }
    return list;
}

// What is kept without its states, with those of now.
QCborValue Plausible::revived(const QCborValue &value, const model::Shape &shape, int depth) const
{
    if (!m_states || depth > kDeepest)
        return value;
    if (shape.type == model::ShapeType::List && value.isArray()) {
        QCborArray list;
        for (const QCborValue entry : value.toArray())
            list.append(revived(entry, *shape.element.target, depth + 1));
        return list;
    }
    if (shape.type != model::ShapeType::Structure || !value.isMap())
        return value;
    QCborMap map = value.toMap();
    for (const model::Member &part : shape.members) {
        const QCborValue there = map.value(part.name);
        const auto now =
            there.isUndefined() || m_moment.isEnded || !m_moment.verb.isEmpty() ? state(part) : std::nullopt;
        if (now)
            map[part.name] = *now;
        else if (!there.isUndefined())
            map[part.name] = revived(there, *part.target, depth + 1);
    }
    return map;
}

std::optional<QString> Plausible::state(const model::Member &member) const
{
    static const States kUsual;
    return member.target->isText() ? (m_states ? *m_states : kUsual).value(member, m_moment) : std::nullopt;
}

QCborValue Plausible::text(const model::Member &member)
{
    const model::Shape &shape = *member.target;
    if (const auto known = state(member))
        return *known;
    if (!shape.enumValues.isEmpty())
        return shape.enumValues.first().value;
    const model::Constraints demand = m_demands.value(member.name);
    const model::Constraints limits = both(member.effectiveConstraints(), demand);
    const QStringList list = candidates(member.name);
    for (const QString &candidate : list) {
        const QString text = fitted(candidate, limits);
        if (fits(text, limits) && fits(text, demand))
            return text;
    }
    if (const auto sample = sampleOf(limits, static_cast<quint32>(qHash(identifier()))))
        return *sample;
    return member.required ? QCborValue(fitted(list.first(), limits)) : QCborValue();
}

// In the ways that services write them, the usual one first.
QStringList Plausible::arns(const QString &name)
{
    QString kind = name.chopped(3).toLower();
    if (kind.isEmpty() || kind == u"resource")
        kind = m_known.noun().isEmpty() ? QStringLiteral("practice") : m_known.noun();
    const QString own =
        kind == m_known.noun() && !m_known.ownName().isEmpty() ? m_known.ownName() : identifier();
    QStringList list;
    const bool isGlobal = !m_operation.service->globalEndpoint.isEmpty();
    for (const QString &region : {isGlobal ? QString() : m_facts.region, QString()}) {
        const QString start = QStringLiteral("arn:aws:%1:%2:%3:")
                                  .arg(m_operation.service->signingName, region, m_facts.accountId);
        list += {start + kind + (own.startsWith(u'/') ? QString() : QStringLiteral("/")) + own,
                 start + kind + u':' + own, start + own, start + kind + u'/' + identifier()};
    }
    return list;
}

QStringList Plausible::candidates(const QString &name)
{
    const QString id = identifier();
    QStringList list;
    if (endsWith(name, u"arn"))
        list += arns(name);
    else if (endsWith(name, u"url") || endsWith(name, u"uri") || endsWith(name, u"endpoint"))
        list.append(QStringLiteral("https://example.com/") + id);
    else if (endsWith(name, u"accountId") || endsWith(name, u"ownerId") || endsWith(name, u"owner"))
        list.append(m_facts.accountId);
    else if (endsWith(name, u"region"))
        list.append(m_facts.region);
    else if (endsWith(name, u"version"))
        list.append(QStringLiteral("1"));
    else if (endsWith(name, u"status") || endsWith(name, u"state"))
        list.append(QStringLiteral("ACTIVE"));
    else if (!endsWith(name, u"id"))
        list.append(QStringLiteral("practice-") + id);
    const QString compact = QString(id).remove(u'-');
    list +=
        {id, compact, compact.first(8), QString::number(m_facts.now.toSecsSinceEpoch()), m_facts.accountId};
    return list + arns(QStringLiteral("arn"));
}

QString Plausible::identifier()
{
    if (m_identifier.isEmpty())
        m_identifier = m_tokens->nextToken();
    return m_identifier;
}

QCborValue Plausible::number(const model::Member &member) const
{
    const model::Shape &shape = *member.target;
    if (shape.type == model::ShapeType::IntEnum && !shape.enumValues.isEmpty())
        return shape.enumValues.first().value.toLongLong();
    const model::Constraints limits = member.effectiveConstraints();
    const double wanted =
        std::min(std::max(0.0, limits.minValue.value_or(0)), limits.maxValue.value_or(1e15));
    if (shape.type == model::ShapeType::BigInteger || shape.type == model::ShapeType::BigDecimal)
        return QString::number(static_cast<qint64>(std::ceil(wanted)));
    if (shape.isInteger())
        return static_cast<qint64>(std::ceil(wanted));
    return wanted;
}

} // namespace formwork::practice
