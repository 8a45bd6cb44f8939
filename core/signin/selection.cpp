// SPDX-License-Identifier: Apache-2.0
#include "signin/selection.h"

#include "base/tr.h"
#include "signin/settings.h"
#include "signin/sharedaccounts.h"
#include "signin/way.h"

#include <algorithm>
#include <array>
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

// Keys of the environment, sent as the profile says that they stand beside; without one, as the variables
// say.
Result<Profile> withSettingsOf(Profile environment, const std::optional<Profile> &profile,
                               const Machine &machine)
{
    if (!profile) {
        const Result<Settings> settings = settingsOf(nullptr, {}, machine);
        if (!settings)
            return std::unexpected(settings.error());
        environment.wire = settings->wire;
        environment.endpointProblems = settings->endpointProblems;
        environment.caBundle = settings->caBundle;
        environment.caBundlePlace = settings->caBundlePlace;
        environment.isAdaptive = settings->isAdaptive;
        return environment;
    }
    environment.region = profile->region;
    environment.endpointUrl = profile->endpointUrl;
    environment.serviceEndpoints = profile->serviceEndpoints;
    environment.fips = profile->fips;
    environment.dualStack = profile->dualStack;
    environment.accountIdEndpoints = profile->accountIdEndpoints;
    environment.wire = profile->wire;
    environment.endpointProblems = profile->endpointProblems;
    environment.caBundle = profile->caBundle;
    environment.caBundlePlace = profile->caBundlePlace;
    environment.isAdaptive = profile->isAdaptive;
    if (environment.maxAttempts == 0)
        environment.maxAttempts = profile->maxAttempts;
    return environment;
}

// What the machine has for whoever has nothing else.
bool isOfMachine(const Profile &chain)
{
    return std::ranges::any_of(
        std::array{Step::Ec2Credentials, Step::Boto, Step::Container, Step::InstanceMetadata},
        [&](Step step) { return chain.source == typeName(step); });
}

// A profile of the shared files of exactly that name, as every other tool would take it, before what only
// Formwork calls so ("practice", "Environment", and its own accounts whatever their capitals). Of two
// accounts of one exact name a person means Formwork's own.
Result<Profile> byName(const credentials::ProfileStore &profiles, const QString &name, bool isOfVariable)
{
    const QList<Profile> all = profiles.profiles();
    const bool isOurs = std::ranges::any_of(all, [&](const Profile &one) {
        const bool isKept = one.kind == credentials::ProfileKind::AccessKeys
            || one.kind == credentials::ProfileKind::SignedIn;
        return isKept && one.name == name;
    });
    const auto shared = std::ranges::find(all, sharedId(name), &Profile::id);
    if (shared != all.cend() && (isOfVariable || !isOurs))
        return *shared;
    return profiles.profile(name);
}

Result<std::optional<Profile>> namedByVariable(const credentials::ProfileStore &profiles,
                                               const Choice &choice)
{
    if (choice.profile.isEmpty())
        return std::nullopt;
    Result<Profile> found = byName(profiles, choice.profile, true);
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
        const Result<Profile> found = byName(profiles, named, false);
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
        if (const std::optional<Profile> environment = byId(profiles, QStringLiteral("environment"))) {
            const Result<Profile> set = withSettingsOf(*environment, *chosen ? *chosen : usual, machine);
            return set ? Result<Selected>(Selected{*set}) : std::unexpected(set.error());
        }
    }
    const std::optional<Profile> chain = byId(profiles, QStringLiteral("aws-chain"));
    if (chain && !isOfMachine(*chain))
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
