// SPDX-License-Identifier: Apache-2.0
#include "conformance/signin/playedtransport.h"
#include "conformance/signin/vectors.h"
#include "core/awaiting.h"
#include "document/timestamp.h"
#include "signin/cachefiles.h"
#include "signin/consolesessions.h"
#include "signin/questions.h"
#include "signin/sources.h"
#include "signin/ssotokens.h"
#include "signin/waysteps.h"

#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::signin;
using namespace formwork::tests;

namespace
{

QString text(const QJsonObject &object, const char *name) { return object[QLatin1String(name)].toString(); }

class Answering final : public transport::Transport
{
public:
    QCoro::Task<Result<http::Response>> send(http::Request request, transport::Timeouts,
                                             transport::CancellationPtr, transport::Streams) override
    {
        requests.append(request);
        co_return answer;
    }
    http::Response answer{400, {}, "{}"};
    QList<http::Request> requests;
};

struct Bench {
    QTemporaryDir folder;
    Machine machine;
    std::shared_ptr<FixedClock> clock;
    std::shared_ptr<Answering> transport = std::make_shared<Answering>();
    std::shared_ptr<asking::Environment> environment = std::make_shared<asking::Environment>();
    SourcesPtr sources;

    explicit Bench(const QDateTime &now)
        : clock(std::make_shared<FixedClock>(now))
    {
        machine.root = folder.path();
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/home"));
        environment->clock = clock;
        environment->tokens = std::make_shared<RandomTokenSource>();
        environment->transport = transport;
        environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
        environment->retryQuota = std::make_shared<asking::RetryQuota>();
        sources = Sources::of(machine, clock);
        sources->environment = environment;
    }

    void write(const QString &path, const QJsonObject &object) const
    {
        const QString whole = machine.onDisk(path);
        QDir().mkpath(QFileInfo(whole).path());
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(object).toJson());
    }
};

SharedFiles filesOf(const QString &config)
{
    return merged({QStringLiteral("/h/.aws/config"), config.toUtf8()},
                  {QStringLiteral("/h/.aws/credentials"), {}}, Dialect::Cli);
}

} // namespace

// Tokens that lie in files: which are taken, which are renewed, and what is written back.
class TestTokenVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ssoTokens()
    {
        VECTORS_OR_SKIP(document, "signin/botocore/sso-token-provider.json");
        for (const auto &entry : vectors::cases(*document)) {
            const QJsonObject vector = entry.toObject();
            if (!vector.contains(QStringLiteral("cachedToken")))
                continue;
            const Bench bench(document::writtenTime(text(vector, "currentTime")));
            const IdentityCenter center{QStringLiteral("s"),
                                        QStringLiteral("https://d-123.awsapps.com/start"),
                                        QStringLiteral("us-west-2"),
                                        {},
                                        false,
                                        {}};
            const QString path = ssoTokenPath(bench.machine, center.session, center.startUrl);
            bench.write(path, vector[QStringLiteral("cachedToken")].toObject());
            if (vector.contains(QStringLiteral("refreshResponse")))
                bench.transport->answer = {
                    200, {}, QJsonDocument(vector[QStringLiteral("refreshResponse")].toObject()).toJson()};
            const auto token = await(currentToken(center, {}, bench.sources->wire()));
            const QByteArray name = text(vector, "name").toUtf8();
            QVERIFY2(token.has_value() == !vector.contains(QStringLiteral("expectedException")),
                     name.constData());
            if (!token)
                continue;
            const QJsonObject expected = vector[QStringLiteral("expectedToken")].toObject();
            QVERIFY2(token->accessToken == text(expected, "token"), name.constData());
            QVERIFY2(token->expiresAt == document::writtenTime(text(expected, "expiration")),
                     name.constData());
            if (vector.contains(QStringLiteral("expectedTokenWriteback")))
                QCOMPARE(readCache(bench.machine, path),
                         vector[QStringLiteral("expectedTokenWriteback")].toObject());
        }
    }

    void ssoTokenProfiles()
    {
        VECTORS_OR_SKIP(document, "signin/botocore/sso-token-provider.json");
        for (const auto &entry : vectors::cases(*document)) {
            const QJsonObject vector = entry.toObject();
            if (!vector.contains(QStringLiteral("config")))
                continue;
            const QJsonObject config = vector[QStringLiteral("config")].toObject();
            QString written;
            for (const auto &[group, prefix] :
                 {std::pair("profiles", "profile"), std::pair("sso_sessions", "sso-session")}) {
                const QJsonObject sections = config[QLatin1String(group)].toObject();
                for (auto it = sections.begin(); it != sections.end(); ++it) {
                    written += QStringLiteral("[%1 %2]\n").arg(QLatin1String(prefix), it.key());
                    const QJsonObject values = it.value().toObject();
                    for (auto value = values.begin(); value != values.end(); ++value)
                        written += value.key() + u'=' + value.value().toString() + u'\n';
                }
            }
            const SharedFiles files = filesOf(written);
            const SharedProfile *profile = files.profile(QStringLiteral("test"));
            const auto center = profile ? steps::tokenCenter(*profile, files)
                                        : Result<std::optional<IdentityCenter>>(std::nullopt);
            QVERIFY2((center && *center) == vector[QStringLiteral("resolves")].toBool(),
                     qPrintable(text(vector, "name")));
            QVERIFY2(center.has_value() == !vector.contains(QStringLiteral("expectedException")),
                     qPrintable(text(vector, "name")));
        }
    }

    void tokensOfProfiles()
    {
        const QDir folder(vectors::folder()
                          + QStringLiteral("signin/smithy-rs/default-token-provider-chain"));
        const QStringList names = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        if (names.isEmpty())
            QSKIP("No vectors here: set FORMWORK_SHARED to a folder that has conformance/signin/smithy-rs.");
        for (const QString &name : names) {
            const auto json = [&](const char *file) {
                QFile in(folder.filePath(name + u'/' + QLatin1String(file)));
                return in.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(in.readAll()) : QJsonDocument();
            };
            const QJsonObject ok = json("test-case.json")
                                       .object()[QStringLiteral("result")]
                                       .toObject()[QStringLiteral("Ok")]
                                       .toObject();
            const QDateTime expiry = document::writtenTime(text(ok, "expiration"));
            const Bench bench(expiry.addSecs(-3600));
            vectors::copyFolder(folder.filePath(name + QStringLiteral("/fs")), bench.folder.path());
            const QJsonObject variables = json("env.json").object();
            for (auto it = variables.begin(); it != variables.end(); ++it)
                bench.sources->machine.environment.insert(it.key(), it.value().toString());
            const Machine &machine = bench.sources->machine;
            const auto played =
                std::make_shared<played::PlayedTransport>(played::exchangesOf(json("http-traffic.json")));
            bench.environment->transport = played;
            const SharedFiles files = loadSharedFiles(machine);
            const auto choice = choose(machine, {});
            QVERIFY(choice);
            const SharedProfile *profile =
                files.profile(choice->profile.isEmpty() ? QStringLiteral("default") : choice->profile);
            QVERIFY(profile);
            const auto center = steps::tokenCenter(*profile, files);
            QVERIFY2(center && *center, qPrintable(name));
            const auto token = await(currentToken(**center, {}, bench.sources->wire()));
            QVERIFY2(token, token ? "" : qPrintable(name + u' ' + token.error().sentence()));
            QCOMPARE(token->accessToken, text(ok, "token"));
            QVERIFY2(played->differences.isEmpty(), qPrintable(played->differences.join(u'\n')));
        }
    }

    void consoleSessions()
    {
        VECTORS_OR_SKIP(document, "signin/botocore/login-provider-test-cases.json");
        const QJsonArray all = document->isArray() ? document->array() : vectors::cases(*document);
        QVERIFY(!all.isEmpty());
        for (const auto &entry : all) {
            const QJsonObject vector = entry.toObject();
            const QByteArray name = text(vector, "documentation").toUtf8();
            const Bench bench(QDateTime(QDate(2025, 11, 19), QTime(0, 0), Qt::UTC));
            const QJsonObject files = vector[QStringLiteral("cacheContents")].toObject();
            for (auto it = files.begin(); it != files.end(); ++it)
                bench.write(QStringLiteral("/home/.aws/login/cache/") + it.key(), it.value().toObject());
            const QJsonObject call = vector[QStringLiteral("mockApiCalls")].toArray().first().toObject();
            const QJsonObject answer =
                call[QStringLiteral("response")].toObject()[QStringLiteral("tokenOutput")].toObject();
            if (!answer.isEmpty())
                bench.transport->answer = {200, {}, QJsonDocument(answer).toJson()};
            const SharedFiles shared = filesOf(text(vector, "configContents"));
            const auto way =
                findWay({shared, bench.machine, {QStringLiteral("signin"), true, {}}, false, {}});
            QVERIFY(way);
            const ConsoleSession session{way->loginSession, QStringLiteral("us-east-1"),
                                         QStringLiteral("signin")};
            const auto got = await(currentConsole(session, {}, {}, bench.sources->wire()));
            for (const auto &one : vector[QStringLiteral("outcomes")].toArray()) {
                const QJsonObject outcome = one.toObject();
                const QString result = text(outcome, "result");
                if (result == u"error")
                    QVERIFY2(!got, name.constData());
                if (result == u"credentials") {
                    QVERIFY2(got, got ? "" : qPrintable(got.error().sentence()));
                    QVERIFY2(got->accessKeyId == text(outcome, "accessKeyId"), name.constData());
                    QVERIFY2(got->secretAccessKey == text(outcome, "secretAccessKey"), name.constData());
                    QVERIFY2(got->accountId == text(outcome, "accountId"), name.constData());
                }
                if (result != u"cacheContents")
                    continue;
                for (auto it = outcome.begin(); it != outcome.end(); ++it) {
                    if (!it.value().isObject())
                        continue;
                    const QJsonObject kept =
                        readCache(bench.machine, QStringLiteral("/home/.aws/login/cache/") + it.key());
                    const QJsonObject wanted = it.value().toObject();
                    QVERIFY2(text(kept, "refreshToken") == text(wanted, "refreshToken"), name.constData());
                    QVERIFY2(text(kept, "dpopKey") == text(wanted, "dpopKey"), name.constData());
                    QCOMPARE(text(kept[QStringLiteral("accessToken")].toObject(), "accessKeyId"),
                             text(wanted[QStringLiteral("accessToken")].toObject(), "accessKeyId"));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTokenVectors)
#include "tst_tokenvectors.moc"
