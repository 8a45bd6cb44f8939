// SPDX-License-Identifier: Apache-2.0
#include "practice/performer.h"

#include "base/tr.h"
#include "practice/absences.h"
#include "practice/answering.h"
#include "practice/finding.h"
#include "practice/fingerprint.h"
#include "practice/forms.h"
#include "practice/manner.h"
#include "practice/plausible.h"
#include "validation/validate.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

using guide::Practice;

constexpr std::chrono::seconds kUnpublishedLifetime{24 * 3600};

Complaint internal(const Error &error)
{
    return {QStringLiteral("InternalFailure"), error.sentence(), {}, 500};
}

// Each account has its own.
QString placeOf(Practice::Scope scope, const Call &call)
{
    return accountPlace(call, scope == Practice::Scope::Account ? QStringLiteral("*") : call.region);
}

// Services that are asked by forms answer in XML what they were asked.
bool isForm(const model::Operation &operation)
{
    const model::Protocol protocol = operation.service->protocols.value(0);
    return protocol == model::Protocol::Query || protocol == model::Protocol::Ec2Query;
}

bool hasControls(const QCborValue &value)
{
    if (value.isString())
        return std::ranges::any_of(
            value.toString(), [](QChar c) { return c < u' ' && c != u'\t' && c != u'\n' && c != u'\r'; });
    if (value.isArray())
        return std::ranges::any_of(value.toArray(), hasControls);
    return value.isMap() && std::ranges::any_of(value.toMap(), [](const auto &entry) {
               return hasControls(entry.first) || hasControls(entry.second);
           });
}

// EC2 says of what it would have done that it is an error.
bool isRehearsal(const Call &call)
{
    return isEc2(*call.operation) && call.input.value(QStringLiteral("DryRun")).isTrue();
}

Complaint rehearsed()
{
    return {QStringLiteral("DryRunOperation"),
            QStringLiteral("Request would have succeeded, but DryRun flag is set."),
            {},
            412};
}

QCborMap withoutToken(const Call &call)
{
    QCborMap input = call.input;
    if (const model::Member *member = call.operation->tokenMember())
        input.remove(member->name);
    return input;
}

QString namesOf(const QList<document::Pointer> &pointers)
{
    QStringList names;
    for (const document::Pointer &pointer : pointers)
        names.append(pointer.toString());
    return names.join(u' ');
}

std::chrono::seconds lifetimeOf(const guide::Guide &guide)
{
    return guide.practice.isEmpty() ? guide.tokenLifetime.value_or(kUnpublishedLifetime)
                                    : guide.practice.tokenLifetime;
}

// Of an operation that knows nothing of tokens but that there is something already.
QString alreadyThere(const model::Operation &operation)
{
    const auto found = std::ranges::find_if(
        operation.errors, [](const model::Shape *error) { return error->name.contains(u"AlreadyExists"); });
    return found == operation.errors.cend() ? QString() : (*found)->name;
}

Complaint mismatch(const Call &call)
{
    const QString &code = call.guide->tokenMismatchError;
    const QString &message = call.guide->practice.mismatchMessage;
    return {code.isEmpty() ? listedCode(*call.operation,
                                        {QStringLiteral("IdempotentParameterMismatch"),
                                         QStringLiteral("IdempotencyParameterMismatchException"),
                                         QStringLiteral("IdempotentParameterMismatchException"),
                                         QStringLiteral("ConflictException"), alreadyThere(*call.operation)})
                           : code,
            message.isEmpty() ? Tr::tr("This client token was used before with other input.") : message,
            {},
            0};
}

} // namespace

Performer::Performer(Call call, Ledger &ledger, const relations::ServiceRelationsPtr &relations,
                     TokenSourcePtr tokens)
    : m_call(std::move(call))
    , m_ledger(ledger)
    , m_tokens(std::move(tokens))
    , m_placeholders({m_call.accountId, m_call.region, {}, m_call.now}, m_call.input, m_tokens)
    , m_memory(m_call, m_ledger, relations, m_tokens)
    , m_settings(m_call, m_ledger, relations, m_tokens)
    , m_token(clientToken())
{
}

QString Performer::clientToken() const
{
    const model::Member *member = m_call.operation->tokenMember();
    return member ? m_call.input.value(member->name).toString() : QString();
}

void recordAlone(Ledger &ledger, const Call &call, const Outcome<QCborValue> &done)
{
    if (!call.record || !ledger.begin())
        return;
    // What cannot be recorded is answered all the same.
    if (const Result<void> recorded = call.record(call, done); !recorded || !ledger.commit())
        ledger.rollback();
}

Outcome<QCborValue> Performer::recorded(Outcome<QCborValue> done)
{
    recordAlone(m_ledger, m_call, done);
    return done;
}

Outcome<QCborValue> Performer::perform()
{
    if (std::optional<Complaint> complaint = inputComplaint())
        return recorded(std::unexpected(*std::move(complaint)));
    if (isRehearsal(m_call) && !m_memory.isConcerned())
        return recorded(std::unexpected(rehearsed()));
    if (m_call.guide->practice.isEmpty() && m_token.isEmpty() && !m_memory.isConcerned() && !m_call.behaviour
        && !m_settings.mayConcern())
        return recorded(madeUp()); // nothing to remember
    if (const Result<void> begun = m_ledger.begin(); !begun)
        return std::unexpected(internal(begun.error()));
    Outcome<QCborValue> done = performInLedger();
    if (!done) {
        m_ledger.rollback();
        return recorded(std::move(done));
    }
    if (isRehearsal(m_call)) {
        m_ledger.rollback();
        return recorded(std::unexpected(rehearsed()));
    }
    if (m_call.record && !m_waiting) {
        if (const Result<void> kept = m_call.record(m_call, done); !kept) {
            m_ledger.rollback();
            return std::unexpected(internal(kept.error()));
        }
    }
    if (const Result<void> committed = m_ledger.commit(); !committed)
        return std::unexpected(internal(committed.error()));
    return done;
}

std::optional<Complaint> Performer::inputComplaint() const
{
    const QCborValue input = m_call.input;
    if (isForm(*m_call.operation) && hasControls(input))
        return complaintOf(Trouble::Malformed,
                           Tr::tr("The request holds a control character, which no answer in XML can carry."),
                           *m_call.operation);
    QList<document::Problem> problems = validation::validate(*m_call.operation->input, input);
    guide::Guide enforced;
    enforced.hints = m_call.guide->hints; // for the names in sentences
    enforced.reveals = m_call.guide->reveals; // what a choice needs, the service wants too
    for (const guide::Rule &rule : m_call.guide->rules) {
        if (m_call.guide->practice.enforces.contains(rule.id))
            enforced.rules.append(rule);
    }
    problems += enforced.check(input);
    // AWS skips members it does not know.
    const auto isLoose = [this](const QString &member) {
        return forms().isLoose(m_call.operation->service->id, member);
    };
    problems.removeIf([&isLoose](const document::Problem &problem) {
        return problem.severity != document::Severity::Error || problem.kind == u"unknown"
            || (problem.kind == u"pattern" && isLoose(problem.pointer.last()))
            || (problem.kind == u"enum" && isLoose(problem.pointer.parent().last()));
    });
    if (problems.isEmpty())
        return std::nullopt;
    QStringList sentences;
    for (const document::Problem &problem : problems.first(std::min<qsizetype>(problems.size(), 10)))
        sentences.append(QStringLiteral("%1: %2").arg(problem.pointer.toString(), problem.sentence));
    const QString &code = m_call.guide->practice.validationError;
    Complaint complaint =
        complaintOf(Trouble::Invalid,
                    Tr::tr("%n validation error(s) detected: %1", nullptr, static_cast<int>(problems.size()))
                        .arg(sentences.join(u"; ")),
                    *m_call.operation);
    if (!code.isEmpty())
        complaint.code = code;
    return complaint;
}

Outcome<QCborValue> Performer::performInLedger()
{
    if (m_token.isEmpty())
        return create();
    m_digest = fingerprint(withoutToken(m_call));
    const Ledger::TokenKey key{m_call.name(), placeOf(Practice::Scope::Region, m_call), m_token};
    const std::optional<Ledger::FirstAnswer> first = m_ledger.firstAnswer(key);
    if (first
        && first->time.msecsTo(m_call.now) < std::chrono::milliseconds(lifetimeOf(*m_call.guide)).count())
        return repeated(*first);
    Outcome<QCborValue> made = create();
    if (!made)
        return made;
    if (const Result<void> kept = m_ledger.setFirstAnswer(key, {m_digest, *made, m_call.now}); !kept)
        return std::unexpected(internal(kept.error()));
    return made;
}

Outcome<QCborValue> Performer::repeated(const Ledger::FirstAnswer &first) const
{
    if (first.digest != m_digest)
        return std::unexpected(mismatch(m_call));
    return first.output;
}

Outcome<QCborValue> Performer::create()
{
    if (m_call.behaviour) {
        const Outcome<std::optional<Behaviour::Told>> told = m_call.behaviour->perform(m_call);
        if (!told)
            return std::unexpected(told.error());
        if (*told) {
            m_status = (*told)->status;
            m_waiting = (*told)->waiting;
            return QCborValue((*told)->output);
        }
    }
    if (!m_call.guide->practice.isEmpty())
        return createAsGuided();
    if (m_memory.creates())
        return toldByBehaviour(createAsRelated(), m_call);
    auto answer = m_memory.isConcerned() ? m_memory.answer() : decltype(m_memory.answer())(std::nullopt);
    if (answer && !*answer && m_settings.mayConcern())
        answer = m_settings.answer();
    if (!answer)
        return std::unexpected(answer.error());
    return *answer ? onlyAttributeAsked(**answer, m_call) : madeUp();
}

Outcome<QCborValue> Performer::createAsGuided()
{
    const Call &call = m_call;
    const QString place = placeOf(Practice::Scope::Region, call);
    const auto count = [this, place] { return m_ledger.countResources(m_call.name(), place) + 1; };
    m_placeholders = Placeholders({call.accountId, call.region, count, call.now}, call.input, m_tokens);
    QList<Ledger::Mark> marks;
    if (std::optional<Complaint> complaint = stateComplaint(marks))
        return std::unexpected(*std::move(complaint));
    const QCborValue made = output(); // before there is one more to be counted
    Result<void> done = m_ledger.addResource(call.name(), place, call.now, marks);
    if (done && m_memory.creates())
        done = m_memory.remember(made.toMap(), std::nullopt);
    return done ? Outcome<QCborValue>(made) : std::unexpected(internal(done.error()));
}

Outcome<QCborValue> Performer::createAsRelated()
{
    Result<std::optional<Complaint>> conflict = m_memory.conflict();
    if (!conflict)
        return std::unexpected(internal(conflict.error()));
    if (*conflict)
        return std::unexpected(**std::move(conflict));
    const Result<std::optional<Thing>> existing = m_memory.existing();
    if (!existing)
        return std::unexpected(internal(existing.error()));
    if (m_call.checksReferences) {
        Result<std::optional<Complaint>> dangling = m_memory.dangling();
        if (!dangling)
            return std::unexpected(internal(dangling.error()));
        if (*dangling)
            return std::unexpected(**std::move(dangling));
    }
    QCborMap made = m_memory.created(*existing);
    const Result<void> done = make(*existing, made);
    return done ? Outcome<QCborValue>(made) : std::unexpected(internal(done.error()));
}

// One call may make many things; the answer tells of all.
Result<void> Performer::make(const std::optional<Thing> &existing, QCborMap &made)
{
    if (existing)
        return m_memory.remember(made, existing);
    const QList<QCborMap> inputs = m_memory.inputsOfEach();
    const QCborMap first = made;
    Result<void> done;
    for (qsizetype index = 0; done && index < inputs.size(); ++index) {
        m_memory.setInput(inputs[index]);
        const QCborMap one = index == 0 ? m_memory.oneOf(made) : m_memory.another(first, made);
        done = m_ledger.addResource(m_call.name(), placeOf(Practice::Scope::Region, m_call), m_call.now, {});
        if (done)
            done = m_memory.remember(one, existing);
    }
    return done;
}

// What the guide refuses, and what is there already. Fills in the marks the new resource will count under.
std::optional<Complaint> Performer::stateComplaint(QList<Ledger::Mark> &marks)
{
    const Practice &practice = m_call.guide->practice;
    for (const Practice::Case &refusal : practice.refusals) {
        if (refusal.when.holds(m_call.input))
            return refused(refusal.refusal);
    }
    for (const Practice::Unique &unique : practice.unique) {
        marks.append(markOf(unique));
        if (m_ledger.countMarks(m_call.name(), marks.constLast()) > 0)
            return refused(unique.refusal);
    }
    for (const Practice::Limit &limit : practice.limits) {
        marks.append(markOf(limit));
        if (m_ledger.countMarks(m_call.name(), marks.constLast()) >= limit.count)
            return refused(limit.refusal);
    }
    return std::nullopt;
}

Ledger::Mark Performer::markOf(const Practice::Unique &unique) const
{
    return {QStringLiteral("unique ") + namesOf(unique.members) + QStringLiteral(" within ")
                + namesOf(unique.within),
            placeOf(unique.scope, m_call), fingerprint(valuesAt(unique.within, false)),
            fingerprint(valuesAt(unique.members, unique.ignoreCase))};
}

Ledger::Mark Performer::markOf(const Practice::Limit &limit) const
{
    return {QStringLiteral("limit within ") + namesOf(limit.within), placeOf(limit.scope, m_call),
            fingerprint(valuesAt(limit.within, false)), QStringLiteral("any")};
}

QCborValue Performer::valuesAt(const QList<document::Pointer> &pointers, bool ignoreCase) const
{
    QCborArray values;
    for (const document::Pointer &pointer : pointers) {
        const QCborValue value = document::valueAt(m_call.input, pointer);
        values.append(ignoreCase && value.isString() ? QCborValue(value.toString().toCaseFolded()) : value);
    }
    return values;
}

Complaint Performer::refused(const Practice::Refusal &refusal)
{
    return {refusal.error, m_placeholders.text(refusal.message), refusal.members, 0};
}

QCborValue Performer::madeUp()
{
    m_isMadeUp = true;
    Knowledge known;
    known.add(m_call.input);
    return Plausible(*m_call.operation, std::move(known), {m_call.accountId, m_call.region, m_call.now},
                     m_tokens)
        .answer();
}

QCborValue Performer::output()
{
    const Practice &practice = m_call.guide->practice;
    const QCborValue made = m_placeholders.tree(practice.output, *m_call.operation->output);
    return made.isMap() ? made : QCborValue(QCborMap());
}

} // namespace formwork::practice
