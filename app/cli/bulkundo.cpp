// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "bulk/intake.h"
#include "bulk/undopreparing.h"
#include "cli/bulkrunning.h"
#include "cli/consent.h"
#include "cli/output.h"
#include "cli/report.h"
#include "client/whereabouts.h"
#include "document/json.h"
#include "document/redact.h"

#include <QCborMap>
#include <QCoroFuture>

namespace formwork::cli
{

namespace
{

QCoro::Task<Result<bulk::UndoPlan>> planOf(Arguments arguments, EnvironmentPtr environment, bool *otherKeys)
{
    bool isNumber = false;
    const qint64 id = arguments.words.value(1).toLongLong(&isNumber);
    const Result<journal::Batch> batch = environment->journal->batch(isNumber ? id : 0);
    if (!batch)
        co_return std::unexpected(batch.error());
    bulk::UndoOptions options;
    options.otherKeys = *otherKeys;
    options.looking = [](qint64 looked, qint64 all) {
        if (looked == 0)
            remark(Tr::tr(
                "Looking at %n thing(s) before anything is deleted: what this batch did not make stays.",
                nullptr, int(all)));
    };
    Result<bulk::UndoPlan> plan = co_await bulk::prepareUndo(environment, *batch, options);
    if (!plan && plan.error().code == u"OtherKeys" && agreed(arguments, plan.error().message)) {
        *otherKeys = options.otherKeys = true;
        plan = co_await bulk::prepareUndo(environment, *batch, options);
    }
    co_return plan;
}

QByteArray inputJson(const bulk::UndoPlan &plan, const bulk::Undoing &row)
{
    return document::toJson(document::redacted(row.input, *plan.operation->input), *plan.operation->input,
                            document::JsonStyle::Compact);
}

// What would be deleted, and what cannot be.
void list(const Arguments &arguments, const bulk::UndoPlan &plan)
{
    constexpr int kMostTold = 200; // for people
    int told = 0;
    for (const bulk::Undoing &row : plan.rows) {
        if (arguments.json && arguments.dryRun) {
            printJsonLine(
                QCborMap{{QStringLiteral("row"), row.row},
                         {QStringLiteral("id"), row.request},
                         {QStringLiteral("what"), row.what},
                         {QStringLiteral("operation"), plan.operation->name},
                         {QStringLiteral("input"), *document::fromPlainJson(inputJson(plan, row))},
                         {QStringLiteral("error"),
                          row.obstacle.isEmpty() ? QCborValue(nullptr) : QCborValue(row.obstacle)}});
            continue;
        }
        if (++told == kMostTold + 1 && !arguments.dryRun)
            complain(Tr::tr("There are more; --dry-run lists them all."));
        if (told > kMostTold && !arguments.dryRun)
            continue;
        const QString line = row.obstacle.isEmpty()
            ? Tr::tr("Row %1, %2: %3 %4")
                  .arg(row.row)
                  .arg(row.what, plan.operation->name, QString::fromUtf8(inputJson(plan, row)))
            : Tr::tr("Row %1, %2, stays: %3").arg(row.row).arg(row.what, row.obstacle);
        if (arguments.dryRun)
            print(visibleLine(line) + u'\n');
        else
            complain(visibleLine(line));
    }
}

} // namespace

QCoro::Task<int> bulkUndo(Arguments arguments, EnvironmentPtr environment)
{
    bool otherKeys = arguments.yes;
    const Result<bulk::UndoPlan> planned = co_await planOf(arguments, environment, &otherKeys);
    if (!planned)
        co_return complain(planned.error());
    const bulk::UndoPlan &plan = *planned;
    const client::Target where = plan.target;
    const qint64 kept = plan.rows.size() - plan.deletable();
    list(arguments, plan);
    if (plan.deletable() == 0)
        complain(Tr::tr("There is nothing that batch %1 made and that could be deleted.").arg(plan.batch.id));
    if (arguments.dryRun)
        co_return Done;
    if (plan.deletable() == 0)
        co_return kept > 0 ? int(LocalFault) : int(Done);
    const Result<bool> consented = consent(arguments, where.profile, *plan.operation);
    if (!consented)
        co_return complain(consented.error());
    if (!agreed(arguments, bulk::undoQuestion(plan)))
        co_return LocalFault;
    remark(client::saidBeforeSending(where));
    const QString runner = bulk::runnerText(QStringLiteral("formwork-cli"));
    const Result<qint64> id = co_await bulk::takeInUndo(environment, plan, runner);
    const Result<journal::Batch> undo =
        id ? environment->journal->batch(*id) : Result<journal::Batch>(std::unexpected(id.error()));
    if (!undo)
        co_return complain(undo.error());
    complain(
        Tr::tr("Batch %1. Should it break off: formwork-cli bulk undo %2").arg(undo->id).arg(plan.batch.id));
    Sending sending{environment, plan.operation, where, *undo, *consented, otherKeys, plan.staying()};
    const int code = co_await sendBatch(arguments, sending);
    if (kept > 0)
        complain(Tr::tr("%n of the things stay(s), as listed above.", nullptr, int(kept)));
    co_return code == Done &&kept > 0 ? int(ServiceSaidNo) : code; // never "nothing was sent" of what was
}

} // namespace formwork::cli
