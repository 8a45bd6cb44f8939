// SPDX-License-Identifier: Apache-2.0
#include "client/beforeretry.h"

#include "base/tr.h"
#include "client/whereabouts.h"

namespace formwork::client
{

namespace
{

// The row's account and Region count, and its endpoint, whichever are selected.
QString elsewhereSentence(const journal::NewRequest &row, const Selected &selected)
{
    const bool otherRegion = !selected.region.isEmpty() && selected.region != row.region;
    if (selected.profileId != row.profileId || otherRegion)
        return Tr::tr("It went to %1 in %2 and goes there again, not to %3 in %4, which is selected.")
            .arg(wentTo(row), row.region, selected.account,
                 selected.region.isEmpty() ? Tr::tr("no Region") : selected.region);
    if (!selected.endpoint.isEmpty() && selected.endpoint != row.endpoint)
        return Tr::tr("It went to %1 and goes there again, not to %2.").arg(row.endpoint, selected.endpoint);
    return {};
}

} // namespace

BeforeRetry beforeRetry(const journal::PlannedRow &row, const model::Operation *operation,
                        const std::optional<credentials::Profile> &profile,
                        const std::optional<Selected> &selected)
{
    using Kind = journal::RetryPlan::Kind;
    BeforeRetry asked;
    if (row.plan.kind == Kind::NotPossible) {
        asked.refusal = row.plan.sentence;
        return asked;
    }
    if (profile && operation && consentFor(*profile, *operation) == Consent::Refused) {
        asked.refusal = checkGuard(*profile, *operation, true).error().sentence();
        return asked;
    }
    asked.mayDuplicate = row.plan.kind == Kind::MayDuplicate;
    if (asked.mayDuplicate)
        asked.duplicate = row.plan.sentence;
    if (selected)
        asked.elsewhere = elsewhereSentence(row.record.request, *selected);
    asked.isProduction = profile && profile->isProduction;
    if (profile && operation) {
        asked.consent = consentSentence(*profile, *operation);
        if (consentFor(*profile, *operation) == Consent::TypeName)
            asked.mustType = profile->name;
    }
    return asked;
}

} // namespace formwork::client
