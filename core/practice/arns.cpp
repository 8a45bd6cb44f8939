// SPDX-License-Identifier: Apache-2.0
#include "practice/arns.h"

#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/handles.h"

#include <QRegularExpression>

#include <algorithm>

namespace formwork::practice
{

namespace
{

bool isArn(const QString &text) { return text.startsWith(QLatin1StringView("arn:")); }

// What the service has for its things of that kind, filled in; empty: there is no such form.
QString formedArn(const Call &call, const Thing &thing, const relations::Relation &creation)
{
    for (const QString &pattern : forms().identifiers(thing.service, creation.noun)) {
        QString text = pattern;
        text.replace(QStringLiteral("{name}"), thing.name)
            .replace(QStringLiteral("{accountId}"), call.accountId)
            .replace(QStringLiteral("{region}"), call.region);
        static const QRegularExpression kGiven(QStringLiteral("\\{/([^}]+)\\}"));
        const QRegularExpressionMatch given = kGiven.match(text);
        const QString value = thing.input.value(given.captured(1)).toString();
        if (given.hasMatch())
            text.replace(given.captured(),
                         value.isEmpty() ? forms().usual(thing.service, given.captured(1)) : value);
        if (isArn(pattern) && !text.contains(u'{') && !thing.name.isEmpty())
            return text;
    }
    return {};
}

QString idOf(const Thing &thing, const relations::Relation *creation)
{
    for (const relations::Identifier &identifier :
         creation ? creation->identifiers : QList<relations::Identifier>()) {
        const bool isGiven = identifier.source == relations::Filling::Source::Input;
        const QString text = valueAtPath(isGiven ? thing.input : thing.output, identifier.path).toString();
        if (identifier.kind == relations::Identifier::Kind::Id && !text.isEmpty())
            return text;
    }
    return thing.name.isEmpty() ? thing.handles.value(0) : thing.name;
}

} // namespace

QString dashed(const QString &noun)
{
    QString text;
    for (const QChar letter : noun) {
        if (letter.isUpper() && !text.isEmpty())
            text += u'-';
        text += letter.toLower();
    }
    return text;
}

relations::RelationPtr creationOf(const Call &call, const Thing &thing)
{
    const relations::ServiceRelationsPtr known = call.relationsOf ? call.relationsOf(thing.service) : nullptr;
    return known ? known->creation(thing.kind) : nullptr;
}

QString arnOf(const Call &call, const Thing &thing)
{
    const auto own = std::ranges::find_if(thing.handles, isArn);
    if (own != thing.handles.cend())
        return *own;
    const relations::RelationPtr creation = creationOf(call, thing);
    if (creation) {
        if (const QString formed = formedArn(call, thing, *creation); !formed.isEmpty())
            return formed;
    }
    QString kind = dashed(creation ? creation->noun : thing.kind);
    if (kind.endsWith(u's') && !kind.endsWith(QLatin1StringView("ss")))
        kind.chop(1);
    const QString region = thing.region.endsWith(u'*') ? QString() : call.region;
    return QStringLiteral("arn:aws:%1:%2:%3:%4/%5")
        .arg(thing.service, region, call.accountId, kind, idOf(thing, creation.get()));
}

QStringList placesOf(const Call &call)
{
    return {accountPlace(call, call.region), accountPlace(call, QStringLiteral("*"))};
}

QCborMap aboutThing(const Thing &thing)
{
    QCborMap about = thing.output;
    for (const auto &[key, value] : thing.output) { // one structure that holds it all
        if (value.isMap() && thing.output.size() == 1)
            about = value.toMap();
    }
    for (const auto &[key, value] : thing.input)
        about[key] = value;
    return about;
}

} // namespace formwork::practice
