// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "programs.h"

#include <QDir>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

// A person at a browser, who allows what the practice account asks about.
namespace formwork::tests
{

// A GET as a browser makes it.
inline QByteArray visit(const QUrl &url)
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority)
                 + " HTTP/1.1\r\nHost: " + url.authority().toLatin1() + "\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(10'000))
        answer += socket.readAll();
    return answer;
}

// A home folder with the profile "me", who signs in to the console of the practice account.
inline void useConsole(Cli &cli, const PracticeAccount &practice)
{
    QDir().mkpath(cli.path(QStringLiteral("h/.aws")));
    cli.write(QStringLiteral("h/.aws/config"),
              "[profile me]\nlogin_session = arn:aws:iam::000000000000:user/practice\nregion = us-east-1\n"
              "endpoint_url = "
                  + practice.url().toUtf8() + '\n');
    cli.set("HOME", cli.path(QStringLiteral("h")));
}

// Runs a command that signs in, and the browser for it.
inline Ran signInWithTheBrowser(const Cli &cli, const QStringList &command)
{
    const auto process = cli.start(command);
    QByteArray said;
    const auto address = [&said] {
        const qsizetype at = said.indexOf("http://");
        const qsizetype end = said.indexOf('\n', at);
        return at < 0 || end < 0 ? QByteArray() : said.sliced(at, end - at).trimmed();
    };
    const auto hasAddress = [&] {
        said += process->readAllStandardError();
        return !address().isEmpty();
    };
    if (QTest::qWaitFor(hasAddress, 60'000)) {
        const QByteArray page = visit(QUrl::fromEncoded(address() + "&answer=allow"));
        const qsizetype at = page.toLower().indexOf("location: ") + 10;
        visit(QUrl::fromEncoded(page.sliced(at, page.indexOf("\r\n", at) - at)));
    }
    Ran ran = Cli::ended(*process);
    ran.err.prepend(said);
    return ran;
}

} // namespace formwork::tests
