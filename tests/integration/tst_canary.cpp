// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace formwork::tests;

// Secrets planted wherever they can come in, and looked for in every byte of every file and output.
class TestCanary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingInFilesAndOutputs();
    void nothingOfTheKeys();
    void nothingWhenTheServiceEchoesIt();
};

namespace
{

const QByteArray kCanary = "canary-secret-";
const QByteArray kConnector = R"({
    "connectorProfileName": "salesforce", "connectorType": "Salesforce", "connectionMode": "Public",
    "connectorProfileConfig": {
        "connectorProfileProperties": {"Salesforce": {"instanceUrl": "https://example.my.salesforce.com"}},
        "connectorProfileCredentials": {"Salesforce": {"accessToken": "canary-secret-0001", "refreshToken": "canary-secret-0002"}}}})";
const QByteArray kGroup = R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "Finance",
    "OtherAttributes": {"mail": {"S": "canary-secret-0003"}}})";

const QStringList kConnectorCall =
    QString(QStringLiteral("call appflow create-connector-profile --input -")).split(u' ');
const QStringList kGroupCall = QString(QStringLiteral("call ds-data create-group --input -")).split(u' ');

// The files under a directory that hold a secret, in the encodings a program may write it in.
QStringList filesWith(const QByteArray &secret, const QString &directory)
{
    const QString text = QString::fromLatin1(secret);
    const QByteArray utf16(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    // Base64 at the three places a secret can start within its groups of three.
    QByteArrayList forms{secret, utf16, secret.toHex()};
    for (qsizetype skip = 0; skip < 3; ++skip)
        forms += secret.mid(skip, (secret.size() - skip) / 3 * 3).toBase64();
    QStringList found;
    QDirIterator files(directory, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        if (std::ranges::any_of(forms, [&](const QByteArray &form) { return bytes.contains(form); }))
            found += file.fileName();
    }
    return found;
}

QByteArray everyOutput(const Cli &cli)
{
    QByteArray all;
    for (const char *line :
         {"history list", "history list --json", "history show 1", "history show 2", "history export",
          "history export --format csv", "history retry 1", "history list --filter canary-secret-0001"}) {
        const Ran ran = cli.run(QString::fromLatin1(line).split(u' '));
        all += ran.out + ran.err;
    }
    return all;
}

} // namespace

void TestCanary::nothingInFilesAndOutputs()
{
    const Cli cli;
    QByteArray said;
    for (int round = 0; round < 2; ++round) { // the second time there is an error to be told
        for (const auto &[call, input] :
             {std::pair(kConnectorCall, kConnector), std::pair(kGroupCall, kGroup)}) {
            const Ran ran = cli.run(call, input);
            QVERIFY2(ran.code == (round == 0 ? 0 : 3), ran.err.constData());
            said += ran.out + ran.err;
        }
    }
    const Ran invalid =
        cli.run(kConnectorCall, QByteArray(kConnector).replace("\"Public\"", "\"canary-secret-0004\""));
    QCOMPARE(invalid.code, 2); // this one is no secret, and told back
    said += cli.run(kGroupCall,
                    QByteArray(kGroup).replace("canary-secret-0003",
                                               QByteArray("canary-secret-0005").repeated(100)))
                .err;
    said += everyOutput(cli);
    QVERIFY2(!said.contains(kCanary), said.mid(said.indexOf(kCanary) - 200, 400).constData());
    QVERIFY(said.contains("sealed")); // the place of one is shown
    for (const QByteArray &secret : {QByteArray("canary-secret-0001"), QByteArray("canary-secret-0002"),
                                     QByteArray("canary-secret-0003")})
        QCOMPARE(filesWith(secret, cli.dataDirectory()), QStringList());
}

void TestCanary::nothingOfTheKeys()
{
    Cli cli;
    PracticeAccount account(cli); // so that the endpoint is there; it will refuse these keys
    cli.set("AWS_SECRET_ACCESS_KEY", QStringLiteral("canary-secret-0006"));
    cli.set("AWS_SESSION_TOKEN", QStringLiteral("canary-secret-0007"));
    const Ran ran = cli.run(kGroupCall, groupInput());
    QCOMPARE(ran.code, 3);
    QVERIFY(!(ran.out + ran.err + everyOutput(cli)).contains(kCanary));
    QCOMPARE(filesWith("canary-secret-0006", cli.dataDirectory()), QStringList());
    QCOMPARE(filesWith("canary-secret-0007", cli.dataDirectory()), QStringList());
}

void TestCanary::nothingWhenTheServiceEchoesIt()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            if (!socket->peek(1 << 20).contains("connectorType"))
                return;
            socket->readAll();
            const QByteArray body =
                R"({"message": "The value 'canary-secret-0001' of accessToken is not valid"})";
            socket->write(
                "HTTP/1.1 400 Bad Request\r\nx-amzn-ErrorType: ValidationException\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        });
    });
    Cli cli;
    cli.useKeys(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
    const Ran ran = cli.run(kConnectorCall, kConnector);
    QVERIFY2(ran.code == 3, ran.err.constData());
    QVERIFY2(ran.says("ValidationException") && ran.says("is not valid"), ran.err.constData());
    const QByteArray said = ran.out + ran.err + everyOutput(cli);
    QVERIFY2(!said.contains(kCanary), said.mid(said.indexOf(kCanary) - 200, 400).constData());
    QCOMPARE(filesWith("canary-secret-0001", cli.dataDirectory()), QStringList());
}

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
