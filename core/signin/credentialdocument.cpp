// SPDX-License-Identifier: Apache-2.0
#include "signin/credentialdocument.h"

#include "base/tr.h"
#include "document/timestamp.h"
#include "signin/way.h"

#include <QCborMap>

namespace formwork::signin
{

namespace
{

using credentials::Credentials;

std::unexpected<Error> wrong(const QString &what)
{
    return failure(Phase::Credentials, QStringLiteral("BadDocument"), what);
}

bool isVersionOne(const QJsonValue &version)
{
    return (version.isDouble() && version.toDouble() == 1.0) || version.toBool();
}

} // namespace

DocumentForm processForm() { return {QStringLiteral("SessionToken"), true, false}; }

DocumentForm containerForm() { return {QStringLiteral("Token"), false, false}; }

DocumentForm metadataForm() { return {QStringLiteral("Token"), false, true}; }

Result<Credentials> credentialsOf(const QJsonObject &document, const DocumentForm &form)
{
    const auto text = [&](const QString &name) { return document.value(name).toString(); };
    if (form.needsVersion && !isVersionOne(document.value(QStringLiteral("Version"))))
        return wrong(Tr::tr("has no Version that is the number 1"));
    Credentials credentials{text(QStringLiteral("AccessKeyId")), text(QStringLiteral("SecretAccessKey")),
                            text(form.tokenName), QString()};
    QStringList missing;
    if (credentials.accessKeyId.isEmpty())
        missing.append(QStringLiteral("AccessKeyId"));
    if (credentials.secretAccessKey.isEmpty())
        missing.append(QStringLiteral("SecretAccessKey"));
    if (form.needsAll && credentials.sessionToken.isEmpty())
        missing.append(form.tokenName);
    const QJsonValue expiry = document.value(QStringLiteral("Expiration"));
    if (form.needsAll && expiry.isUndefined())
        missing.append(QStringLiteral("Expiration"));
    if (!missing.isEmpty())
        return wrong(Tr::tr("has no %1").arg(missing.join(QStringLiteral(", "))));
    if (!expiry.isUndefined() && !expiry.isNull()) {
        credentials.expiresAt = document::writtenTime(expiry.toString());
        if (!credentials.expiresAt.isValid())
            return wrong(Tr::tr("has an Expiration that is no time"));
    }
    credentials.accountId = text(QStringLiteral("AccountId"));
    return credentials;
}

Result<Credentials> stsCredentials(const QCborValue &output, const QString &source)
{
    const QCborMap map = output.toMap();
    const QCborMap given = map.value(QLatin1StringView("Credentials")).toMap();
    const auto text = [&](const char *key) { return given.value(QLatin1StringView(key)).toString(); };
    Credentials credentials{text("AccessKeyId"), text("SecretAccessKey"), text("SessionToken"), source};
    const QCborValue expiry = given.value(QLatin1StringView("Expiration"));
    credentials.expiresAt =
        expiry.isDateTime() ? expiry.toDateTime().toUTC() : document::writtenTime(expiry.toString());
    credentials.accountId = accountOfArn(
        map.value(QLatin1StringView("AssumedRoleUser")).toMap().value(QLatin1StringView("Arn")).toString());
    if (credentials.isEmpty())
        return failure(Phase::Parse, QStringLiteral("BadDocument"),
                       Tr::tr("STS answered without credentials."));
    return credentials;
}

QJsonObject sessionObject(const Credentials &credentials)
{
    return {{QStringLiteral("accessKeyId"), credentials.accessKeyId},
            {QStringLiteral("secretAccessKey"), credentials.secretAccessKey},
            {QStringLiteral("sessionToken"), credentials.sessionToken},
            {QStringLiteral("accountId"), credentials.accountId},
            {QStringLiteral("source"), credentials.source},
            {QStringLiteral("expiresAt"), credentials.expiresAt.toString(Qt::ISODate)}};
}

Credentials sessionIn(const QJsonObject &object)
{
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString(); };
    Credentials credentials{text("accessKeyId"), text("secretAccessKey"), text("sessionToken"),
                            text("source")};
    credentials.expiresAt = document::writtenTime(text("expiresAt"));
    credentials.accountId = text("accountId");
    return credentials;
}

} // namespace formwork::signin
