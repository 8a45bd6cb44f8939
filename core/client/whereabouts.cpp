// SPDX-License-Identifier: Apache-2.0
#include "client/whereabouts.h"

#include "base/loopback.h"
#include "base/tr.h"
#include "client/recordedcall.h"

#include <QUrl>

namespace formwork::client
{

namespace
{

using Place = Whereabouts::Place;

QString namedAccount(const credentials::Profile &profile)
{
    return profile.accountId.isEmpty() ? profile.name
                                       : QStringLiteral("%1 (%2)").arg(profile.name, profile.accountId);
}

QString endpointOf(const Target &target)
{
    if (!target.endpointUrl.isEmpty())
        return target.endpointUrl;
    const bool isPractice = target.profile.kind == credentials::ProfileKind::Practice;
    return isPractice ? QString() : target.profile.endpointUrl;
}

// User info is no part of an address that is shown.
QString shown(const QString &endpoint) { return QUrl(endpoint).toString(QUrl::RemoveUserInfo); }

QString guardSentence(const credentials::Profile &profile)
{
    switch (profile.guard) {
    case credentials::Guard::Confirm:
        return Tr::tr("It is guarded: what writes is confirmed first.");
    case credentials::Guard::ReadOnly:
        return Tr::tr("It is set to read only: nothing that writes is sent.");
    case credentials::Guard::None:
        break;
    }
    return {};
}

// Services that the environment sends elsewhere than to AWS.
QString exceptions(const credentials::Profile &profile)
{
    QStringList services = profile.serviceEndpoints.keys();
    services.sort();
    return services.isEmpty()
        ? QString()
        : Tr::tr("Some services have an endpoint of their own: %1.").arg(services.join(QStringLiteral(", ")));
}

Whereabouts placed(const Target &target)
{
    if (isPracticeAccount(target))
        return {Place::Practice,
                target.profile.kind == credentials::ProfileKind::Practice
                    ? Tr::tr("You are in the practice account.")
                    : Tr::tr("You rehearse in %1, a part of the practice account.")
                          .arg(namedAccount(target.profile)),
                Tr::tr("It lives inside Formwork and answers like AWS, so nothing you create here costs "
                       "anything or leaves this computer.")};
    const QString endpoint = endpointOf(target);
    const QString account = namedAccount(target.profile);
    if (endpoint.isEmpty())
        return {Place::Aws, Tr::tr("You are in the account %1.").arg(account),
                Tr::tr("It is an account of AWS: what you create here is real and may cost money.")};
    const QString title =
        Tr::tr("Requests go to %1 with the keys of %2.").arg(shown(endpoint), target.profile.name);
    if (isLoopback(QUrl(endpoint).host()))
        return {Place::ThisComputer, title,
                Tr::tr("That is on this computer. What comes of a request is up to what answers there.")};
    return {Place::OwnEndpoint, title, Tr::tr("What you create there is real and may cost money.")};
}

} // namespace

Whereabouts whereabouts(const Target &target)
{
    Whereabouts result = placed(target);
    QStringList sentences{result.text};
    if (!result.isPractice() && target.endpointUrl.isEmpty())
        sentences += exceptions(target.profile);
    sentences += guardSentence(target.profile);
    sentences.removeAll(QString());
    result.text = sentences.join(u' ');
    return result;
}

QString saidBeforeSending(const Target &target)
{
    return isPracticeAccount(target) ? Tr::tr("The practice account answers this; nothing of it reaches AWS.")
                                     : QString();
}

QString saidBeforeRetry(const credentials::Profile &profile, const journal::NewRequest &row)
{
    Target target;
    target.profile = profile;
    if (row.accountId.isEmpty()) // it went to an endpoint of its own
        target.endpointUrl = row.endpoint;
    return saidBeforeSending(target);
}

QString wentTo(const journal::NewRequest &row)
{
    const QUrl endpoint(row.endpoint);
    const bool isOwn = row.accountId.isEmpty() && isLoopback(endpoint.host());
    return isOwn ? Tr::tr("%1 at %2").arg(row.account, shown(row.endpoint)) : row.account;
}

} // namespace formwork::client
