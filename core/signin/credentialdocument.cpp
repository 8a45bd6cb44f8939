// SPDX-License-Identifier: Apache-2.0
#include "signin/credentialdocument.h"

#include "base/tr.h"
#include "signin/way.h"

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
        credentials.expiresAt = timeOf(expiry.toString());
        if (!credentials.expiresAt.isValid())
            return wrong(Tr::tr("has an Expiration that is no time"));
    }
    credentials.accountId = text(QStringLiteral("AccountId"));
    return credentials;
}

} // namespace formwork::signin
