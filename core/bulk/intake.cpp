// SPDX-License-Identifier: Apache-2.0
#include "bulk/intake.h"

#include "base/tr.h"
#include "client/requesttag.h"
#include "document/redact.h"
#include "journal/reader.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QCoroFuture>

namespace formwork::bulk
{

namespace
{

// The cells as they may be shown and written: what is secret of them is left out.
QStringList withoutSecrets(const SheetRow &row, const Mapping &mapping, const model::Shape &input)
{
    QStringList cells = row.cells;
    static_cast<void>(document::mapSecrets(
        row.input, input, [&](const document::Pointer &at, const auto &, const QCborValue &secret) {
            for (const qsizetype column : mapping.cellsAt(at))
                cells[column].clear();
            return secret;
        }));
    return cells;
}

std::unexpected<Error> fileChanged()
{
    return failure(Phase::Local, QStringLiteral("FileChanged"),
                   Tr::tr("The CSV file was changed while it was read."),
                   Tr::tr("Nothing was sent. Begin again when nobody writes it."));
}

// Reads rows until there are so many, or the end.
struct Reading {
    const Intake &intake;
    guide::GuidePtr guide;
    QStringList header; // of the batch that they join, which may have its columns in another order
    InputDigest digest;
    qint64 next = 1; // number of the next row of the batch

    Result<QList<journal::NewBatchRow>> some(qsizetype most)
    {
        QList<journal::NewBatchRow> rows;
        while (rows.size() < most) {
            Result<std::optional<SheetRow>> row = intake.sheet->next();
            if (!row)
                return std::unexpected(row.error());
            if (!*row)
                break;
            // Some are bad beside others alone: of two with one token, the second.
            if (intake.checked.bad.contains((*row)->row))
                continue;
            const bool mayBeBad = intake.checked.invalid > 0;
            if (mayBeBad && !stopping(**row, *intake.operation, *guide, intake.onlyHard).isEmpty())
                continue;
            digest.add(*intake.operation, (*row)->input);
            rows.append(taken(**row));
        }
        return rows;
    }

    [[nodiscard]] QStringList asIn(const QStringList &order, const QStringList &cells) const
    {
        QStringList sorted;
        for (const QString &column : order)
            sorted += cells.value(intake.sheet->mapping().header().indexOf(column));
        return sorted;
    }

    journal::NewBatchRow taken(const SheetRow &row)
    {
        const model::Operation &operation = *intake.operation;
        journal::NewBatchRow one;
        one.row = intake.into == 0 ? row.row : next;
        one.line = row.line;
        one.replaces = intake.into == 0 ? 0 : row.replaces;
        one.input = client::withToken(operation, row.input, *intake.environment->tokens);
        one.input = client::withRequestTag(operation, one.input, intake.target, *intake.environment->tokens);
        if (const model::Member *token = operation.tokenMember())
            one.token = one.input.toMap().value(token->name).toString();
        one.cells = intake.checked.hasSecrets ? withoutSecrets(row, intake.sheet->mapping(), *operation.input)
                                              : row.cells;
        if (!header.isEmpty())
            one.cells = asIn(header, one.cells);
        next += one.replaces == 0 ? 1 : 0;
        return one;
    }
};

// A batch that rows join.
struct Joined {
    QStringList header;
    qint64 last = 0; // row of it
};

Result<Joined> joinedOf(const journal::Reader &history, qint64 id)
{
    const Result<journal::Batch> batch = history.batch(id);
    if (!batch)
        return std::unexpected(batch.error());
    Joined joined{batch->made.header};
    while (true) { // a row number is never used again, whatever was left out of the file
        const Result<QList<journal::BatchRow>> rows =
            history.batchRows(id, joined.last, 10'000, journal::BatchParts::Rows);
        if (!rows)
            return std::unexpected(rows.error());
        if (rows->isEmpty())
            return joined;
        joined.last = rows->last().row;
    }
}

// Into a batch that is there all at once, so that a second try after a crash joins nothing twice.
QCoro::Task<Result<qint64>> join(std::shared_ptr<const Intake> intake, journal::NewBatch batch)
{
    const journal::JournalPtr journal = intake->environment->journal;
    Reading reading{*intake, intake->environment->guides->guideFor(*intake->operation), {}, {}};
    const auto read = [id = intake->into](const journal::Reader &history) { return joinedOf(history, id); };
    const Result<Joined> there = co_await journal->ask<Joined>(read);
    if (!there)
        co_return std::unexpected(there.error());
    reading.header = there->header;
    reading.next = there->last + 1;
    const Result<QList<journal::NewBatchRow>> rows = reading.some(std::numeric_limits<qsizetype>::max());
    if (!rows)
        co_return std::unexpected(rows.error());
    if (reading.digest.result() != batch.digest)
        co_return fileChanged();
    const Result<void> added =
        co_await journal->addToBatch(intake->into, *rows, intake->operation, batch.where.tokenMember);
    if (!added)
        co_return std::unexpected(added.error());
    const Result<void> kept = co_await journal->batchIsReady(intake->into);
    if (!kept)
        co_return std::unexpected(kept.error());
    co_return intake->into;
}

QCoro::Task<Result<void>> fill(std::shared_ptr<const Intake> intake, journal::NewBatch batch, qint64 id)
{
    constexpr qsizetype kTogether = 500;
    const journal::JournalPtr journal = intake->environment->journal;
    Reading reading{*intake, intake->environment->guides->guideFor(*intake->operation), {}, {}};
    while (true) {
        const Result<QList<journal::NewBatchRow>> rows = reading.some(kTogether);
        if (!rows)
            co_return std::unexpected(rows.error());
        if (rows->isEmpty())
            break;
        const Result<void> added =
            co_await journal->addToBatch(id, *rows, intake->operation, batch.where.tokenMember);
        if (!added)
            co_return std::unexpected(added.error());
    }
    if (reading.digest.result() != batch.digest)
        co_return fileChanged();
    co_return co_await journal->batchIsReady(id);
}

} // namespace

journal::NewBatch batchOf(const Intake &intake)
{
    const QCborValue example = intake.checked.example ? intake.checked.example->input : QCborValue();
    journal::NewBatch batch;
    batch.where = client::whereOf(intake.environment, intake.operation, example, intake.target);
    // Where the address depends on what is sent, it is no matter of the batch.
    const QString usual =
        client::whereOf(intake.environment, intake.operation, QCborMap(), intake.target).endpoint;
    if (batch.where.endpoint != usual)
        batch.where.endpoint = intake.target.endpointUrl;
    batch.where.sentAnyway = intake.onlyHard;
    batch.source = intake.source;
    batch.digest = intake.checked.digest;
    batch.header = intake.sheet->mapping().header();
    batch.delimiter = intake.sheet->delimiter();
    batch.runner = intake.runner;
    return batch;
}

QCoro::Task<Result<qint64>> takeIn(Intake intake)
{
    const auto shared = std::make_shared<const Intake>(std::move(intake));
    const journal::NewBatch batch = batchOf(*shared);
    if (shared->into > 0)
        co_return co_await join(shared, batch);
    const journal::JournalPtr journal = shared->environment->journal;
    const Result<qint64> id = co_await journal->beginBatch(batch);
    if (!id)
        co_return id;
    const Result<void> filled = co_await fill(shared, batch, *id);
    if (filled)
        co_return id;
    journal->dropBatch(*id);
    co_return std::unexpected(filled.error());
}

QString runnerText(const QString &program)
{
    return Tr::tr("%1, process %2").arg(program).arg(QCoreApplication::applicationPid());
}

} // namespace formwork::bulk
