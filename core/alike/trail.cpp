// SPDX-License-Identifier: Apache-2.0
#include "alike/trail.h"

#include "alike/adapt.h"
#include "alike/kinds.h"
#include "base/tr.h"
#include "document/json.h"

#include <QCborArray>
#include <QRegularExpression>

namespace formwork::alike
{

namespace
{

constexpr qsizetype kMost = 200; // events

bool isEvent(const QCborValue &value)
{
    const QCborMap event = value.toMap();
    return event.value(QStringLiteral("eventSource")).isString()
        && event.value(QStringLiteral("eventName")).isString();
}

// LookupEvents answers with the event as a text.
QCborValue eventIn(const QCborValue &value)
{
    const QCborValue inside = value.toMap().value(QStringLiteral("CloudTrailEvent"));
    if (!inside.isString())
        return value;
    const auto read = document::fromPlainJson(inside.toString().toUtf8());
    return read ? *read : value;
}

QCborArray eventsOf(const QCborValue &value)
{
    const QCborMap map = value.toMap();
    for (const QString &name : {QStringLiteral("Records"), QStringLiteral("Events")}) {
        if (map.value(name).isArray())
            return map.value(name).toArray();
    }
    return value.isArray() ? value.toArray() : QCborArray{value};
}

// What CloudTrail has put in place of a secret.
QCborValue withoutHidden(const QCborValue &value, const QString &path, QList<Note> &notes)
{
    static const QRegularExpression kHidden(
        QStringLiteral("^(HIDDEN_DUE_TO_SECURITY_REASONS|\\*+|.*[Ss]ensitive.*[Rr]edacted.*)$"));
    if (value.isString() && kHidden.match(value.toString()).hasMatch()) {
        notes.append(
            {Note::Why::Secret, path, Tr::tr("%1 is a secret, which CloudTrail has not kept.").arg(path)});
        return {QCborValue::Undefined};
    }
    if (!value.isMap())
        return value;
    QCborMap result;
    const QCborMap members = value.toMap();
    for (const auto &[key, inner] : members) {
        const QString name = key.toString();
        const QCborValue known = withoutHidden(inner, path.isEmpty() ? name : path + u'.' + name, notes);
        if (!known.isUndefined())
            result[key] = known;
    }
    return result;
}

Result<Filled> fromEvent(const Tools &tools, const QCborMap &event)
{
    const QString source = event.value(QStringLiteral("eventSource")).toString().section(u'.', 0, 0);
    QString name = event.value(QStringLiteral("eventName")).toString();
    static const QRegularExpression kVersion(
        QStringLiteral("(_?[0-9]{4}_?[0-9]{2}_?[0-9]{2}(v[0-9]+)?|_v[0-9]+|v[0-9]+)$"));
    const QString plain = QString(name).remove(kVersion);
    for (const QString &service : servicesNamed(*tools.catalog, source)) {
        for (const QString &wanted : {name, plain}) {
            const auto operation = tools.catalog->operation(service, wanted);
            if (!operation)
                continue;
            Filled filled;
            filled.service = service;
            filled.operation = (*operation)->name;
            filled.region = event.value(QStringLiteral("awsRegion")).toString();
            filled.from = Tr::tr("CloudTrail event %1").arg(name);
            const QCborValue asked =
                withoutHidden(event.value(QStringLiteral("requestParameters")), {}, filled.notes);
            Adapting adapting(Origin::Text, filled.notes);
            filled.document = adapting.value(asked, *(*operation)->input, {}).toMap();
            if (!asked.isMap())
                filled.notes.append({Note::Why::NotUnderstood, QStringLiteral("requestParameters"),
                                     Tr::tr("The event does not tell what was asked for.")});
            return filled;
        }
    }
    return failure(Phase::Input, QStringLiteral("NoOperation"),
                   Tr::tr("No operation %1 of %2 is known, which the event tells of.").arg(name, source));
}

} // namespace

bool isTrail(const QCborValue &value)
{
    const QCborArray events = eventsOf(value);
    return !events.isEmpty() && isEvent(eventIn(events.first()));
}

Events fromTrail(const Tools &tools, const QCborValue &value)
{
    Events result;
    const QCborArray events = eventsOf(value);
    for (qsizetype i = 0; i < qMin(kMost, events.size()); ++i) {
        const Result<Filled> filled = fromEvent(tools, eventIn(events[i]).toMap());
        if (filled)
            result.found.append(*filled);
        else
            result.left.append(filled.error().message);
    }
    if (events.size() > kMost)
        result.left.append(Tr::tr("Only the first %1 events are read.").arg(kMost));
    return result;
}

} // namespace formwork::alike
