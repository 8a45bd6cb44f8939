// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "guide/guide.h"
#include "guide/lifetimes.h"
#include "guide/topics.h"

#include "document/redact.h"
#include "wording/names.h"
#include "wording/nouns.h"
#include "wording/plaintext.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

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

// Whether a place of the answer is that of the thing itself: the answer as a whole, or what is called like it
// ("DBInstance", "KeyMetadata" of a key, the first of "Instances").
bool isOfTheThing(const Pointer &place, const QString &bareNoun)
{
    QStringList tokens = place.tokens();
    if (!tokens.isEmpty() && tokens.last() == u"0")
        tokens.removeLast();
    return tokens.isEmpty() || tokens.last().startsWith(bareNoun, Qt::CaseInsensitive);
}

// What identifies the thing comes first: its own name, ID and ARN, then what else is worth copying. 0:
// nothing.
int identification(const Member &member, const Pointer &place, const QString &bareNoun)
{
    if (!member.target->isText() || document::isSecret(member)) {
        return 0;
    }
    const QString name = member.name.toLower();
    const QString noun = bareNoun.toLower();
    const bool isThing = !noun.isEmpty() && isOfTheThing(place, noun);
    constexpr std::array own{u"name", u"id", u"identifier", u"arn", u"url"};
    for (size_t i = 0; i < own.size(); ++i) {
        const QString end = QStringView(own[i]).toString();
        if ((isThing && name == end) || (!noun.isEmpty() && name == noun + end)) {
            return 100 - static_cast<int>(i);
        }
    }
    // "InstanceId" of a thing called "notebook instance", "Arn" of the answer as a whole
    constexpr std::array ends{u"id", u"identifier", u"arn"};
    for (size_t i = 0; i < ends.size(); ++i) {
        const QString end = QStringView(ends[i]).toString();
        if (isThing && name.endsWith(end) && name.size() > end.size()
            && noun.endsWith(name.chopped(end.size()))) {
            return 80 - static_cast<int>(i);
        }
    }
    const bool isWorthIt =
        endsWithAny(member.name, {u"arn", u"id", u"identifier", u"url", u"uri", u"endpoint"});
    return !isWorthIt ? 0 : place.isRoot() ? 20 : 10;
}

struct FoundId {
    Pointer pointer;
    int points = 0;
    qsizetype place = 0; // in the order of the model, which counts among equals
};

void collectIds(const Shape &shape, const Pointer &place, const QString &bareNoun, QList<FoundId> &found)
{
    for (const Member &member : shape.members) {
        const Pointer here = place.child(member.name);
        if (const int points = identification(member, place, bareNoun); points > 0) {
            found.append({here, points, found.size()});
        } else if (!place.isRoot()) {
            continue;
        } else if (member.target->type == model::ShapeType::Structure) {
            collectIds(*member.target, here, bareNoun, found);
        } else if (member.target->type == model::ShapeType::List
                   && member.target->element.target->type == model::ShapeType::Structure
                   && isOfTheThing(here, bareNoun)) {
            collectIds(*member.target->element.target, here.child(QStringLiteral("0")), bareNoun, found);
        }
    }
}

QList<Pointer> resultIds(const Shape &output, const QString &noun)
{
    QList<FoundId> found;
    collectIds(output, {}, QString(noun).remove(u' '), found);
    std::ranges::sort(found, [](const FoundId &one, const FoundId &other) {
        return one.points != other.points ? one.points > other.points : one.place < other.place;
    });
    QList<Pointer> ids;
    for (const FoundId &one : found.first(qMin(kMostResultIds, found.size()))) {
        ids.append(one.pointer);
    }
    return ids;
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
    return brief.isEmpty() ? wording::firstSentence(operation.documentation) : brief;
}

} // namespace

GuidePtr generatedGuide(const model::Operation &operation)
{
    auto guide = std::make_shared<Guide>();
    guide->service = operation.service->id;
    guide->operation = operation.name;
    guide->title = wording::words(operation.name);
    guide->createTitle = guide->title;
    const qsizetype verbEnd = guide->title.indexOf(u' ');
    guide->noun = verbEnd < 0 ? Tr::tr("resource") : wording::singular(guide->title.sliced(verbEnd + 1));
    guide->summary = summaryOf(operation);
    guide->what = recognisedBy(operation.input, guide->noun);
    if (operation.output != nullptr) {
        guide->resultIds = resultIds(*operation.output, guide->noun);
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
