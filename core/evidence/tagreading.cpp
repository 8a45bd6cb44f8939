// SPDX-License-Identifier: Apache-2.0
#include "evidence/tagreading.h"

#include "asking/ask.h"
#include "client/requesttag.h"
#include "document/redact.h"
#include "evidence/words.h"
#include "readers/reader.h"
#include "relations/paths.h"

#include <QCborArray>

namespace formwork::evidence
{

namespace
{

constexpr qsizetype kMostThings = 5; // whose tags are asked for
constexpr int kMostPages = 10;

using relations::Filling;

QCborValue memberOf(const QCborMap &structure, const QString &name)
{
    for (const auto &[member, value] : structure) {
        if (member.toString().compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

// A value that the thing itself shows, or what it is called by where an ARN or an id is wanted.
QCborValue valueFor(const Filling &filling, const Subject &subject, const Candidate &candidate)
{
    const QCborMap shown = candidate.structure.toMap();
    const QString name = relations::lastStep(filling.path);
    if (filling.source == Filling::Source::Input) {
        const QCborValue given = subject.wanted.input.value(filling.path);
        return given.isString() ? given : memberOf(shown, filling.member);
    }
    for (const QString &member : {name, filling.member}) {
        if (const QCborValue value = memberOf(shown, member); value.isString())
            return value;
    }
    if (candidate.structure.isString())
        return candidate.structure;
    const bool wantsArn =
        filling.member.endsWith(u"arn", Qt::CaseInsensitive) || name.endsWith(u"arn", Qt::CaseInsensitive);
    if (const QCborValue arn = memberOf(shown, QStringLiteral("arn")); wantsArn && arn.isString())
        return arn;
    const QString &id = candidate.comparison.id;
    return id.isEmpty() || (wantsArn && !id.startsWith(u"arn:")) ? QCborValue() : QCborValue(id);
}

std::optional<QCborMap> inputFor(const TagReading &reading, const Subject &subject,
                                 const Candidate &candidate)
{
    QCborMap asked;
    for (const Filling &filling : reading.related.filled) {
        const QCborValue value = valueFor(filling, subject, candidate);
        if (value.isString() && !value.toString().isEmpty() && value.toString() != document::kSealedText)
            asked[filling.member] = filling.asList ? QCborValue(QCborArray{value}) : value;
    }
    for (const model::Member &member : reading.operation->input->members) {
        if (member.required && !asked.contains(QCborValue(member.name)) && !member.defaultValue)
            return std::nullopt;
    }
    return asked.isEmpty() ? std::nullopt : std::optional(asked);
}

// Models of AWS may be absent; this question is always known.
Result<model::OperationPtr> searching()
{
    const Result<model::ServicePtr> service = readers::readService(QStringLiteral(":/asking/tagging.json"));
    return service ? readers::readOperation(*service, tagSearchOperation())
                   : std::unexpected(service.error());
}

} // namespace

QCoro::Task<TagsRead> readTags(SubjectPtr subject, Candidate candidate,
                               transport::CancellationPtr cancellation)
{
    TagsRead read;
    for (const TagReading &reading : subject->tagReads) {
        const std::optional<QCborMap> input = inputFor(reading, *subject, candidate);
        if (!input)
            continue;
        read.asked = reading.operation->name;
        asking::AskOptions options;
        options.cancellation = cancellation;
        options.marker = subject->record.request.marker.toLatin1();
        const QCborValue asked = *input;
        const Result<asking::Reply> reply =
            co_await asking::ask(subject->environment, reading.operation, asked, subject->target, options);
        if (!reply) {
            read.error = reply.error();
            continue;
        }
        read.error.reset();
        read.tagged =
            taggedWithin(document::redacted(reply->output, *reading.operation->output), subject->wanted.tag);
        if (read.tagged != Tagged::Untold)
            co_return read;
    }
    co_return read;
}

QCoro::Task<Asked> withTagsRead(SubjectPtr subject, Asked asked, std::shared_ptr<TagsRead> told,
                                transport::CancellationPtr cancellation)
{
    QList<Candidate> things = asked.ours + asked.like;
    const bool isTold = std::ranges::any_of(
        things, [](const Candidate &thing) { return thing.comparison.tagged != Tagged::Untold; });
    if (subject->wanted.tag.isEmpty() || things.isEmpty() || isTold || things.size() > kMostThings)
        co_return asked;
    for (Candidate &thing : things) {
        const Candidate candidate = thing;
        *told = co_await readTags(subject, candidate, cancellation);
        thing.comparison.tagged = told->tagged;
        thing.judgement = judge(subject->wanted, thing.comparison);
    }
    asked.ours.clear();
    asked.like.clear();
    for (const Candidate &thing : std::as_const(things))
        asked.add(thing);
    asked.keepProven();
    co_return asked;
}

QString tagSearchOperation() { return QStringLiteral("GetResources"); }

QCoro::Task<TagSearch> searchByTag(SubjectPtr subject, transport::CancellationPtr cancellation)
{
    TagSearch search;
    const Result<model::OperationPtr> operation = searching();
    if (!operation) {
        search.error = operation.error();
        co_return search;
    }
    asking::AskOptions options;
    options.cancellation = cancellation;
    options.marker = subject->record.request.marker.toLatin1();
    const QCborMap filter{{QStringLiteral("Key"), QString(client::kRequestTag)},
                          {QStringLiteral("Values"), QCborArray{subject->wanted.tag}}};
    QCborMap input{{QStringLiteral("TagFilters"), QCborArray{filter}}};
    for (int page = 0; page < kMostPages; ++page) {
        const QCborValue asked = input;
        const Result<asking::Reply> reply =
            co_await asking::ask(subject->environment, *operation, asked, subject->target, options);
        if (!reply) {
            search.error = reply.error();
            co_return search;
        }
        const QCborMap output = reply->output.toMap();
        for (const QCborValue &entry : output.value(QStringLiteral("ResourceTagMappingList")).toArray()) {
            // What answers something else than it was asked is believed nothing.
            const QString arn = entry.toMap().value(QStringLiteral("ResourceARN")).toString();
            if (!arn.isEmpty() && taggedIn(entry, subject->wanted.tag) == Tagged::Ours)
                search.arns.append(arn);
        }
        const QString next = output.value(QStringLiteral("PaginationToken")).toString();
        if (next.isEmpty())
            co_return search;
        input[QStringLiteral("PaginationToken")] = next;
    }
    co_return search;
}

} // namespace formwork::evidence
