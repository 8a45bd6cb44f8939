// SPDX-License-Identifier: Apache-2.0
#include "journal/protection.h"

#include "base/tr.h"
#include "model/effect.h"
#include "model/repeating.h"
#include "relations/ownname.h"

namespace formwork::journal
{

Protection protectionOf(const model::Operation &operation, const QString &clientToken)
{
    if (!clientToken.isEmpty())
        return Protection::Token;
    if (model::onlyReads(operation))
        return Protection::Reading;
    if (relations::uniqueName(operation))
        return Protection::UniqueName;
    if (model::repeatsHarmlessly(operation))
        return Protection::Idempotent;
    return model::destroysOnce(operation.name) ? Protection::Removal : Protection::None;
}

Protection protectionOf(const NewRequest &request)
{
    if (!request.clientToken.isEmpty())
        return Protection::Token;
    if (request.hasUniqueName)
        return Protection::UniqueName;
    if (!request.createsOnRetry)
        return Protection::Idempotent;
    return model::destroysOnce(request.operation) ? Protection::Removal : Protection::None;
}

bool wantsDecision(Protection protection)
{
    return protection == Protection::None || protection == Protection::Removal;
}

QString protectionName(Protection protection)
{
    switch (protection) {
    case Protection::Token:
        return QStringLiteral("token");
    case Protection::UniqueName:
        return QStringLiteral("unique-name");
    case Protection::Reading:
    case Protection::Idempotent:
        return QStringLiteral("idempotent");
    case Protection::Removal:
    case Protection::None:
        break;
    }
    return QStringLiteral("none");
}

QString promise(Protection protection)
{
    switch (protection) {
    case Protection::Token:
        return Tr::tr("A retry sends the same client token again.");
    case Protection::Reading:
        return Tr::tr("This operation only reads.");
    case Protection::UniqueName:
        return Tr::tr("This operation takes no client token: a second one of the same name is refused.");
    case Protection::Idempotent:
        return Tr::tr("This operation takes no client token and needs none: sending it again changes nothing "
                      "more.");
    case Protection::Removal:
        return Tr::tr("This operation takes no client token: sent twice it does nothing more, unless what it "
                      "names was made or started again in between.");
    case Protection::None:
        break;
    }
    return Tr::tr("This operation takes no client token: sending it twice may do it twice.");
}

QString tokenPromise(const QString &lifetime, const QString &noun)
{
    if (lifetime.isEmpty())
        return Tr::tr("A retry soon after cannot create a second %1; how long the token lives is not "
                      "published.")
            .arg(noun);
    return Tr::tr("A retry within %1 cannot create a second %2.").arg(lifetime, noun);
}

QString sentence(Protection protection)
{
    if (protection == Protection::None)
        return Tr::tr("This operation has no client token, so a retry may do it a second time. Check whether "
                      "it exists before you retry.");
    if (protection == Protection::Removal)
        return Tr::tr(
            "If it was carried out, a retry finds nothing more to do, and the service may answer that "
            "there is no such thing. What was made or started again under the same name since would "
            "be hit: check before you retry.");
    if (protection == Protection::Token)
        return Tr::tr("A retry sends the same client token and the same input: the service answers with the "
                      "first result if it was already done.");
    if (protection == Protection::UniqueName)
        return Tr::tr("A retry cannot make a second one of the same name: while there is one, the service "
                      "refuses another.")
            + u' ' + afterRefusedName();
    return Tr::tr(
        "Sending it again does no harm: this operation comes to the same result however often it is "
        "done.");
}

QString safeTogether(const QSet<Protection> &protections)
{
    if (protections == QSet{Protection::Token})
        return Tr::tr("Retrying sends the same client token, so nothing is created twice.");
    if (protections.contains(Protection::UniqueName))
        return Tr::tr("Nothing is created twice: what is there already is refused or found again. Where a "
                      "service answers that one of that name exists, look whose it is.");
    if (protections.contains(Protection::Token))
        return Tr::tr("Retrying sends the same client token, or does no harm: nothing is created twice.");
    return Tr::tr("Retrying does no harm: it comes to the same result however often it is done.");
}

QString afterRefusedName()
{
    return Tr::tr("If it answers that one exists, that may be what this request made or somebody else's: "
                  "compare before you rely on it.");
}

QString retryInGeneral()
{
    return Tr::tr("A retry sends the same input again, with the same client token where there is one. "
                  "Formwork asks before anything that could be created twice, and leaves out what has "
                  "succeeded.");
}

QString afterCancelling(Protection protection)
{
    const QString unknown = Tr::tr("The request may already have reached the service. Cancelling only stops "
                                   "the waiting: the outcome is then unknown");
    switch (protection) {
    case Protection::Token:
        return unknown + Tr::tr(", and a retry with the same client token finds out.");
    case Protection::UniqueName:
        return unknown + Tr::tr(", and a retry cannot make a second one of the same name.");
    case Protection::Reading:
    case Protection::Idempotent:
        return unknown + Tr::tr(", and sending it again does no harm.");
    case Protection::Removal:
        return unknown
            + Tr::tr(", and a retry does nothing more unless what it names was made or started again.");
    case Protection::None:
        break;
    }
    return unknown + Tr::tr(", and a retry may do it a second time.");
}

} // namespace formwork::journal
