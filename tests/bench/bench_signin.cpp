// SPDX-License-Identifier: Apache-2.0
// What the shared files of the AWS CLI cost: a list of many profiles, and the way from a profile to the first
// signature.
#include "asking/question.h"
#include "bench/figure.h"
#include "client/call.h"
#include "signin/obtaining.h"
#include "signin/sharedaccounts.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

using namespace formwork;

namespace
{

constexpr int kProfiles = 1000;
constexpr int kRuns = 15;

// A third of them assumes a role through another one, a third signs in at one of some Identity Centers.
QByteArray config()
{
    QByteArray text;
    for (int i = 0; i < kProfiles; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "[profile account-" + number + "]\nregion = eu-west-" + QByteArray::number(1 + i % 3) + '\n';
        if (i % 3 == 1)
            text += "role_arn = arn:aws:iam::123456789012:role/Role" + number + "\nsource_profile = account-"
                + QByteArray::number(i - 1) + '\n';
        else if (i % 3 == 2)
            text += "sso_session = center-" + QByteArray::number(i % 10)
                + "\nsso_account_id = 123456789012\nsso_role_name = Admin\n";
        else
            text += "aws_access_key_id = AKIDEXAMPLE" + number + "\naws_secret_access_key = example\n";
    }
    for (int i = 0; i < 10; ++i)
        text += "[sso-session center-" + QByteArray::number(i)
            + "]\nsso_region = eu-west-1\nsso_start_url = https://d-" + QByteArray::number(i)
            + ".awsapps.com/start\n";
    return text;
}

struct Program {
    explicit Program(const QString &folder)
    {
        signin::Machine machine;
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        machine.root = folder;
        environment->clock = std::make_shared<SystemClock>();
        environment->tokens = std::make_shared<RandomTokenSource>();
        environment->catalog = catalog::Catalog::build({});
        environment->transport = transport::networkTransport({});
        environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
        environment->retryQuota = std::make_shared<asking::RetryQuota>();
        environment->profiles = std::make_shared<credentials::ProfileStore>(
            folder + QStringLiteral("/profiles.json"), credentials::memoryKeychain(),
            [] { return credentials::Credentials(); });
        const signin::SourcesPtr sources = signin::Sources::of(machine, environment->clock);
        sources->environment = environment;
        environment->profiles->setSource(std::make_shared<signin::SharedAccounts>(
            machine, environment->clock, std::make_shared<signin::Providers>(sources)));
    }
    std::shared_ptr<client::Environment> environment = std::make_shared<client::Environment>();
};

double listedMs(const QString &folder)
{
    QList<double> times;
    for (int run = 0; run < kRuns; ++run) {
        const Program program(folder);
        QElapsedTimer timer;
        timer.start();
        if (program.environment->profiles->profiles().size() < kProfiles)
            qFatal("profiles are missing");
        times.append(bench::elapsedMs(timer));
    }
    return bench::median(times);
}

// A profile is looked up, its keys are found, and a request is made ready and signed, by a program that has
// listed the accounts.
double firstSignatureMs(const QString &folder)
{
    QList<double> times;
    for (int run = 0; run < kRuns; ++run) {
        const Program program(folder);
        const auto operation =
            program.environment->catalog->operation(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        if (!operation || program.environment->profiles->profiles().isEmpty())
            qFatal("no operation or no profile");
        QElapsedTimer timer;
        timer.start();
        asking::Question question{program.environment,
                                  *operation,
                                  QCborMap{{QStringLiteral("DirectoryId"), QStringLiteral("d-926703a1b2")},
                                           {QStringLiteral("SAMAccountName"), QStringLiteral("a")}},
                                  {},
                                  {},
                                  {},
                                  {}};
        question.target.profile =
            program.environment->profiles->profile(QStringLiteral("account-600")).value();
        question.target.region = question.target.profile.region;
        bool isReady = false;
        asking::makeReady(question).then([&](const Result<asking::Ready> &ready) {
            if (!ready)
                qFatal("%s", qPrintable(ready.error().sentence()));
            const signing::Signed made =
                asking::signedRequest(ready->plan, ready->keys, QDateTime::currentDateTimeUtc());
            isReady = made.request.headers.contains("authorization");
        });
        while (!isReady)
            QCoreApplication::processEvents();
        times.append(bench::elapsedMs(timer));
    }
    return bench::median(times);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    QDir(folder.path()).mkpath(QStringLiteral("h/.aws"));
    QFile file(folder.filePath(QStringLiteral("h/.aws/config")));
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    file.write(config());
    file.close();
    bench::print("1,000 profiles of the AWS CLI listed", listedMs(folder.path()), "ms", "<=50");
    bench::print("a profile resolved and its first request signed", firstSignatureMs(folder.path()), "ms",
                 "<=5");
    return 0;
}
