// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "client/pages.h"

namespace formwork::client
{

namespace
{

CallOptions optionsOf(const PagesOptions &options, const Pages &pages)
{
    CallOptions call = options.call;
    if (pages.count() == 0)
        return call;
    call.parent = pages.firstRow();
    call.part = Tr::tr("page %1").arg(pages.count() + 1);
    call.sendAnyway = true; // the first page was let through, and the token is the service's own
    return call;
}

} // namespace

QCoro::Task<CallResult> fetchPages(EnvironmentPtr environment, model::OperationPtr operation, Target target,
                                   PagesPtr pages, PagesOptions options)
{
    CallResult result;
    result.outcome = journal::Outcome::Succeeded;
    for (int fetched = 0; pages->hasNext() && (options.maxPages == 0 || fetched < options.maxPages);
         ++fetched) {
        result =
            co_await call(environment, operation, pages->nextInput(), target, optionsOf(options, *pages));
        if (result.outcome != journal::Outcome::Succeeded)
            break;
        const Result<void> added = pages->add(result.output, result.journalId);
        const bool goesOn = !options.fetched || options.fetched(*pages);
        if (!added) {
            result.error = added.error();
            result.outcome = journal::Outcome::Rejected;
            break;
        }
        if (!goesOn)
            break;
    }
    result.output = pages->merged();
    co_return result;
}

} // namespace formwork::client
