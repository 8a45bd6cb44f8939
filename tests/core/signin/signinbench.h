// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/awaiting.h"
#include "core/signin/fakesignin.h"
#include "signin/obtaining.h"
#include "signin/sharedaccounts.h"
#include "signin/signins.h"
#include "transport/transport.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

// A machine with shared files, a keychain and a fake AWS, and programs on it that sign in.
namespace bench
{

using namespace formwork;

struct Place {
    QTemporaryDir folder;
    std::shared_ptr<FixedClock> clock =
        std::make_shared<FixedClock>(QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC));
    fake::SignIn aws{clock};
    credentials::KeychainPtr keychain = credentials::memoryKeychain();

    void write(const QString &path, const QByteArray &content) const
    {
        const QString whole = folder.path() + path;
        QDir().mkpath(QFileInfo(whole).path());
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] QByteArray read(const QString &path) const
    {
        QFile file(folder.path() + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QJsonObject json(const QString &path) const
    {
        return QJsonDocument::fromJson(read(path)).object();
    }
};

// One program: what is in memory is its own.
class Program
{
public:
    explicit Program(Place &place, const QProcessEnvironment &more = {})
    {
        signin::Machine machine;
        machine.environment = more;
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        if (!more.contains(QStringLiteral("AWS_ENDPOINT_URL"))) // empty: AWS's own
            machine.environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), place.aws.url());
        machine.environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        machine.root = place.folder.path();
        environment->clock = place.clock;
        environment->tokens = std::make_shared<RandomTokenSource>();
        environment->transport = transport::networkTransport({});
        environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
        environment->retryQuota = std::make_shared<asking::RetryQuota>();
        environment->profiles = std::make_shared<credentials::ProfileStore>(
            place.folder.filePath(QStringLiteral("profiles.json")), place.keychain,
            [] { return credentials::Credentials(); });
        sources = signin::Sources::of(machine, place.clock);
        sources->environment = environment;
        sources->vault = std::make_shared<signin::Vault>(place.folder.filePath(QStringLiteral("sessions")),
                                                         place.keychain, place.clock);
        environment->profiles->setSource(std::make_shared<signin::SharedAccounts>(
            machine, place.clock, std::make_shared<signin::Providers>(sources)));
        signIns = std::make_unique<signin::SignIns>(sources);
    }

    [[nodiscard]] Result<credentials::Credentials> credentials(const char *profile) const
    {
        return tests::await(
            environment->profiles->credentials(QStringLiteral("aws:") + QLatin1String(profile)));
    }
    [[nodiscard]] Result<signin::SessionState> signIn(const signin::SignInOptions &options) const
    {
        return tests::await(signIns->signIn(signIns->centers().value(0), options));
    }

    std::shared_ptr<asking::Environment> environment = std::make_shared<asking::Environment>();
    signin::SourcesPtr sources;
    std::unique_ptr<signin::SignIns> signIns;
};

// A GET as a browser makes it; answers the page.
inline QByteArray visit(const QUrl &url)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority)
                 + " HTTP/1.1\r\nHost: " + url.authority().toLatin1() + "\r\nConnection: close\r\n\r\n");
    QEventLoop loop;
    QObject::connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    loop.exec();
    return socket.readAll();
}

} // namespace bench
