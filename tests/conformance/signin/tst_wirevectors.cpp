// SPDX-License-Identifier: Apache-2.0
#include "conformance/signin/wirestage.h"
#include "core/awaiting.h"
#include "document/timestamp.h"
#include "signin/centersignin.h"
#include "signin/obtaining.h"
#include "signin/settings.h"

#include <QTest>
#include <QUrlQuery>

using namespace formwork;
using namespace formwork::signin;
using namespace formwork::tests;

namespace
{

Result<credentials::Credentials> credentialsOn(const Stage &stage, const QString &profileArgument)
{
    const SharedFiles files = loadSharedFiles(stage.machine);
    const Result<Choice> choice = choose(stage.machine, profileArgument);
    if (!choice)
        return std::unexpected(choice.error());
    const Result<Way> way = findWay({files, stage.machine, *choice, true, stage.clock->nowUtc()});
    if (!way)
        return std::unexpected(way.error());
    credentials::Profile profile;
    profile.kind = credentials::ProfileKind::Shared;
    profile.name = choice->profile.isEmpty() ? QStringLiteral("default") : choice->profile;
    const Result<Settings> settings = settingsOf(files.profile(profile.name), files, stage.machine);
    if (!settings)
        return std::unexpected(settings.error());
    profile.region = settings->region;
    profile.endpointUrl = settings->endpointUrl;
    profile.serviceEndpoints = settings->serviceEndpoints;
    return await(follow(*way, profile, stage.sources->wire()));
}

void signInOn(const Stage &stage, const QJsonObject &setup)
{
    IdentityCenter center;
    center.session = text(setup, "session_name");
    center.startUrl = text(setup, "startUrl");
    center.region = text(setup, "ssoRegion");
    for (const auto &scope : setup[QStringLiteral("registration_scopes")].toArray())
        center.scopes.append(scope.toString());
    SignInOptions options;
    options.way = center.session.isEmpty() ? SignInWay::DeviceCode : SignInWay::Browser;
    options.progress = [way = options.way](const SignInProgress &progress) {
        const QUrlQuery query(progress.url);
        QUrl back(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        back.setQuery(QStringLiteral("code=authcode&state=")
                      + query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded));
        if (way == SignInWay::Browser)
            QTimer::singleShot(0, qApp, [back] { bench::visit(back); });
    };
    const auto done = await(signInAt(center, {}, options, stage.sources->wire()));
    QVERIFY2(done, done ? "" : qPrintable(done.error().sentence()));
    QCOMPARE(done->token.accessToken, QStringLiteral("at"));
    QCOMPARE(done->token.refreshToken, QStringLiteral("rt"));
    QCOMPARE(done->token.expiresAt, stage.clock->nowUtc().addSecs(28800));
}

// Whose key and for which Region and service: dates and signatures are another day's.
QString scopeOf(const QString &authorization)
{
    const QStringList parts =
        authorization.section(QStringLiteral("Credential="), 1).section(u',', 0, 0).split(u'/');
    return parts.value(0) + u'/' + parts.value(2) + u'/' + parts.value(3)
        + (authorization.contains(u"x-amz-security-token") ? QStringLiteral(" with token") : QString());
}

// Whether JSON is asked for that comes anyway is of no account.
void compareHeader(const QString &name, const QString &wanted, const http::Request &request)
{
    const QString got = QString::fromLatin1(request.headers.value(name.toLatin1()));
    if (name == u"authorization" && wanted.startsWith(QStringLiteral("AWS4")))
        QCOMPARE(scopeOf(got), scopeOf(wanted));
    else if (name == u"content-type")
        QCOMPARE(got.section(u';', 0, 0), wanted.section(u';', 0, 0));
    else if (name != u"accept")
        QCOMPARE(got, wanted);
}

QString typed(const QString &name, const QString &value)
{
    const bool isOurs = name == u"clientName" || name == u"codeVerifier" || name == u"redirectUri"
        || (name == u"RoleSessionName" && value.contains(u"EPOCH"));
    return isOurs ? QStringLiteral("(its own)") : value;
}

void compareBody(const QJsonObject &wanted, const http::Request &request)
{
    const QJsonObject form = wanted[QStringLiteral("form")].toObject();
    QStringList left;
    for (const auto &[name, value] :
         QUrlQuery(QString::fromUtf8(request.body)).queryItems(QUrl::FullyDecoded)) {
        if (!form.isEmpty())
            left.append(name);
    }
    for (auto it = form.begin(); it != form.end(); ++it) {
        const QString value = QUrlQuery(QString::fromUtf8(request.body).replace(u'+', u' '))
                                  .queryItemValue(it.key(), QUrl::FullyDecoded);
        QVERIFY2(left.removeOne(it.key()), qPrintable(it.key()));
        if (typed(it.key(), it.value().toString()) == it.value().toString())
            QCOMPARE(value, it.value().toString());
    }
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
    const QJsonObject expected = wanted[QStringLiteral("json")].toObject();
    const QJsonObject got = QJsonDocument::fromJson(request.body).object();
    if (expected.isEmpty())
        return;
    QCOMPARE(got.keys(), expected.keys());
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        if (typed(it.key(), it.value().toString()) == it.value().toString())
            QCOMPARE(got.value(it.key()), it.value());
    }
}

// Tokens that the CLI keeps are renewed where they lie. Formwork's own, and what it gets with them, are in no
// file in clear, unlike the CLI's.
void compareFiles(const Stage &stage, const QJsonObject &setup, const QJsonArray &wanted)
{
    QStringList names;
    const QString folder = stage.machine.onDisk(QStringLiteral("/h/.aws/sso/cache"));
    for (const auto &entry : wanted) {
        const QJsonObject file = entry.toObject();
        const QJsonObject content = file[QStringLiteral("json")].toObject();
        const bool isToken = content.contains(QStringLiteral("accessToken"));
        if (!isToken || !setup[QStringLiteral("cachedToken")].isObject())
            continue;
        names.append(text(file, "name"));
        QFile kept(folder + u'/' + names.last());
        QVERIFY2(kept.open(QIODevice::ReadOnly), qPrintable(names.last()));
        const QJsonObject got = QJsonDocument::fromJson(kept.readAll()).object();
        QCOMPARE(got.keys(), content.keys());
        for (auto it = content.begin(); it != content.end(); ++it) {
            const bool isTime = it.value().toString().startsWith(QStringLiteral("(now"));
            QCOMPARE(got.value(it.key()),
                     isTime ? QJsonValue(stage.clock->nowUtc().addSecs(28800).toString(Qt::ISODate))
                            : it.value());
        }
    }
    QCOMPARE(QDir(folder).entryList(QDir::Files), names);
    QVERIFY(!QDir(stage.machine.onDisk(QStringLiteral("/h/.aws/cli"))).exists());
}

} // namespace

class TestWireVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wire_data()
    {
        QTest::addColumn<QJsonObject>("vector");
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/wire.json");
        for (const auto &entry : document->array())
            QTest::newRow(qPrintable(text(entry.toObject(), "name"))) << entry.toObject();
    }

    void wire()
    {
        QFETCH(const QJsonObject, vector);
        const QJsonObject setup = vector[QStringLiteral("setup")].toObject();
        const Stage stage(setup);
        const QJsonObject keys = vector[QStringLiteral("credentials")].toObject();
        if (setup.contains(QStringLiteral("startUrl"))) {
            signInOn(stage, setup);
        } else {
            const auto got = credentialsOn(stage, text(setup, "profileArgument"));
            QVERIFY2(got.has_value() == !keys.isEmpty(), got ? "" : qPrintable(got.error().sentence()));
            if (got) {
                QCOMPARE(got->accessKeyId, text(keys, "accessKeyId"));
                QCOMPARE(got->secretAccessKey, text(keys, "secretAccessKey"));
                QCOMPARE(got->sessionToken, text(keys, "sessionToken"));
                QCOMPARE(got->accountId, text(keys, "accountId"));
            }
        }
        const QJsonArray wanted = vector[QStringLiteral("requests")].toArray();
        QCOMPARE(stage.transport->requests.size(), wanted.size());
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const QJsonObject one = wanted[i].toObject();
            const http::Request &request = stage.transport->requests[i];
            QCOMPARE(QString::fromLatin1(request.method), text(one, "method"));
            const QUrl target(text(one, "path"));
            QCOMPARE(QString::fromLatin1(request.path), target.path());
            auto sent = QUrlQuery(QString::fromLatin1(request.query)).queryItems();
            auto said = QUrlQuery(target).queryItems();
            std::ranges::sort(sent);
            std::ranges::sort(said);
            QCOMPARE(sent, said);
            const QJsonObject headers = one[QStringLiteral("headers")].toObject();
            for (auto it = headers.begin(); it != headers.end(); ++it)
                compareHeader(it.key(), it.value().toString(), request);
            compareBody(one, request);
        }
        compareFiles(stage, setup, vector[QStringLiteral("filesWritten")].toArray());
    }

    void answersOfContainers_data()
    {
        QTest::addColumn<QJsonObject>("vector");
        VECTORS_OR_SKIP(document, "signin/aws-sdk-ruby/ecs_credentials_response.json");
        for (const auto &entry : document->array())
            QTest::newRow(qPrintable(text(entry.toObject(), "description"))) << entry.toObject();
    }

    void answersOfContainers()
    {
        QFETCH(const QJsonObject, vector);
        const QJsonObject response = vector[QStringLiteral("response")].toObject();
        const QJsonObject expect = vector[QStringLiteral("expect")].toObject();
        const QJsonObject wanted = expect[QStringLiteral("credentials")].toObject();
        const Stage stage(
            {{QStringLiteral("env"),
              QJsonObject{
                  {QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI"), QStringLiteral("ENDPOINT/any")},
                  {QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true")}}}});
        stage.environment->transport = std::make_shared<Always>(
            http::Response{response[QStringLiteral("status")].toInt(), {}, text(response, "body").toUtf8()});
        const QDateTime ends = document::writtenTime(text(wanted, "expiration"));
        if (ends.isValid())
            stage.clock->set(ends.addSecs(-3600));
        const auto got = credentialsOn(stage, {});
        QVERIFY2(got.has_value() == (text(expect, "type") == u"success"),
                 got ? "" : qPrintable(got.error().sentence()));
        if (!got)
            return;
        QCOMPARE(got->accessKeyId, text(wanted, "access_key_id"));
        QCOMPARE(got->secretAccessKey, text(wanted, "secret_access_key"));
        QCOMPARE(got->sessionToken, text(wanted, "session_token"));
        QCOMPARE(got->accountId, text(wanted, "account_id"));
        QCOMPARE(got->expiresAt, ends);
    }

    void processesOfTheChain_data()
    {
        QTest::addColumn<QJsonObject>("vector");
        VECTORS_OR_SKIP(document, "signin/aws-cli-2.36.7/chain.json");
        for (const auto &entry : document->array()) {
            const QString config = text(entry.toObject(), "config");
            const bool isProcess = config.contains(QStringLiteral("credential_process"));
            if (isProcess)
                QTest::newRow(qPrintable(text(entry.toObject(), "name"))) << entry.toObject();
        }
    }

    void processesOfTheChain()
    {
        QFETCH(const QJsonObject, vector);
        const Stage stage(vector);
        const QJsonObject expect = vector[QStringLiteral("expect")].toObject();
        if (vector.contains(QStringLiteral("credentials")))
            stage.write(QStringLiteral("/h/.aws/credentials"), text(vector, "credentials").toUtf8());
        const auto got = credentialsOn(stage, text(vector, "profileArgument"));
        QVERIFY2(got.has_value() == expect.contains(QStringLiteral("accessKeyId")),
                 got ? "" : qPrintable(got.error().sentence()));
        if (!got)
            return;
        QCOMPARE(got->accessKeyId, text(expect, "accessKeyId"));
        QCOMPARE(got->secretAccessKey, text(expect, "secretAccessKey"));
        QCOMPARE(got->sessionToken, text(expect, "sessionToken"));
        QCOMPARE(got->accountId, text(expect, "accountId"));
    }

private:
    class Always final : public transport::Transport
    {
    public:
        explicit Always(http::Response answer)
            : m_answer(std::move(answer))
        {
        }
        QCoro::Task<Result<http::Response>> send(http::Request, transport::Timeouts,
                                                 transport::CancellationPtr, transport::Streams) override
        {
            co_return m_answer;
        }

    private:
        http::Response m_answer;
    };
};

QTEST_GUILESS_MAIN(TestWireVectors)
#include "tst_wirevectors.moc"
