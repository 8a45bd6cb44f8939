// SPDX-License-Identifier: Apache-2.0
#include "core/guide/smallmodel.h"

using namespace formwork;
using namespace formwork::guide;
using document::Pointer;

// What a guide file may say, and that everything else is refused with its place named.
class TestGuideReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_operation = smallOperation();
        QVERIFY(m_operation);
    }

    void everyPartIsRead()
    {
        const auto read = readSmall(smallGuide(), *m_operation);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        const Guide &guide = **read;
        QCOMPARE(guide.title, QStringLiteral("Parcel"));
        QCOMPARE(guide.createTitle, QStringLiteral("Send a parcel"));
        QCOMPARE(guide.noun, QStringLiteral("parcel"));
        QCOMPARE(guide.order, 1);
        QCOMPARE(guide.what.toString(), QStringLiteral("/parcelName"));
        QCOMPARE(guide.resultIds.size(), 2);
        QCOMPARE(guide.notice->brief, QStringLiteral("Closing."));
        QCOMPARE(guide.tokenLifetime->count(), 28800);
        QCOMPARE(guide.tokenMismatchError, QStringLiteral("ConflictException"));
        QCOMPARE(guide.steps.size(), 2);
        QCOMPARE(guide.steps.first().members.size(), 3);
        QCOMPARE(guide.reveals.size(), 5);
        QVERIFY(guide.reveals.first().required);
        QCOMPARE(guide.plainChoices.first().values, QStringList{QStringLiteral("Air")});
        QCOMPARE(guide.rules.size(), 3);
        QCOMPARE(guide.rules.first().severity, document::Severity::Warning);
        QCOMPARE(guide.errors.value(QStringLiteral("ConflictException")).advice, QStringLiteral("Take it."));
    }

    void hintsAreRead()
    {
        const GuidePtr guide = *readSmall(smallGuide(), *m_operation);
        const Hint *kind = guide->hint(Pointer::parse(u"/kind"));
        QVERIFY(kind);
        QCOMPARE(kind->widget, Widget::Radio);
        QCOMPARE(kind->initial.toString(), QStringLiteral("Book"));
        QVERIFY(kind->example.isUndefined());
        QCOMPARE(kind->valueLabels.value(QStringLiteral("Food")), QStringLiteral("Something to eat"));
        QCOMPARE(kind->valueOrder, QStringList({QStringLiteral("Food"), QStringLiteral("Book")}));
        QCOMPARE(guide->hint(Pointer::parse(u"/weight"))->example.toInteger(), 12);
        QVERIFY(guide->hint(Pointer::parse(u"/tags/4/key"))->advanced);
        // The closest hint counts, wherever it stands in the file.
        QCOMPARE(guide->hint(Pointer::parse(u"/content/food/name"))->label, QStringLiteral("Dish"));
        QVERIFY(guide->hint(Pointer::parse(u"/content/book/title")) == nullptr);
    }

    void practiceIsRead()
    {
        const GuidePtr guide = *readSmall(smallGuide(), *m_operation);
        const Practice &practice = guide->practice;
        QVERIFY(!practice.isEmpty());
        QCOMPARE(practice.validationError, QStringLiteral("ValidationException"));
        QCOMPARE(practice.tokenLifetime.count(), 28800);
        QCOMPARE(practice.enforces, QStringList{QStringLiteral("tag-key")});
        QCOMPARE(practice.refusals.first().refusal.members.value(QStringLiteral("Reason")).toString(),
                 QStringLiteral("SEVEN"));
        QVERIFY(practice.refusals.first().when.holds(QCborMap{{QStringLiteral("weight"), 7}}));
        QVERIFY(practice.unique.first().ignoreCase);
        QCOMPARE(practice.unique.first().scope, Practice::Scope::Account);
        QCOMPARE(practice.limits.first().count, 3);
        QCOMPARE(practice.limits.first().scope, Practice::Scope::Region);
        QCOMPARE(practice.output.toMap().value(QStringLiteral("detail")).toMap().size(), 2);
    }

    void faultsNameFileAndEntry_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *before, const char *after, const char *place,
                            const char *words) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromUtf8(place)
                                << QString::fromUtf8(words);
        };
        row("not JSON", R"("order": 1,)", R"("order": 1)", "", "not JSON");
        row("unknown key", R"("order": 1)", R"("odrer": 1)", "/odrer", "no such key");
        row("key twice", R"("order": 1)", R"("order": 1, "order": 2)", "/order", "twice");
        row("key missing", R"("title": "Parcel",)", "", "", "\"title\" is missing");
        row("empty text", R"("noun": "parcel")", R"("noun": " ")", "/noun", "empty");
        row("text wanted", R"("noun": "parcel")", R"("noun": 3)", "/noun", "text is expected");
        row("another operation", R"("operation": "CreateParcel")", R"("operation": "Post")", "",
            "not for shop");
        row("order not a number", R"("order": 1)", R"("order": 0)", "/order", "whole number");
        row("what leads nowhere", R"("what": "/parcelName")", R"("what": "/name")", "/what", "no member");
        row("pointer without slash", R"("what": "/parcelName")", R"("what": "parcelName")", "/what",
            "no member");
        row("result leads nowhere", R"("/detail/detailId"])", R"("/detail/id"])", "/resultIds/1", "output");
        row("token life", "28800", "-1", "/token/lifetime", "whole number");
        row("token key", R"("mismatchError")", R"("mismatch")", "/token/mismatch", "no such key");
        row("step leads nowhere", R"("/kind", "/content"]})", R"("/kind", "/contents"]})",
            "/steps/0/members/2", "no member");
        row("step twice", R"(["/fragile")", R"(["/kind", "/fragile")", "/steps/1", "two places");
        row("step inside another", R"(["/fragile")", R"(["/content/book", "/fragile")", "/steps/1",
            "two places");
        row("hint leads nowhere", R"("/kind": {)", R"("/kind/more": {)", "/hints/~1kind~1more", "no member");
        row("hint key", R"("placeholder": "Soup")", R"("prompt": "Soup")",
            "/hints/~1content~1food~1name/prompt", "no such key");
        row("widget", R"("widget": "radio")", R"("widget": "dial")", "/hints/~1kind/widget", "no widget");
        row("value of an enum", R"("values": {"Food")", R"("values": {"Fodo")", "/hints/~1kind/values/Fodo",
            "no value \"Fodo\"");
        row("value of an intEnum", R"({"1": "Slow")", R"({"3": "Slow")", "/hints/~1speed/values/3",
            "no value");
        row("initial of an enum", R"("initial": "Book")", R"("initial": "Boot")", "/hints/~1kind/initial",
            "no value \"Boot\"");
        row("example of another type", R"("example": 12)", R"("example": "12")", "/hints/~1weight/example",
            "cannot have");
        row("example of a secret", R"("label": "Code",)",
            R"("label": "Code", "example": "canary-secret-0001",)", "/hints/~1secretCode/example",
            "sensitive");
        row("condition without test", R"({"at": "/kind", "equals": "Book"})", R"({"at": "/kind"})",
            "/reveals/0/when", "A condition");
        row("condition with two tests", R"({"at": "/kind", "equals": "Book"})",
            R"({"at": "/kind", "equals": "Book", "isSet": true})", "/reveals/0/when", "A condition");
        row("condition of a number", R"({"at": "/kind", "equals": "Book"})", "7", "/reveals/0/when",
            "object");
        row("condition with at and all", R"({"at": "/kind", "equals": "Book"})",
            R"({"at": "/kind", "all": []})", "/reveals/0/when/all", "empty");
        row("condition on a missing value", R"({"at": "/kind", "equals": "Book"})",
            R"({"at": "/kind", "equals": "Bok"})", "/reveals/0/when/equals", "no value \"Bok\"");
        row("condition of another type", R"({"at": "/fragile", "equals": true})",
            R"({"at": "/fragile", "equals": 1})", "/reveals/3/when/equals", "cannot have");
        row("in without values", R"("in": ["Food"])", R"("in": [])", "/reveals/1/when/in", "empty");
        row("isSet no boolean", R"("/note", "isSet": true)", R"("/note", "isSet": 1)",
            "/rules/1/require/any/1/isSet", "True or false");
        row("regular expression", "^aws:", "^aws(", "/rules/1/require/any/0/not/matches",
            "regular expression");
        row("reveal of itself", R"({"when": {"at": "/fragile", "equals": true}, "members": ["/note"]})",
            R"({"when": {"at": "/note", "isSet": true}, "members": ["/note"]})", "/reveals/3", "itself");
        row("reveals in a circle", R"({"at": "/kind", "in": ["Food"]})", R"({"at": "/note", "isSet": true})",
            "/reveals/1", "itself");
        row("plain choice", R"("values": ["Air"])", R"("values": ["Ari"])", "/plainChoices/0/values",
            "no value");
        row("rule twice", R"("id": "named")", R"("id": "heavy")", "/rules/2", "two rules");
        row("rule without a place", R"("at": "/parcelName", "severity")", R"("severity")", "/rules/2",
            "\"at\" is missing");
        row("severity", R"("severity": "advice")", R"("severity": "loud")", "/rules/2/severity", "severity");
        row("error not listed", R"("errors": {"ConflictException")", R"("errors": {"LimitException")",
            "/errors/LimitException", "no error \"LimitException\"");
        row("error without advice", R"(, "advice": "Take it.")", "", "/errors/ConflictException",
            "\"advice\"");
        row("practice key", R"("mismatchMessage")", R"("mismatch")", "/practice/mismatch", "no such key");
        row("practice rule", R"(["tag-key"])", R"(["tag-kex"])", "/practice/enforces", "no rule \"tag-kex\"");
        row("practice error", R"(7}, "error": "ConflictException")", R"(7}, "error": "Conflict")",
            "/practice/refusals/0/error", "no error");
        row("practice error member", R"({"Reason": "SEVEN"})", R"({"Cause": "SEVEN"})",
            "/practice/refusals/0/errorMembers/Cause", "no member \"Cause\"");
        row("practice placeholder", "{hex:16}", "{hax:16}", "/practice/output/parcelArn", "no placeholder");
        row("practice pointer", "{/parcelName|last}", "{/parcel|last}", "/practice/output/parcelArn",
            "no member");
        row("practice output", R"("detailId": "{uuid}")", R"("id": "{uuid}")", "/practice/output/detail/id",
            "no member \"id\"");
        row("practice scope", R"("scope": "account")", R"("scope": "world")", "/practice/unique/0/scope",
            "scope");
        row("practice life twice", R"("mismatchMessage": "Token used.",)", R"("tokenLifetime": 60,)",
            "/practice/tokenLifetime", "already");
    }

    void faultsNameFileAndEntry()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, place);
        QFETCH(QString, words);
        QByteArray json = smallGuide();
        QVERIFY(json.contains(before));
        json.replace(json.indexOf(before), before.size(), after);
        const auto read = readSmall(json, *m_operation);
        QVERIFY(!read);
        QCOMPARE(read.error().phase, Phase::Model);
        const QString start = QStringLiteral("shop.CreateParcel.json")
            + (place.isEmpty() ? QString() : QStringLiteral(", ") + place + u':');
        QVERIFY2(read.error().message.startsWith(start), qPrintable(read.error().message));
        QVERIFY2(read.error().message.contains(words), qPrintable(read.error().message));
    }

    void deepFilesAreRefused()
    {
        const auto read = readSmall(QByteArray(100000, '['), *m_operation);
        QVERIFY(!read);
        QVERIFY(read.error().message.contains(QStringLiteral("not JSON")));
    }

    // Before the tags, which come last.
    void membersInNoStepGetOneNearTheEnd()
    {
        QByteArray json = smallGuide();
        json.replace(R"("/note", "/secretCode", "/box"])", R"("/note", "/box/label"])");
        const auto read = readSmall(json, *m_operation);
        QVERIFY(read);
        QCOMPARE((*read)->steps.size(), 3);
        QCOMPARE((*read)->steps[1].members,
                 QList<Pointer>({Pointer::parse(u"/secretCode"), Pointer::parse(u"/box/inner")}));
    }

private:
    model::OperationPtr m_operation;
};

QTEST_GUILESS_MAIN(TestGuideReader)
#include "tst_guidereader.moc"
