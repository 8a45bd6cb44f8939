// SPDX-License-Identifier: Apache-2.0
#include "guide/topics.h"

#include "base/tr.h"
#include "guide/order.h"
#include "wording/names.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace formwork::guide
{

namespace
{

using document::Pointer;
using model::Member;
using model::Shape;

constexpr qsizetype kManyMembers = 15; // more of them are cut into steps
constexpr qsizetype kFewMembers = 3; // less of them are no step of their own
constexpr qsizetype kMostEssentials = 8; // optional members beside the required ones

struct Topic {
    QString title;
    QStringList words; // lower case, a blank before and after
    bool isFirst = false; // its members stand beside the required ones
};

QList<Topic> readTopics()
{
    QFile file(QStringLiteral(":/topics.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Topic> topics;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject entry = value.toObject();
        Topic topic;
        topic.title = entry.value(u"title").toString();
        topic.isFirst = entry.value(u"first").toBool();
        for (const QJsonValue &word : entry.value(u"words").toArray())
            topic.words.append(u' ' + word.toString().toLower() + u' ');
        topics.append(topic);
    }
    return topics;
}

const QList<Topic> &topics()
{
    static const QList<Topic> all = readTopics();
    return all;
}

// Index into topics(); -1 where none fits.
qsizetype topicOf(const Member &member)
{
    const QString said = u' ' + wording::words(member.name).toLower() + u' ';
    const auto found = std::ranges::find_if(topics(), [&said](const Topic &topic) {
        return std::ranges::any_of(topic.words, [&said](const QString &word) { return said.contains(word); });
    });
    return found == topics().end() ? -1 : found - topics().begin();
}

QList<Pointer> membersOf(const Shape &input, bool required)
{
    QList<Pointer> members;
    for (const Member *member : inOrder(input)) {
        if (member->required == required && !member->idempotencyToken)
            members.append(Pointer().child(member->name));
    }
    return members;
}

} // namespace

bool isEssential(const Member &member)
{
    const qsizetype topic = topicOf(member);
    return topic >= 0 && topics()[topic].isFirst;
}

QList<Step> stepsByTopic(const Shape &input)
{
    Step first;
    first.title = Tr::tr("Settings");
    first.members = membersOf(input, true);
    const QList<Pointer> optional = membersOf(input, false);
    if (first.members.size() + optional.size() <= kManyMembers) {
        first.members += optional;
        return first.members.isEmpty() ? QList<Step>{} : QList<Step>{first};
    }
    QList<QList<Pointer>> grouped(topics().size());
    QList<Pointer> rest;
    qsizetype essentials = 0;
    for (const Pointer &pointer : optional) {
        const qsizetype topic = topicOf(*input.member(pointer.last()));
        if (topic >= 0 && topics()[topic].isFirst && essentials++ < kMostEssentials)
            first.members.append(pointer);
        else
            (topic < 0 || topics()[topic].isFirst ? rest : grouped[topic]).append(pointer);
    }
    QList<Step> steps;
    for (qsizetype topic = 0; topic < grouped.size(); ++topic) {
        if (grouped[topic].size() >= kFewMembers)
            steps.append({topics()[topic].title, {}, grouped[topic]});
        else
            rest += grouped[topic];
    }
    if (rest.size() >= kFewMembers || (first.members.isEmpty() && !rest.isEmpty()))
        steps.append({Tr::tr("More settings"), {}, rest});
    else
        first.members += rest;
    if (!first.members.isEmpty())
        steps.prepend(first);
    return steps;
}

} // namespace formwork::guide
