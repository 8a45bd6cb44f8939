// SPDX-License-Identifier: Apache-2.0
#include "signin/way.h"

#include "base/tr.h"
#include "signin/waysteps.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace formwork::signin
{

namespace
{

using Name = QLatin1StringView;
using steps::Found;
using steps::wrong;

constexpr std::array kTypeNames{"env",
                                "assume-role",
                                "assume-role-with-web-identity",
                                "sso",
                                "shared-credentials-file",
                                "login",
                                "custom-process",
                                "config-file",
                                "ec2-credentials-file",
                                "boto-config",
                                "container-role",
                                "iam-role"};

bool hasStaticKeys(const SharedProfile &profile) // one of the two will do, as for the AWS CLI
{
    return profile.has(Name("aws_access_key_id")) || profile.has(Name("aws_secret_access_key"));
}

bool asksForRole(const SharedProfile &profile)
{
    return profile.has(Name("role_arn")) && !profile.has(Name("web_identity_token_file"));
}

class WayFinder
{
public:
    explicit WayFinder(const Question &question)
        : m_question(question)
    {
    }

    Result<Way> find();

private:
    [[nodiscard]] Found ofProfile(const SharedProfile &profile, bool withEnvironment) const; // steps 3 to 8
    [[nodiscard]] Found ofMachine() const; // steps 9 to 12
    Result<Way> throughRole(const SharedProfile &profile);
    Result<Way> source(const SharedProfile &profile);
    Result<Way> sourceProfile(const SharedProfile &profile, const QString &name);
    [[nodiscard]] Result<Way> namedSource(const SharedProfile &profile, const QString &name) const;
    [[nodiscard]] Result<Way> nothing(const QString &profile) const;

    const Question &m_question;
    QStringList m_visited;
};

Result<Way> WayFinder::find()
{
    const SharedFiles &files = m_question.files;
    const Choice &choice = m_question.choice;
    const QString name = choice.profile.isEmpty() ? QStringLiteral("default") : choice.profile;
    const SharedProfile *profile = files.profile(name);
    if (!profile && !choice.profile.isEmpty())
        return wrong("ProfileNotFound",
                     choice.variable.isEmpty()
                         ? Tr::tr("There is no AWS profile “%1” in %2.").arg(name, files.locations.config)
                         : Tr::tr("%1 names the profile “%2”, and there is none in %3.")
                               .arg(choice.variable, name, files.locations.config),
                     Tr::tr("Names have a case. formwork-cli accounts lists those there are."));
    if (!choice.isNamed) {
        if (Found keys = steps::environmentKeys(m_question.machine, m_question.now); !keys || *keys)
            return keys ? Result<Way>(**keys) : std::unexpected(keys.error());
    }
    if (profile && asksForRole(*profile))
        return throughRole(*profile);
    Found found = profile ? ofProfile(*profile, !choice.isNamed)
                          : steps::webIdentity(nullptr, m_question.machine, !choice.isNamed);
    if (found && !*found)
        found = ofMachine();
    if (!found)
        return std::unexpected(found.error());
    return *found ? Result<Way>(**found) : nothing(profile ? name : QString());
}

Result<Way> WayFinder::nothing(const QString &profile) const
{
    if (profile.isEmpty())
        return wrong(
            "NoCredentials", Tr::tr("No AWS credentials were found on this machine."),
            Tr::tr("Sign in with the AWS CLI, choose an account with --profile, or set AWS_ACCESS_KEY_ID."));
    const SharedProfile *found = m_question.files.profile(profile);
    return wrong("NoCredentials",
                 Tr::tr("The profile “%1” (%2) names no credentials.")
                     .arg(profile, found ? found->place() : QString()),
                 Tr::tr("aws configure or aws configure sso adds them."));
}

Found WayFinder::ofProfile(const SharedProfile &profile, bool withEnvironment) const
{
    const Machine &machine = m_question.machine;
    Found found = steps::webIdentity(&profile, machine, withEnvironment);
    if (found && !*found)
        found = steps::sso(profile, m_question.files);
    if (found && !*found)
        found = steps::keysIn(profile, Step::SharedCredentials);
    if (found && !*found)
        found = steps::login(profile);
    if (found && !*found)
        found = steps::process(profile, machine);
    if (found && !*found)
        found = steps::keysIn(profile, Step::ConfigFile);
    return found;
}

Found WayFinder::ofMachine() const
{
    Found found = steps::oldFiles(m_question.machine);
    if (found && !*found)
        found = steps::container(m_question.machine);
    if (found && !*found && m_question.mayAskMetadata)
        found = steps::metadata(m_question.machine);
    return found;
}

Result<Way> WayFinder::throughRole(const SharedProfile &profile)
{
    if (m_visited.isEmpty())
        m_visited.append(profile.name);
    Result<Way> way = source(profile);
    if (!way)
        return way;
    RoleHop hop;
    const auto text = [&](Name key) { return profile.text(key).value_or(QString()); };
    hop.profile = profile.name;
    hop.roleArn = text(Name("role_arn"));
    hop.sessionName = text(Name("role_session_name"));
    hop.externalId = text(Name("external_id"));
    hop.mfaSerial = text(Name("mfa_serial"));
    hop.place = profile.place(Name("role_arn"));
    bool isNumber = false; // what is none is dropped in silence by the AWS CLI
    if (const int seconds = trimmedOfSpace(text(Name("duration_seconds"))).toInt(&isNumber); isNumber)
        hop.durationSeconds = seconds;
    if (hop.roleArn.isEmpty())
        return wrong("InvalidProfile",
                     Tr::tr("role_arn of the profile “%1” (%2) is empty.").arg(profile.name, hop.place),
                     Tr::tr("Write the ARN of a role, or remove the line."));
    way->roles.append(hop);
    way->step = Step::AssumeRole;
    return way;
}

Result<Way> WayFinder::source(const SharedProfile &profile)
{
    const std::optional<QString> sourceName = profile.text(Name("source_profile"));
    const std::optional<QString> credentialSource = profile.text(Name("credential_source"));
    if (sourceName && credentialSource)
        return wrong("InvalidProfile",
                     Tr::tr("The profile “%1” (%2) has both source_profile and credential_source.")
                         .arg(profile.name, profile.place(Name("credential_source"))),
                     Tr::tr("Remove one of them."));
    if (credentialSource)
        return namedSource(profile, *credentialSource);
    if (sourceName)
        return sourceProfile(profile, *sourceName);
    return wrong(
        "PartialCredentials",
        Tr::tr("The profile “%1” (%2) has role_arn, but neither source_profile nor credential_source.")
            .arg(profile.name, profile.place(Name("role_arn"))),
        Tr::tr("Name the profile whose credentials assume the role with source_profile = NAME."));
}

Result<Way> WayFinder::namedSource(const SharedProfile &profile, const QString &name) const
{
    const QString place = profile.place(Name("credential_source"));
    const bool isKnown = name == u"Environment" || name == u"Ec2InstanceMetadata" || name == u"EcsContainer";
    if (!isKnown)
        return wrong("InvalidProfile",
                     Tr::tr("credential_source = %1 of the profile “%2” (%3) is no source that there is.")
                         .arg(name, profile.name, place),
                     Tr::tr("It is Environment, Ec2InstanceMetadata or EcsContainer, written so."));
    const Found found = name == u"Environment" ? steps::environmentKeys(m_question.machine, m_question.now)
        : name == u"EcsContainer"              ? steps::container(m_question.machine)
                                               : steps::metadata(m_question.machine);
    if (!found)
        return std::unexpected(found.error());
    if (*found)
        return **found;
    return wrong(
        "SourceMissing",
        Tr::tr("The profile “%1” (%2) takes its credentials from %3, which has none.")
            .arg(profile.name, place, name),
        name == u"Environment" ? Tr::tr("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
            : name == u"EcsContainer"
            ? Tr::tr("AWS sets AWS_CONTAINER_CREDENTIALS_RELATIVE_URI in its containers; here it is not set.")
            : Tr::tr("Unset AWS_EC2_METADATA_DISABLED, or use another source."));
}

Result<Way> WayFinder::sourceProfile(const SharedProfile &profile, const QString &name)
{
    const QString place = profile.place(Name("source_profile"));
    const SharedProfile *source = m_question.files.profile(name);
    if (!source)
        return wrong(
            "SourceMissing",
            Tr::tr("The profile “%1” (%2) takes its credentials from the profile “%3”, which is not there.")
                .arg(profile.name, place, name),
            Tr::tr("Correct source_profile, or add that profile."));
    const bool isItself = name == profile.name && hasStaticKeys(*source);
    if (m_visited.contains(name) && !isItself)
        return wrong(
            "RoleCycle",
            Tr::tr("The profile “%1” (%2) ends in a circle of source_profile: %3.")
                .arg(profile.name, place, (m_visited + QStringList{name}).join(QStringLiteral(" → "))),
            Tr::tr("Let the last of them name a profile that has credentials of its own."));
    m_visited.append(name);
    if (!hasStaticKeys(*source) && asksForRole(*source))
        return throughRole(*source);
    const Found found = ofProfile(*source, false);
    if (!found)
        return std::unexpected(found.error());
    if (*found)
        return **found;
    return wrong(
        "SourceMissing",
        Tr::tr("The profile “%1” (%2) takes its credentials from the profile “%3” (%4), which has none.")
            .arg(profile.name, place, name, source->place()),
        Tr::tr("Add keys, Identity Center or a process to that profile."));
}

} // namespace

QString typeName(Step step) { return QLatin1String(kTypeNames.at(size_t(step))); }

QString accountOfArn(const QString &arn)
{
    static const QRegularExpression account(QStringLiteral("\\A[0-9]{12}\\z"));
    const QString field = arn.section(u':', 4, 4);
    return account.match(field).hasMatch() ? field : QString();
}

QString Way::accountId() const
{
    return roles.isEmpty() ? sourceAccountId : accountOfArn(roles.last().roleArn);
}

QString Way::roleName() const
{
    if (step == Step::Sso)
        return sso.roleName;
    const QString arn = !roles.isEmpty() ? roles.last().roleArn : webIdentity.roleArn;
    return arn.contains(u":role/") ? arn.section(u'/', -1) : QString();
}

Result<Choice> choose(const Machine &machine, const QString &named)
{
    if (!named.isEmpty())
        return Choice{named, true, {}};
    for (const Name variable : {Name("AWS_PROFILE"), Name("AWS_DEFAULT_PROFILE")}) {
        const std::optional<QString> name = machine.variable(variable);
        if (name && name->isEmpty())
            return wrong("ProfileNotFound",
                         Tr::tr("%1 is set but empty, which names no profile.").arg(variable),
                         Tr::tr("Set it to the name of a profile, or unset it."));
        if (name)
            return Choice{*name, false, variable};
    }
    return Choice();
}

void askForReadingOnly(Way &way)
{
    const auto policyBeside = [](const QString &roleArn) {
        return QStringLiteral("arn:%1:iam::aws:policy/ReadOnlyAccess").arg(roleArn.section(u':', 1, 1));
    };
    if (!way.roles.isEmpty())
        way.roles.last().sessionPolicy = policyBeside(way.roles.last().roleArn);
    else if (way.source == Step::WebIdentity)
        way.webIdentity.sessionPolicy = policyBeside(way.webIdentity.roleArn);
}

void noteSharedDevices(Way &way, const SharedFiles &files)
{
    for (RoleHop &hop : way.roles) {
        const auto wants = [&](const SharedProfile &profile) {
            return asksForRole(profile) && profile.text(Name("mfa_serial")) == hop.mfaSerial;
        };
        hop.isDeviceShared = !hop.mfaSerial.isEmpty() && std::ranges::count_if(files.profiles, wants) > 1;
    }
}

Result<Way> findWay(const Question &question) { return WayFinder(question).find(); }

} // namespace formwork::signin
