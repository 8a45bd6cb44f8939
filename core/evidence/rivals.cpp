// SPDX-License-Identifier: Apache-2.0
#include "evidence/rivals.h"

#include "base/tr.h"
#include "evidence/words.h"

#include <QCborArray>

namespace formwork::evidence
{

namespace
{

constexpr qint64 kMostRows = 500; // of one operation
constexpr qint64 kSlack = 2'000; // ms: many services write whole seconds

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
    return one.operation == other.operation && one.profileId == other.profileId
        && one.accountId == other.accountId && one.region == other.region && one.what == other.what;
}

bool hasNameOf(const Subject &subject, const Comparison &thing)
{
    const QCborValue own = subject.wanted.input.value(subject.wanted.ownName);
    return thing.id.isEmpty() || thing.id == own.toString();
}

// Whether the row had its last answer before the thing was made.
bool endedBefore(const Subject &subject, const journal::Record &other, const Comparison &thing)
{
    const Result<QList<journal::Attempt>> attempts = subject.environment->journal->attempts(other.id);
    if (!thing.createdAt || !attempts || attempts->isEmpty() || !attempts->last().finishedAt.isValid())
        return false;
    return attempts->last().finishedAt.addMSecs(kSlack) < *thing.createdAt;
}

// What another row says of the thing; empty: nothing.
QString claimOf(const Subject &subject, const journal::Record &other, const Comparison &thing)
{
    if (other.outcome == Outcome::Succeeded) {
        const bool isIts = !endedBefore(subject, other, thing)
            && (hasNameOf(subject, thing) || mentions(other.output, thing.id));
        return isIts ? Tr::tr("request %1 of this history made it").arg(other.id) : QString();
    }
    const bool mayHaveMade = other.outcome == Outcome::Unknown || other.outcome == Outcome::Sending;
    if (!mayHaveMade || !other.mayHaveLeft || !other.firstSentAt.isValid()
        || (other.isSettled() && other.settled == journal::Settled::DidNotHappen))
        return {};
    const bool wasBefore = thing.createdAt && *thing.createdAt < other.firstSentAt;
    const bool isAfterOurs = other.firstSentAt > subject.record.firstSentAt;
    // Of two that may have made it, the earlier one has ended long before the later one began; only where the
    // thing is younger than both, or of no known age, nobody can tell.
    const bool isOpen = thing.createdAt ? isAfterOurs && !wasBefore : true;
    return isOpen ? Tr::tr("request %1 of this history may have made it as well").arg(other.id) : QString();
}

} // namespace

Result<QString> rivalOf(const Subject &subject, const Comparison &thing)
{
    const journal::Journal &journal = *subject.environment->journal;
    const journal::NewRequest &request = subject.record.request;
    journal::Filter filter;
    filter.text = QStringLiteral("service:\"%1\" operation:\"%2\"").arg(request.service, request.operation);
    const Result<QList<journal::Record>> rows = journal.page(filter, 0, kMostRows);
    if (!rows)
        return std::unexpected(rows.error());
    for (const journal::Record &row : *rows) {
        if (row.id == subject.record.id || !wentToTheSamePlace(row.request, request))
            continue;
        const Result<journal::Record> other = journal.record(row.id);
        const QString claim = other ? claimOf(subject, *other, thing) : QString();
        if (!claim.isEmpty())
            return claim;
    }
    return QString();
}

} // namespace formwork::evidence
