// SPDX-License-Identifier: Apache-2.0
#include "evidence/subject.h"

#include "base/tr.h"
#include "client/requesttag.h"
#include "client/rowtarget.h"
#include "document/redact.h"
#include "model/effect.h"
#include "relations/paths.h"

#include <QCborArray>
#include <QUrl>

#include <algorithm>

namespace formwork::evidence
{

namespace
{

using relations::Cloning;
using relations::Filling;
using relations::Related;
using relations::Relation;

QCborValue atPath(const QCborMap &input, const QString &path)
{
    QCborValue at = input;
    for (const QString &step : path.split(u'.', Qt::SkipEmptyParts))
        at = at.toMap().value(step);
    return at;
}

// Where no answer came, only the input is known: what the answer would have repeated of it serves as well.
QCborValue valueFor(const Filling &filling, const QCborMap &input, const QCborMap &answer)
{
    if (filling.source == Filling::Source::Input)
        return atPath(input, filling.path);
    if (const QString answered = textAt(answer, filling.path); !answered.isEmpty())
        return answered;
    const QString name = relations::lastStep(filling.path);
    for (const auto &[member, value] : input) {
        if (member.toString().compare(name, Qt::CaseInsensitive) == 0 && value.isString())
            return value;
    }
    return input.value(filling.member);
}

QString memberFor(const Filling &filling)
{
    return filling.source == Filling::Source::Input ? filling.path.section(u'.', 0, 0)
                                                    : relations::lastStep(filling.path);
}

// Nothing where a required member is not known.
std::optional<QCborMap> inputFor(const Related &related, const model::Operation &operation,
                                 const QCborMap &input, const QCborMap &answer)
{
    if (!related.isCallable())
        return {};
    QCborMap asked;
    for (const Filling &filling : related.filled) {
        const QCborValue value = valueFor(filling, input, answer);
        if (value.isString() && !value.toString().isEmpty())
            asked[filling.member] = filling.asList ? QCborValue(QCborArray{value}) : value;
    }
    for (const model::Member &member : operation.input->members) {
        if (member.required && !asked.contains(QCborValue(member.name)) && !member.defaultValue)
            return {};
    }
    return asked;
}

// Whether one of the members that were filled in says which thing is meant: of a list only one that takes the
// names of those wanted. A single name there is that of something else ("groups of this member").
bool asksByName(const Related &related, const QCborMap &asked, const QString &ownName, bool isList)
{
    return std::ranges::any_of(related.filled, [&](const Filling &filling) {
        return asked.contains(QCborValue(filling.member)) && (!isList || filling.asList)
            && memberFor(filling).compare(ownName, Qt::CaseInsensitive) == 0;
    });
}

// Whether an id of the answer says which thing is meant.
bool asksByAnswer(const Related &related, const Relation &relation, const QCborMap &answer)
{
    return std::ranges::any_of(related.filled, [&](const Filling &filling) {
        const auto isIts = [&filling](const relations::Identifier &identifier) {
            return identifier.source == filling.source && identifier.path == filling.path;
        };
        return filling.source == Filling::Source::Output && !textAt(answer, filling.path).isEmpty()
            && std::ranges::any_of(relation.identifiers, isIts);
    });
}

// Whether a path leads to a list of plain names.
bool leadsToNames(const model::Operation &operation, const QString &path)
{
    const model::Shape *at = operation.output;
    for (const QString &step : path.split(u'.', Qt::SkipEmptyParts)) {
        const bool isList = step.endsWith(QLatin1StringView("[]"));
        const model::Member *member = at->member(isList ? step.chopped(2) : step);
        if (!member)
            return false;
        at = isList && member->target->type == model::ShapeType::List ? member->target->element.target
                                                                      : member->target;
    }
    return at->isText();
}

class Gathering
{
public:
    Gathering(Subject &subject, const QCborMap &input)
        : m_subject(subject)
        , m_input(input)
        , m_relations(subject.environment->catalog.current())
    {
    }

    void gather(const guide::Guide &guide)
    {
        const QString &service = m_subject.record.request.service;
        const Result<relations::RelationPtr> relation = m_relations.of(service, m_subject.operation->name);
        m_subject.relation = relation ? *relation : std::make_shared<Relation>();
        m_subject.wanted.ownName = ownName(guide);
        m_subject.wanted.idNames = idNames(guide);
        if (guide.read)
            add(*guide.read);
        for (const Related &related : m_subject.relation->reads)
            add(related, false);
        for (const Related &related : m_subject.relation->lists)
            add(related, true);
        gatherTagReads();
        if (m_subject.reads.isEmpty() && m_subject.lists.isEmpty())
            m_subject.obstacles.append(
                Tr::tr("No operation that the models of this machine know reads or lists what %1 makes with "
                       "what the request says.")
                    .arg(m_subject.operation->name));
    }

private:
    // What a person recognises the request by serves where the models name nothing.
    [[nodiscard]] QString ownName(const guide::Guide &guide) const
    {
        if (!m_subject.relation->ownName.isEmpty())
            return m_subject.relation->ownName;
        return guide.read && guide.read->isByName && guide.what.tokens().size() == 1 ? guide.what.last()
                                                                                     : QString();
    }

    [[nodiscard]] QStringList idNames(const guide::Guide &guide) const
    {
        QStringList names;
        for (const document::Pointer &pointer : guide.resultIds)
            names.append(pointer.last());
        for (const relations::Identifier &identifier : m_subject.relation->identifiers) {
            if (identifier.source == Filling::Source::Output)
                names.append(relations::lastStep(identifier.path));
        }
        names.removeDuplicates();
        return names;
    }

    void gatherTagReads()
    {
        m_subject.wanted.tag = client::requestTagIn(*m_subject.operation, m_input);
        if (m_subject.wanted.tag.isEmpty())
            return;
        for (const Related &related : m_subject.relation->tagReads) {
            const Result<model::OperationPtr> operation = m_subject.environment->catalog->operation(
                m_subject.record.request.service, related.operation);
            if (operation && model::effectOf(**operation) == model::Effect::Reads)
                m_subject.tagReads.append({*operation, related});
        }
    }

    void add(const Related &related, bool isList)
    {
        const Result<model::OperationPtr> operation =
            m_subject.environment->catalog->operation(m_subject.record.request.service, related.operation);
        if (!operation || model::effectOf(**operation) != model::Effect::Reads)
            return;
        const std::optional<QCborMap> asked = inputFor(related, **operation, m_input, m_subject.answer);
        if (asked)
            add(*operation, *asked, related.path,
                asksByName(related, *asked, m_subject.wanted.ownName, isList)
                    || (!isList && asksByAnswer(related, *m_subject.relation, m_subject.answer)));
    }

    void add(const guide::ReadBack &read)
    {
        const Result<model::OperationPtr> operation =
            m_subject.environment->catalog->operation(m_subject.record.request.service, read.operation);
        if (!operation) {
            m_subject.obstacles.append(operation.error().message);
            return;
        }
        add(*operation, read.inputFor(m_input), read.path, read.isByName);
    }

    void add(const model::OperationPtr &operation, const QCborMap &asked, const QString &path, bool isByName)
    {
        const auto isKnown = [&operation](const Look &look) {
            return look.operation->name == operation->name;
        };
        if (std::ranges::any_of(m_subject.reads, isKnown) || std::ranges::any_of(m_subject.lists, isKnown))
            return;
        const QString &service = m_subject.record.request.service;
        const Result<Cloning> cloning =
            m_relations.cloning(service, m_subject.operation->name, operation->name, path);
        Look look{operation, asked, cloning ? *cloning : Cloning{operation->name, path, {}, 0}, isByName};
        const bool hasNames = !m_subject.wanted.ownName.isEmpty() && leadsToNames(*operation, path);
        if (!isByName && look.cloning.fills.isEmpty() && !hasNames)
            return; // nothing of its answer could be compared
        (isByName ? m_subject.reads : m_subject.lists).append(look);
    }

    Subject &m_subject;
    QCborMap m_input;
    relations::Relations m_relations;
};

// As the service's clock has them, as far as that is known.
void setTimes(Subject &subject)
{
    const client::Environment &environment = *subject.environment;
    const QUrl url(subject.record.request.endpoint);
    const qint64 offset = environment.clockOffsets->offset(url.authority().toLatin1()).count();
    subject.wanted.firstSent = subject.record.firstSentAt.addMSecs(offset);
    for (const journal::Attempt &attempt : std::as_const(subject.attempts)) {
        const QDateTime ended = attempt.finishedAt.isValid() ? attempt.finishedAt : attempt.startedAt;
        if (!subject.wanted.lastEnded.isValid() || ended > subject.wanted.lastEnded)
            subject.wanted.lastEnded = ended.addMSecs(offset);
    }
}

} // namespace

Result<SubjectPtr> subjectOf(const client::EnvironmentPtr &environment, const journal::Record &record,
                             const QCborValue &input, const QList<journal::Attempt> &attempts, bool otherKeys,
                             const QCborValue &answer)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(record.request.service, record.request.operation);
    if (!operation)
        return std::unexpected(operation.error());
    const Result<client::Target> target =
        client::targetOfRow(*environment, **operation, input, record.request, otherKeys);
    if (!target)
        return std::unexpected(target.error());
    auto subject = std::make_shared<Subject>();
    subject->environment = environment;
    subject->record = record;
    subject->attempts = attempts;
    subject->operation = *operation;
    subject->target = *target;
    subject->answer = document::redacted(answer, *(*operation)->output).toMap();
    subject->wanted.input = document::redacted(input, *(*operation)->input).toMap();
    subject->wanted.tokenMember = record.request.tokenMember;
    setTimes(*subject);
    Gathering(*subject, input.toMap()).gather(*environment->guides->guideFor(**operation));
    return subject;
}

QString textAt(const QCborMap &from, const QString &path)
{
    const QCborValue found = relations::valueAlong(from, path, relations::OfLists::Only);
    return found.isString() && found.toString() != document::kSealedText ? found.toString() : QString();
}

} // namespace formwork::evidence
