// SPDX-License-Identifier: Apache-2.0
#include "client/guard.h"

#include "base/tr.h"

namespace formwork::client
{

using credentials::Guard;
using model::Effect;

Consent consentFor(const credentials::Profile &profile, const model::Operation &operation)
{
    const Effect effect = model::effectOf(operation);
    if (profile.guard == Guard::None || effect == Effect::Reads)
        return Consent::NotNeeded;
    if (profile.guard == Guard::ReadOnly)
        return Consent::Refused;
    return effect == Effect::Destroys ? Consent::TypeName : Consent::Confirm;
}

QString consentSentence(const credentials::Profile &profile, const model::Operation &operation)
{
    switch (consentFor(profile, operation)) {
    case Consent::Confirm:
        return Tr::tr("The account %1 wants everything confirmed that writes.").arg(profile.name);
    case Consent::TypeName:
        return Tr::tr("The account %1 is guarded: what deletes or stops something takes its name, typed.")
            .arg(profile.name);
    case Consent::Refused:
        return Tr::tr("The account %1 is set to read only, and %2 writes.").arg(profile.name, operation.name);
    case Consent::NotNeeded:
        break;
    }
    return {};
}

Result<void> checkGuard(const credentials::Profile &profile, const model::Operation &operation,
                        bool isConfirmed)
{
    const Consent consent = consentFor(profile, operation);
    if (consent == Consent::Refused)
        return failure(
            Phase::Local, QStringLiteral("ReadOnlyAccount"), consentSentence(profile, operation),
            Tr::tr("Nothing was sent. Choose another account, or another guard for it in Accounts."));
    if (consent != Consent::NotNeeded && !isConfirmed)
        return failure(Phase::Local, QStringLiteral("ConfirmationNeeded"),
                       consentSentence(profile, operation), Tr::tr("Nothing was sent."));
    return {};
}

} // namespace formwork::client
