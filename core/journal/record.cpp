// SPDX-License-Identifier: Apache-2.0
#include "journal/record.h"

namespace formwork::journal
{

static_assert(static_cast<int>(Outcome::Sending) == 0 && static_cast<int>(Outcome::Succeeded) == 1
                  && static_cast<int>(Outcome::Rejected) == 2 && static_cast<int>(Outcome::Unknown) == 3,
              "these numbers are in the files people have, and in the SQL of this room");

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Sending:
        return QStringLiteral("sending");
    case Outcome::Succeeded:
        return QStringLiteral("succeeded");
    case Outcome::Rejected:
        return QStringLiteral("rejected");
    case Outcome::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

std::optional<Outcome> outcomeFromName(QStringView name)
{
    for (const Outcome outcome :
         {Outcome::Sending, Outcome::Succeeded, Outcome::Rejected, Outcome::Unknown}) {
        if (outcomeName(outcome) == name)
            return outcome;
    }
    return std::nullopt;
}

} // namespace formwork::journal
