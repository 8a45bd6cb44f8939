// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "guide/guide.h"
#include "guide/lifetimes.h"
#include "guide/topics.h"

#include "document/redact.h"
#include "model/plaintext.h"

#include <QRegularExpression>

#include <algorithm>

// The guide of an operation without a file.
namespace formwork::guide
{

namespace
{

using document::Pointer;
using model::Member;
using model::Shape;

constexpr qsizetype kMostResultIds = 6;

bool endsWithAny(const QString &name, std::initializer_list<QStringView> ends)
{
    return std::ranges::any_of(ends,
                               [&name](QStringView end) { return name.endsWith(end, Qt::CaseInsensitive); });
}

// "instances" -> "instance": sentences speak of one of them.
QString singular(const QString &noun)
{
    if (noun.endsWith(u"ies") && noun.size() > 4)
        return noun.chopped(3) + u'y';
    for (const QStringView end : {u"sses", u"xes", u"ches", u"shes"}) {
        if (noun.endsWith(end))
            return noun.chopped(2);
    }
    for (const QStringView same : {u"ss", u"us", u"is", u"as", u"series"}) {
        if (noun.endsWith(same))
            return noun;
    }
    return noun.endsWith(u's') ? noun.chopped(1) : noun;
}

// How well a person recognises a request by this member; 0: not at all.
int recognition(const Member &member, const QString &noun)
{
    if (!member.target->isText() || member.idempotencyToken || document::isSecret(member)) {
        return 0;
    }
    int points = member.required ? 8 : 1;
    if (endsWithAny(member.name, {u"name"})) {
        points += 6;
    } else if (endsWithAny(member.name, {u"title"})) {
        points += 5;
    } else if (endsWithAny(member.name, {u"identifier", u"id"})) {
        points += 3;
    } else if (endsWithAny(member.name, {u"arn"})) {
        points += 2;
    }
    const QString bare = QString(noun).remove(u' ');
    const bool isItsOwn = member.name.startsWith(bare, Qt::CaseInsensitive)
        || member.name.compare(u"name", Qt::CaseInsensitive) == 0;
    return isItsOwn && !bare.isEmpty() ? points + 2 : points;
}

Pointer recognisedBy(const Shape *input, const QString &noun)
{
    int best = 0;
    Pointer what;
    if (input == nullptr) {
        return what;
    }
    for (const Member &member : input->members) {
        const int points = recognition(member, noun);
        if (points > best) {
            best = points;
            what = Pointer().child(member.name);
        }
    }
    return what;
}

void collectIds(const Shape &shape, const Pointer &place, bool goDeeper, QList<Pointer> &ids)
{
    for (const Member &member : shape.members) {
        if (ids.size() >= kMostResultIds) {
            return;
        }
        if (member.target->isText() && !document::isSecret(member)
            && endsWithAny(member.name, {u"arn", u"id", u"identifier", u"url", u"uri", u"endpoint"})) {
            ids.append(place.child(member.name));
        } else if (goDeeper && member.target->type == model::ShapeType::Structure) {
            collectIds(*member.target, place.child(member.name), false, ids);
        }
    }
}

QString mismatchError(const model::Operation &operation)
{
    static const QRegularExpression kMismatch(QStringLiteral("Idempoten.*Mismatch"));
    const auto found = std::ranges::find_if(
        operation.errors, [](const Shape *error) { return kMismatch.match(error->name).hasMatch(); });
    return found == operation.errors.end() ? QString() : (*found)->name;
}

QString summaryOf(const model::Operation &operation)
{
    const qsizetype index = operation.service->indexOf(operation.name);
    const QString brief = index < 0 ? QString() : operation.service->operations.at(index).brief;
    return brief.isEmpty() ? model::firstSentence(operation.documentation) : brief;
}

} // namespace

GuidePtr generatedGuide(const model::Operation &operation)
{
    auto guide = std::make_shared<Guide>();
    guide->service = operation.service->id;
    guide->operation = operation.name;
    guide->title = model::words(operation.name);
    guide->createTitle = guide->title;
    const qsizetype verbEnd = guide->title.indexOf(u' ');
    guide->noun = verbEnd < 0 ? Tr::tr("resource") : singular(guide->title.sliced(verbEnd + 1));
    guide->summary = summaryOf(operation);
    guide->what = recognisedBy(operation.input, guide->noun);
    if (operation.output != nullptr) {
        collectIds(*operation.output, {}, true, guide->resultIds);
    }
    if (operation.input != nullptr) {
        guide->steps = stepsByTopic(*operation.input);
    }
    if (operation.tokenMember() != nullptr) {
        guide->tokenLifetime = publishedLifetime(guide->service, guide->operation);
        guide->tokenMismatchError = mismatchError(operation);
    }
    return guide;
}

} // namespace formwork::guide
