// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

#include <QCborArray>
#include <QList>
#include <QString>

// Did it happen? What can be found out of a request whose outcome no answer told.
namespace formwork::evidence
{

enum class Verdict {
    Happened,
    Refused, // the service has it as refused
    NotSeen, // so far; which never means that it did not happen
    CannotTell,
};

[[nodiscard]] QString verdictName(Verdict verdict); // "happened", "refused", "not-seen", "cannot-tell"

// What was looked at, in the order in which it is.
enum class Rung {
    Answer, // the service's own, to the request
    Read, // what it made, by the name or the ids that the request itself gave
    Again, // likewise, after a pause
    Tag, // what carries the tag of the request
    List, // all there are, each compared
    Trail, // what CloudTrail has recorded
    History, // other requests of this history
    Person, // somebody has looked
};

[[nodiscard]] QString rungName(Rung rung); // "read", ...

// One look. `found` is the id of what was found, the code of an error, or empty.
struct Finding {
    Rung rung = Rung::Read;
    QString asked; // the operation
    QString found;
    QString sentence;
};

[[nodiscard]] QCborArray asCbor(const QList<Finding> &findings);
[[nodiscard]] QList<Finding> findingsFrom(const QCborValue &stored);

struct Report {
    qint64 id = 0; // of the row
    Verdict verdict = Verdict::CannotTell;
    QString sentence; // the verdict with its reason
    QList<Finding> findings;
    bool isSettled = false;
};

} // namespace formwork::evidence
