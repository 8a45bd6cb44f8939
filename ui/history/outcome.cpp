// SPDX-License-Identifier: Apache-2.0
#include "history/outcome.h"

namespace formwork::history
{

journal::Outcome shownOutcome(const journal::Record &record)
{
    if (!record.isSettled())
        return record.outcome;
    return record.settled == journal::Settled::Happened ? journal::Outcome::Succeeded
                                                        : journal::Outcome::Rejected;
}

widgets::ChipLook outcomeLook(journal::Outcome outcome, const QString &text)
{
    using widgets::Tone;
    switch (outcome) {
    case journal::Outcome::Sending:
        return {text, QStringLiteral("dot"), Tone::Sending};
    case journal::Outcome::Succeeded:
        return {text, QStringLiteral("check"), Tone::Created};
    case journal::Outcome::Rejected:
        return {text, QStringLiteral("cross"), Tone::Rejected};
    case journal::Outcome::Unknown:
        break;
    }
    return {text, QStringLiteral("question"), Tone::Unknown};
}

} // namespace formwork::history
