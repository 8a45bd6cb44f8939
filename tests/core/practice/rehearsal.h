// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/signin/signinbench.h"
#include "loopback.h"

// A program that signs in to the practice account, with a browser that a person sits at.
struct Rehearsal {
    Rehearsal()
    {
        using namespace formwork;
        account.clock().set(QDateTime::currentDateTimeUtc());
        const auto clock = std::make_shared<SystemClock>();
        environment->clock = clock;
        environment->tokens = std::make_shared<RandomTokenSource>();
        environment->transport = transport::networkTransport({});
        environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
        environment->retryQuota = std::make_shared<asking::RetryQuota>();
        environment->practiceUrl = [this] { return Result<QString>(account.server().url()); };
        environment->profiles = std::make_shared<credentials::ProfileStore>(
            folder.filePath(QStringLiteral("profiles.json")), credentials::memoryKeychain(),
            [] { return credentials::Credentials(); });
        signin::Machine machine;
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        machine.root = folder.path();
        const signin::SourcesPtr sources = signin::Sources::of(machine, clock);
        sources->environment = environment;
        sources->vault = std::make_shared<signin::Vault>(folder.filePath(QStringLiteral("sessions")),
                                                         environment->profiles->keychain(), clock);
        environment->profiles->setSource(std::make_shared<signin::SharedAccounts>(
            machine, clock, std::make_shared<signin::Providers>(sources)));
        signIns = std::make_unique<signin::SignIns>(sources);
    }

    Loopback account;
    QTemporaryDir folder;
    std::shared_ptr<formwork::asking::Environment> environment =
        std::make_shared<formwork::asking::Environment>();
    std::unique_ptr<formwork::signin::SignIns> signIns;
};

// The pages of the practice Identity Center, read and answered as a person does.
inline QByteArray follow(const QUrl &url, const char *answer)
{
    const QByteArray page = bench::visit(url);
    const QByteArray wanted = QByteArray("answer=") + answer;
    for (const QByteArray &part : page.split('"')) {
        if (part.contains(wanted))
            return bench::visit(url.resolved(QUrl::fromEncoded(QByteArray(part).replace("&amp;", "&"))));
    }
    return page;
}

inline QUrl locationIn(const QByteArray &answer)
{
    const qsizetype at = answer.toLower().indexOf("location: ") + 10;
    return QUrl::fromEncoded(answer.sliced(at, answer.indexOf("\r\n", at) - at));
}
