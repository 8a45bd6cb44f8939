// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/unlock.h"
#include "session/session.h"

#include <QTemporaryDir>
#include <QTest>

namespace formwork::tests
{

// A whole program without its windows: a history in a fresh folder, the built-in operations, a practice
// account that really answers, and a keychain in memory.
struct WindowFixture {
    // `models`: folders of models beside the built-in ones.
    explicit WindowFixture(const QStringList &models = {})
        : paths(folder.path())
    {
        environment->clock = std::make_shared<SystemClock>();
        environment->tokens = std::make_shared<RandomTokenSource>();
        environment->catalog = catalog::Catalog::build(models);
        environment->guides = guide::Guides::builtIn();
        environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
        environment->retryQuota = std::make_shared<asking::RetryQuota>();
        environment->transport = transport::networkTransport();
        practice =
            std::make_unique<practice::Server>(paths.practice(), environment->catalog, environment->guides,
                                               environment->clock, environment->tokens);
        practice::Server *server = practice.get();
        environment->practiceUrl = [server]() -> Result<QString> {
            if (server->url().isEmpty()) {
                if (const Result<void> listening = server->listen(); !listening)
                    return std::unexpected(listening.error());
            }
            return server->url();
        };
        const auto keys = [server] {
            const signing::Keys made = server->keys();
            return credentials::Credentials{QString::fromLatin1(made.accessKeyId),
                                            QString::fromLatin1(made.secretAccessKey),
                                            {},
                                            QStringLiteral("practice")};
        };
        environment->profiles = std::make_shared<credentials::ProfileStore>(
            paths.profiles(), credentials::memoryKeychain(), keys);
        auto sealer = std::make_shared<journal::Sealer>();
        environment->historyLock = std::make_shared<client::HistoryLock>(client::HistoryLock{sealer});
        environment->journal =
            journal::Journal::open(paths.history(), paths.locks(), environment->clock, sealer).value();
        auto drafts = std::make_shared<journal::DraftStore>(paths.drafts(), environment->clock,
                                                            environment->tokens, sealer);
        session = std::make_unique<session::Session>(environment, drafts, server, paths);
    }

    [[nodiscard]] model::OperationPtr operation(const QString &service, const QString &name) const
    {
        return environment->catalog->operation(service, name).value();
    }

    // One request to the practice account, to its end.
    client::CallResult call(const QString &service, const QString &name, const QCborValue &input)
    {
        std::optional<client::CallResult> answer;
        client::call(environment, operation(service, name), input, session->target(), {})
            .then([&answer](const client::CallResult &result) { answer = result; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000))
            qFatal("The practice account did not answer.");
        return *answer;
    }

    client::CallResult createGroup(const QString &name)
    {
        return call(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"),
                    QCborMap{{QStringLiteral("DirectoryId"), QStringLiteral("d-926703a1b2")},
                             {QStringLiteral("SAMAccountName"), name}});
    }

    // A group that is created without an answer coming back.
    client::CallResult createUnknownGroup(const QString &name)
    {
        practice::Fault fault;
        fault.kind = practice::Fault::Kind::HangUpAfterWork;
        fault.count = -1;
        practice->setFault(fault);
        const client::CallResult result = createGroup(name);
        practice->setFault({});
        return result;
    }

    QTemporaryDir folder;
    Paths paths;
    std::shared_ptr<client::Environment> environment = std::make_shared<client::Environment>();
    std::unique_ptr<practice::Server> practice;
    std::unique_ptr<session::Session> session;
};

} // namespace formwork::tests
