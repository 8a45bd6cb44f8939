// SPDX-License-Identifier: Apache-2.0
#include "journal/settlement.h"

#include "base/figures.h"
#include "base/tr.h"

namespace formwork::journal
{

QString settledName(Settled settled)
{
    switch (settled) {
    case Settled::Happened:
        return QStringLiteral("happened");
    case Settled::DidNotHappen:
        return QStringLiteral("did-not-happen");
    case Settled::No:
        break;
    }
    return {};
}

QString inWords(const Settlement &settlement)
{
    const QString when = momentText(settlement.time.toLocalTime());
    if (settlement.person.isEmpty())
        return Tr::tr("Found out on %1: %2").arg(when, settlement.sentence);
    const QString said = settlement.verdict == Settled::Happened
        ? Tr::tr("%1 said on %2 that it is there: this request was carried out.")
        : Tr::tr("%1 said on %2 that it is not there: this request did nothing.");
    const QString sentence = said.arg(settlement.person, when);
    return settlement.note.isEmpty() ? sentence : sentence + u' ' + Tr::tr("Note: %1").arg(settlement.note);
}

} // namespace formwork::journal
