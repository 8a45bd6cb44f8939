// SPDX-License-Identifier: Apache-2.0
#include "evidence/rivals.h"

#include "base/tr.h"
#include "evidence/words.h"

#include <QCborArray>

namespace formwork::evidence
{

namespace
{

constexpr qint64 kTogether = 500; // rows
constexpr qint64 kSlack = 2'000; // ms: many services write whole seconds
constexpr qint64 kSoon = 120'000; // ms

bool mentions(const QCborValue &value, const QString &id)
{
    if (value.isString())
        return value.toString() == id;
    if (value.isArray()) {
        for (const QCborValue &entry : value.toArray()) {
            if (mentions(entry, id))
                return true;
        }
    }
    const QCborMap map = value.toMap();
    for (const auto &[name, member] : map) {
        if (mentions(member, id))
            return true;
    }
    return false;
}

bool wentToTheSamePlace(const journal::NewRequest &one, const journal::NewRequest &other)
{
    // One account may go by several names here.
    const bool areKnown = !one.accountId.isEmpty() && !other.accountId.isEmpty();
    const bool isSameAccount = areKnown ? one.accountId == other.accountId : one.profileId == other.profileId;
    return one.operation == other.operation && isSameAccount && one.region == other.region
        && one.what == other.what;
}

bool hasNameOf(const Claimant &claimant, const Comparison &thing)
{
    const QCborValue own = claimant.wanted.input.value(claimant.wanted.ownName);
    return thing.id.isEmpty() || thing.id == own.toString();
}

// Whether the thing was made while the row was on its way, or so soon after that the service may have been at
// it.
bool isOfItsTime(const journal::Reader &history, const Claimant &claimant, const journal::Record &other,
                 const Comparison &thing)
{
    if (!thing.createdAt)
        return true;
    const qint64 offset =
        claimant.record.firstSentAt.msecsTo(claimant.wanted.firstSent); // of the service's clock
    if (thing.createdAt->addMSecs(kSlack) < other.firstSentAt.addMSecs(offset))
        return false;
    const Result<QList<journal::Attempt>> attempts = history.attempts(other.id);
    const QDateTime ended = attempts && !attempts->isEmpty() ? attempts->last().finishedAt : QDateTime();
    // An answer ends a request; one that nobody answered may have gone on for a while.
    const qint64 most = other.outcome == Outcome::Succeeded ? kSlack : kSoon;
    return !ended.isValid() || *thing.createdAt <= ended.addMSecs(offset + most);
}

// What another row says of the thing; empty: nothing.
QString claimOf(const journal::Reader &history, const Claimant &claimant, const journal::Record &other,
                const Comparison &thing)
{
    const bool mayHaveMade = other.outcome == Outcome::Unknown || other.outcome == Outcome::Sending;
    const bool isIts = other.outcome == Outcome::Succeeded
        && (hasNameOf(claimant, thing) || mentions(other.output, thing.id));
    const bool hasLeft = isIts
        || (mayHaveMade && other.mayHaveLeft && other.firstSentAt.isValid()
            && !(other.isSettled() && other.settled == journal::Settled::DidNotHappen));
    if (!hasLeft || !isOfItsTime(history, claimant, other, thing))
        return {};
    return isIts ? Tr::tr("request %1 of this history made it").arg(other.id)
                 : Tr::tr("request %1 of this history may have made it as well").arg(other.id);
}

} // namespace

Result<QString> rivalOf(const journal::Reader &history, const Claimant &claimant, const Comparison &thing)
{
    const journal::NewRequest &request = claimant.record.request;
    journal::Filter filter;
    filter.text = QStringLiteral("service:\"%1\" operation:\"%2\"").arg(request.service, request.operation);
    for (qint64 from = 0;; from += kTogether) {
        const Result<QList<journal::Record>> rows = history.page(filter, from, kTogether);
        if (!rows)
            return std::unexpected(rows.error());
        for (const journal::Record &row : *rows) {
            if (row.id == claimant.record.id || !wentToTheSamePlace(row.request, request))
                continue;
            const Result<journal::Record> other = history.record(row.id);
            if (!other)
                return std::unexpected(other.error());
            if (const QString claim = claimOf(history, claimant, *other, thing); !claim.isEmpty())
                return claim;
        }
        if (rows->size() < kTogether)
            return QString();
    }
}

} // namespace formwork::evidence
