// SPDX-License-Identifier: Apache-2.0
// How many requests a second can be signed, made and checked, and how long reading a model takes. The same
// request is signed by botocore in signatures.py.
#include "asking/plan.h"
#include "bench/figure.h"
#include "client/call.h"
#include "document/json.h"

#include <QCoreApplication>

using namespace formwork;

namespace
{

const QByteArray kProton = R"({"environmentName": "practice-env", "managementAccountId": "111122223333",
 "roleArn": "arn:aws:iam::111122223333:role/ProtonEnvironment", "clientToken": "6f2a0a9e-4a0e-4b58-9d6c-1f6f2d6f0a11"})";

const QByteArray kAppFlow = R"({"connectorProfileName": "salesforce-practice", "connectorType": "Salesforce",
 "connectionMode": "Public", "clientToken": "6f2a0a9e-4a0e-4b58-9d6c-1f6f2d6f0a11", "connectorProfileConfig": {
   "connectorProfileProperties": {"Salesforce": {"instanceUrl": "https://example.my.salesforce.com"}},
   "connectorProfileCredentials": {"Salesforce": {"accessToken": "practice-only", "refreshToken": "practice-only"}}}})";

const credentials::Credentials kKeys{
    QStringLiteral("AKIDEXAMPLE"), QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), {}, {}};

struct Sample {
    model::OperationPtr operation;
    QCborValue input;
};

Sample sample(const catalog::Catalog &catalog, const QString &service, const QString &name,
              const QByteArray &json)
{
    const Result<model::OperationPtr> operation = catalog.operation(service, name);
    if (!operation)
        qFatal("%s", qPrintable(operation.error().sentence()));
    const Result<QCborValue> input = document::fromJson(json, *(*operation)->input);
    if (!input)
        qFatal("%s", qPrintable(input.error().sentence()));
    return {*operation, *input};
}

double modelReadMs(const QString &service, const QString &name)
{
    QList<double> times;
    for (int run = 0; run < 15; ++run) {
        QElapsedTimer timer;
        timer.start();
        const catalog::CatalogPtr fresh = catalog::Catalog::build({});
        const Result<model::OperationPtr> operation = fresh->operation(service, name);
        if (operation)
            times.append(bench::elapsedMs(timer));
    }
    return bench::median(times);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    client::Environment environment;
    environment.clock = std::make_shared<SystemClock>();
    environment.catalog = catalog::Catalog::build({});
    environment.guides = guide::Guides::builtIn();
    client::Target target;
    target.region = QStringLiteral("us-east-1");
    const Sample proton = sample(*environment.catalog, QStringLiteral("proton"),
                                 QStringLiteral("CreateEnvironmentAccountConnection"), kProton);
    const Sample appflow = sample(*environment.catalog, QStringLiteral("appflow"),
                                  QStringLiteral("CreateConnectorProfile"), kAppFlow);

    const Result<endpoint::Endpoint> where =
        asking::endpointFor(environment, *proton.operation, proton.input, target);
    const Result<asking::Plan> plan =
        where ? asking::plan(*proton.operation, proton.input, *where) : std::unexpected(where.error());
    if (!plan)
        qFatal("%s", qPrintable(plan.error().sentence()));
    const QDateTime time = QDateTime::currentDateTimeUtc();
    bench::print("signatures",
                 bench::perSecond([&] { static_cast<void>(asking::signedRequest(*plan, kKeys, time)); }),
                 "/s");
    bench::print("requests made and signed", bench::perSecond([&] {
                     static_cast<void>(
                         client::prepare(environment, *proton.operation, proton.input, target, kKeys, time));
                 }),
                 "/s");
    const guide::GuidePtr guide = environment.guides->guideFor(*appflow.operation);
    bench::print("AppFlow inputs checked", bench::perSecond([&] {
                     static_cast<void>(client::check(*appflow.operation, *guide, appflow.input));
                 }),
                 "/s");
    bench::print("find the built-in models and read AppFlow's",
                 modelReadMs(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile")), "ms");
    return 0;
}
