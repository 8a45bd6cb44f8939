// SPDX-License-Identifier: Apache-2.0
#include "bulk/undopreparing.h"

#include "base/tr.h"
#include "client/rowtarget.h"
#include "client/unlock.h"
#include "evidence/age.h"

#include <vector>

namespace formwork::bulk
{

namespace
{

using evidence::Age;

constexpr int kTogether = 8; // questions at a time

struct Checking {
    client::EnvironmentPtr environment;
    std::shared_ptr<UndoPlan> plan;
    UndoOptions options;
    QList<qsizetype> toLookAt; // rows of the plan
    qsizetype next = 0;
    qint64 looked = 0;

    [[nodiscard]] bool isCancelled() const
    {
        return options.cancellation && options.cancellation->isCancelled();
    }
};
using CheckingPtr = std::shared_ptr<Checking>;

void tell(const Checking &checking)
{
    if (checking.options.looking)
        checking.options.looking(checking.looked, checking.toLookAt.size());
}

Result<evidence::SubjectPtr> subjectOf(const Checking &checking, const journal::Record &record)
{
    const journal::Journal &journal = *checking.environment->journal;
    const Result<QCborValue> input = journal.openInput(record.id);
    if (!input)
        return std::unexpected(input.error());
    const Result<QList<journal::Attempt>> attempts = journal.attempts(record.id);
    if (!attempts)
        return std::unexpected(attempts.error());
    // What answered no attempt is known by a check alone.
    const Result<QCborValue> output = record.outcome == journal::Outcome::Succeeded
        ? journal.openOutput(record.id)
        : Result<QCborValue>(QCborValue());
    return evidence::subjectOf(checking.environment, record, *input, *attempts, checking.options.otherKeys,
                               output.value_or(QCborValue()));
}

Result<evidence::SubjectPtr> subjectOf(const Checking &checking, const Undoing &undoing)
{
    const Result<journal::Record> record = checking.environment->journal->record(undoing.request);
    return record ? subjectOf(checking, *record) : std::unexpected(record.error());
}

void take(Checking &checking, Undoing &undoing, const journal::NewRequest &made, const Age &age)
{
    if (age.kind == Age::Kind::Another)
        undoing.obstacle = age.reason + u'.';
    else if (age.kind == Age::Kind::Untold && checking.plan->answersAlike)
        undoing.obstacle =
            Tr::tr("%1 answers alike where there is one already, and %2: it may be older than this batch.")
                .arg(made.operation, age.reason);
    else if (age.kind == Age::Kind::Unanswered)
        undoing.obstacle = age.reason;
    else if (age.kind == Age::Kind::Untold)
        ++checking.plan->untold;
}

QCoro::Task<void> lookAtSome(CheckingPtr checking)
{
    while (checking->next < checking->toLookAt.size() && !checking->isCancelled()) {
        const qsizetype row = checking->toLookAt[checking->next++];
        Undoing &undoing = checking->plan->rows[row];
        const Result<journal::Record> record = checking->environment->journal->record(undoing.request);
        const Result<evidence::SubjectPtr> subject = record
            ? subjectOf(*checking, *record)
            : Result<evidence::SubjectPtr>(std::unexpected(record.error()));
        Age age;
        if (subject)
            age = co_await evidence::ageOf(*subject, checking->plan->answersAlike,
                                           checking->options.cancellation);
        else
            age = {Age::Kind::Unanswered, subject.error().message};
        if (checking->isCancelled())
            co_return;
        if (record)
            take(*checking, undoing, record->request, age);
        else
            undoing.obstacle = record.error().message;
        ++checking->looked;
        tell(*checking);
    }
}

QCoro::Task<void> lookAtNames(CheckingPtr checking)
{
    const std::shared_ptr<UndoPlan> plan = checking->plan;
    for (qsizetype i = 0; i < plan->rows.size(); ++i) {
        if (plan->rows[i].obstacle.isEmpty() && plan->rows[i].needsLook)
            checking->toLookAt.append(i);
    }
    if (checking->toLookAt.isEmpty())
        co_return;
    tell(*checking);
    // Its answer's date sets the clock that ages are told by.
    const Result<evidence::SubjectPtr> first = subjectOf(*checking, plan->rows[checking->toLookAt.first()]);
    if (first)
        co_await evidence::ageOf(*first, plan->answersAlike, checking->options.cancellation);
    std::vector<QCoro::Task<void>> workers;
    workers.reserve(kTogether);
    for (int i = 0; i < kTogether; ++i)
        workers.push_back(lookAtSome(checking));
    for (QCoro::Task<void> &worker : workers)
        co_await worker;
}

} // namespace

QCoro::Task<Result<UndoPlan>> prepareUndo(client::EnvironmentPtr environment, journal::Batch batch,
                                          UndoOptions options)
{
    Result<UndoPlan> plan = co_await planUndo(environment, batch, options.otherKeys, options.cancellation);
    if (plan && plan->deletable() < plan->rows.size()) { // what it is called may be sealed
        static_cast<void>(co_await client::unlockHistory(environment));
        plan = co_await planUndo(environment, batch, options.otherKeys, options.cancellation);
    }
    if (!plan || plan->deletable() == 0)
        co_return plan;
    const client::Target target = plan->target;
    const journal::NewRequest where = batch.made.where;
    const Result<void> same = co_await client::checkAccount(environment, where, target);
    if (!same)
        co_return std::unexpected(same.error());
    auto checking = std::make_shared<Checking>();
    checking->environment = environment;
    checking->plan = std::make_shared<UndoPlan>(*plan);
    checking->options = options;
    co_await lookAtNames(checking);
    if (checking->isCancelled())
        co_return failure(Phase::Local, QStringLiteral("Cancelled"), Tr::tr("Nothing was deleted."));
    co_return *checking->plan;
}

QString undoQuestion(const UndoPlan &plan)
{
    const journal::NewRequest &where = plan.batch.made.where;
    QString text = Tr::tr("%n thing(s) that batch %1 made", nullptr, static_cast<int>(plan.deletable()))
                       .arg(plan.batch.id)
        + Tr::tr(": to be deleted with %1 in the account %2 in %3. That cannot be taken back.")
              .arg(plan.operation->name, where.account, where.region);
    if (plan.untold > 0)
        text +=
            u' '
            + Tr::tr(
                "Of %n of them nothing tells when they were made: what goes by these names now is deleted, "
                "whoever made it.",
                nullptr, static_cast<int>(plan.untold));
    return text;
}

} // namespace formwork::bulk
