// SPDX-License-Identifier: Apache-2.0
#include "cli/consent.h"

#include "base/tr.h"
#include "cli/output.h"

#include <iostream>
#include <string>
#include <unistd.h>

namespace formwork::cli
{

namespace
{

QString answerTo(const QString &question)
{
    std::cerr << qPrintable(visible(question)) << ' ' << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return QString::fromStdString(answer).trimmed();
}

bool isYes(const QString &answer) { return answer == u"y" || answer == u"Y" || answer == u"yes"; }

} // namespace

bool agreed(const Arguments &arguments, const QString &question)
{
    if (arguments.yes)
        return true;
    if (!isatty(STDIN_FILENO)) {
        complain(question + u' ' + Tr::tr("Say --yes to do it all the same."));
        return false;
    }
    return isYes(answerTo(question + u' ' + Tr::tr("Do it? [y/N]")));
}

Result<bool> consent(const Arguments &arguments, const credentials::Profile &profile,
                     const model::Operation &operation)
{
    const client::Consent wanted = client::consentFor(profile, operation);
    if (wanted == client::Consent::NotNeeded)
        return false;
    if (wanted == client::Consent::Refused)
        return std::unexpected(client::checkGuard(profile, operation, true).error());
    if (arguments.yes)
        return true;
    const QString sentence = client::consentSentence(profile, operation);
    const bool isTyped = wanted == client::Consent::TypeName;
    const bool canAsk = isatty(STDIN_FILENO) && arguments.input != u"-";
    if (canAsk) {
        const QString answer =
            answerTo(sentence + u' '
                     + (isTyped ? Tr::tr("Type %1 to go on:").arg(profile.name) : Tr::tr("Do it? [y/N]")));
        if (isTyped ? answer == profile.name : isYes(answer))
            return true;
    }
    Error error = client::checkGuard(profile, operation, false).error();
    if (!canAsk)
        error.advice += u' ' + Tr::tr("Say --yes to do it all the same.");
    return std::unexpected(error);
}

} // namespace formwork::cli
