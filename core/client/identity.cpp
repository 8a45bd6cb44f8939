// SPDX-License-Identifier: Apache-2.0
#include "client/identity.h"

#include "base/tr.h"
#include "client/plan.h"

#include <QHash>
#include <QUrl>
#include <QXmlStreamReader>

namespace formwork::client
{

namespace
{

// Text of the elements of an answer, by name; those of interest occur once.
QHash<QString, QString> elements(const QByteArray &xml)
{
    QHash<QString, QString> texts;
    QXmlStreamReader reader(xml);
    QString name;
    while (!reader.atEnd()) {
        const QXmlStreamReader::TokenType token = reader.readNext();
        if (token == QXmlStreamReader::StartElement)
            name = reader.name().toString();
        else if (token == QXmlStreamReader::Characters && !reader.isWhitespace())
            texts.insert(name, reader.text().toString());
    }
    return texts;
}

Result<Plan> question(const Target &target)
{
    const QString region = !target.region.isEmpty() ? target.region
        : !target.profile.region.isEmpty()          ? target.profile.region
                                                    : QStringLiteral("us-east-1");
    const endpoint::Partition *partition = endpoint::partitionOf(region);
    const QString custom = target.endpointUrl.isEmpty() ? target.profile.endpointUrl : target.endpointUrl;
    if (custom.isEmpty() && !partition)
        return failure(Phase::Endpoint, QStringLiteral("UnknownRegion"),
                       Tr::tr("There is no region %1.").arg(region), Tr::tr("Choose one such as us-east-1."));
    const QUrl url(custom.isEmpty() ? QStringLiteral("https://sts.%1.%2").arg(region, partition->dnsSuffix)
                                    : custom);
    const bool defaultPort = url.port() < 0;
    Plan plan;
    plan.request.method = "POST";
    plan.request.scheme = url.scheme().toLatin1();
    plan.request.authority = url.host(QUrl::FullyEncoded).toLatin1()
        + (defaultPort ? QByteArray() : ':' + QByteArray::number(url.port()));
    plan.request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                            {"User-Agent", userAgent()}};
    plan.request.body = "Action=GetCallerIdentity&Version=2011-06-15";
    plan.signing.service = "sts";
    plan.signing.region = region.toUtf8();
    return plan;
}

Error errorOf(const http::Response &response, const QHash<QString, QString> &texts)
{
    Error error;
    error.phase = Phase::Service;
    error.httpStatus = response.status;
    error.bytesMayHaveLeft = true;
    error.code = texts.value(QStringLiteral("Code"));
    error.message = texts.value(QStringLiteral("Message"));
    error.requestId = texts.value(QStringLiteral("RequestId"));
    if (error.code.isEmpty()) { // an endpoint that is not AWS's and does not know the question
        error.code = QStringLiteral("NotAnswered");
        error.message =
            Tr::tr("The endpoint can be reached, but it does not say whom the keys belong to (HTTP %1).")
                .arg(response.status);
    } else if (response.status == 403) {
        error.advice = Tr::tr("Check the access key ID, the secret access key and the session token.");
    }
    return error;
}

Result<Identity> answerOf(const http::Response &response)
{
    const QHash<QString, QString> texts = elements(response.body);
    const Identity identity{texts.value(QStringLiteral("Account")), texts.value(QStringLiteral("Arn"))};
    if (response.status == 200 && !identity.accountId.isEmpty())
        return identity;
    return std::unexpected(errorOf(response, texts));
}

Result<Identity> practiceIdentity(const Environment &environment)
{
    const Result<QString> url = environment.practiceUrl();
    if (!url)
        return std::unexpected(url.error());
    const QString account = credentials::practiceProfile().accountId;
    return Identity{account, QStringLiteral("arn:aws:iam::%1:user/practice").arg(account)};
}

} // namespace

QCoro::Task<Result<Identity>> identify(EnvironmentPtr environment, Target target,
                                       std::optional<credentials::Credentials> credentials)
{
    if (target.profile.kind == credentials::ProfileKind::Practice)
        co_return practiceIdentity(*environment);
    const Result<Plan> planned = question(target);
    if (!planned)
        co_return std::unexpected(planned.error());
    Result<credentials::Credentials> keys = credentials.value_or(credentials::Credentials());
    if (!credentials)
        keys = co_await environment->profiles->credentials(target.profile.id);
    if (!keys)
        co_return std::unexpected(keys.error());
    if (const Result<void> good = credentials::checkCredentials(*keys, credentials::KeyNames::ofForm());
        !good)
        co_return std::unexpected(good.error());

    Result<Identity> identity = Identity();
    for (int attempt = 1; attempt <= 2; ++attempt) { // a second time when the clock was off
        const QByteArray authority = planned->request.authority;
        const QDateTime time =
            environment->clock->nowUtc().addMSecs(environment->clockOffsets->offset(authority).count());
        const http::Request request = signedRequest(*planned, *keys, time).request;
        const Result<http::Response> response =
            co_await environment->transport->send(request, target.timeouts, nullptr);
        if (!response)
            co_return std::unexpected(response.error());
        identity = answerOf(*response);
        const auto serverTime =
            identity ? std::nullopt : skewedServerTime(identity.error(), response->headers, time);
        if (!serverTime)
            co_return identity;
        environment->clockOffsets->learn(
            authority, std::chrono::milliseconds(environment->clock->nowUtc().msecsTo(*serverTime)));
    }
    co_return identity;
}

} // namespace formwork::client
