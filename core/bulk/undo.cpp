// SPDX-License-Identifier: Apache-2.0
#include "bulk/undo.h"

#include "base/tr.h"
#include "client/rowtarget.h"
#include "evidence/words.h"
#include "journal/protection.h"
#include "model/effect.h"
#include "relations/ownname.h"
#include "relations/relations.h"
#include "transport/pause.h"

#include <QCborArray>
#include <QCborMap>
#include <QCoroFuture>
#include <QSet>

#include <algorithm>

namespace formwork::bulk
{

using journal::BatchRow;
using journal::Standing;
using relations::Filling;
using relations::Related;
using relations::Relation;

namespace
{

constexpr qint64 kTogether = 500;
constexpr qint64 kAtOnce = 50; // rows whose inputs are opened before somebody else has the thread

Result<void> eachRow(const client::Environment &environment, qint64 batch,
                     const std::function<void(const BatchRow &)> &visit)
{
    for (qint64 after = 0;;) {
        const Result<QList<BatchRow>> rows = environment.journal->batchRows(batch, after, kTogether);
        if (!rows)
            return std::unexpected(rows.error());
        for (const BatchRow &row : *rows) {
            after = row.row;
            visit(row);
        }
        if (rows->size() < kTogether)
            return {};
    }
}

bool isPlain(const QCborValue &value)
{
    return (value.isString() && !value.toString().isEmpty()) || value.isInteger() || value.isBool();
}

// Every single value at a path, through the lists on the way.
void collect(const QCborValue &from, const QStringList &steps, QList<QCborValue> &found)
{
    if (from.isArray()) {
        const QCborArray entries = from.toArray();
        for (const QCborValue &entry : entries)
            collect(entry, steps, found);
        return;
    }
    if (steps.isEmpty()) {
        if (isPlain(from))
            found.append(from);
        return;
    }
    const QString step =
        steps.first().endsWith(QLatin1StringView("[]")) ? steps.first().chopped(2) : steps.first();
    collect(from.toMap().value(step), steps.sliced(1), found);
}

QList<QCborValue> valuesAt(const QCborValue &from, const QString &path)
{
    QList<QCborValue> found;
    collect(from, path.split(u'.', Qt::SkipEmptyParts), found);
    return found;
}

bool identifies(const Filling &filling, const Relation &relation)
{
    if (filling.source == Filling::Source::Input && !relation.ownName.isEmpty()
        && filling.path == relation.ownName)
        return true;
    return std::ranges::any_of(relation.identifiers, [&filling](const relations::Identifier &identifier) {
        return identifier.source == filling.source && identifier.path == filling.path;
    });
}

// The operation that deletes, and which of what is known of a creation goes into its input.
struct Deletion {
    model::OperationPtr operation;
    Related related;
    relations::RelationPtr relation;
    // The creation, where the thing is there already: for sure, or as far as can be told.
    bool answersAlike = false;
    bool mayAnswerAlike = false;
};

Result<Deletion> deletionOf(const client::Environment &environment, const journal::NewRequest &creation)
{
    const relations::Relations relations(environment.catalog.current());
    const Result<relations::RelationPtr> relation = relations.of(creation.service, creation.operation);
    if (!relation)
        return std::unexpected(relation.error());
    const Result<model::OperationPtr> made =
        environment.catalog->operation(creation.service, creation.operation);
    const bool isIdempotent = made
        && journal::protectionOf(**made, (*made)->tokenMember() ? (*made)->tokenMember()->name : QString())
            == journal::Protection::Idempotent;
    const relations::Alike alike = made ? relations::answersAlike(**made) : relations::Alike::No;
    const bool answersAlike = isIdempotent || alike == relations::Alike::Known;
    for (const Related &related : (*relation)->deletes) {
        const bool isOfOne = std::ranges::any_of(
            related.filled, [&](const Filling &filling) { return identifies(filling, **relation); });
        const Result<model::OperationPtr> operation =
            environment.catalog->operation(creation.service, related.operation);
        // Nothing that could take away more than just the one thing.
        if (related.isCallable() && isOfOne && operation
            && model::effectOf(**operation) == model::Effect::Destroys)
            return Deletion{*operation, related, *relation, answersAlike,
                            answersAlike || alike == relations::Alike::Likely};
    }
    return failure(Phase::Model, QStringLiteral("NoDeletion"),
                   Tr::tr("No operation that the models of this machine know deletes what %1 makes with what "
                          "is known of it.")
                       .arg(creation.operation),
                   Tr::tr("Nothing was sent. bulk results lists what was made."));
}

// What a creation left known.
struct Made {
    QCborValue input;
    QCborValue output;
    QString found; // by a check, where no answer told
};

QList<QCborValue> valuesFor(const Filling &filling, const Made &made, const Relation &relation)
{
    if (filling.source == Filling::Source::Input)
        return valuesAt(made.input, filling.path);
    const QList<QCborValue> answered = valuesAt(made.output, filling.path);
    if (!answered.isEmpty() || made.output.isMap())
        return answered;
    // No answer came: what it would have repeated of the input serves as well, else what the check saw.
    const QString name = filling.path.section(u'.', -1).remove(QStringLiteral("[]"));
    const QList<QCborValue> repeated = valuesAt(made.input, name);
    if (!repeated.isEmpty() || made.found.isEmpty() || !identifies(filling, relation))
        return repeated;
    // An ARN is no id, nor the other way round: the service would not know it, and that it does not would be
    // taken for "gone already".
    const bool wantsArn =
        name.endsWith(u"arn", Qt::CaseInsensitive) || filling.member.endsWith(u"arn", Qt::CaseInsensitive);
    if (made.found.startsWith(u"arn:") != wantsArn)
        return {};
    return {QCborValue(made.found)};
}

// An id that the service chose is of one thing for ever; a name, and an ARN or a URL that is made of it, is
// not.
bool isByName(const Filling &filling, const QCborValue &value, const Made &made, const Relation &relation)
{
    if (filling.source == Filling::Source::Input)
        return true;
    const QString name = made.input.toMap().value(relation.ownName).toString();
    return !name.isEmpty() && value.toString().contains(name);
}

void fill(Undoing &undoing, const Made &made, const Deletion &deletion)
{
    QCborMap input;
    bool isIdentified = false;
    bool hasOwnId = false;
    for (const Filling &filling : deletion.related.filled) {
        const QList<QCborValue> values = valuesFor(filling, made, *deletion.relation);
        if (values.isEmpty())
            continue;
        if (values.size() > 1 && !filling.asList) {
            undoing.obstacle =
                Tr::tr("it made several things, and %1 deletes one at a time.").arg(deletion.operation->name);
            return;
        }
        QCborArray all;
        for (const QCborValue &value : values)
            all.append(value);
        input[filling.member] = filling.asList ? QCborValue(all) : values.first();
        isIdentified = isIdentified || identifies(filling, *deletion.relation);
        hasOwnId = hasOwnId
            || (identifies(filling, *deletion.relation)
                && !isByName(filling, values.first(), made, *deletion.relation));
    }
    for (const model::Member &member : deletion.operation->input->members) {
        if (member.required && !member.idempotencyToken && !member.defaultValue
            && !input.contains(QCborValue(member.name)))
            undoing.obstacle =
                Tr::tr("%1 needs %2, which is not known of it.").arg(deletion.operation->name, member.name);
    }
    if (undoing.obstacle.isEmpty() && !isIdentified)
        undoing.obstacle = Tr::tr("its answer does not tell what it is called.");
    undoing.needsLook = !hasOwnId || deletion.answersAlike;
    undoing.input = input;
}

QString foundBy(const journal::Record &record)
{
    // Those before the last one did not settle it, and what they have there may be the code of an error.
    const QCborArray findings =
        record.settlements.isEmpty() ? QCborArray() : record.settlements.last().evidence.toArray();
    return findings.isEmpty() ? QString() : findings.last().toMap().value(QStringLiteral("found")).toString();
}

Undoing undoingOf(const client::Environment &environment, const BatchRow &row, const Deletion &deletion)
{
    Undoing undoing{row.row, row.request, row.what, {}, false, {}};
    if (row.isForgotten) {
        undoing.obstacle = Tr::tr("its request was deleted from the history.");
        return undoing;
    }
    const Result<QCborValue> input = environment.journal->openInput(row.request);
    const Result<QCborValue> output = environment.journal->openOutput(row.request);
    if (!input || !output) {
        undoing.obstacle = input ? output.error().message : input.error().message;
        return undoing;
    }
    Made made{*input, *output, {}};
    if (row.outcome != journal::Outcome::Succeeded) { // what is there instead came with an error
        made.output = {};
        const Result<journal::Record> record = environment.journal->record(row.request);
        made.found = record ? foundBy(*record) : QString();
    }
    fill(undoing, made, deletion);
    return undoing;
}

// What of the undo is in the history already: rows that are there, and those that are done.
struct Begun {
    qint64 id = 0;
    QSet<qint64> rows;
    QSet<qint64> done;
};

Result<Begun> begunOf(const client::Environment &environment, const journal::NewBatch &undo)
{
    Begun begun;
    const Result<QList<qint64>> alike = environment.journal->batchesLike(undo);
    if (!alike)
        return std::unexpected(alike.error());
    if (alike->isEmpty())
        return begun;
    begun.id = alike->last(); // the first that was begun
    const Result<void> read = eachRow(environment, begun.id, [&begun](const BatchRow &row) {
        begun.rows.insert(row.row);
        if (row.standing == Standing::Succeeded || wasGone(row))
            begun.done.insert(row.row);
    });
    if (!read)
        return std::unexpected(read.error());
    return begun;
}

journal::NewBatch undoOf(const client::EnvironmentPtr &environment, const UndoPlan &plan)
{
    journal::NewBatch undo;
    undo.where = client::whereOf(environment, plan.operation, QCborMap(), plan.target);
    undo.source = formwork::Tr::tr("undo of batch %1").arg(plan.batch.id);
    undo.undoes = plan.batch.id;
    return undo;
}

} // namespace

QSet<qint64> UndoPlan::staying() const
{
    QSet<qint64> numbers;
    for (const Undoing &undoing : rows) {
        if (!undoing.obstacle.isEmpty())
            numbers.insert(undoing.row);
    }
    return numbers;
}

qint64 UndoPlan::deletable() const
{
    return std::ranges::count_if(rows, [](const Undoing &row) { return row.obstacle.isEmpty(); });
}

QCoro::Task<Result<UndoPlan>> planUndo(client::EnvironmentPtr environment, journal::Batch batch,
                                       bool otherKeys, transport::CancellationPtr cancellation)
{
    if (batch.isRunning)
        co_return failure(Phase::Journal, QStringLiteral("BatchRunning"),
                          Tr::tr("Batch %1 is being run, by %2.").arg(batch.id).arg(batch.made.runner),
                          Tr::tr("Wait for its end, or stop it, before you undo it."));
    const Result<Deletion> deletion = deletionOf(*environment, batch.made.where);
    if (!deletion)
        co_return std::unexpected(deletion.error());
    const Result<client::Target> target =
        client::targetOfRow(*environment, *deletion->operation, QCborMap(), batch.made.where, otherKeys);
    if (!target)
        co_return std::unexpected(target.error());
    UndoPlan plan{batch, deletion->operation, *target, {}, deletion->mayAnswerAlike, 0, 0};
    const Result<Begun> begun = begunOf(*environment, undoOf(environment, plan));
    if (!begun)
        co_return std::unexpected(begun.error());
    plan.begun = begun->id;
    for (qint64 after = 0;;) {
        const Result<QList<BatchRow>> rows = environment->journal->batchRows(batch.id, after, kAtOnce);
        if (!rows)
            co_return std::unexpected(rows.error());
        for (const BatchRow &row : *rows) {
            after = row.row;
            if (row.standing == Standing::Succeeded && !begun->done.contains(row.row))
                plan.rows.append(undoingOf(*environment, row, *deletion));
        }
        if (rows->size() < kAtOnce)
            co_return plan;
        co_await transport::pause(std::chrono::milliseconds(0), cancellation);
        if (cancellation && cancellation->isCancelled())
            co_return failure(Phase::Local, QStringLiteral("Cancelled"), Tr::tr("Nothing was deleted."));
    }
}

QCoro::Task<Result<qint64>> takeInUndo(client::EnvironmentPtr environment, UndoPlan plan, QString runner)
{
    const journal::JournalPtr journal = environment->journal;
    journal::NewBatch undo = undoOf(environment, plan);
    undo.runner = runner;
    // Once more, because another program may have been faster since the plan was made.
    const Result<Begun> begun = begunOf(*environment, undo);
    if (!begun)
        co_return std::unexpected(begun.error());
    qint64 id = begun->id;
    if (id > 0) {
        const Result<void> taken = co_await journal->takeBatch(id, runner);
        if (!taken)
            co_return std::unexpected(taken.error());
    } else {
        const Result<qint64> made = co_await journal->beginBatch(undo);
        if (!made)
            co_return made;
        id = *made;
    }
    QList<journal::NewBatchRow> rows;
    for (const Undoing &undoing : std::as_const(plan.rows)) {
        if (!undoing.obstacle.isEmpty() || begun->rows.contains(undoing.row))
            continue;
        journal::NewBatchRow row;
        row.row = undoing.row;
        row.input = client::withToken(*plan.operation, undoing.input, *environment->tokens);
        if (const model::Member *token = plan.operation->tokenMember())
            row.token = row.input.toMap().value(token->name).toString();
        rows.append(row);
    }
    const Result<void> added = co_await journal->addToBatch(id, rows, plan.operation, undo.where.tokenMember);
    const Result<void> ready = added ? co_await journal->batchIsReady(id) : added;
    if (ready)
        co_return id;
    if (begun->id > 0)
        journal->leaveBatch(id);
    else
        journal->dropBatch(id);
    co_return std::unexpected(ready.error());
}

bool wasGone(const BatchRow &row)
{
    Error error;
    error.phase = Phase::Service;
    error.code = row.errorCode;
    return row.standing == Standing::Rejected && evidence::isNotThere(error);
}

Result<qint64> goneRows(const client::Environment &environment, const journal::Batch &batch)
{
    qint64 gone = 0;
    if (batch.made.undoes == 0 || batch.counts.rejected == 0)
        return gone;
    const Result<void> read =
        eachRow(environment, batch.id, [&gone](const BatchRow &row) { gone += wasGone(row) ? 1 : 0; });
    if (!read)
        return std::unexpected(read.error());
    return gone;
}

} // namespace formwork::bulk
