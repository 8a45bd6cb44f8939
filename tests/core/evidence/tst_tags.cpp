// SPDX-License-Identifier: Apache-2.0
#include "checkbench.h"
#include "client/requesttag.h"
#include "evidence/age.h"

#include <QCborArray>
#include <QJsonArray>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using evidence::Age;
using evidence::Verdict;

// The rung of the tag, and of what stands there now whether a request made it.
class TestTags : public QObject, private CheckBench
{
    Q_OBJECT

private:
    static constexpr const char *kArn = "arn:aws:parcels:us-east-1:1:parcel/oak";
    QString m_tag;

    qint64 lostParcel()
    {
        Target target = m_fixture->target(*m_server);
        target.profile.tagsRequests = true;
        const model::OperationPtr operation = m_fixture->operation("parcels", "CreateParcel");
        const CallResult lost =
            m_fixture->call(operation, QCborMap{{QStringLiteral("Name"), QStringLiteral("oak")}}, target);
        m_tag = requestTagIn(*operation, m_fixture->record(lost.journalId).request.input);
        return lost.journalId;
    }

    static QJsonObject parcel()
    {
        return {{QStringLiteral("Name"), QStringLiteral("oak")},
                {QStringLiteral("ParcelArn"), QLatin1StringView(kArn)}};
    }
    static QByteArray shown(const QJsonObject &parcel)
    {
        return answerBytes(200, json({{QStringLiteral("Parcel"), parcel}}));
    }
    static QJsonArray tags(const QString &value)
    {
        return {QJsonObject{{QStringLiteral("Key"), QStringLiteral("formwork:request")},
                            {QStringLiteral("Value"), value}}};
    }
    static QByteArray tagsShown(const QString &value)
    {
        return answerBytes(200, json({{QStringLiteral("Tags"), tags(value)}}));
    }

    // A parcel that was made, and what stands there now.
    Age ageNow(const QByteArray &made, const QByteArray &now, bool answersAlike, bool isTagged = false)
    {
        Target target = m_fixture->target(*m_server);
        target.profile.tagsRequests = isTagged;
        m_answers["CreateParcel"] = {answerBytes(200, made)};
        m_answers["GetParcel"] = {now};
        const model::OperationPtr operation = m_fixture->operation("parcels", "CreateParcel");
        const CallResult result =
            m_fixture->call(operation, QCborMap{{QStringLiteral("Name"), QStringLiteral("oak")}}, target);
        const journal::Record record = m_fixture->record(result.journalId);
        const auto subject =
            evidence::subjectOf(m_fixture->environment, record, record.request.input,
                                *m_fixture->environment->journal->attempts(record.id), false, result.output);
        if (!subject)
            qFatal("%s", qPrintable(subject.error().sentence()));
        return await(evidence::ageOf(*subject, answersAlike, {}));
    }

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    // The reading tells neither tags nor an age; the service's own question for tags does.
    void isAskedOfTheService()
    {
        const qint64 id = lostParcel();
        m_answers["GetParcel"] = {shown(parcel())};
        m_answers["ListTagsForResource"] = {tagsShown(m_tag)};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Happened);
        QVERIFY(report.isSettled);
        QVERIFY2(report.sentence.contains(u"tag of this request"), qPrintable(report.sentence));
        QCOMPARE(rungs(), QStringList({QStringLiteral("tag"), QStringLiteral("read")}));
        QCOMPARE(m_asked["GetResources"], 0);
        QCOMPARE(m_asked["LookupEvents"], 0);
    }

    void inTheReadingIsProof()
    {
        const qint64 id = lostParcel();
        QJsonObject there = parcel();
        there[QStringLiteral("Tags")] = tags(m_tag);
        m_answers["GetParcel"] = {shown(there)};
        QCOMPARE(check(id).verdict, Verdict::Happened);
        QCOMPARE(m_asked["ListTagsForResource"], 0);
    }

    // However well everything else agrees.
    void ofAnotherRequestSettlesNothing_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("says");
        QTest::newRow("another's") << QStringLiteral("0123456789abcdef0123")
                                   << QStringLiteral("tag of another request");
        QTest::newRow("none") << QString() << QStringLiteral("does not carry the tag");
    }

    void ofAnotherRequestSettlesNothing()
    {
        QFETCH(QString, value);
        QFETCH(QString, says);
        const qint64 id = lostParcel();
        QJsonObject there = parcel();
        there[QStringLiteral("CreatedAt")] = double(now().toSecsSinceEpoch());
        there[QStringLiteral("Tags")] = value.isEmpty() ? QJsonArray() : tags(value);
        m_answers["GetParcel"] = {shown(there)};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY2(report.sentence.contains(says), qPrintable(report.sentence));
        QVERIFY(!report.isSettled);
    }

    // Where the reading is denied, whatever carries the tag is found by one question for all services.
    void isSearchedFor()
    {
        const qint64 id = lostParcel();
        m_answers["GetParcel"] = {denied()};
        const QJsonObject found{{QStringLiteral("ResourceARN"), QLatin1StringView(kArn)},
                                {QStringLiteral("Tags"), tags(m_tag)}};
        m_answers["GetResources"] = {
            answerBytes(200,
                        json({{QStringLiteral("ResourceTagMappingList"), QJsonArray{found}},
                              {QStringLiteral("PaginationToken"), QString()}}))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Happened);
        QVERIFY2(report.sentence.contains(QLatin1StringView(kArn)), qPrintable(report.sentence));
        QVERIFY(m_server->requests.last().body.contains(m_tag.toLatin1()));
        QCOMPARE(m_told.last().found, QLatin1StringView(kArn));
    }

    void isSaidAndSkippedWhereDenied()
    {
        const qint64 id = lostParcel();
        m_answers["GetParcel"] = {shown(parcel())};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY(rungs().contains(QStringLiteral("tag")));
        QVERIFY2(allSaid(report).contains(u"ListTagsForResource is not permitted"),
                 qPrintable(allSaid(report)));
        QVERIFY2(allSaid(report).contains(u"GetResources is not permitted"), qPrintable(allSaid(report)));
    }

    // A request without one asks nobody for it.
    void isNoMatterOfOtherRequests()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {notThere()};
        m_answers["ListCrates"] = {answerBytes(200, R"({"crates":[]})")};
        check(id);
        QCOMPARE(m_asked["GetResources"], 0);
    }

    // What goes by the same name now may have been made anew within the hour.
    void theAnswerTellsItFromAnother_data()
    {
        QTest::addColumn<QByteArray>("made");
        QTest::addColumn<QJsonObject>("now");
        QTest::addColumn<bool>("answersAlike");
        QTest::addColumn<int>("kind");
        using Kind = Age::Kind;
        const qint64 then = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC).toSecsSinceEpoch();
        const auto at = [&](qint64 later) { return double(then + later); };
        const QJsonObject named{{QStringLiteral("Name"), QStringLiteral("oak")}};
        const auto with = [&](const char *member, const QJsonValue &value) {
            QJsonObject object = named;
            object[QLatin1StringView(member)] = value;
            return object;
        };
        const auto row = [](const char *name, const QByteArray &made, const QJsonObject &now, bool alike,
                            Kind kind) { QTest::newRow(name) << made << now << alike << int(kind); };
        const QByteArray withId(R"({"ParcelId":"p-1"})");
        row("the same id", withId, with("ParcelId", QStringLiteral("p-1")), false, Kind::Its);
        row("the same id, answered alike", withId, with("ParcelId", QStringLiteral("p-1")), true,
            Kind::Untold);
        row("another id", withId, with("ParcelId", QStringLiteral("p-2")), false, Kind::Another);
        row("another id, answered alike", withId, with("ParcelId", QStringLiteral("p-2")), true,
            Kind::Another);
        const QByteArray withTime = "{\"CreatedAt\":" + QByteArray::number(then) + "}";
        row("the same time", withTime, with("CreatedAt", at(0)), false, Kind::Its);
        row("some minutes later", withTime, with("CreatedAt", at(600)), false, Kind::Another);
        row("no time in the answer", "{}", with("CreatedAt", at(60)), false, Kind::Its);
        row("no time in the answer, and late", "{}", with("CreatedAt", at(600)), false, Kind::Untold);
        row("no time in the answer, and long after", "{}", with("CreatedAt", at(7200)), false, Kind::Another);
        const QByteArray withArn = QByteArray("{\"ParcelArn\":\"") + kArn + "\"}";
        row("an ARN of the name", withArn, with("ParcelArn", QLatin1StringView(kArn)), false, Kind::Untold);
    }

    void theAnswerTellsItFromAnother()
    {
        QFETCH(QByteArray, made);
        QFETCH(QJsonObject, now);
        QFETCH(bool, answersAlike);
        QFETCH(int, kind);
        const Age age = ageNow(made, shown(now), answersAlike);
        QVERIFY2(int(age.kind) == kind, qPrintable(age.reason));
        QCOMPARE(age.reason.isEmpty(), age.kind == Age::Kind::Its);
    }

    // Its time alone proves nothing of what has other tags, or none, where the request gave its own.
    void whatLacksTheTagIsAnother()
    {
        for (const QJsonArray &others :
             {QJsonArray(),
              QJsonArray{QJsonObject{{QStringLiteral("Key"), QStringLiteral("owner")},
                                     {QStringLiteral("Value"), QStringLiteral("jane")}}}}) {
            QJsonObject now = parcel();
            now[u"CreatedAt"] = double(m_fixture->clock->nowUtc().toSecsSinceEpoch());
            now[u"Tags"] = others;
            const Age age = ageNow("{}", shown(now), false, true);
            QVERIFY2(age.kind == Age::Kind::Another, qPrintable(age.reason));
            QVERIFY(age.reason.contains(u"tag of this request"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTags)
#include "tst_tags.moc"
