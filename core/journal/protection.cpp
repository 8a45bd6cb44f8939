// SPDX-License-Identifier: Apache-2.0
#include "journal/protection.h"

#include "base/tr.h"

#include <algorithm>
#include <array>

namespace formwork::journal
{

namespace
{

using namespace Qt::StringLiterals;

// What begins so makes something, each time, unless a name tells the service that it is there already.
bool makesSomething(const QString &operation)
{
    static constexpr std::array kVerbs = {
        "Create"_L1, "Start"_L1,    "Run"_L1,     "Publish"_L1, "Send"_L1,
        "Invoke"_L1, "Generate"_L1, "Copy"_L1,    "Import"_L1,  "Restore"_L1,
        "Export"_L1, "Issue"_L1,    "Request"_L1, "Submit"_L1,  "Allocate"_L1,
    };
    return std::ranges::any_of(kVerbs, [&](QLatin1StringView verb) { return operation.startsWith(verb); });
}

bool isNamed(const model::Operation &operation)
{
    if (!operation.input)
        return false;
    return std::ranges::any_of(operation.input->members, [](const model::Member &member) {
        return member.required && member.target && member.target->isText()
            && (member.name.endsWith("name"_L1, Qt::CaseInsensitive)
                || member.name.endsWith("alias"_L1, Qt::CaseInsensitive)
                || member.name.compare("id"_L1, Qt::CaseInsensitive) == 0);
    });
}

} // namespace

Protection protectionOf(const model::Operation &operation, const QString &clientToken)
{
    if (!clientToken.isEmpty())
        return Protection::Token;
    if (operation.readOnly)
        return Protection::Reading;
    const bool isTrusted = !makesSomething(operation.name) || isNamed(operation);
    return operation.idempotent && isTrusted ? Protection::Idempotent : Protection::None;
}

Protection protectionOf(const NewRequest &request)
{
    if (!request.clientToken.isEmpty())
        return Protection::Token;
    return request.createsOnRetry ? Protection::None : Protection::Idempotent;
}

QString promise(Protection protection)
{
    switch (protection) {
    case Protection::Token:
        return Tr::tr("A retry sends the same client token again.");
    case Protection::Reading:
        return Tr::tr("This operation only reads.");
    case Protection::Idempotent:
        return Tr::tr("This operation takes no client token and needs none: sending it again changes nothing "
                      "more.");
    case Protection::None:
        break;
    }
    return Tr::tr("This operation takes no client token: sending it twice may do it twice.");
}

QString tokenPromise(const QString &lifetime, const QString &noun)
{
    if (lifetime.isEmpty())
        return Tr::tr("a retry soon after cannot create a second %1; how long the token lives is not "
                      "published")
            .arg(noun);
    return Tr::tr("a retry within %1 cannot create a second %2").arg(lifetime, noun);
}

QString sentence(Protection protection)
{
    if (protection == Protection::None)
        return Tr::tr("This operation has no client token, so a retry may do it a second time. Check whether "
                      "it exists before you retry.");
    if (protection == Protection::Token)
        return Tr::tr("A retry sends the same client token and the same input: the service answers with the "
                      "first result if it was already done.");
    return Tr::tr(
        "Sending it again does no harm: this operation comes to the same result however often it is "
        "done.");
}

QString safeTogether(const QSet<Protection> &protections)
{
    if (protections == QSet{Protection::Token})
        return Tr::tr("Retrying sends the same client token, so nothing is created twice.");
    if (protections.contains(Protection::Token))
        return Tr::tr("Retrying sends the same client token, or does no harm: nothing is created twice.");
    return Tr::tr("Retrying does no harm: it comes to the same result however often it is done.");
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
    case Protection::Reading:
    case Protection::Idempotent:
        return unknown + Tr::tr(", and sending it again does no harm.");
    case Protection::None:
        break;
    }
    return unknown + Tr::tr(", and a retry may do it a second time.");
}

} // namespace formwork::journal
