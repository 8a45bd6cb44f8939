// SPDX-License-Identifier: Apache-2.0
#include "journal/protection.h"
#include "journal/retryplan.h"

#include <QTest>

using namespace formwork;
using namespace formwork::journal;

// One rule and one set of sentences say what keeps a second sending from doing it twice.
class ProtectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void follows_data();
    void follows();
    void sentencesPromiseNoMore();
    void plansSayTheSame();
    void aUniqueName();
    void aUniqueNameInAPlan();
};

void ProtectionTest::follows_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("member"); // a required one of text
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<bool>("idempotent");
    QTest::addColumn<QString>("token");
    QTest::addColumn<Protection>("expected");
    const auto row = [](const char *name, const char *operation, const char *member, bool readOnly,
                        bool idempotent, const char *token, Protection expected) {
        QTest::newRow(name) << QString::fromLatin1(operation) << QString::fromLatin1(member) << readOnly
                            << idempotent << QString::fromLatin1(token) << expected;
    };
    using enum Protection;
    row("a token", "CreateThing", "Name", false, false, "t", Token);
    row("an emptied token", "CreateThing", "Name", false, false, "", None);
    row("reads", "GetThing", "Name", true, false, "", Reading);
    row("nothing", "PublishThing", "Message", false, false, "", None);
    row("takes away", "DeleteThing", "ThingArn", false, true, "", Idempotent);
    row("takes away by the model's silence", "DeleteThing", "ThingUrl", false, false, "", Removal);
    row("stops", "StopThings", "ThingId", false, false, "", Removal);
    row("takes away many", "BatchDeleteThing", "ThingIds", false, false, "", Removal);
    row("starts it again each time", "RebootThing", "ThingId", false, false, "", None);
    row("goes by amounts", "DecreaseThings", "ThingId", false, false, "", None);
    row("empties what fills again", "PurgeThing", "ThingUrl", false, false, "", None);
    row("replaces", "PutThing", "ThingArn", false, true, "", Idempotent);
    row("makes one of that name", "CreateThing", "ThingName", false, true, "", Idempotent);
    row("an alias", "CreateAlias", "AliasName", false, true, "", Idempotent);
    row("makes one more each time", "CreateSession", "sessionArn", false, true, "", None);
    row("starts one more each time", "StartQuery", "QueryStatement", false, true, "", None);
}

void ProtectionTest::follows()
{
    QFETCH(QString, operation);
    QFETCH(QString, member);
    QFETCH(bool, readOnly);
    QFETCH(bool, idempotent);
    QFETCH(QString, token);
    QFETCH(Protection, expected);
    model::Operation op;
    op.name = operation;
    op.readOnly = readOnly;
    op.idempotent = idempotent;
    model::Shape &text = op.shapes.emplace_back();
    text.type = model::ShapeType::String;
    model::Shape &input = op.shapes.emplace_back();
    input.type = model::ShapeType::Structure;
    model::Member one;
    one.name = member;
    one.target = &text;
    one.required = true;
    input.members = {one};
    op.input = &input;
    QCOMPARE(protectionOf(op, token), expected);
}

void ProtectionTest::sentencesPromiseNoMore()
{
    using enum Protection;
    QVERIFY(promise(None).contains(QStringLiteral("may do it twice")));
    QVERIFY(sentence(None).contains(QStringLiteral("may do it a second time")));
    QVERIFY(afterCancelling(None).contains(QStringLiteral("may do it a second time")));
    for (const QString &words : {promise(Removal), sentence(Removal), afterCancelling(Removal)}) {
        QVERIFY2(!words.contains(QStringLiteral("twice may"))
                     && !words.contains(QStringLiteral("a second time")),
                 qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("made or started again")), qPrintable(words));
    }
    QVERIFY(!safeTogether({Idempotent}).contains(QStringLiteral("token")));
    QVERIFY(safeTogether({Token}).contains(QStringLiteral("same client token")));
    QVERIFY(!tokenPromise({}, QStringLiteral("group")).startsWith(QStringLiteral("A retry with it cannot")));
}

void ProtectionTest::plansSayTheSame()
{
    Record record;
    record.outcome = Outcome::Unknown;
    record.firstSentAt = QDateTime(QDate(2026, 1, 2), QTime(12, 0), Qt::UTC);
    for (const bool creates : {false, true}) {
        record.request.createsOnRetry = creates;
        const RetryPlan plan = planRetry(record, {record.firstSentAt.addSecs(5), true, true});
        QVERIFY(plan.sentence.endsWith(sentence(protectionOf(record.request))));
        QCOMPARE(plan.kind, creates ? RetryPlan::Kind::MayDuplicate : RetryPlan::Kind::Safe);
    }
    // What was made under the same name since would go too: a person decides.
    record.request.createsOnRetry = true;
    record.request.operation = QStringLiteral("DeleteThing");
    const RetryPlan plan = planRetry(record, {record.firstSentAt.addSecs(5), true, true});
    QVERIFY2(plan.sentence.endsWith(sentence(Protection::Removal)), qPrintable(plan.sentence));
    QCOMPARE(plan.kind, RetryPlan::Kind::MayDuplicate);
}

namespace
{

model::Operation withConflict(const char *error)
{
    model::Operation op;
    auto service = std::make_shared<model::Service>();
    service->id = QStringLiteral("shop");
    op.service = service;
    op.name = QStringLiteral("CreateRoom");
    model::Shape &text = op.shapes.emplace_back();
    text.type = model::ShapeType::String;
    model::Shape &input = op.shapes.emplace_back();
    model::Member name;
    name.name = QStringLiteral("RoomName");
    name.target = &text;
    name.required = true;
    input.members = {name};
    op.input = &input;
    model::Shape &conflict = op.shapes.emplace_back();
    conflict.name = QString::fromLatin1(error);
    op.errors = {&conflict};
    return op;
}

} // namespace

void ProtectionTest::aUniqueName()
{
    using enum Protection;
    QCOMPARE(protectionOf(withConflict("RoomAlreadyExistsException"), {}), UniqueName);
    QCOMPARE(protectionOf(withConflict("RoomAlreadyExistsException"), QStringLiteral("t")), Token);
    QCOMPARE(protectionOf(withConflict("LimitExceededException"), {}), None);
    QCOMPARE(protectionName(UniqueName), QStringLiteral("unique-name"));
    QVERIFY(promise(UniqueName).contains(QStringLiteral("a second one of the same name is refused")));
    QVERIFY(!promise(UniqueName).contains(QStringLiteral("twice")));
    // The refusal does not say whose it is, and nobody may read it as success.
    QVERIFY(sentence(UniqueName).contains(QStringLiteral("somebody else's")));
    QVERIFY(safeTogether({UniqueName, Token}).contains(QStringLiteral("whose it is")));
    QVERIFY(afterCancelling(UniqueName).contains(QStringLiteral("cannot make a second one")));
}

void ProtectionTest::aUniqueNameInAPlan()
{
    Record record;
    record.outcome = Outcome::Unknown;
    record.firstSentAt = QDateTime(QDate(2026, 1, 2), QTime(12, 0), Qt::UTC);
    record.request.hasUniqueName = true;
    const RetryPlan plan = planRetry(record, {record.firstSentAt.addDays(90), true, true});
    QCOMPARE(plan.kind, RetryPlan::Kind::Safe); // names do not run out
    QVERIFY(plan.sentence.endsWith(sentence(Protection::UniqueName)));
}

QTEST_APPLESS_MAIN(ProtectionTest)
#include "tst_protection.moc"
