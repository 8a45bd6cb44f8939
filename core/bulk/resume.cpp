// SPDX-License-Identifier: Apache-2.0
#include "bulk/resume.h"

#include "base/tr.h"
#include "client/rowtarget.h"
#include "client/whereabouts.h"
#include "journal/reader.h"

#include <QCborMap>
#include <QCoroFuture>

namespace formwork::bulk
{

QCoro::Task<Result<client::Target>> targetOfBatch(client::EnvironmentPtr environment,
                                                  model::OperationPtr operation, journal::Batch batch,
                                                  bool otherKeys)
{
    const journal::NewRequest &row = batch.made.where;
    Result<client::Target> where = client::targetOfRow(*environment, *operation, row.input, row, otherKeys);
    if (!where)
        co_return where;
    const Result<void> same = co_await client::checkAccount(environment, row, *where);
    if (!same)
        co_return std::unexpected(same.error());
    co_return where;
}

QCoro::Task<Result<void>> takeInto(Intake intake)
{
    const journal::JournalPtr journal = intake.environment->journal;
    const auto read = [id = intake.into](const journal::Reader &history) { return history.batch(id); };
    const Result<journal::Batch> batch = co_await journal->ask<journal::Batch>(read);
    if (!batch)
        co_return std::unexpected(batch.error());
    const journal::NewRequest mine = batchOf(intake).where;
    const journal::NewRequest its = batch->made.where;
    bool isOther = its.service != mine.service || its.operation != mine.operation
        || its.profileId != mine.profileId || its.accountId != mine.accountId || its.region != mine.region;
    if (!isOther) {
        // The keys of the account it went to, and its endpoint: rows of it that wait go along.
        const Result<client::Target> target =
            co_await targetOfBatch(intake.environment, intake.operation, *batch, intake.otherKeys);
        if (!target)
            co_return std::unexpected(target.error());
        const auto endpointOf = [&intake](const client::Target &to) {
            return client::whereOf(intake.environment, intake.operation, QCborMap(), to).endpoint;
        };
        isOther = endpointOf(*target) != endpointOf(intake.target);
    }
    if (isOther)
        co_return failure(Phase::Local, QStringLiteral("OtherBatch"),
                          Tr::tr("Batch %1 is of %2 %3 and went to %4 in %5; the rows would go elsewhere.")
                              .arg(intake.into)
                              .arg(its.service, its.operation, client::wentTo(its), its.region),
                          Tr::tr("Nothing was sent."));
    co_return co_await journal->takeBatch(intake.into, intake.runner);
}

} // namespace formwork::bulk
