// SPDX-License-Identifier: Apache-2.0
#include "client/whereabouts.h"

#include "asking/plan.h"

#include <QTest>

using namespace formwork;
using client::Whereabouts;
using Place = Whereabouts::Place;

namespace
{

client::Target own(const QString &endpoint = {})
{
    client::Target target;
    target.profile.id = QStringLiteral("1");
    target.profile.name = QStringLiteral("acme-production");
    target.profile.accountId = QStringLiteral("111122223333");
    target.profile.endpointUrl = endpoint;
    target.region = QStringLiteral("eu-central-1");
    return target;
}

client::Target practice(const QString &endpoint = {})
{
    return {credentials::practiceProfile(), QStringLiteral("us-east-1"), endpoint, {}};
}

client::Target environment()
{
    client::Target target = own();
    target.profile.kind = credentials::ProfileKind::Environment;
    target.profile.name = QStringLiteral("Environment");
    target.profile.serviceEndpoints = {{QStringLiteral("S3"), QStringLiteral("http://localhost:9000")}};
    return target;
}

} // namespace

Q_DECLARE_METATYPE(formwork::client::Target)

class TestWhereabouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followTheTarget_data()
    {
        QTest::addColumn<client::Target>("target");
        QTest::addColumn<Place>("place");
        QTest::addColumn<QString>("says");
        const QString loopback = QStringLiteral("http://user:canary@127.0.0.1:4566");
        QTest::newRow("practice") << practice() << Place::Practice << QStringLiteral("practice account");
        client::Target rehearsal = practice();
        rehearsal.profile.kind = credentials::ProfileKind::SignedIn;
        rehearsal.profile.endpointUrl = asking::practiceAddress();
        QTest::newRow("one signed in to for practice")
            << rehearsal << Place::Practice << QStringLiteral("practice account");
        QTest::newRow("practice keys elsewhere")
            << practice(QStringLiteral("https://example.com")) << Place::OwnEndpoint
            << QStringLiteral("https://example.com");
        QTest::newRow("practice keys on this computer")
            << practice(loopback) << Place::ThisComputer << QStringLiteral("http://127.0.0.1:4566");
        QTest::newRow("own account") << own() << Place::Aws
                                     << QStringLiteral("acme-production (111122223333)");
        QTest::newRow("own endpoint")
            << own(loopback) << Place::ThisComputer << QStringLiteral("http://127.0.0.1:4566");
        QTest::newRow("environment") << environment() << Place::Aws << QStringLiteral("Environment");
    }

    void followTheTarget()
    {
        QFETCH(const client::Target, target);
        QFETCH(const Place, place);
        QFETCH(const QString, says);
        const Whereabouts here = client::whereabouts(target);
        const QString all = here.title + u' ' + here.text;
        QCOMPARE(here.place, place);
        QVERIFY2(here.title.contains(says), qPrintable(all));
        // Only the practice account costs nothing, and only there one is in it.
        QCOMPARE(all.contains(QStringLiteral("nothing you create here costs")), place == Place::Practice);
        QCOMPARE(all.contains(QStringLiteral("may cost money")),
                 place == Place::Aws || place == Place::OwnEndpoint);
        QVERIFY(!all.contains(QStringLiteral("canary")));
    }

    void exceptionsAndGuardsAreSaid()
    {
        QVERIFY(client::whereabouts(environment()).text.contains(QStringLiteral("S3")));
        client::Target target = own();
        QVERIFY(!client::whereabouts(target).text.contains(QStringLiteral("read only")));
        target.profile.guard = credentials::Guard::ReadOnly;
        QVERIFY(client::whereabouts(target).text.contains(QStringLiteral("read only")));
    }

    void aRowSaysWhereItWent()
    {
        journal::NewRequest row;
        row.account = QStringLiteral("Practice");
        row.accountId = QStringLiteral("000000000000");
        row.endpoint = QStringLiteral("http://127.0.0.1:41234");
        QCOMPARE(client::wentTo(row), QStringLiteral("Practice"));
        row.accountId.clear(); // its keys, another endpoint
        QCOMPARE(client::wentTo(row), QStringLiteral("Practice at http://127.0.0.1:41234"));
    }
};

QTEST_APPLESS_MAIN(TestWhereabouts)
#include "tst_whereabouts.moc"
