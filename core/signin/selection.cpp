// SPDX-License-Identifier: Apache-2.0
#include "signin/selection.h"

#include "base/tr.h"
#include "signin/sharedaccounts.h"
#include "signin/way.h"

#include <algorithm>
#include <optional>

namespace formwork::signin
{

namespace
{

using Name = QLatin1StringView;
using credentials::Profile;

std::optional<Profile> byId(const credentials::ProfileStore &profiles, const QString &id)
{
    const Result<Profile> found = profiles.profile(id);
    return found && found->id == id ? std::optional(*found) : std::nullopt;
}

// Keys of the environment, sent as the profile says that they stand beside.
Profile withSettingsOf(Profile environment, const std::optional<Profile> &profile)
{
    if (!profile)
        return environment;
    environment.region = profile->region;
    environment.endpointUrl = profile->endpointUrl;
    environment.serviceEndpoints = profile->serviceEndpoints;
    environment.fips = profile->fips;
    environment.dualStack = profile->dualStack;
    environment.accountIdEndpoints = profile->accountIdEndpoints;
    environment.wire = profile->wire;
    if (environment.maxAttempts == 0)
        environment.maxAttempts = profile->maxAttempts;
    return environment;
}

Result<std::optional<Profile>> namedByVariable(const credentials::ProfileStore &profiles,
                                               const Choice &choice)
{
    if (choice.profile.isEmpty())
        return std::nullopt;
    Result<Profile> found = profiles.profile(choice.profile);
    if (found)
        return *found;
    Error error = found.error();
    error.advice += u' ' + Tr::tr("%1 names it.").arg(choice.variable);
    return std::unexpected(error);
}

} // namespace

Result<Selected> selected(const credentials::ProfileStore &profiles, const Machine &machine,
                          const QString &named)
{
    if (!named.isEmpty()) {
        const Result<Profile> found = profiles.profile(named);
        return found ? Result<Selected>(Selected{*found}) : std::unexpected(found.error());
    }
    const Result<Choice> choice = choose(machine, {});
    if (!choice)
        return std::unexpected(choice.error());
    const Result<std::optional<Profile>> chosen = namedByVariable(profiles, *choice);
    if (!chosen)
        return std::unexpected(chosen.error());
    const std::optional<Profile> usual = byId(profiles, sharedId(QStringLiteral("default")));
    if (!trimmedOfSpace(machine.nonEmpty(Name("AWS_ACCESS_KEY_ID"))).isEmpty()) {
        if (const std::optional<Profile> environment = byId(profiles, QStringLiteral("environment")))
            return Selected{withSettingsOf(*environment, *chosen ? *chosen : usual)};
    }
    const std::optional<Profile> chain = byId(profiles, QStringLiteral("aws-chain"));
    if (chain && chain->source == typeName(Step::WebIdentity))
        return Selected{*chain};
    const bool isChosen = chosen->has_value() || profiles.hasSelection();
    const std::optional<Profile> profile = *chosen ? *chosen
        : profiles.hasSelection()                  ? byId(profiles, profiles.currentId())
                                                   : usual;
    const bool givesNothing =
        !profile || (profile->kind == credentials::ProfileKind::Shared && profile->source.isEmpty());
    if (chain && givesNothing)
        return Selected{*chain};
    if (profile)
        return Selected{*profile};
    const Result<Profile> practice = profiles.profile(QStringLiteral("practice"));
    return practice ? Result<Selected>(Selected{*practice, !isChosen}) : std::unexpected(practice.error());
}

} // namespace formwork::signin
