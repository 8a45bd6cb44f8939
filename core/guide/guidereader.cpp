// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "guide/expand.h"
#include "guide/order.h"
#include "guide/partreaders.h"
#include "guide/readback.h"

#include <algorithm>
#include <iterator>

// readGuide: the file as a whole, and its smaller parts.
namespace formwork::guide
{

namespace
{

using document::Pointer;

constexpr int kGuideVersion = 1;
constexpr size_t kDeepest = 64; // levels of JSON in a guide

void readNames(const Fields &fields, const model::Operation &operation, Guide &guide)
{
    guide.service = fields.neededText(u"service");
    guide.operation = fields.neededText(u"operation");
    if (guide.service != operation.service->id || guide.operation != operation.name) {
        fields.entry().fault(Tr::tr("The guide is for %1 %2, not for %3 %4.")
                                 .arg(guide.service, guide.operation, operation.service->id, operation.name));
    }
    guide.title = fields.neededText(u"title");
    guide.createTitle = fields.neededText(u"createTitle");
    guide.noun = fields.neededText(u"noun");
    guide.summary = fields.neededText(u"summary");
}

void readToken(const Entry &entry, const model::Operation &operation, Guide &guide)
{
    const Fields fields = entry.fields({u"lifetime", u"mismatchError"});
    if (operation.tokenMember() == nullptr) {
        entry.fault(Tr::tr("%1 has no client token.").arg(operation.name));
    }
    if (const Entry *lifetime = fields.find(u"lifetime")) {
        guide.tokenLifetime = std::chrono::seconds(lifetime->positive());
    }
    guide.tokenMismatchError = fields.text(u"mismatchError");
}

Notice readNotice(const Entry &entry)
{
    const Fields fields = entry.fields({u"brief", u"text"});
    return {fields.neededText(u"brief"), fields.neededText(u"text")};
}

QList<Step> readSteps(const Entry &entry, const ModelCheck &check)
{
    QList<Step> steps;
    QList<Pointer> taken;
    const auto items = entry.items();
    for (const Entry &item : items) {
        const Fields fields = item.fields({u"title", u"help", u"members"});
        Step step{fields.neededText(u"title"), fields.text(u"help"), {}};
        if (const Entry *members = fields.need(u"members")) {
            step.members = check.inputPointers(*members);
        }
        for (const Pointer &member : std::as_const(step.members)) {
            if (std::ranges::any_of(taken, [&](const Pointer &other) {
                    return covers(other, member) || covers(member, other);
                })) {
                item.fault(Tr::tr("The member %1 stands in two places.").arg(member.toString()));
            }
            taken.append(member);
        }
        steps.append(step);
    }
    return steps;
}

QHash<QString, ErrorHelp> readErrors(const Entry &entry, const ModelCheck &check)
{
    QHash<QString, ErrorHelp> errors;
    const auto members = entry.members();
    for (const auto &[code, value] : members) {
        const Fields fields = value.fields({u"meaning", u"advice"});
        errors.insert(check.errorCode(value, code),
                      {fields.neededText(u"meaning"), fields.neededText(u"advice")});
    }
    return errors;
}

// Members in no step, outermost first; where a step names something below a member, its other parts count.
void collectUncovered(const model::Shape &shape, const Pointer &place, const QList<Step> &steps,
                      QList<Pointer> &out)
{
    for (const model::Member &member : shape.members) {
        const Pointer pointer = place.child(member.name);
        bool isCovered = member.idempotencyToken;
        bool isOpened = false;
        for (const Step &step : steps) {
            for (const Pointer &named : step.members) {
                isCovered = isCovered || covers(named, pointer);
                isOpened = isOpened || named.startsWith(pointer);
            }
        }
        if (!isCovered && isOpened) {
            collectUncovered(*member.target, pointer, steps, out);
        } else if (!isCovered) {
            out.append(pointer);
        }
    }
}

// A model newer than the guide may have more members; they are reachable all the same.
void addRemainingMembers(const model::Operation &operation, Guide &guide)
{
    QList<Pointer> uncovered;
    if (operation.input != nullptr) {
        collectUncovered(*operation.input, {}, guide.steps, uncovered);
    }
    if (uncovered.isEmpty()) {
        return;
    }
    const auto isTags = [](const Pointer &member) { return namesTags(member.last()); };
    const bool endsWithTags =
        guide.steps.size() > 1 && std::ranges::any_of(guide.steps.last().members, isTags);
    if (endsWithTags) { // they come last, those that only a newer model has as well
        std::ranges::copy_if(uncovered, std::back_inserter(guide.steps.last().members), isTags);
        uncovered.removeIf(isTags);
    }
    if (!uncovered.isEmpty()) {
        guide.steps.insert(guide.steps.size() - (endsWithTags ? 1 : 0),
                           {Tr::tr("Other settings"), {}, uncovered});
    }
}

void readParts(const Fields &fields, const ModelCheck &check, Guide &guide)
{
    if (const Entry *order = fields.find(u"order")) {
        guide.order = order->positive();
    }
    if (const Entry *what = fields.need(u"what")) {
        guide.what = check.inputPointer(*what);
    }
    if (const Entry *ids = fields.find(u"resultIds")) {
        const auto items = ids->items();
        for (const Entry &item : items) {
            guide.resultIds.append(check.outputPointer(item));
        }
    }
    if (const Entry *notice = fields.find(u"notice")) {
        guide.notice = readNotice(*notice);
    }
    if (const Entry *token = fields.find(u"token")) {
        readToken(*token, check.operation(), guide);
    }
    if (const Entry *steps = fields.need(u"steps")) {
        guide.steps = readSteps(*steps, check);
    }
    if (const Entry *hints = fields.find(u"hints")) {
        guide.hints = readHints(*hints, check);
    }
    if (const Entry *reveals = fields.find(u"reveals")) {
        guide.reveals = readReveals(*reveals, check);
    }
    if (const Entry *choices = fields.find(u"plainChoices")) {
        guide.plainChoices = readPlainChoices(*choices, check);
    }
    if (const Entry *rules = fields.find(u"rules")) {
        guide.rules = readRules(*rules, check);
    }
    if (const Entry *errors = fields.find(u"errors")) {
        guide.errors = readErrors(*errors, check);
    }
    if (const Entry *read = fields.find(u"read")) {
        guide.read = readReadBack(*read, check);
    }
    if (const Entry *practice = fields.find(u"practice")) {
        guide.practice = readPractice(*practice, check, guide);
    }
}

} // namespace

Result<GuidePtr> readGuide(const QByteArray &json, const QString &origin, const model::Operation &operation)
{
    Faults faults(origin);
    simdjson::dom::parser parser;
    const auto allocated = parser.allocate(static_cast<size_t>(json.size()) + 1, kDeepest);
    const auto root = allocated == simdjson::SUCCESS
        ? parser.parse(json.constData(), static_cast<size_t>(json.size()))
        : simdjson::simdjson_result<simdjson::dom::element>(allocated);
    if (root.error() != simdjson::SUCCESS) {
        faults.add({},
                   Tr::tr("The file is not JSON (%1).").arg(QString::fromUtf8(error_message(root.error()))));
        return std::unexpected(*faults.first());
    }
    const Entry entry(root.value_unsafe(), {}, &faults);
    const Fields fields = entry.fields({u"version",      u"service", u"operation", u"title", u"createTitle",
                                        u"noun",         u"summary", u"order",     u"what",  u"resultIds",
                                        u"notice",       u"token",   u"steps",     u"hints", u"reveals",
                                        u"plainChoices", u"rules",   u"errors",    u"read",  u"practice"});
    auto guide = std::make_shared<Guide>();
    if (const Entry *version = fields.find(u"version"); version && version->positive() > kGuideVersion) {
        version->fault(Tr::tr("A newer Formwork wrote this guide."));
    }
    readNames(fields, operation, *guide);
    readParts(fields, ModelCheck(operation), *guide);
    if (const std::optional<Error> &first = faults.first())
        return std::unexpected(*first);
    addRemainingMembers(operation, *guide);
    return guide;
}

} // namespace formwork::guide
