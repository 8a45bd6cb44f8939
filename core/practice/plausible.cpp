// SPDX-License-Identifier: Apache-2.0
#include "practice/plausible.h"

#include "document/redact.h"
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

QString fitted(QString text, const model::Constraints &limits)
{
    if (limits.maxLength)
        text.truncate(static_cast<qsizetype>(*limits.maxLength));
    const auto least = std::min<qint64>(limits.minLength.value_or(0), 4096);
    return text.leftJustified(static_cast<qsizetype>(least), u'0');
}

// What a thing is called that is done and at work, as far as services have words for it.
QString settledIn(const QList<model::EnumValue> &values)
{
    static const QStringList kSettled{
        QStringLiteral("active"),   QStringLiteral("available"),       QStringLiteral("running"),
        QStringLiteral("ready"),    QStringLiteral("in_service"),      QStringLiteral("inservice"),
        QStringLiteral("enabled"),  QStringLiteral("create_complete"), QStringLiteral("created"),
        QStringLiteral("deployed"), QStringLiteral("completed"),       QStringLiteral("succeeded")};
    for (const QString &settled : kSettled) {
        for (const model::EnumValue &value : values) {
            if (value.value.compare(settled, Qt::CaseInsensitive) == 0)
                return value.value;
        }
    }
    return values.first().value;
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

QCborMap Plausible::structure(const model::Shape &shape, int depth)
{
    QCborMap map;
    for (const model::Member &part : shape.members) {
        const bool isToken = isPaging(m_operation, part.name);
        if (isToken && part.required && part.target->isText())
            map.insert(part.name, QString()); // there is none, as far as that can be said
        if (isToken || part.location == model::Location::StatusCode
            || (document::isSecret(part) && !part.required))
            continue;
        const QCborValue made = member(part, depth);
        if (!made.isUndefined())
            map.insert(part.name, made);
        if (shape.type == model::ShapeType::Union && !map.isEmpty())
            break;
    }
    return map;
}

QCborMap Plausible::completed(QCborMap answer, const model::Shape &shape, QStringList path)
{
    QString name = path.takeFirst();
    const bool isList = name.endsWith(u"[]");
    if (isList)
        name.chop(2);
    const model::Member *part = shape.member(name);
    if (!part || document::isSecret(*part))
        return answer;
    if (path.isEmpty()) {
        if (!answer.contains(name) && !isList && part->target->isText())
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

QCborValue Plausible::member(const model::Member &member, int depth)
{
    const model::Shape &shape = *member.target;
    if (const auto known = document::isSecret(member) ? std::nullopt : m_known.value(member))
        return *known;
    switch (shape.type) {
    case model::ShapeType::Boolean:
        return false;
    case model::ShapeType::Timestamp:
        return QCborValue(m_facts.now);
    case model::ShapeType::Blob:
        return member.required ? QCborValue(QByteArray()) : QCborValue();
    case model::ShapeType::List:
        return QCborArray();
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

QCborValue Plausible::text(const model::Member &member)
{
    const model::Shape &shape = *member.target;
    if (!shape.enumValues.isEmpty()) {
        const bool isState = endsWith(member.name, u"status") || endsWith(member.name, u"state");
        return isState ? settledIn(shape.enumValues) : shape.enumValues.first().value;
    }
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
    for (const QString &region : {m_facts.region, QString()}) {
        const QString start = QStringLiteral("arn:aws:%1:%2:%3:")
                                  .arg(m_operation.service->signingName, region, m_facts.accountId);
        list += {start + kind + u'/' + own, start + kind + u':' + own, start + own,
                 start + kind + u'/' + identifier()};
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
    else if (endsWith(name, u"accountId") || endsWith(name, u"owner"))
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
