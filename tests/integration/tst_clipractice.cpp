// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "programs.h"
#include "protocol/codec.h"
#include "signing/signer.h"

#include <QCborMap>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <csignal>

using namespace formwork;
using namespace formwork::tests;

// "practice", as scripts and CI use it.
class TestCliPractice : public QObject
{
    Q_OBJECT

private:
    // A signed request to the practice account, on a connection of its own.
    struct Client {
        explicit Client(const PracticeAccount &account)
            : url(account.url())
            , keys{account.announcement()[u"accessKeyId"].toString().toLatin1(),
                   account.announcement()[u"secretAccessKey"].toString().toLatin1(),
                   {}}
        {
            socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(url.port()));
            socket.waitForConnected(5000);
        }

        // The whole answer; empty: it hung up.
        QByteArray send(const model::Operation &operation, const QCborMap &input)
        {
            http::Request request = protocol::serialise(operation, input).value().request;
            request.scheme = "http";
            request.authority = url.authority().toLatin1();
            signing::Options options;
            options.time = QDateTime::currentDateTimeUtc();
            options.region = "us-east-1";
            options.service = operation.service->signingName.toLatin1();
            request = signing::sign(request, keys, options).request;
            QByteArray bytes =
                request.method + ' ' + request.target() + " HTTP/1.1\r\nHost: " + request.authority + "\r\n";
            for (const auto &[name, value] : request.headers)
                bytes += name + ": " + value + "\r\n";
            socket.write(bytes + "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n\r\n"
                         + request.body);
            QByteArray answer;
            while (socket.waitForReadyRead(10'000)) {
                answer += socket.readAll();
                const qsizetype end = answer.indexOf("\r\n\r\n");
                const qsizetype at = answer.toLower().indexOf("content-length: ");
                if (end >= 0 && at >= 0
                    && answer.size() >= end + 4 + answer.sliced(at + 16).split('\r').first().toLongLong())
                    return answer;
            }
            return {};
        }

        QUrl url;
        signing::Keys keys;
        QTcpSocket socket;
    };

    static model::OperationPtr operation(QStringView service, QStringView name)
    {
        static const catalog::CatalogPtr catalog = catalog::Catalog::build({});
        return catalog->operation(service, name).value();
    }

private Q_SLOTS:
    // Whatever was answered is there afterwards, and what was under way is there as a whole or not at all.
    void killedAtAnyMoment()
    {
        const QTemporaryDir state;
        const QStringList there{QStringLiteral("--state"), state.path()};
        const model::OperationPtr create = operation(u"proton", u"CreateEnvironmentAccountConnection");
        const model::OperationPtr list = operation(u"proton", u"ListEnvironmentAccountConnections");
        QSet<QByteArray> answered;
        constexpr int kKills = 20;
        constexpr int kMost = 40; // a round: the account takes so many connections, and no more
        for (int round = 0; round < kKills; ++round) {
            Cli cli;
            PracticeAccount account(cli, there);
            Client client(account);
            QElapsedTimer timer;
            timer.start();
            const int lives = QRandomGenerator::global()->bounded(20, 160);
            std::atomic<bool> isKilled = false;
            const qint64 pid = account.processId();
            const std::unique_ptr<QThread> killer(QThread::create([&isKilled, pid, lives] {
                QThread::msleep(static_cast<unsigned long>(lives));
                isKilled = true;
                ::kill(static_cast<pid_t>(pid), SIGKILL);
            }));
            killer->start();
            for (int n = 0; !isKilled; ++n) {
                while (timer.elapsed() < qint64(n) * lives / kMost && !isKilled)
                    QThread::usleep(100);
                const QByteArray name = "env-" + QByteArray::number(round) + '-' + QByteArray::number(n);
                const QByteArray answer = client.send(
                    *create,
                    {{QStringLiteral("environmentName"), QString::fromLatin1(name)},
                     {QStringLiteral("managementAccountId"), QStringLiteral("111122223333")},
                     {QStringLiteral("roleArn"), QStringLiteral("arn:aws:iam::111122223333:role/Proton")}});
                if (answer.isEmpty())
                    break;
                QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
                answered.insert(name);
            }
            killer->wait();
        }
        QVERIFY(answered.size() > kKills);
        Cli cli;
        const PracticeAccount account(cli, there);
        Client client(account);
        QSet<QByteArray> found;
        QString token;
        do {
            QCborMap input{{QStringLiteral("requestedBy"), QStringLiteral("ENVIRONMENT_ACCOUNT")},
                           {QStringLiteral("maxResults"), 100}};
            if (!token.isEmpty())
                input[QStringLiteral("nextToken")] = token;
            const QByteArray answer = client.send(*list, input);
            const QJsonObject page =
                QJsonDocument::fromJson(answer.sliced(answer.indexOf("\r\n\r\n") + 4)).object();
            for (const QJsonValue &one : page[u"environmentAccountConnections"].toArray()) {
                QVERIFY(!one[u"id"].toString().isEmpty());
                found.insert(one[u"environmentName"].toString().toLatin1());
            }
            token = page[u"nextToken"].toString();
        } while (!token.isEmpty());
        QCOMPARE(answered - found, QSet<QByteArray>());
        QVERIFY((found - answered).size() <= kKills); // one at most was under way each time
    }

    void freePortStateAndReset()
    {
        const QTemporaryDir state;
        const QStringList there{QStringLiteral("--state"), state.path(), QStringLiteral("--port"),
                                QStringLiteral("0")};
        const QByteArray input = R"({"Name":"one"})";
        const QStringList create{QStringLiteral("call"), QStringLiteral("sso-admin"),
                                 QStringLiteral("create-instance"), QStringLiteral("--input"),
                                 QStringLiteral("-")};
        const QStringList list{QStringLiteral("call"), QStringLiteral("sso-admin"),
                               QStringLiteral("list-instances"), QStringLiteral("--input"),
                               QStringLiteral("-")};
        Cli cli;
        {
            const PracticeAccount account(cli, there);
            QVERIFY(QUrl(account.url()).port() > 0);
            QCOMPARE(cli.run(create, input).code, 0);
        }
        {
            const PracticeAccount account(cli, there);
            QCOMPARE(cli.run(list, "{}").object()[u"Instances"].toArray().size(), 1);
        }
        const PracticeAccount account(cli, there + QStringList{QStringLiteral("--reset")});
        QCOMPARE(cli.run(list, "{}").object()[u"Instances"].toArray().size(), 0);
    }

    void saysWhyItCannotBegin_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("said");
        QTest::newRow("port taken") << QStringLiteral("port") << QStringLiteral("another port");
        QTest::newRow("a file for a folder") << QStringLiteral("file") << QStringLiteral("another folder");
        QTest::newRow("no file of its") << QStringLiteral("garbage") << QStringLiteral("delete the file");
        QTest::newRow("disk full") << QStringLiteral("/dev/full") << QStringLiteral("the space left");
    }

    void saysWhyItCannotBegin()
    {
        QFETCH(const QString, what);
        QFETCH(const QString, said);
        const QTemporaryDir state;
        const QString file = state.filePath(QStringLiteral("practice.sqlite"));
        QString folder = state.path();
        QString port = QStringLiteral("0");
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        if (what == u"port")
            port = QString::number(other.serverPort());
        if (what == u"/dev/full")
            QVERIFY(QFile::link(what, file));
        if (what == u"file" || what == u"garbage") {
            QFile garbage(file);
            QVERIFY(garbage.open(QIODevice::WriteOnly));
            garbage.write(QByteArray(5000, 'x'));
        }
        if (what == u"file")
            folder = file;
        Cli cli;
        const Ran ran = cli.run(
            {QStringLiteral("practice"), QStringLiteral("--state"), folder, QStringLiteral("--port"), port});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains(said.toUtf8()), ran.err.constData());
        QVERIFY(what.startsWith(u'/')
                || ran.err.trimmed().count('\n') == 0); // no noise, but Qt's of a device
    }

    // An access key of twelve digits is that account's, with the same secret.
    void anAccountForEachAccessKey()
    {
        Cli cli;
        const PracticeAccount account(cli);
        const QStringList list{QStringLiteral("call"), QStringLiteral("sso-admin"),
                               QStringLiteral("list-instances"), QStringLiteral("--input"),
                               QStringLiteral("-")};
        for (const char *id : {"111122223333", "444455556666"}) {
            cli.set("AWS_ACCESS_KEY_ID", QString::fromLatin1(id));
            QCOMPARE(cli.run(list, "{}").object()[u"Instances"].toArray().size(), 0);
            const Ran made =
                cli.run({QStringLiteral("call"), QStringLiteral("sso-admin"),
                         QStringLiteral("create-instance"), QStringLiteral("--input"), QStringLiteral("-")},
                        R"({"Name":"one"})");
            QVERIFY2(made.code == 0, made.err.constData());
            QCOMPARE(cli.run(list, "{}").object()[u"Instances"].toArray().size(), 1);
            const Ran who = cli.run({QStringLiteral("whoami"), QStringLiteral("--json")});
            QVERIFY2(who.out.contains(id), who.out.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestCliPractice)
#include "tst_clipractice.moc"
