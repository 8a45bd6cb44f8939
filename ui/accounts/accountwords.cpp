// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountwords.h"

#include "base/tr.h"

#include <algorithm>
#include <array>

namespace formwork::accounts
{

using credentials::Profile;
using credentials::ProfileKind;

namespace
{

// As accounts are made, before anybody chooses.
constexpr QLatin1StringView kSharedColour("#c77d0a");
constexpr QLatin1StringView kSignedInColour("#2361d6");

struct Source {
    QLatin1StringView name; // as in the column TYPE of `aws configure list`
    const char *words;
};

constexpr std::array kSources{
    Source{QLatin1StringView("assume-role"), QT_TRANSLATE_NOOP("Formwork", "Role that is assumed")},
    Source{QLatin1StringView("assume-role-with-web-identity"),
           QT_TRANSLATE_NOOP("Formwork", "Role for a web identity")},
    Source{QLatin1StringView("sso"), QT_TRANSLATE_NOOP("Formwork", "Role of IAM Identity Center")},
    Source{QLatin1StringView("login"), QT_TRANSLATE_NOOP("Formwork", "Sign-in of the console (aws login)")},
    Source{QLatin1StringView("shared-credentials-file"),
           QT_TRANSLATE_NOOP("Formwork", "Keys in the credentials file")},
    Source{QLatin1StringView("config-file"), QT_TRANSLATE_NOOP("Formwork", "Keys in the config file")},
    Source{QLatin1StringView("custom-process"),
           QT_TRANSLATE_NOOP("Formwork", "Keys from a program (credential_process)")},
    Source{QLatin1StringView("container-role"), QT_TRANSLATE_NOOP("Formwork", "Role of this container")},
    Source{QLatin1StringView("iam-role"), QT_TRANSLATE_NOOP("Formwork", "Role of this machine")},
    Source{QLatin1StringView("env"), QT_TRANSLATE_NOOP("Formwork", "Keys in the environment")},
};

// Only the one that is meant is looked up: lists of thousands are put into words at once.
QString sourceInWords(const QString &source)
{
    const auto *found = std::ranges::find(kSources, source, &Source::name);
    return found == kSources.end() ? Tr::tr("AWS profile") : Tr::tr(found->words);
}

} // namespace

QString kindInWords(const Profile &profile)
{
    switch (profile.kind) {
    case ProfileKind::Practice:
        return Tr::tr("Practice account, inside Formwork");
    case ProfileKind::Environment:
        return Tr::tr("Keys in the environment");
    case ProfileKind::AccessKeys:
        return Tr::tr("Access keys in the keychain");
    case ProfileKind::SignedIn:
        return sourceInWords(profile.signIn.startUrl.isEmpty() ? QStringLiteral("login")
                                                               : QStringLiteral("sso"));
    case ProfileKind::Shared:
        return sourceInWords(profile.source);
    }
    return {};
}

QString placeInWords(const Profile &profile, const QString &alias)
{
    const bool isPractice = profile.kind == ProfileKind::Practice;
    QStringList parts{isPractice ? QString() : profile.accountId, alias, profile.roleName, profile.region};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString colourOf(const Profile &profile, const session::Identities &identities)
{
    const bool isChosen = (profile.kind != ProfileKind::Shared || profile.colour != kSharedColour)
        && (profile.kind != ProfileKind::SignedIn || profile.colour != kSignedInColour);
    const QString ofConsole = isChosen ? QString() : identities.of(profile).look.colour;
    return ofConsole.isEmpty() ? profile.colour : ofConsole;
}

QString stateInWords(const Profile &profile, const session::Identities &identities)
{
    using State = session::Identities::State;
    if (!profile.problem.isEmpty())
        return profile.problem;
    if (profile.kind == ProfileKind::Practice)
        return Tr::tr("Works without AWS");
    const session::Identities::Found found = identities.of(profile);
    switch (found.state) {
    case State::NotAsked:
        return Tr::tr("Not checked yet");
    case State::Asking:
        return Tr::tr("Asking AWS whose keys these are...");
    case State::Failed:
        return found.error.sentence();
    case State::Known:
        break;
    }
    const auto left = identities.timeLeft(profile);
    if (!left)
        return Tr::tr("Works: %1").arg(found.identity.arn);
    if (*left <= std::chrono::seconds(0))
        return Tr::tr("Its session is over; it is renewed, or asks you to sign in, when it is used next");
    return Tr::tr("Works for another %1: %2").arg(session::timeLeftInWords(*left), found.identity.arn);
}

QString markOf(const Profile &profile)
{
    if (profile.isProduction)
        return profile.guard == credentials::Guard::ReadOnly ? Tr::tr("Production, read only")
                                                             : Tr::tr("Production");
    switch (profile.guard) {
    case credentials::Guard::ReadOnly:
        return Tr::tr("Read only");
    case credentials::Guard::Confirm:
        return Tr::tr("Guarded");
    case credentials::Guard::None:
        break;
    }
    return {};
}

QString tagSwitch() { return Tr::tr("&Tag what is made with the id of its request"); }

QString tagHelp()
{
    return Tr::tr(
        "Every creation that takes tags gets one more, formwork:request. Where no answer comes back, "
        "the tag is proof of whether it was made. It stays on what was made; a service may refuse "
        "to find again, under the same name, what has other tags, and a policy may refuse the tag.");
}

QString overriddenSentence()
{
    QString variable = QStringLiteral("AWS_PROFILE");
    QString profile = qEnvironmentVariable("AWS_PROFILE");
    if (profile.isEmpty()) {
        variable = QStringLiteral("AWS_DEFAULT_PROFILE");
        profile = qEnvironmentVariable("AWS_DEFAULT_PROFILE");
    }
    if (qEnvironmentVariableIsEmpty("AWS_ACCESS_KEY_ID"))
        return {};
    if (profile.isEmpty())
        return Tr::tr("AWS_ACCESS_KEY_ID is set where Formwork was started: without --profile the AWS CLI "
                      "uses those keys, whatever profile is selected here. Formwork uses them only as "
                      "\u201cEnvironment\u201d.");
    return Tr::tr("AWS_ACCESS_KEY_ID is set where Formwork was started, so that the AWS CLI uses those keys "
                  "and not the profile \u201c%1\u201d that %2 names. Formwork uses them only as "
                  "\u201cEnvironment\u201d.")
        .arg(profile, variable);
}

} // namespace formwork::accounts
