// SPDX-License-Identifier: Apache-2.0
#include "base/outputfile.h"
#include "base/tr.h"
#include "bulk/results.h"
#include "bulk/words.h"
#include "cli/bulkrunning.h"
#include "cli/output.h"

#include <QCborArray>
#include <QCborMap>
#include <QLocale>

// What there is of batches, without sending anything.
namespace formwork::cli
{

namespace
{

Result<journal::Batch> batchOf(const Arguments &arguments, const client::Environment &environment)
{
    const QString word = arguments.words.value(1);
    bool ok = false;
    const qint64 id = word.toLongLong(&ok);
    if (!ok || id <= 0)
        return failure(Phase::Local, QStringLiteral("Usage"),
                       Tr::tr("'%1' is not the number of a batch.").arg(word),
                       Tr::tr("formwork-cli bulk list shows them."));
    return environment.journal->batch(id);
}

QCborMap asJson(const journal::Batch &batch)
{
    const journal::NewRequest &where = batch.made.where;
    QCborMap map{
        {QStringLiteral("id"), batch.id},
        {QStringLiteral("time"), batch.time.toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("service"), where.service},
        {QStringLiteral("operation"), where.operation},
        {QStringLiteral("account"), where.account},
        {QStringLiteral("region"), where.region},
        {QStringLiteral("source"), batch.made.source},
        {QStringLiteral("undoes"),
         batch.made.undoes > 0 ? QCborValue(batch.made.undoes) : QCborValue(nullptr)},
        {QStringLiteral("runner"), batch.isRunning ? QCborValue(batch.made.runner) : QCborValue(nullptr)}};
    const QCborMap counts = countsJson(batch.counts);
    for (const auto &[key, value] : counts)
        map[key.toString()] = value;
    return map;
}

QString lineOf(const journal::Batch &batch)
{
    const journal::NewRequest &where = batch.made.where;
    QString line = Tr::tr("%1  %2  %3 %4  %5 %6  %7: %8")
                       .arg(batch.id)
                       .arg(batch.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                            where.service, where.operation, where.account, where.region, batch.made.source,
                            bulk::countsText(batch.counts));
    if (batch.isRunning)
        line += Tr::tr("; being sent by %1").arg(batch.made.runner);
    return visibleLine(line) + u'\n';
}

} // namespace

bool isOfBatch(const Arguments &arguments)
{
    static const QStringList parts{QStringLiteral("list"), QStringLiteral("status"), QStringLiteral("resume"),
                                   QStringLiteral("results"), QStringLiteral("undo")};
    return parts.contains(arguments.words.value(0));
}

int bulkList(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<QList<journal::Batch>> batches = environment->journal->batches();
    if (!batches)
        return complain(batches.error());
    QCborArray array;
    for (const journal::Batch &batch : *batches) {
        if (arguments.json)
            array.append(asJson(batch));
        else
            print(lineOf(batch));
    }
    if (arguments.json)
        printJson(array);
    return Done;
}

int bulkStatus(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<journal::Batch> batch = batchOf(arguments, *environment);
    if (!batch)
        return complain(batch.error());
    if (arguments.json)
        printJson(asJson(*batch));
    else
        print(lineOf(*batch));
    return exitCodeOf(*environment, *batch);
}

int bulkResults(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<journal::Batch> batch = batchOf(arguments, *environment);
    if (!batch)
        return complain(batch.error());
    if (arguments.json && arguments.csv.isEmpty() && !arguments.failed) {
        const Result<void> told =
            bulk::eachResult(*environment, *batch, [](const QCborMap &line) { printJsonLine(line); });
        return told ? int(Done) : complain(told.error());
    }
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(batch->made.where.service, batch->made.where.operation);
    if (!operation)
        return complain(operation.error());
    const Result<bulk::Columns> columns = bulk::Columns::of(**operation, arguments.columns);
    if (!columns)
        return complain(columns.error());
    qint64 refused = 0;
    const bulk::Rows rows = bulk::rowsOf(environment->journal, batch->id);
    const OutputPieces pieces = [&](const WritePiece &write) -> Result<void> {
        if (!arguments.failed)
            return bulk::writeResults(rows, **operation, *columns, write);
        const Result<qint64> written = bulk::writeRefused(rows, *batch, write);
        refused = written.value_or(0);
        return written ? Result<void>() : std::unexpected(written.error());
    };
    const bool isToOutput = arguments.csv.isEmpty() || arguments.csv == u"-";
    const Result<void> done = isToOutput ? pieces([](const QByteArray &piece) -> Result<void> {
        printForTerminal(piece);
        return {};
    })
                                         : writeOutput(arguments.csv, pieces);
    if (!done)
        return complain(done.error());
    if (arguments.failed)
        complain(Tr::tr("%n row(s) were refused. Secret values are left out of the file: enter them again.",
                        nullptr, int(refused)));
    return Done;
}

} // namespace formwork::cli
