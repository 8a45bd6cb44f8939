// SPDX-License-Identifier: Apache-2.0
// What comes with a thing, and where it stands among its like.
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/memory.h"
#include "practice/placeholders.h"

#include <QCborArray>

namespace formwork::practice
{

// "/pets/{id}" under "/pets".
QString Memory::pathOf(const QJsonObject &data) const
{
    const QString member = data[u"member"].toString();
    const QString part = m_input.value(data[u"part"].toString()).toString();
    const Result<QList<Thing>> parents =
        m_things.find(place(), handlesIn(m_input.value(data[u"parent"].toString())));
    const QString above =
        parents && !parents->isEmpty() ? parents->first().output.value(member).toString() : QString();
    return (above.endsWith(u'/') ? above : above + u'/') + part;
}

// A new API has a root that nobody made.
Result<void> Memory::addCompany(const Thing &thing)
{
    const QJsonObject data = forms().company(m_call.operation->service->id, m_call.operation->name);
    const relations::RelationPtr creation =
        data.isEmpty() ? nullptr : m_relations->creation(data[u"kind"].toString());
    const QString when = data[u"when"].toString();
    if (!creation || (!when.isEmpty() && m_input.value(when).toString().isEmpty()))
        return {};
    Placeholders placeholders({m_call.accountId, m_call.region, {}, m_call.now}, m_input, m_tokens);
    const auto filled = [&](const QJsonObject &pattern) {
        QCborMap map;
        for (auto part = pattern.begin(); part != pattern.end(); ++part) {
            const QString name = part->toString();
            const bool isOfThing = name.startsWith(u'{') && thing.output.contains(name.sliced(1).chopped(1));
            map[part.key()] = isOfThing ? thing.output.value(name.sliced(1).chopped(1))
                                        : QCborValue(placeholders.text(name));
        }
        return map;
    };
    Thing other;
    other.service = thing.service;
    other.region = thing.region;
    other.kind = creation->operation;
    other.created = thing.created;
    other.input = filled(data[u"input"].toObject());
    other.output = filled(data[u"output"].toObject());
    other.name = other.input.value(creation->ownName).toString();
    other.handles = handlesOf(other, *creation);
    const Result<void> counted =
        m_ledger.addResource(other.service + u'.' + other.kind, other.region, m_call.now, {});
    return counted ? m_things.add(other) : counted;
}

} // namespace formwork::practice
