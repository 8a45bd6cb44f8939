// SPDX-License-Identifier: Apache-2.0
#include "core/guide/smallmodel.h"

#include "document/json.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace formwork;
using namespace formwork::guide;
using document::Pointer;

// What a guide does once it is read: labels, what is shown, what the rules say; and guides made from a model
// alone.
class TestGuide : public QObject
{
    Q_OBJECT

    static QCborValue doc(const char *json)
    {
        const auto value = document::fromPlainJson(QByteArray(json));
        return value ? *value : QCborValue(QCborSimpleType::Undefined);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_operation = smallOperation();
        QVERIFY(m_operation);
        const auto read = readSmall(smallGuide(), *m_operation);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        m_guide = *read;
    }

    void conditionsHold_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const QJsonArray rows = QJsonDocument::fromJson(smallFile("conditions.json")).array();
        for (const QJsonValue &row : rows) {
            QTest::newRow(qPrintable(row[u"name"].toString())) << row.toObject();
        }
        QVERIFY(!rows.isEmpty());
    }

    void conditionsHold()
    {
        QFETCH(QJsonObject, row);
        const auto textOf = [&row](const QString &key) {
            return QJsonDocument(row.value(key).toObject()).toJson(QJsonDocument::Compact);
        };
        QByteArray guide = smallGuide();
        guide.replace(R"({"all": [{"at": "/parcelName", "isSet": true}]})",
                      textOf(QStringLiteral("condition")));
        const auto read = readSmall(guide, *m_operation);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        const QCborValue document = doc(textOf(QStringLiteral("document")).constData());
        QCOMPARE((*read)->rules.last().require.holds(document), row.value(u"holds").toBool());
    }

    void labelsComeFromTheGuideThenFromTheName()
    {
        const model::Shape &input = *m_operation->input;
        const auto label = [&](const char *pointer, const model::Member *member) {
            return m_guide->label(Pointer::parse(QString::fromUtf8(pointer)), *member);
        };
        const model::Member *tags = input.member(u"tags");
        const model::Member *key = tags->target->element.target->member(u"key");
        QCOMPARE(label("/kind", input.member(u"kind")), QStringLiteral("Kind of parcel"));
        QCOMPARE(label("/parcelName", input.member(u"parcelName")), QStringLiteral("Parcel name"));
        QCOMPARE(label("/tags/0/key", key), QStringLiteral("Key"));
        QCOMPARE(label("/tags/2", &tags->target->element), QStringLiteral("Labels, entry 3"));
    }

    void onlyWhatTheChoiceRevealsIsShown()
    {
        const auto shown = [this](const char *pointer, const char *json) {
            return m_guide->isRevealed(Pointer::parse(QString::fromUtf8(pointer)), doc(json));
        };
        QVERIFY(shown("/parcelName", "{}"));
        QVERIFY(!shown("/content/book", "{}"));
        QVERIFY(shown("/content/book", R"({"kind": "Book"})"));
        QVERIFY(shown("/content/book/title", R"({"kind": "Book"})"));
        QVERIFY(!shown("/content/food/name", R"({"kind": "Book"})"));
        // Nested: the outer choice has to hold as well.
        QVERIFY(
            shown("/content/book/signature", R"({"kind": "Book", "content": {"book": {"isSigned": true}}})"));
        QVERIFY(!shown("/content/book/signature",
                       R"({"kind": "Food", "content": {"book": {"isSigned": true}}})"));
        // What is hidden counts as unset: fragile is only asked of food.
        QVERIFY(shown("/note", R"({"kind": "Food", "fragile": true})"));
        QVERIFY(!shown("/note", R"({"kind": "Book", "fragile": true})"));
        // In lists each entry stands for itself.
        QVERIFY(shown("/tags/1/value", R"({"tags": [{}, {"key": "a"}]})"));
        QVERIFY(!shown("/tags/0/value", R"({"tags": [{}, {"key": "a"}]})"));
    }

    void hiddenMembersAreDropped()
    {
        const QCborValue given = doc(R"({"kind": "Book", "fragile": true, "note": "n",
            "content": {"book": {"title": "t", "signature": "s"}, "food": {"name": "f"}},
            "tags": [{"value": "1"}, {"key": "a", "value": "2"}]})");
        const QCborValue wanted = doc(R"({"kind": "Book", "content": {"book": {"title": "t"}},
            "tags": [{}, {"key": "a", "value": "2"}]})");
        QCOMPARE(m_guide->visible(given), wanted);
        QCOMPARE(m_guide->visible(wanted), wanted);
    }

    void rulesSpeakWhereTheyAreBroken()
    {
        const auto problems = m_guide->check(doc(R"({"kind": "Air", "weight": 99, "parcelName": "p"})"));
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().pointer.toString(), QStringLiteral("/weight"));
        QCOMPARE(problems.first().kind, QStringLiteral("rule"));
        QCOMPARE(problems.first().severity, document::Severity::Warning);
        QCOMPARE(problems.first().sentence, QStringLiteral("Weight: 99 is too heavy. Choose less."));
        QVERIFY(m_guide->check(doc(R"({"kind": "Air", "weight": 98, "parcelName": "p"})")).isEmpty());
        QCOMPARE(m_guide->check(doc(R"({"kind": "Air"})")).first().severity, document::Severity::Advice);
    }

    void rulesOnEntriesAreAskedOfEach()
    {
        const auto problems = m_guide->check(doc(
            R"({"kind": "Air", "parcelName": "p", "tags": [{"key": "a"}, {"key": "aws:b"}, {}, {"key": "aws:c"}]})"));
        QCOMPARE(problems.size(), 2);
        QCOMPARE(problems.at(0).pointer.toString(), QStringLiteral("/tags/1/key"));
        QCOMPARE(problems.at(1).pointer.toString(), QStringLiteral("/tags/3/key"));
    }

    void whatAChoiceNeedsIsAskedFor()
    {
        const auto missing = m_guide->check(doc(R"({"kind": "Book", "parcelName": "p"})"));
        QCOMPARE(missing.size(), 1);
        QCOMPARE(missing.first().pointer.toString(), QStringLiteral("/content/book"));
        QCOMPARE(missing.first().kind, QStringLiteral("required"));
        QCOMPARE(missing.first().severity, document::Severity::Error);
        QVERIFY(
            m_guide->check(doc(R"({"kind": "Book", "parcelName": "p", "content": {"book": {}}})")).isEmpty());
    }

    void whatDoesNotGoWithTheChoiceIsTold()
    {
        const auto problems =
            m_guide->check(doc(R"({"kind": "Air", "parcelName": "p", "content": {"food": {"name": "f"}}})"));
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().pointer.toString(), QStringLiteral("/content/food"));
        QCOMPARE(problems.first().severity, document::Severity::Warning);
        QVERIFY(problems.first().sentence.contains(QStringLiteral("Kind of parcel")));
    }

    void lifetimesAreToldInWords_data() // as extracted; languages have their own plurals
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << 0 << QString();
        QTest::newRow("8 hours") << 28800 << QStringLiteral("8 hour(s)");
        QTest::newRow("36 hours") << 129600 << QStringLiteral("36 hour(s)");
        QTest::newRow("24 hours") << 86400 << QStringLiteral("24 hour(s)");
        QTest::newRow("7 days") << 604800 << QStringLiteral("7 day(s)");
        QTest::newRow("1 hour") << 3600 << QStringLiteral("1 hour(s)");
        QTest::newRow("10 minutes") << 600 << QStringLiteral("10 minute(s)");
        QTest::newRow("1 minute") << 60 << QStringLiteral("1 minute(s)");
        QTest::newRow("90 seconds") << 90 << QStringLiteral("90 second(s)");
    }

    void lifetimesAreToldInWords()
    {
        QFETCH(int, seconds);
        QTEST(lifetimeInWords(seconds == 0 ? std::nullopt : std::optional(std::chrono::seconds(seconds))),
              "words");
    }

    void anOperationWithoutAFileGetsAGuide()
    {
        const GuidePtr guide = generatedGuide(*m_operation);
        QCOMPARE(guide->title, QStringLiteral("Create parcel"));
        QCOMPARE(guide->noun, QStringLiteral("parcel"));
        QCOMPARE(guide->summary, QStringLiteral("Sends a parcel."));
        QCOMPARE(guide->what.toString(), QStringLiteral("/parcelName"));
        QCOMPARE(guide->resultIds,
                 QList<Pointer>({Pointer::parse(u"/parcelArn"), Pointer::parse(u"/detail/detailId")}));
        QCOMPARE(guide->steps.size(), 1);
        const auto &members = guide->steps.first().members;
        QCOMPARE(members.size(), qsizetype(m_operation->input->members.size()) - 1); // all but the token
        QCOMPARE(members.at(0).toString(), QStringLiteral("/parcelName"));
        QCOMPARE(members.at(1).toString(), QStringLiteral("/kind"));
        QCOMPARE(members.at(2).toString(),
                 QStringLiteral("/content")); // what defines it, before what is said of it
        QVERIFY(members.indexOf(Pointer::parse(u"/note")) > 2);
        QVERIFY(!guide->tokenLifetime);
        QVERIFY(guide->practice.isEmpty());
    }

    void publishedLifetimesAreKnownWithoutAFile()
    {
        auto service = std::make_shared<model::Service>(*m_operation->service);
        service->id = QStringLiteral("eks");
        model::Operation operation;
        operation.service = service;
        operation.name = QStringLiteral("CreateCapability");
        operation.input = m_operation->input;
        QCOMPARE(generatedGuide(operation)->tokenLifetime.value_or(std::chrono::seconds(0)).count(), 86400);
        operation.input = m_operation->output; // no token, no life
        QVERIFY(!generatedGuide(operation)->tokenLifetime);
    }

    void aFileThatDoesNotFitIsReportedAndReplaced()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("shop.CreateParcel.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(smallGuide().replace("\"Air\"", "\"Gas\""));
        file.close();
        Guides guides(folder.path());
        QCOMPARE(guides.guideFor(*m_operation)->title, QStringLiteral("Create parcel"));
        QCOMPARE(guides.problems().size(), 1);
        QVERIFY(
            guides.problems().first().startsWith(QStringLiteral("shop.CreateParcel.json, /plainChoices/0")));
        QCOMPARE(guides.guideFor(*m_operation), guides.guideFor(*m_operation));
        QCOMPARE(guides.problems().size(), 1); // read once
        QCOMPARE(guides.cards().size(), 1);
        QCOMPARE(guides.cards().first().noticeBrief, QStringLiteral("Closing."));
        QCOMPARE(guides.cards().first().steps, 2);
    }

private:
    model::OperationPtr m_operation;
    GuidePtr m_guide;
};

QTEST_GUILESS_MAIN(TestGuide)
#include "tst_guide.moc"
