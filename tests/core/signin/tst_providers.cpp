// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "signin/cachefiles.h"
#include "signin/credentialcache.h"
#include "signin/metadataprovider.h"
#include "signin/processprovider.h"
#include "signin/sources.h"
#include "transport/transport.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <QCoroTimer>

using namespace formwork;
using namespace formwork::signin;
using namespace formwork::tests;
using credentials::Credentials;

namespace
{

QDateTime start() { return QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC); }

std::shared_ptr<Wire> wireWith(const Prompts &prompts = {})
{
    const auto environment = std::make_shared<asking::Environment>();
    environment->clock = std::make_shared<FixedClock>(start());
    Machine machine;
    machine.environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    const auto sources = Sources::of(machine, environment->clock);
    return std::make_shared<Wire>(Wire{
        machine, environment, prompts, sources->vault, sources->remembered, sources->consents, nullptr, {}});
}

struct Asked {
    QByteArray authority;
    std::chrono::milliseconds timeout;
    bool isDirect;
};

// Answers one after another, and writes down what it is asked.
class Script final : public transport::Transport
{
public:
    Script(QByteArrayList answers, std::shared_ptr<QList<Asked>> asked)
        : m_answers(std::move(answers))
        , m_asked(std::move(asked))
    {
    }
    QCoro::Task<Result<http::Response>> send(http::Request request, transport::Timeouts timeouts,
                                             transport::CancellationPtr, transport::Streams streams) override
    {
        m_asked->append({request.authority, timeouts.transfer, streams.isDirect});
        http::Response response;
        response.status = 200;
        response.body = m_answers.takeFirst();
        co_return response;
    }

private:
    QByteArrayList m_answers;
    std::shared_ptr<QList<Asked>> m_asked;
};

std::shared_ptr<QList<Asked>> askedOf(Wire &wire, const QByteArrayList &answers)
{
    auto asked = std::make_shared<QList<Asked>>();
    auto environment = std::make_shared<asking::Environment>(*wire.environment);
    environment->transport = std::make_shared<Script>(answers, asked);
    wire.environment = environment;
    return asked;
}

Way processWay(const char *command)
{
    Way way;
    way.step = way.source = Step::Process;
    way.profile = QStringLiteral("a");
    way.place = QStringLiteral("/h/.aws/config, line 2");
    way.command = QString::fromLatin1(command);
    return way;
}

QCoro::Task<Result<Credentials>> fetchSlowly(std::shared_ptr<int> count, QDateTime expiry)
{
    ++*count;
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(20);
    co_await timer;
    Credentials credentials{QStringLiteral("K"), QStringLiteral("S"), {}, {}};
    credentials.expiresAt = expiry;
    co_return credentials;
}

QCoro::Task<Result<Credentials>> refuse(std::shared_ptr<int> count)
{
    ++*count;
    co_return failure(Phase::Credentials, QStringLiteral("SignInNeeded"), QStringLiteral("over"));
}

} // namespace

class TestProviders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatAProcessPrints()
    {
        const auto got = await(fromProcess(
            processWay("sh -c 'echo note >&2; echo "
                       "\"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"A\\\",\\\"SecretAccessKey\\\":\\\"B\\\","
                       "\\\"Expiration\\\":\\\"2026-01-01T02:00:00+01:00\\\",\\\"AccountId\\\":"
                       "\\\"123456789012\\\"}\"'"),
            wireWith()));
        QVERIFY2(got, got ? "" : qPrintable(got.error().sentence()));
        QCOMPARE(got->accessKeyId, QStringLiteral("A"));
        QCOMPARE(got->accountId, QStringLiteral("123456789012"));
        QCOMPARE(got->expiresAt, start().addSecs(3600));
    }

    void readsEveryFormOfAnExpiry_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<bool>("isTime");
        for (const char *written :
             {"2026-01-01T01:00:00Z", "2026-01-01T01:00:00", "2026-01-01 01:00:00", "2026-01-01T01:00:00UTC",
              "2026-01-01T01:00:00.000Z", "2026-01-01T01:00:00.000000+00:00", "2026-01-01T06:30:00+0530",
              "2026-01-01T02:00:00+01", "2025-12-31T17:00:00-08:00", "20260101T010000Z",
              "2026-01-01 01:00:00.000000000 +0000 UTC", "Thu, 01 Jan 2026 01:00:00 GMT",
              "Thu Jan  1 01:00:00 UTC 2026", " 2026-01-01T01:00:00z "})
            QTest::newRow(written) << QByteArray(written) << true;
        for (const char *written : {"1767229200", "1767229200000", "soon", "2026-13-01T01:00:00Z", "",
                                    "2026-01-01T25:00:00Z", "01:00:00"})
            QTest::newRow(*written ? written : "empty") << QByteArray(written) << false;
    }

    // The same moment, on a machine of any time zone.
    void readsEveryFormOfAnExpiry()
    {
        QFETCH(QByteArray, written);
        QFETCH(bool, isTime);
        const QByteArray command = "echo '{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"B\","
                                   "\"Expiration\":\""
            + written + "\"}'";
        const auto got = await(fromProcess(processWay(command.constData()), wireWith()));
        QCOMPARE(got.has_value(), isTime);
        if (isTime)
            QCOMPARE(got->expiresAt, start().addSecs(3600));
        else
            QVERIFY2(got.error().sentence().contains(QStringLiteral("Expiration that is no time")),
                     qPrintable(got.error().sentence()));
    }

    void aBadProcessIsASentence_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QString>("says");
        QTest::newRow("garbage") << QByteArray("echo CANARYSECRET") << QStringLiteral("not one JSON object");
        QTest::newRow("text before") << QByteArray("echo 'Opening the browser... CANARY {}'")
                                     << QStringLiteral("echo printed is not one JSON object: it begins with "
                                                       "“Opening the browser...”");
        QTest::newRow("nothing") << QByteArray("true") << QStringLiteral("printed nothing");
        QTest::newRow("code") << QByteArray("sh -c 'echo boo >&2; exit 3'") << QStringLiteral("said: boo");
        QTest::newRow("missing") << QByteArray("/nonexistent x")
                                 << QStringLiteral("/nonexistent cannot be started");
        QTest::newRow("text as version") << QByteArray(
            "echo '{\"Version\":\"1\",\"AccessKeyId\":\"CANARY\",\"SecretAccessKey\":\"CANARY\"}'")
                                         << QStringLiteral("no Version");
        QTest::newRow("no secret") << QByteArray("echo '{\"Version\":1,\"AccessKeyId\":\"CANARY\"}'")
                                   << QStringLiteral("no SecretAccessKey");
        QTest::newRow("too much") << QByteArray("sh -c 'yes CANARY'")
                                  << QStringLiteral("more than a mebibyte");
        QTest::newRow("shell") << QByteArray("echo x | cat") << QStringLiteral("without a shell");
        QTest::newRow("text around") << QByteArray("echo '{\"Version\":1} CANARY'")
                                     << QStringLiteral("not one JSON object");
        QTest::newRow("over") << QByteArray(
            "echo '{\"Version\":1,\"AccessKeyId\":\"CANARY\",\"SecretAccessKey\":\"CANARY\","
            "\"Expiration\":\"2020-01-01T00:00:00Z\"}'")
                              << QStringLiteral("ran out");
    }

    void aBadProcessIsASentence()
    {
        QFETCH(QByteArray, command);
        QFETCH(QString, says);
        const auto got = await(fromProcess(processWay(command.constData()), wireWith()));
        QVERIFY(!got);
        const QString sentence = got.error().sentence();
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY2(sentence.contains(QStringLiteral("“a” (/h/.aws/config, line 2)")), qPrintable(sentence));
        QVERIFY2(!sentence.contains(QStringLiteral("CANARY")), qPrintable(sentence));
    }

    void asksBeforeACommandRuns()
    {
        Prompts prompts;
        int asked = 0;
        bool answer = false;
        prompts.mayRun = [&](CommandQuestion question) -> QCoro::Task<bool> {
            ++asked;
            Q_ASSERT(question.profile == u"a");
            co_return answer;
        };
        const auto wire = wireWith(prompts);
        const auto got = await(fromProcess(processWay("false"), wire));
        QVERIFY(!got);
        QCOMPARE(got.error().code, QStringLiteral("NotAllowed"));
        answer = true;
        QCOMPARE(await(fromProcess(processWay("false"), wire)).error().code, QStringLiteral("ProcessFailed"));
        std::ignore = await(fromProcess(processWay("false"), wire)); // once for each text
        QCOMPARE(asked, 2);
        std::ignore = await(fromProcess(processWay("false x"), wire));
        QCOMPARE(asked, 3);
    }

    void whatWasAllowedIsKnownToTheNextProgram()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("allowed"));
        Consents first(file);
        QVERIFY(!first.isAllowed(QStringLiteral("tool --secret x")));
        first.allow(QStringLiteral("tool --secret x"));
        QVERIFY(Consents(file).isAllowed(QStringLiteral("tool --secret x")));
        QVERIFY(!Consents(file).isAllowed(QStringLiteral("tool --secret y")));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(!written.readAll().contains("secret"));
    }

    void aProcessThatAsksForItselfEnds()
    {
        const auto wire = wireWith();
        wire->machine.environment.insert(QStringLiteral("FORMWORK_PROFILE_CHAIN"), QStringLiteral("b\na"));
        const auto got = await(fromProcess(processWay("false"), wire));
        QVERIFY(!got);
        QCOMPARE(got.error().code, QStringLiteral("ProcessLoop"));
    }

    // Names may have commas in them.
    void anotherNameIsNoLoop()
    {
        const auto wire = wireWith();
        wire->machine.environment.insert(QStringLiteral("FORMWORK_PROFILE_CHAIN"), QStringLiteral("b,a"));
        const auto got = await(fromProcess(
            processWay(
                "sh -c 'test \"$FORMWORK_PROFILE_CHAIN\" = \"$(printf \"b,a\\na\")\" && echo "
                "\"{\\\"Version\\\":1,\\\"AccessKeyId\\\":\\\"A\\\",\\\"SecretAccessKey\\\":\\\"B\\\"}\"'"),
            wire));
        QVERIFY2(got, got ? "" : qPrintable(got.error().sentence()));
    }

    void aContainerIsAskedPastEveryProxy()
    {
        const auto wire = wireWith();
        wire->machine.environment.insert(QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
                                         QStringLiteral("http://169.254.170.23/v1"));
        wire->machine.environment.insert(QStringLiteral("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
                                         QStringLiteral("CANARY"));
        const auto asked = askedOf(*wire, {R"({"AccessKeyId":"A","SecretAccessKey":"B"})"});
        QVERIFY(await(fromContainer(wire)));
        QCOMPARE(asked->size(), 1);
        QVERIFY(asked->first().isDirect);
    }

    // The settings of the profile in question, and how long and how often it is to be asked.
    void anInstanceIsAskedAsTheProfileSays()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("h/.aws")));
        QFile config(folder.path() + QStringLiteral("/h/.aws/config"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile dev]\nec2_metadata_service_endpoint = http://127.0.0.1:9\n"
                     "metadata_service_timeout = 7\nmetadata_service_num_attempts = 2\n"
                     "[profile bad]\nmetadata_service_timeout = soon\n");
        config.close();
        const auto wire = wireWith();
        wire->machine.root = folder.path();
        wire->machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        const auto asked = askedOf(
            *wire,
            {"token", "", "role",
             R"({"AccessKeyId":"A","SecretAccessKey":"B","Token":"T","Expiration":"2027-01-01T00:00:00Z"})"});
        const auto got = await(fromInstance(QStringLiteral("dev"), wire));
        QVERIFY2(got, got ? "" : qPrintable(got.error().sentence()));
        QCOMPARE(asked->size(), 4); // the empty list once more
        for (const Asked &one : *asked) {
            QCOMPARE(one.authority, "127.0.0.1:9");
            QCOMPARE(one.timeout, std::chrono::milliseconds(7000));
        }
        const auto bad = await(fromInstance(QStringLiteral("bad"), wire));
        QVERIFY(!bad);
        QVERIFY2(bad.error().sentence().contains(QStringLiteral("config, line 6")),
                 qPrintable(bad.error().sentence()));
    }

    void aHundredWhoWaitMakeOneRefresh()
    {
        const auto cache = std::make_shared<CredentialCache>(std::make_shared<FixedClock>(start()));
        const auto count = std::make_shared<int>(0);
        const auto fetch = [count] { return fetchSlowly(count, start().addSecs(3600)); };
        std::vector<QCoro::Task<Result<Credentials>>> waiting;
        for (int i = 0; i < 100; ++i)
            waiting.push_back(CredentialCache::get(cache, "k", fetch));
        for (auto &task : waiting)
            QVERIFY(await(std::move(task)));
        QCOMPARE(*count, 1);
    }

    void refreshesBeforeTheEndAndKeepsWhatIsStillGood()
    {
        const auto clock = std::make_shared<FixedClock>(start());
        const auto cache = std::make_shared<CredentialCache>(clock);
        const auto count = std::make_shared<int>(0);
        const auto fetch = [count] { return fetchSlowly(count, start().addSecs(3600)); };
        const auto refusing = [count] { return refuse(count); };
        QVERIFY(await(CredentialCache::get(cache, "k", fetch)));
        clock->advance(40 * 60 * 1000); // 20 minutes left
        QVERIFY(await(CredentialCache::get(cache, "k", fetch)));
        QCOMPARE(*count, 1);
        clock->advance(8 * 60 * 1000); // 12 left: tried, and kept
        QVERIFY(await(CredentialCache::get(cache, "k", refusing)));
        QCOMPARE(*count, 2);
        clock->advance(5 * 60 * 1000); // 7 left: it has to be new
        QVERIFY(!await(CredentialCache::get(cache, "k", refusing)));
        QCOMPARE(*count, 3);
    }

    // A minute is a minute, whatever becomes of the time of day.
    void aClockThatIsSetBackKeepsNothingFromBeingTried()
    {
        const auto clock = std::make_shared<FixedClock>(start());
        const auto cache = std::make_shared<CredentialCache>(clock);
        const auto count = std::make_shared<int>(0);
        const auto fetch = [count] { return fetchSlowly(count, start().addSecs(3600)); };
        const auto refusing = [count] { return refuse(count); };
        QVERIFY(await(CredentialCache::get(cache, "k", fetch)));
        clock->advance(48 * 60 * 1000); // 12 minutes left
        QVERIFY(await(CredentialCache::get(cache, "k", refusing)));
        QCOMPARE(*count, 2);
        clock->set(start().addSecs(46 * 60));
        QVERIFY(await(CredentialCache::get(cache, "k", refusing))); // just tried
        QCOMPARE(*count, 2);
        clock->advance(90 * 1000);
        QVERIFY(await(CredentialCache::get(cache, "k", refusing)));
        QCOMPARE(*count, 3);
    }

    void namesTheFilesOfTheCliAsItDoes()
    {
        QCOMPARE(ssoTokenFile(QStringLiteral("dev"), QStringLiteral("https://x")),
                 QStringLiteral("34c6fceca75e456f25e7e99531e2425c6c1de443.json"));
        QCOMPARE(ssoTokenFile({}, QStringLiteral("https://d-92671207e4.awsapps.com/start")),
                 QStringLiteral("13f9d35043871d073ab260e020f0ffde092cb14b.json"));
    }
};

QTEST_GUILESS_MAIN(TestProviders)
#include "tst_providers.moc"
