// SPDX-License-Identifier: Apache-2.0
#include "practice/states.h"

#include "practice/forms.h"

#include <QCborArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::practice
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

constexpr int kDeepest = 6;

QString keyOf(const Member &member) { return member.name + u'/' + member.target->name; }

bool endsWith(const QString &name, QStringView tail) { return name.endsWith(tail, Qt::CaseInsensitive); }

bool hasAny(const QString &text, std::initializer_list<const char *> words)
{
    return std::ranges::any_of(
        words, [&](const char *word) { return text.contains(QLatin1StringView(word), Qt::CaseInsensitive); });
}

bool isOfEnd(const QString &waiter)
{
    return hasAny(waiter, {"delete", "terminat", "notexist", "deregister"});
}

// Whether the waiter is for what becomes of a creation by itself.
bool isOfCreation(const QString &waiter)
{
    return hasAny(waiter,
                  {"exist", "available", "active", "running", "ready", "inservice", "create", "complete",
                   "issued", "validated", "success", "succeed", "deployed", "healthy"})
        && !hasAny(waiter, {"update", "import", "rollback", "stop", "restor", "detach", "modif"});
}

// The member at "Reservations[].Instances[].State.Name"; null where the path says more than that.
const Member *memberAt(const Shape &output, const QString &path)
{
    static const QRegularExpression kPlain(QStringLiteral("^[A-Za-z0-9_.]+$"));
    QString plain = path;
    plain.remove(QStringLiteral("[]")).remove(QStringLiteral("[*]")).remove(QStringLiteral("[0]"));
    if (!kPlain.match(plain).hasMatch())
        return nullptr;
    const Shape *shape = &output;
    const Member *member = nullptr;
    for (const QString &name : plain.split(u'.')) {
        while (shape->type == ShapeType::List)
            shape = shape->element.target;
        member = shape->member(name);
        if (!member)
            return nullptr;
        shape = member->target;
    }
    return member && member->target->isText() ? member : nullptr;
}

// What a thing is called that is done and at work, as far as services have words for it.
QString wordFor(const QStringList &values, std::initializer_list<const char *> words)
{
    for (const char *word : words) {
        for (const QString &value : values) {
            if (QString(value).remove(u'_').remove(u'-').compare(QLatin1StringView(word), Qt::CaseInsensitive)
                == 0)
                return value;
        }
    }
    return {};
}

QString settledIn(const QStringList &values)
{
    const QString word =
        wordFor(values,
                {"active", "available", "running", "ready", "inservice", "enabled", "createcomplete",
                 "created", "deployed", "completed", "complete", "succeeded", "success"});
    return word.isEmpty() ? values.value(0) : word;
}

QString transientIn(const QStringList &values)
{
    return wordFor(values,
                   {"creating", "pending", "createinprogress", "provisioning", "initializing", "inprogress",
                    "starting", "launching", "deploying", "pendingcreation"});
}

// "stop" is over in "stopped", and under way in "stopping".
QString wordOf(const QString &verb, const QStringList &values, bool isOver)
{
    const QString stem = verb.endsWith(u'e') || verb.endsWith(u'y') ? verb.chopped(1) : verb;
    for (const QString &value : values) {
        if (!value.startsWith(stem, Qt::CaseInsensitive))
            continue;
        const bool fits = isOver ? endsWith(value, u"ed") || endsWith(value, u"complete")
                                 : endsWith(value, u"ing") || endsWith(value, u"in_progress");
        if (fits)
            return value;
    }
    return {};
}

QStringList valuesOf(const Shape &shape)
{
    QStringList values;
    for (const model::EnumValue &value : shape.enumValues)
        values.append(value.value);
    return values;
}

QCborValue strippedAt(const States &states, const QCborValue &value, const Shape &shape, int depth)
{
    if (depth > kDeepest)
        return value;
    if (shape.type == ShapeType::List && value.isArray()) {
        QCborArray list;
        for (const QCborValue entry : value.toArray())
            list.append(strippedAt(states, entry, *shape.element.target, depth + 1));
        return list;
    }
    if (shape.type != ShapeType::Structure || !value.isMap())
        return value;
    QCborMap map;
    for (const auto &[key, entry] : value.toMap()) {
        const Member *member = shape.member(key.toString());
        if (member && !states.isState(*member))
            map[key.toString()] = strippedAt(states, entry, *member->target, depth + 1);
    }
    return map;
}

} // namespace

States::States(const relations::Relation &creation, const Peers &peers)
{
    const QJsonObject known = forms().states(creation.service, creation.noun);
    m_known = known[u"member"].toString();
    m_knownSettled = known[u"settled"].toString();
    m_knownEnded = known[u"ended"].toString();
    m_lingers = !m_knownEnded.isEmpty();
    for (const auto *list : {&creation.reads, &creation.lists}) {
        for (const relations::Related &related : *list) {
            if (const model::OperationPtr operation = peers ? peers(related.operation) : nullptr)
                read(*operation);
        }
    }
}

void States::read(const model::Operation &operation)
{
    if (operation.waiters.isEmpty())
        return;
    const QJsonObject waiters = QJsonDocument::fromJson(operation.waiters).object();
    for (auto waiter = waiters.begin(); waiter != waiters.end(); ++waiter) {
        bool endsByError = false;
        bool endsByState = false;
        const QJsonArray acceptors = waiter->toObject()[u"acceptors"].toArray();
        for (const QJsonValue acceptor : acceptors) {
            const QJsonObject entry = acceptor.toObject();
            const QJsonObject matcher = entry[u"matcher"].toObject();
            read(waiter.key(), entry, operation);
            const bool isSuccess = entry[u"state"].toString() == u"success";
            endsByError = endsByError || (isSuccess && matcher.contains(u"errorType"));
            const QString path = matcher[u"output"].toObject()[u"path"].toString();
            endsByState = endsByState || (isSuccess && memberAt(*operation.output, path));
        }
        m_lingers = m_lingers || (isOfEnd(waiter.key()) && endsByState && !endsByError);
    }
}

void States::read(const QString &waiter, const QJsonObject &acceptor, const model::Operation &operation)
{
    const QString state = acceptor[u"state"].toString();
    const QJsonObject matcher = acceptor[u"matcher"].toObject();
    const QString error = matcher[u"errorType"].toString().section(u'#', -1);
    const bool isAbsence = !error.isEmpty()
        && (isOfEnd(waiter) ? state == u"success" : state == u"retry" && isOfCreation(waiter));
    if (isAbsence && m_absence.isEmpty())
        m_absence = error;
    const QJsonObject output = matcher[u"output"].toObject();
    const QString expected = output[u"expected"].toString();
    const Member *member = memberAt(*operation.output, output[u"path"].toString());
    if (!member || expected.isEmpty())
        return;
    Values &values = m_values[keyOf(*member)];
    const bool isSuccess = state == u"success";
    QStringList &list = !isSuccess || (!isOfEnd(waiter) && !isOfCreation(waiter)) ? values.others
        : isOfEnd(waiter)                                                         ? values.ended
                                                                                  : values.settled;
    if (hasAny(waiter, {"create"}))
        list.prepend(expected);
    else
        list.append(expected);
}

bool States::isState(const Member &member) const
{
    const bool isEnum = !member.target->enumValues.isEmpty() && member.target->isText();
    return member.name == m_known
        || (isEnum && (endsWith(member.name, u"status") || endsWith(member.name, u"state")))
        || m_values.contains(keyOf(member));
}

std::optional<QString> States::value(const Member &member, const Moment &moment) const
{
    if (!isState(member))
        return std::nullopt;
    if (member.name == m_known)
        return moment.isEnded ? m_knownEnded : m_knownSettled;
    const Values waited = m_values.value(keyOf(member));
    const QStringList enumerated = valuesOf(*member.target);
    const QStringList all = enumerated + waited.settled + waited.ended + waited.others;
    if (moment.isEnded && !waited.ended.isEmpty())
        return waited.ended.first();
    if (!moment.verb.isEmpty()) {
        const QString under = moment.isSettled ? QString() : wordOf(moment.verb, all, false);
        const QString word = under.isEmpty() ? wordOf(moment.verb, all, true) : under;
        if (!word.isEmpty())
            return word;
        if (moment.verb == u"attach" || moment.verb == u"associate") {
            if (const QString used = wordFor(all, {"inuse"}); !used.isEmpty())
                return used;
        }
    }
    if (!moment.isSettled && moment.verb.isEmpty()) {
        if (const QString word = transientIn(all); !word.isEmpty())
            return word;
        if (enumerated.isEmpty())
            return QStringLiteral("creating");
    }
    return waited.settled.isEmpty() ? settledIn(all) : waited.settled.first();
}

QCborMap States::stripped(const QCborMap &map, const Shape &shape) const
{
    return strippedAt(*this, map, shape, 0).toMap();
}

} // namespace formwork::practice
