// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"

#include <QCborMap>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::tests
{

CallFixture::CallFixture(const QString &existing)
    : folder(existing.isEmpty() ? temporary.path() : existing)
    , clock(std::make_shared<FixedClock>(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC)))
    , environment(std::make_shared<client::Environment>())
{
    qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001");
    qputenv("AWS_REGION", "us-east-1");
    environment->clock = clock;
    environment->tokens = std::make_shared<CountedTokens>();
    environment->transport = transport::networkTransport({});
    environment->catalog = catalog::Catalog::build({QStringLiteral(TEST_DATA_DIR "/models")});
    environment->guides = guide::Guides::builtIn();
    environment->profiles = std::make_shared<credentials::ProfileStore>(
        folder + QStringLiteral("/profiles.json"), credentials::memoryKeychain(),
        [] { return credentials::Credentials(); });
    environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
    environment->retryQuota = std::make_shared<asking::RetryQuota>();
    auto opened =
        journal::Journal::open(folder + QStringLiteral("/history.sqlite"), folder + QStringLiteral("/locks"),
                               clock, std::make_shared<journal::Sealer>(QByteArray(32, 'k')));
    if (!opened)
        qFatal("no history: %s", qPrintable(opened.error().sentence()));
    environment->journal = *opened;
}

CallFixture::~CallFixture() = default;

model::OperationPtr CallFixture::operation(const char *service, const char *name) const
{
    const auto found =
        environment->catalog->operation(QString::fromLatin1(service), QString::fromLatin1(name));
    if (!found)
        qFatal("no operation: %s", qPrintable(found.error().sentence()));
    return *found;
}

client::Target CallFixture::target(const QString &endpoint) const
{
    return {credentials::environmentProfile(), QStringLiteral("us-east-1"), endpoint, timeouts};
}

client::CallResult CallFixture::call(const model::OperationPtr &operation, const QCborValue &input,
                                     const client::Target &target, client::CallOptions options) const
{
    return await(client::call(environment, operation, input, target, std::move(options)));
}

client::CallResult CallFixture::retry(qint64 id, bool mayDuplicate, client::CallOptions options) const
{
    return await(client::retry(environment, id, mayDuplicate, std::move(options)));
}

QCborValue groupInput(const char *name)
{
    return QCborMap{{QStringLiteral("DirectoryId"), QStringLiteral("d-1234567890")},
                    {QStringLiteral("SAMAccountName"), QString::fromLatin1(name)}};
}

QCborValue widgetInput(const char *name)
{
    return QCborMap{{QStringLiteral("name"), QString::fromLatin1(name)}};
}

QByteArray groupCreated()
{
    return R"({"DirectoryId":"d-1234567890","SAMAccountName":"finance","SID":"S-1-5-21-1"})";
}

QByteArray awsError(const char *code, const char *message)
{
    return QByteArray("{\"__type\":\"example#") + code + "\",\"message\":\"" + message + "\"}";
}

QString tokenIn(const RawRequest &request)
{
    return QJsonDocument::fromJson(request.body).object().value(QLatin1String("ClientToken")).toString();
}

} // namespace formwork::tests
