// SPDX-License-Identifier: Apache-2.0
#include "journal/record.h"

namespace formwork::journal
{

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
