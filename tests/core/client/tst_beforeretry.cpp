// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/beforeretry.h"

#include <QTest>

using namespace formwork;
using namespace formwork::tests;
using client::BeforeRetry;
using client::Selected;
using credentials::Guard;
using Kind = journal::RetryPlan::Kind;

namespace
{

const Selected kSame{QStringLiteral("work"), QStringLiteral("Work"), QStringLiteral("eu-west-1")};

journal::PlannedRow rowWith(Kind kind)
{
    journal::PlannedRow row;
    row.record.request.profileId = QStringLiteral("work");
    row.record.request.account = QStringLiteral("Work");
    row.record.request.accountId = QStringLiteral("111122223333");
    row.record.request.region = QStringLiteral("eu-west-1");
    row.record.request.endpoint = QStringLiteral("https://widgets.eu-west-1.amazonaws.com");
    row.plan.kind = kind;
    row.plan.sentence = QStringLiteral("What the plan says.");
    return row;
}

credentials::Profile workWith(Guard guard)
{
    credentials::Profile profile;
    profile.id = QStringLiteral("work");
    profile.name = QStringLiteral("Work");
    profile.guard = guard;
    return profile;
}

} // namespace

// What is asked before a request of the history is sent once more, by a window and by a command alike.
class BeforeRetryTest : public CallTest
{
    Q_OBJECT

    BeforeRetry asked(Kind kind, const char *operation, Guard guard, const Selected &selected) const
    {
        return client::beforeRetry(rowWith(kind), m_fixture->operation("widgets", operation).get(),
                                   workWith(guard), selected);
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aSafeOneToTheSamePlaceAsksNothing()
    {
        const BeforeRetry none = asked(Kind::Safe, "CreateWidget", Guard::None, kSame);
        QVERIFY(none.refusal.isEmpty() && none.duplicate.isEmpty() && none.elsewhere.isEmpty());
        QVERIFY(none.consent.isEmpty() && none.mustType.isEmpty() && !none.mayDuplicate);
    }

    void whatCannotBeSentAgainSaysWhy()
    {
        const BeforeRetry none = asked(Kind::NotPossible, "DeleteWidget", Guard::Confirm, {});
        QCOMPARE(none.refusal, QStringLiteral("What the plan says."));
        QVERIFY(none.consent.isEmpty() && none.elsewhere.isEmpty());
    }

    void aDuplicateIsAskedFor()
    {
        const BeforeRetry twice = asked(Kind::MayDuplicate, "CreateWidget", Guard::None, kSame);
        QVERIFY(twice.mayDuplicate);
        QCOMPARE(twice.duplicate, QStringLiteral("What the plan says."));
    }

    void anotherPlaceIsAskedFor_data()
    {
        QTest::addColumn<Selected>("selected");
        QTest::addColumn<QString>("named"); // empty: nothing is asked
        Selected other = kSame;
        other.profileId = QStringLiteral("home");
        other.account = QStringLiteral("Home");
        QTest::newRow("account") << other << QStringLiteral("Home");
        other = kSame;
        other.region = QStringLiteral("us-east-1");
        QTest::newRow("Region") << other << QStringLiteral("us-east-1");
        other.region.clear();
        QTest::newRow("no Region") << other << QString();
        other = kSame;
        other.endpoint = QStringLiteral("http://localhost:4566");
        QTest::newRow("endpoint") << other << QStringLiteral("http://localhost:4566");
    }

    void anotherPlaceIsAskedFor()
    {
        QFETCH(const Selected, selected);
        QFETCH(const QString, named);
        const QString sentence = asked(Kind::Safe, "CreateWidget", Guard::None, selected).elsewhere;
        QCOMPARE(sentence.isEmpty(), named.isEmpty());
        QVERIFY2(sentence.contains(named), qPrintable(sentence));
    }

    void theGuardIsThatOfTheRow()
    {
        const BeforeRetry deletion = asked(Kind::Safe, "DeleteWidget", Guard::Confirm, kSame);
        QVERIFY(deletion.consent.contains(QStringLiteral("Work")));
        QCOMPARE(deletion.mustType, QStringLiteral("Work"));
        QVERIFY(asked(Kind::Safe, "CreateWidget", Guard::Confirm, kSame).mustType.isEmpty());
        QVERIFY(client::beforeRetry(rowWith(Kind::Safe), nullptr, {}, kSame).consent.isEmpty());
    }

    // What will be refused is not asked about first.
    void anAccountThatIsReadOnlyRefuses()
    {
        for (const Kind kind : {Kind::Safe, Kind::SafeNothingDone, Kind::MayDuplicate}) {
            const BeforeRetry writes = asked(kind, "DeleteWidget", Guard::ReadOnly, {});
            QVERIFY2(writes.refusal.contains(QStringLiteral("read only")), qPrintable(writes.refusal));
            QVERIFY(writes.consent.isEmpty() && writes.duplicate.isEmpty() && writes.elsewhere.isEmpty());
        }
        QVERIFY(asked(Kind::Safe, "GetWidget", Guard::ReadOnly, kSame).refusal.isEmpty());
    }
};

QTEST_GUILESS_MAIN(BeforeRetryTest)
#include "tst_beforeretry.moc"
