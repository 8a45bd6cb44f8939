// SPDX-License-Identifier: Apache-2.0
#include "signin/waysteps.h"

#include "base/tr.h"
#include "document/timestamp.h"
#include "signin/shellwords.h"

#include <QStringList>

namespace formwork::signin::steps
{

namespace
{

using Name = QLatin1StringView;

Way wayOf(Step step, const QString &profile, const QString &place)
{
    Way way;
    way.step = way.source = step;
    way.profile = profile;
    way.place = place;
    return way;
}

// The first of these keys that stands there, even with nothing behind it.
QString firstOf(const Values &values, std::initializer_list<QLatin1StringView> keys)
{
    for (const QLatin1StringView key : keys) {
        if (values.contains(key))
            return values.value(key).text;
    }
    return {};
}

std::unexpected<Error> partial(const QString &place, const QString &has, const QString &lacks)
{
    return wrong("PartialCredentials", Tr::tr("%1 has %2 but no %3.").arg(place, has, lacks),
                 Tr::tr("Write %1 beside it, or remove %2.").arg(lacks, has));
}

} // namespace

std::unexpected<Error> wrong(const char *code, const QString &message, const QString &advice)
{
    return failure(Phase::Credentials, QLatin1String(code), message, advice);
}

Found environmentKeys(const Machine &machine, const QDateTime &now)
{
    const QString id = machine.nonEmpty(Name("AWS_ACCESS_KEY_ID"));
    if (trimmedOfSpace(id).isEmpty())
        return std::nullopt;
    Way way = wayOf(Step::Environment, {}, QStringLiteral("AWS_ACCESS_KEY_ID"));
    way.keys.accessKeyId = id;
    way.keys.secretAccessKey = machine.nonEmpty(Name("AWS_SECRET_ACCESS_KEY"));
    if (way.keys.secretAccessKey.isEmpty())
        return partial(Tr::tr("The environment"), QStringLiteral("AWS_ACCESS_KEY_ID"),
                       QStringLiteral("AWS_SECRET_ACCESS_KEY"));
    way.keys.sessionToken = machine.nonEmpty(Name("AWS_SECURITY_TOKEN"));
    if (way.keys.sessionToken.isEmpty())
        way.keys.sessionToken = machine.nonEmpty(Name("AWS_SESSION_TOKEN"));
    way.sourceAccountId = machine.nonEmpty(Name("AWS_ACCOUNT_ID"));
    const QString expiry = machine.nonEmpty(Name("AWS_CREDENTIAL_EXPIRATION"));
    if (expiry.isEmpty())
        return way;
    way.keys.expiresAt = document::writtenTime(expiry);
    if (!way.keys.expiresAt.isValid())
        return wrong("InvalidProfile", Tr::tr("AWS_CREDENTIAL_EXPIRATION is no time."),
                     Tr::tr("Write one such as 2026-05-01T12:00:00Z, or unset it."));
    if (now.isValid() && way.keys.expiresAt <= now)
        return wrong(
            "ExpiredCredentials",
            Tr::tr("The keys of the environment ran out at %1 (AWS_CREDENTIAL_EXPIRATION).").arg(expiry),
            Tr::tr("Set new ones, or unset AWS_ACCESS_KEY_ID."));
    return way;
}

Found webIdentity(const SharedProfile *profile, const Machine &machine, bool withEnvironment)
{
    QString place;
    const auto setting = [&](Name variable, Name key) -> QString {
        if (withEnvironment && machine.variable(variable)) {
            place = variable;
            return *machine.variable(variable);
        }
        if (!profile || !profile->has(key))
            return {};
        place = profile->place(key);
        return *profile->text(key);
    };
    const QString roleArn = setting(Name("AWS_ROLE_ARN"), Name("role_arn"));
    const QString sessionName = setting(Name("AWS_ROLE_SESSION_NAME"), Name("role_session_name"));
    const QString tokenFile = setting(Name("AWS_WEB_IDENTITY_TOKEN_FILE"), Name("web_identity_token_file"));
    if (tokenFile.isEmpty())
        return std::nullopt;
    if (roleArn.isEmpty())
        return wrong("InvalidProfile",
                     Tr::tr("%1 names a file with a web identity, but no role is named with it.").arg(place),
                     Tr::tr("Set role_arn in the profile, or AWS_ROLE_ARN."));
    Way way = wayOf(Step::WebIdentity, profile ? profile->name : QString(), place);
    way.webIdentity = {tokenFile, roleArn, sessionName};
    way.sourceAccountId = accountOfArn(roleArn);
    return way;
}

// What a profile and its session say together: what stands in both must be the same.
Result<Values> withSession(const SharedProfile &profile, const SharedFiles &files)
{
    Values values = profile.values;
    const std::optional<QString> name = profile.text(Name("sso_session"));
    if (!name)
        return values;
    const auto session = files.ssoSessions.constFind(*name);
    if (session == files.ssoSessions.cend())
        return wrong(
            "InvalidProfile",
            Tr::tr("The profile “%1” (%2) names the sso-session “%3”, and there is none.")
                .arg(profile.name, profile.place(Name("sso_session")), *name),
            Tr::tr("Write a section [sso-session %1] in the config file, or correct the name.").arg(*name));
    for (const auto &[key, value] : session->values.asKeyValueRange()) {
        if (values.contains(key) && values.value(key).text != value.text)
            return wrong("InvalidProfile",
                         Tr::tr("%1 of the profile “%2” (%3) is not that of its sso-session (line %4).")
                             .arg(key, profile.name, profile.place(QLatin1StringView(key.toLatin1())))
                             .arg(value.line),
                         Tr::tr("Leave it out of the profile."));
        values.insert(key, value);
    }
    return values;
}

Result<std::optional<IdentityCenter>> tokenCenter(const SharedProfile &profile, const SharedFiles &files)
{
    const std::optional<QString> name = profile.text(Name("sso_session"));
    if (!name)
        return std::nullopt;
    const Result<Values> values = withSession(profile, files);
    if (!values)
        return std::unexpected(values.error());
    IdentityCenter center;
    center.session = *name;
    center.startUrl = values->value(QStringLiteral("sso_start_url")).text;
    center.region = values->value(QStringLiteral("sso_region")).text;
    center.profile = profile.name;
    if (!center.startUrl.isEmpty() && !center.region.isEmpty())
        return center;
    return wrong("InvalidProfile",
                 Tr::tr("The sso-session “%1” of the profile “%2” (%3) lacks its start URL or its Region.")
                     .arg(*name, profile.name, profile.place(Name("sso_session"))),
                 Tr::tr("aws configure sso-session writes both."));
}

Found sso(const SharedProfile &profile, const SharedFiles &files)
{
    if (!profile.has(Name("sso_account_id")) && !profile.has(Name("sso_role_name")))
        return std::nullopt;
    const Result<Values> values = withSession(profile, files);
    if (!values)
        return std::unexpected(values.error());
    QStringList missing;
    for (const char *key : {"sso_account_id", "sso_role_name", "sso_start_url", "sso_region"}) {
        if (!values->contains(QLatin1String(key)))
            missing.append(QLatin1String(key));
    }
    if (!missing.isEmpty())
        return wrong("InvalidProfile",
                     Tr::tr("The profile “%1” (%2) is to sign in with Identity Center, but lacks %3.")
                         .arg(profile.name, profile.place(), missing.join(QStringLiteral(", "))),
                     Tr::tr("aws configure sso writes all of it."));
    Way way = wayOf(Step::Sso, profile.name, profile.place());
    const auto text = [&](const char *key) { return values->value(QLatin1String(key)).text; };
    way.sso = {text("sso_session"), text("sso_start_url"), text("sso_region"), text("sso_account_id"),
               text("sso_role_name")};
    way.sourceAccountId = way.sso.accountId;
    return way;
}

Found keysIn(const SharedProfile &profile, Step step)
{
    const Values &values = step == Step::ConfigFile ? profile.inConfig : profile.inCredentials;
    const QString idKey = QStringLiteral("aws_access_key_id");
    const QString secretKey = QStringLiteral("aws_secret_access_key");
    if (!values.contains(idKey))
        return std::nullopt;
    const Value id = values.value(idKey);
    const QString place = Tr::tr("The profile “%1” (%2, line %3)").arg(profile.name, id.file).arg(id.line);
    if (values.value(secretKey).text.isEmpty())
        return partial(place, idKey, secretKey);
    if (id.text.isEmpty())
        return partial(place, secretKey, idKey);
    Way way = wayOf(step, profile.name, Tr::tr("%1, line %2").arg(id.file).arg(id.line));
    way.keys.accessKeyId = id.text;
    way.keys.secretAccessKey = values.value(secretKey).text;
    way.keys.sessionToken = firstOf(values, {Name("aws_security_token"), Name("aws_session_token")});
    way.sourceAccountId = values.value(QStringLiteral("aws_account_id")).text;
    return way;
}

Found login(const SharedProfile &profile)
{
    const std::optional<QString> session = profile.text(Name("login_session"));
    if (!session)
        return std::nullopt;
    Way way = wayOf(Step::Login, profile.name, profile.place(Name("login_session")));
    way.loginSession = *session;
    way.sourceAccountId = accountOfArn(*session);
    return way;
}

Found process(const SharedProfile &profile, const Machine &machine)
{
    const std::optional<QString> command = profile.text(Name("credential_process"));
    if (!command)
        return std::nullopt;
    const QString place = profile.place(Name("credential_process"));
    const Result<QStringList> words = shellWords(*command, machine.platform);
    if (!words)
        return wrong("InvalidProfile",
                     Tr::tr("credential_process of the profile “%1” (%2) cannot be parted into words: %3.")
                         .arg(profile.name, place, words.error().message),
                     Tr::tr("Close it, or put a backslash before it."));
    if (words->isEmpty())
        return wrong("InvalidProfile",
                     Tr::tr("credential_process of the profile “%1” (%2) is empty.").arg(profile.name, place),
                     Tr::tr("Name a program there, or remove the line."));
    Way way = wayOf(Step::Process, profile.name, place);
    way.command = *command;
    way.sourceAccountId = profile.text(Name("aws_account_id")).value_or(QString());
    return way;
}

Found container(const Machine &machine)
{
    for (const Name name :
         {Name("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"), Name("AWS_CONTAINER_CREDENTIALS_FULL_URI")}) {
        if (machine.variable(name))
            return wayOf(Step::Container, {}, name);
    }
    return std::nullopt;
}

Found metadata(const Machine &machine)
{
    if (machine.isTrue(Name("AWS_EC2_METADATA_DISABLED")))
        return std::nullopt;
    return wayOf(Step::InstanceMetadata, {}, Tr::tr("the instance's metadata"));
}

} // namespace formwork::signin::steps
