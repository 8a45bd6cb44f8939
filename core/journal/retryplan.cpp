// SPDX-License-Identifier: Apache-2.0
#include "journal/retryplan.h"

#include "base/tr.h"
#include "journal/protection.h"
#include "journal/settlement.h"

#include <algorithm>

namespace formwork::journal
{

namespace
{

using std::chrono::seconds;
using Kind = RetryPlan::Kind;

// Of a row whose outcome is not known, whichever of its attempts it is that nobody answered for. The one
// sentence about that.
QString whatHappened()
{
    return Tr::tr("The request may have reached the service, and no answer says whether it was done.");
}

QString anotherOne(const Record &record)
{
    return record.request.clientToken.isEmpty()
        ? Tr::tr("Use Edit as new to send another one.")
        : Tr::tr("Use Edit as new to send another one with a new client token.");
}

RetryPlan notPossible(const Record &record)
{
    if (record.outcome == Outcome::Succeeded)
        return {Kind::NotPossible, Tr::tr("This request was carried out.") + u' ' + anotherOne(record), {}};
    return {
        Kind::NotPossible,
        Tr::tr("This request is being sent now. Wait for its outcome, or cancel it where it is being sent."),
        {}};
}

// Whoever knows that it is there needs no second one.
RetryPlan settledAsDone(const Record &record, const Settlement &settlement)
{
    return {Kind::NotPossible,
            inWords(settlement) + u' ' + Tr::tr("It is not sent again.") + u' ' + anotherOne(record),
            {}};
}

RetryPlan nothingDone(const Record &record, const std::optional<Settlement> &settlement)
{
    const QString token = record.request.clientToken.isEmpty()
        ? Tr::tr("A retry sends the same request again.")
        : Tr::tr("A retry sends the same client token and the same input again.");
    if (settlement)
        return {Kind::SafeNothingDone, inWords(*settlement) + u' ' + token, {}};
    if (!record.firstSentAt.isValid())
        return {Kind::SafeNothingDone, Tr::tr("Nothing of this request was ever sent.") + u' ' + token, {}};
    return {Kind::SafeNothingDone,
            Tr::tr("The service refused this request and did nothing.") + u' ' + token + u' '
                + Tr::tr("If something in the input was the reason, use Edit as new instead."),
            {}};
}

RetryPlan withToken(const Record &record, const QDateTime &now)
{
    const std::optional<seconds> lifetime = record.request.tokenLifetime;
    const QDateTime from = lifetime ? record.tokenExpiresAt.addSecs(-lifetime->count()) : record.firstSentAt;
    const seconds elapsed(from.isValid() ? from.secsTo(now) : 0);
    const QString sameToken = sentence(Protection::Token);
    if (elapsed < seconds(-60)) {
        return {
            Kind::MayDuplicate,
            whatHappened() + u' '
                + Tr::tr("This computer's clock stands before the time of the first attempt, so nobody can "
                         "tell whether the client token still "
                         "lives: a retry may do it a second time. Check whether it exists before you retry."),
            {}};
    }
    if (!lifetime) {
        if (elapsed < kUnpublishedLife) {
            return {
                Kind::Safe,
                whatHappened() + u' ' + sameToken + u' '
                    + Tr::tr("The service does not say how long it remembers a token; the first attempt was "
                             "%1 ago, which is short enough.")
                          .arg(durationInWords(std::max(elapsed, seconds(0)))),
                {}};
        }
        return {Kind::MayDuplicate,
                whatHappened() + u' '
                    + Tr::tr("The service does not say how long it remembers a client token, and the first "
                             "attempt was %1 ago: a retry may do it a "
                             "second time. Check whether it exists before you retry.")
                          .arg(durationInWords(elapsed)),
                {}};
    }
    const seconds left = *lifetime - std::max(elapsed, seconds(0));
    if (elapsed < usableLife(*lifetime)) {
        return {Kind::Safe,
                whatHappened() + u' ' + sameToken + u' '
                    + Tr::tr("Token valid for another %1.").arg(durationInWords(left)),
                left};
    }
    return {
        Kind::MayDuplicate,
        whatHappened() + u' '
            + Tr::tr("The service remembers a client token for %1, and the first attempt was %2 ago: a retry "
                     "may do it a second time. Check "
                     "whether it exists before you retry.")
                  .arg(durationInWords(*lifetime), durationInWords(elapsed)),
        seconds(0)};
}

RetryPlan withoutToken(const Record &record)
{
    const Protection protection = protectionOf(record.request);
    return {wantsDecision(protection) ? Kind::MayDuplicate : Kind::Safe,
            whatHappened() + u' ' + sentence(protection),
            {}};
}

} // namespace

seconds usableLife(seconds lifetime) { return lifetime - std::min(seconds(60), lifetime / 10); }

QString durationInWords(seconds duration)
{
    const qint64 total = std::max<qint64>(duration.count(), 0);
    const qint64 days = total / 86400;
    const qint64 hours = total / 3600 % 24;
    const qint64 minutes = total / 60 % 60;
    if (days > 0)
        return hours > 0 ? Tr::tr("%1 d %2 h").arg(days).arg(hours) : Tr::tr("%1 d").arg(days);
    if (hours > 0)
        return minutes > 0 ? Tr::tr("%1 h %2 min").arg(hours).arg(minutes) : Tr::tr("%1 h").arg(hours);
    return minutes > 0 ? Tr::tr("%1 min").arg(minutes) : Tr::tr("%1 s").arg(total);
}

RetryPlan planRetry(const Record &record, const RetryFacts &facts)
{
    if (record.outcome == Outcome::Sending || record.outcome == Outcome::Succeeded)
        return notPossible(record);
    if (facts.settlement && facts.settlement->verdict == Settled::Happened)
        return settledAsDone(record, *facts.settlement);
    if (!facts.canOpenInput) {
        return {
            Kind::NotPossible,
            Tr::tr("The secret values of this request were sealed under a key that is not there now, so the "
                   "same request cannot be sent again. "
                   "Unlock the keychain, or use Edit as new and enter them again."),
            {}};
    }
    if (!facts.isUnchanged) {
        return {
            Kind::NotPossible,
            Tr::tr("The stored input of this request, or its client token, is not what was sent: the history "
                   "was changed from outside, so the same request cannot be sent again. Check what exists, "
                   "and use Edit as new."),
            {}};
    }
    if (!facts.mayHaveBeenDone || facts.settlement)
        return nothingDone(record, facts.settlement);
    return record.request.clientToken.isEmpty() ? withoutToken(record) : withToken(record, facts.now);
}

} // namespace formwork::journal
