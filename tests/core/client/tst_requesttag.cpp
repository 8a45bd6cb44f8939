// SPDX-License-Identifier: Apache-2.0
#include "client/requesttag.h"

#include "callfixture.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

QCborMap tag(const char *key, const char *value)
{
    return {{QStringLiteral("Key"), QString::fromLatin1(key)},
            {QStringLiteral("Value"), QString::fromLatin1(value)}};
}

QCborMap parcel(const QCborArray &tags = {})
{
    QCborMap input{{QStringLiteral("Name"), QStringLiteral("oak")}};
    if (!tags.isEmpty())
        input[QStringLiteral("Tags")] = tags;
    return input;
}

} // namespace

// What an account that wants it gives all it makes.
class TestRequestTag : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;

    model::OperationPtr operation(const char *name) const { return m_fixture->operation("parcels", name); }
    Target tagging(const QString &endpoint = QStringLiteral("http://127.0.0.1:1")) const
    {
        Target target = m_fixture->target(endpoint);
        target.profile.tagsRequests = true;
        return target;
    }
    QCborValue tagged(const char *name, const QCborMap &input, const QString &id = {}) const
    {
        return withRequestTag(*operation(name), input, tagging(), *m_fixture->environment->tokens, id);
    }

private Q_SLOTS:
    void init()
    {
        qunsetenv("FORMWORK_TAG");
        m_fixture = std::make_unique<CallFixture>();
    }
    void cleanup() { m_fixture.reset(); }

    void isGivenOnlyWhereTheAccountWantsIt()
    {
        const Target plain = m_fixture->target(QStringLiteral("http://127.0.0.1:1"));
        QVERIFY(!plain.profile.tagsRequests);
        TokenSource &tokens = *m_fixture->environment->tokens;
        QCOMPARE(withRequestTag(*operation("CreateParcel"), parcel(), plain, tokens), QCborValue(parcel()));
        qputenv("FORMWORK_TAG", "on");
        QVERIFY(withRequestTag(*operation("CreateParcel"), parcel(), plain, tokens) != parcel());
        qputenv("FORMWORK_TAG", "off");
        QCOMPARE(tagged("CreateParcel", parcel()), QCborValue(parcel()));
    }

    void isKeptInTheRowAndSentByEveryAttempt()
    {
        WireServer server(hangUp());
        const Target target = tagging(QString::fromLatin1(server.scheme() + "://" + server.authority()));
        const CallResult lost =
            m_fixture->call(operation("CreateParcel"), parcel({tag("team", "blue")}), target);
        QCOMPARE(lost.outcome, Outcome::Unknown);
        const QString id =
            requestTagIn(*operation("CreateParcel"), m_fixture->record(lost.journalId).request.input);
        QCOMPARE(id.size(), 20);
        server.setScript(answer(200, "{\"ParcelArn\":\"arn:aws:parcels:us-east-1:1:parcel/oak\"}"));
        QCOMPARE(m_fixture->retry(lost.journalId, true).outcome, Outcome::Succeeded);
        for (const RawRequest &request : std::as_const(server.requests)) {
            QVERIFY(request.body.contains("formwork:request"));
            QVERIFY(request.body.contains(id.toLatin1()));
            QVERIFY(request.body.contains("blue"));
        }
        // The next one has another.
        const CallResult next = m_fixture->call(operation("CreateParcel"), parcel(), target);
        QVERIFY(requestTagIn(*operation("CreateParcel"), m_fixture->record(next.journalId).request.input)
                != id);
    }

    // Whoever sends a token again has to send the same input again.
    void ofOneTokenIsAlwaysTheSame()
    {
        const QCborMap input{{QStringLiteral("ClientToken"), QStringLiteral("t-1")}};
        const QCborMap other{{QStringLiteral("ClientToken"), QStringLiteral("t-2")}};
        const QCborValue once = tagged("CreateBundle", input);
        QVERIFY(once.toMap().value(QStringLiteral("Tags")).isMap());
        QCOMPARE(tagged("CreateBundle", input), once);
        QVERIFY(requestTagIn(*operation("CreateBundle"), tagged("CreateBundle", other))
                != requestTagIn(*operation("CreateBundle"), once));
    }

    void goesToWhatIsMadeWhereTagsAreOfKinds()
    {
        const QCborMap ofParcels{{QStringLiteral("ResourceType"), QStringLiteral("parcel")},
                                 {QStringLiteral("Tags"), QCborArray{tag("team", "blue")}}};
        const QCborMap input{{QStringLiteral("TagSpecifications"), QCborArray{ofParcels}}};
        const QCborArray kinds = tagged("CreatePallet", input, QStringLiteral("x1"))
                                     .toMap()
                                     .value(QStringLiteral("TagSpecifications"))
                                     .toArray();
        QCOMPARE(kinds.size(), 2);
        QCOMPARE(kinds.at(0).toMap(), ofParcels);
        QCOMPARE(kinds.at(1).toMap().value(QStringLiteral("ResourceType")).toString(),
                 QStringLiteral("pallet"));
        QCOMPARE(kinds.at(1).toMap().value(QStringLiteral("Tags")).toArray(),
                 QCborArray{tag("formwork:request", "x1")});
        QCOMPARE(withoutRequestTag(*operation("CreatePallet"),
                                   QCborMap{{QStringLiteral("TagSpecifications"), kinds}}),
                 QCborValue(input));
    }

    void isLeftOutWhereItHasNoRoom_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QCborValue>("input");
        QTest::newRow("as many as it takes")
            << QByteArray("CreateParcel")
            << QCborValue(parcel({tag("a", "1"), tag("b", "2"), tag("c", "3")}));
        QTest::newRow("keys that the model refuses")
            << QByteArray("CreateSack")
            << QCborValue(QCborMap{{QStringLiteral("Name"), QStringLiteral("s")}});
        QTest::newRow("what only tags")
            << QByteArray("TagResource")
            << QCborValue(QCborMap{{QStringLiteral("ResourceArn"), QStringLiteral("arn:x")},
                                   {QStringLiteral("Tags"), QCborArray{tag("a", "1")}}});
        QTest::newRow("what only reads")
            << QByteArray("GetParcel") << QCborValue(QCborMap{{QStringLiteral("Name"), QStringLiteral("s")}});
    }

    void isLeftOutWhereItHasNoRoom()
    {
        QFETCH(QByteArray, name);
        QFETCH(QCborValue, input);
        QCOMPARE(tagged(name.constData(), input.toMap()), input);
    }

    // An input that was copied from another request's.
    void replacesThatOfAnotherRequest()
    {
        const QCborMap copied = parcel({tag("formwork:request", "old"), tag("b", "2"), tag("c", "3")});
        const QCborValue input = tagged("CreateParcel", copied, QStringLiteral("new"));
        QCOMPARE(requestTagIn(*operation("CreateParcel"), input), QStringLiteral("new"));
        QCOMPARE(input.toMap().value(QStringLiteral("Tags")).toArray().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestRequestTag)
#include "tst_requesttag.moc"
