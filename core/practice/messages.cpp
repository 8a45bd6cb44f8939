// SPDX-License-Identifier: Apache-2.0
#include "practice/messages.h"

#include "base/tr.h"
#include "practice/arns.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/messagewords.h"

#include <QCborArray>
#include <QSet>

#include <algorithm>

namespace formwork::practice
{

using namespace messagewords;

namespace
{

using Method = Messages::Answer (Messages::*)(const Call &, const Queue &);

constexpr qint64 kLargestBatch = 1'048'576; // bytes
constexpr qint64 kAlike = 300'000; // milliseconds in which a message of one deduplication id is the same

const QString kName = QStringLiteral("messages");

} // namespace

bool Messages::knows(const QString &operation) const { return !forms().method(kName, operation).isEmpty(); }

Messages::Answer Messages::perform(const Call &call)
{
    static const QHash<QString, Method> kMethods{
        {QStringLiteral("send"), &Messages::send},
        {QStringLiteral("sendMany"), &Messages::sendMany},
        {QStringLiteral("receive"), &Messages::receive},
        {QStringLiteral("remove"), &Messages::remove},
        {QStringLiteral("removeMany"), &Messages::removeMany},
        {QStringLiteral("hide"), &Messages::hide},
        {QStringLiteral("hideMany"), &Messages::hideMany},
        {QStringLiteral("purge"), &Messages::purge},
        {QStringLiteral("attributes"), &Messages::attributes},
        {QStringLiteral("drop"), &Messages::drop},
    };
    const Method method = kMethods.value(forms().method(kName, call.name()));
    if (!method)
        return std::nullopt;
    const Outcome<Queue> queue = queueOf(call, messageText(call.input, "QueueUrl").section(u'/', -1));
    if (!queue)
        return std::unexpected(queue.error());
    Answer answer = (this->*method)(call, *queue);
    if (answer && method != &Messages::receive && call.stir)
        call.stir(topicOfMessages(call, *queue));
    return answer;
}

Outcome<Queue> Messages::queueOf(const Call &call, const QString &name) const
{
    const QString kind = forms().container(kName, call.operation->service->id);
    const Result<QList<Thing>> found = m_things.named(placeOf(call, {kind}), name);
    if (!found)
        return messageTrouble(found.error());
    for (const Thing &thing : *found) {
        if (!thing.ended.isValid() && thing.created.msecsTo(call.now) >= call.timing.visible.count())
            return Queue(thing);
    }
    return std::unexpected(Complaint{
        QStringLiteral("QueueDoesNotExist"), Tr::tr("The specified queue does not exist."), {}, 400});
}

// A second one of its deduplication id is answered as the first was, and is not kept.
Outcome<QCborMap> Messages::sent(const Call &call, const Queue &queue, const QCborMap &input)
{
    if (const Outcome<void> fits = checkMessage(queue, input); !fits)
        return std::unexpected(fits.error());
    const QString alike = alikeMessage(queue, input);
    if (!queue.isFifo())
        return kept(call, queue, input);
    const Ledger::TokenKey key{kName, QString::number(queue.thing().id), alike};
    const std::optional<Ledger::FirstAnswer> first = m_ledger.firstAnswer(key);
    if (first && first->time.msecsTo(call.now) < kAlike)
        return first->output.toMap();
    Outcome<QCborMap> answer = kept(call, queue, input);
    if (!answer)
        return answer;
    const Result<void> noted = m_ledger.setFirstAnswer(key, {QStringLiteral(""), *answer, call.now});
    return noted ? answer : messageTrouble(noted.error());
}

Outcome<QCborMap> Messages::kept(const Call &call, const Queue &queue, const QCborMap &input)
{
    Result<void> done = m_ledger.addResource(call.name(), call.region, call.now, {});
    const qint64 delay = input.value(QStringLiteral("DelaySeconds")).toInteger(queue.number("DelaySeconds"));
    const QCborMap attributes = input.value(QStringLiteral("MessageAttributes")).toMap();
    const QString body = messageText(input, "MessageBody");
    Thing thing;
    const Things::Place place = placeOf(call, {queue.kind()});
    thing.service = place.service;
    thing.kind = queue.kind();
    thing.region = place.region;
    thing.name = m_tokens->nextToken();
    thing.created = call.now;
    const QCborMap system =
        systemOfMessage(call, queue, input, alikeMessage(queue, input), m_things.newest());
    thing.input = {{QStringLiteral("MessageBody"), body},
                   {QStringLiteral("MessageAttributes"), attributes},
                   {kSystem, system},
                   {kVisible, call.now.toMSecsSinceEpoch() + delay * 1000},
                   {kCount, 0}};
    if (done)
        done = m_things.add(thing);
    if (!done)
        return messageTrouble(done.error());
    QCborMap answer{{QStringLiteral("MessageId"), thing.name},
                    {QStringLiteral("MD5OfMessageBody"), digestOfText(body)}};
    if (!attributes.isEmpty())
        answer[QStringLiteral("MD5OfMessageAttributes")] = digestOfAttributes(attributes);
    const QCborMap given = input.value(QStringLiteral("MessageSystemAttributes")).toMap();
    if (!given.isEmpty())
        answer[QStringLiteral("MD5OfMessageSystemAttributes")] = digestOfAttributes(given);
    if (queue.isFifo())
        answer[QStringLiteral("SequenceNumber")] = system.value(QStringLiteral("SequenceNumber"));
    return answer;
}

Messages::Answer Messages::send(const Call &call, const Queue &queue)
{
    const Outcome<QCborMap> answer = sent(call, queue, call.input);
    return answer ? Answer(Told{*answer, 0}) : std::unexpected(answer.error());
}

// Ten entries with ids of their own; each is done or refused for itself.
Messages::Answer Messages::many(const Call &call, const Each &each) const
{
    constexpr qsizetype kMost = 10;
    const QCborArray entries = call.input.value(QStringLiteral("Entries")).toArray();
    if (entries.isEmpty())
        return queueRefused(call, "EmptyBatchRequest",
                            Tr::tr("There should be at least one entry in the request."));
    if (entries.size() > kMost)
        return queueRefused(
            call, "TooManyEntriesInBatchRequest",
            Tr::tr("Maximum number of entries per request are 10. You have sent %1.").arg(entries.size()));
    QSet<QString> ids;
    qint64 size = 0;
    for (const QCborValue entry : entries) {
        ids.insert(messageText(entry.toMap(), "Id"));
        size += sizeOfMessage(entry.toMap());
    }
    if (ids.size() != entries.size())
        return queueRefused(call, "BatchEntryIdsNotDistinct", Tr::tr("Two entries have one id."));
    if (size > kLargestBatch)
        return queueRefused(call, "BatchRequestTooLong",
                            Tr::tr("Batch requests cannot be longer than %1 bytes. You have sent %2 bytes.")
                                .arg(kLargestBatch)
                                .arg(size));
    QCborArray successful;
    QCborArray failed;
    for (const QCborValue entry : entries) {
        const QString id = messageText(entry.toMap(), "Id");
        Outcome<QCborMap> done = each(entry.toMap());
        if (done) {
            (*done)[QStringLiteral("Id")] = id;
            successful.append(*done);
        } else if (done.error().httpStatus == 500) {
            return std::unexpected(done.error());
        } else {
            failed.append(QCborMap{{QStringLiteral("Id"), id},
                                   {QStringLiteral("SenderFault"), true},
                                   {QStringLiteral("Code"), done.error().code},
                                   {QStringLiteral("Message"), done.error().message}});
        }
    }
    QCborMap answer;
    if (!successful.isEmpty())
        answer[QStringLiteral("Successful")] = successful;
    if (!failed.isEmpty())
        answer[QStringLiteral("Failed")] = failed;
    return Told{answer, 0};
}

Messages::Answer Messages::sendMany(const Call &call, const Queue &queue)
{
    return many(call, [&](const QCborMap &entry) { return sent(call, queue, entry); });
}

Outcome<void> Messages::eachMessage(const Call &call, const Queue &queue,
                                    const std::function<bool(Thing &)> &take)
{
    const qint64 oldest = queue.number("MessageRetentionPeriod") * 1000;
    qint64 after = 0;
    while (true) {
        Result<QList<Thing>> things = m_things.list(placeOf(call, {queue.kind()}), after, kAtOnce);
        if (!things)
            return messageTrouble(things.error());
        for (Thing &thing : *things) {
            after = thing.id;
            if (thing.created.msecsTo(call.now) < oldest) {
                if (!take(thing))
                    return {};
            } else if (const Result<void> gone = m_things.remove(thing.id); !gone) {
                return messageTrouble(gone.error());
            }
        }
        if (things->size() < kAtOnce)
            return {};
    }
}

// The message that a receipt is for; nothing where it is gone.
Outcome<std::optional<Thing>> Messages::meant(const Call &call, const Queue &queue,
                                              const QCborMap &input) const
{
    const QString receipt = messageText(input, "ReceiptHandle");
    const std::optional<qint64> id = messageOfReceipt(receipt);
    if (!id)
        return messageRefused(
            "ReceiptHandleIsInvalid",
            Tr::tr("The input receipt handle \"%1\" is not a valid receipt handle.").arg(receipt));
    const Result<QList<Thing>> found = m_things.list(placeOf(call, {queue.kind()}), *id - 1, 1);
    if (!found)
        return messageTrouble(found.error());
    return found->isEmpty() || found->first().id != *id ? std::nullopt : std::optional(found->first());
}

Outcome<QCborMap> Messages::removed(const Call &call, const Queue &queue, const QCborMap &input)
{
    const Outcome<std::optional<Thing>> message = meant(call, queue, input);
    if (!message)
        return std::unexpected(message.error());
    const Result<void> done = *message ? m_things.remove((*message)->id) : Result<void>();
    return done ? Outcome<QCborMap>(QCborMap()) : messageTrouble(done.error());
}

Messages::Answer Messages::remove(const Call &call, const Queue &queue)
{
    const Outcome<QCborMap> done = removed(call, queue, call.input);
    return done ? Answer(Told{}) : std::unexpected(done.error());
}

Messages::Answer Messages::removeMany(const Call &call, const Queue &queue)
{
    return many(call, [&](const QCborMap &entry) { return removed(call, queue, entry); });
}

Outcome<QCborMap> Messages::hidden(const Call &call, const Queue &queue, const QCborMap &input)
{
    const auto seconds = messageNumber(input, "VisibilityTimeout", 0, kLongestHiding, 0);
    const Outcome<std::optional<Thing>> message =
        seconds ? meant(call, queue, input) : std::unexpected(seconds.error());
    if (!message)
        return std::unexpected(message.error());
    if (!*message)
        return messageRefused(
            "InvalidParameterValue",
            Tr::tr("The message does not exist or is not available for visibility timeout change."));
    Thing thing = **message;
    const qint64 now = call.now.toMSecsSinceEpoch();
    if (visibleFrom(thing) <= now)
        return queueRefused(call, "MessageNotInflight", Tr::tr("The message is with nobody."));
    thing.input[kVisible] = now + *seconds * 1000;
    const Result<void> done = m_things.change(thing);
    return done ? Outcome<QCborMap>(QCborMap()) : messageTrouble(done.error());
}

Messages::Answer Messages::hide(const Call &call, const Queue &queue)
{
    const Outcome<QCborMap> done = hidden(call, queue, call.input);
    return done ? Answer(Told{}) : std::unexpected(done.error());
}

Messages::Answer Messages::hideMany(const Call &call, const Queue &queue)
{
    return many(call, [&](const QCborMap &entry) { return hidden(call, queue, entry); });
}

Messages::Answer Messages::purge(const Call &call, const Queue &queue)
{
    const Result<void> done = m_things.removeAll(placeOf(call, {queue.kind()}));
    return done ? Answer(Told{}) : messageTrouble(done.error());
}

// The queue itself goes as any other thing does.
Messages::Answer Messages::drop(const Call &call, const Queue &queue)
{
    const Result<void> done = m_things.removeAll(placeOf(call, {queue.kind()}));
    return done ? Answer(std::nullopt) : messageTrouble(done.error());
}

Messages::Answer Messages::attributes(const Call &call, const Queue &queue)
{
    const model::Member *member = call.operation->input->member(QStringLiteral("AttributeNames"));
    for (const QCborValue name : call.input.value(QStringLiteral("AttributeNames")).toArray()) {
        const auto &known = member->target->element.target->enumValues;
        if (!known.isEmpty()
            && std::ranges::find(known, name.toString(), &model::EnumValue::value) == known.end())
            return messageRefused("InvalidAttributeName",
                                  Tr::tr("Unknown Attribute %1.").arg(name.toString()));
    }
    qint64 counts[3] = {}; // free, with somebody, delayed
    const qint64 now = call.now.toMSecsSinceEpoch();
    const Outcome<void> read = eachMessage(call, queue, [&](const Thing &message) {
        const bool isNew = message.input.value(kCount).toInteger() == 0;
        ++counts[visibleFrom(message) <= now ? 0 : isNew ? 2 : 1];
        return true;
    });
    if (!read)
        return std::unexpected(read.error());
    const Thing &thing = queue.thing();
    const qint64 changed = thing.changed.isValid() ? thing.changed.toSecsSinceEpoch() : 0;
    QCborMap all{{QStringLiteral("QueueArn"), arnOf(call, thing)},
                 {QStringLiteral("ApproximateNumberOfMessages"), QString::number(counts[0])},
                 {QStringLiteral("ApproximateNumberOfMessagesNotVisible"), QString::number(counts[1])},
                 {QStringLiteral("ApproximateNumberOfMessagesDelayed"), QString::number(counts[2])},
                 {QStringLiteral("CreatedTimestamp"), QString::number(thing.created.toSecsSinceEpoch())},
                 {QStringLiteral("LastModifiedTimestamp"),
                  QString::number(std::max(changed, thing.created.toSecsSinceEpoch()))}};
    for (const char *name : {"DelaySeconds", "MaximumMessageSize", "MessageRetentionPeriod",
                             "ReceiveMessageWaitTimeSeconds", "VisibilityTimeout"})
        all[QLatin1StringView(name)] = queue.text(name);
    for (const auto &[name, value] : queue.attributes())
        all[name] = value;
    const QCborMap asked = askedFor(all, call.input.value(QStringLiteral("AttributeNames")));
    return Told{asked.isEmpty() ? QCborMap() : QCborMap{{QStringLiteral("Attributes"), asked}}, 0};
}

} // namespace formwork::practice
