// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/pages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

// `total` gadgets, as many at once as are asked for (two, if that is not said), the place of the next as the
// token.
WireServer::Script gadgets(int total, QList<QJsonObject> *asked = nullptr)
{
    return [total, asked](QTcpSocket &socket, const RawRequest &request, int) {
        const QJsonObject input = QJsonDocument::fromJson(request.body).object();
        if (asked)
            asked->append(input);
        const int from = input[QLatin1String("NextToken")].toString().toInt();
        const int size = input[QLatin1String("MaxResults")].toInt(2);
        QJsonArray list;
        for (int i = from; i < qMin(total, from + size); ++i)
            list.append(QJsonObject{{QLatin1String("GadgetId"), QStringLiteral("g%1").arg(i)}});
        QJsonObject output{{QLatin1String("Gadgets"), list}, {QLatin1String("Total"), total}};
        if (from + size < total)
            output.insert(QLatin1String("NextToken"), QString::number(from + size));
        socket.write(answerBytes(200, QJsonDocument(output).toJson(QJsonDocument::Compact),
                                 "x-amzn-RequestId: page-" + QByteArray::number(from) + "\r\n"));
    };
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;

    model::OperationPtr listGadgets() const { return m_fixture->operation("gadgets", "ListGadgets"); }
    PagesPtr pages(QCborMap input = {}, qint64 maxItems = 0) const
    {
        return std::make_shared<Pages>(*Paging::of(*listGadgets()), input, maxItems);
    }
    CallResult fetch(const WireServer &server, const PagesPtr &pages, PagesOptions options = {}) const
    {
        return await(fetchPages(m_fixture->environment, listGadgets(), m_fixture->target(server), pages,
                                std::move(options)));
    }
    static QStringList ids(const QCborValue &output)
    {
        QStringList list;
        const QCborArray gadgets = output.toMap().value(QStringLiteral("Gadgets")).toArray();
        for (const QCborValue gadget : gadgets)
            list += gadget.toMap().value(QStringLiteral("GadgetId")).toString();
        return list;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void fetchesAllPages()
    {
        QList<QJsonObject> asked;
        WireServer server(gadgets(5, &asked));
        QList<std::pair<int, qint64>> progress;
        PagesOptions options;
        options.fetched = [&](const Pages &pages) {
            progress.append({pages.count(), pages.items()});
            return true;
        };
        const PagesPtr all = pages({{QStringLiteral("Colour"), QStringLiteral("red")}});
        const CallResult result = fetch(server, all, options);
        QCOMPARE(result.outcome, Outcome::Succeeded);
        QCOMPARE(ids(result.output).join(u' '), QStringLiteral("g0 g1 g2 g3 g4"));
        QVERIFY(!all->hasNext());
        QVERIFY(!result.output.toMap().contains(QStringLiteral("NextToken")));
        QCOMPARE(progress, (QList<std::pair<int, qint64>>{{1, 2}, {2, 4}, {3, 5}}));
        QCOMPARE(asked.size(), 3);
        QVERIFY(!asked[0].contains(QLatin1String("NextToken")));
        QCOMPARE(asked[2][QLatin1String("NextToken")].toString(), QStringLiteral("4"));
        QCOMPARE(asked[2][QLatin1String("Colour")].toString(), QStringLiteral("red"));
    }

    // One request on the wire is one attempt in the history, and the pages of one answer are one row.
    void pagesAreAttemptsOfOneRow()
    {
        WireServer server(gadgets(5));
        (void)fetch(server, pages());
        QCOMPARE(server.requests.size(), 3);
        QCOMPARE(m_fixture->rows(), 1);
        const journal::Record row = m_fixture->record(1);
        QCOMPARE(row.outcome, Outcome::Succeeded);
        QCOMPARE(row.attempts, 3);
        QCOMPARE(row.request.what, QString());
        QCOMPARE(ids(m_fixture->environment->journal->openOutput(1).value()).size(), 5);
        QVERIFY(
            !m_fixture->environment->journal->openInput(1)->toMap().contains(QStringLiteral("NextToken")));
        const QList<journal::Attempt> attempts = m_fixture->environment->journal->attempts(1).value();
        QCOMPARE(attempts.size(), 3);
        for (const journal::Attempt &attempt : attempts) {
            QCOMPARE(attempt.outcome, Outcome::Succeeded);
            QCOMPARE(attempt.requestId, QStringLiteral("page-%1").arg((attempt.number - 1) * 2));
        }
    }

    void fetchesPageByPage()
    {
        WireServer server(gadgets(5));
        PagesOptions one;
        one.maxPages = 1;
        const PagesPtr all = pages();
        QCOMPARE(ids(fetch(server, all, one).output).size(), 2);
        QVERIFY(all->hasNext());
        QCOMPARE(ids(fetch(server, all, one).output).size(), 4);
        QCOMPARE(ids(fetch(server, all, one).output).size(), 5);
        QVERIFY(!all->hasNext());
    }

    void stopsAtMaxItems()
    {
        WireServer server(gadgets(9));
        const PagesPtr three = pages({}, 3);
        QCOMPARE(ids(fetch(server, three).output).join(u' '), QStringLiteral("g0 g1 g2"));
        QVERIFY(three->isCut());
        QCOMPARE(m_fixture->rows(), 1);
        const PagesPtr four = pages({}, 4); // the end of a page
        QCOMPARE(ids(fetch(server, four).output).size(), 4);
        QVERIFY(four->isCut());
        QCOMPARE(m_fixture->rows(), 2);
        const PagesPtr nine = pages({}, 9);
        QCOMPARE(ids(fetch(server, nine).output).size(), 9);
        QVERIFY(!nine->isCut());
    }

    // What was cut goes on where it was cut: in the middle of a page, and at its end.
    void goesOnWithTheRest_data()
    {
        QTest::addColumn<int>("atOnce");
        QTest::newRow("in a page") << 3;
        QTest::newRow("several times in a page") << 1;
        QTest::newRow("at the end of a page") << 2;
        QTest::newRow("over pages") << 5;
    }

    void goesOnWithTheRest()
    {
        QFETCH(const int, atOnce);
        WireServer server(gadgets(9));
        QStringList had;
        PageToken start;
        for (int turn = 0; turn < 20; ++turn) {
            const auto some = std::make_shared<Pages>(*Paging::of(*listGadgets()), QCborMap(), atOnce, start);
            had += ids(fetch(server, some).output);
            QVERIFY(some->items() <= atOnce);
            if (!some->rest())
                break;
            const auto read = PageToken::fromText(some->rest()->toText(), *listGadgets());
            QVERIFY(read);
            start = *read;
        }
        QCOMPARE(had.join(u' '), QStringLiteral("g0 g1 g2 g3 g4 g5 g6 g7 g8"));
    }

    // A first page that the input itself has asked for is asked for again.
    void theInputsOwnTokenIsKept()
    {
        WireServer server(gadgets(9));
        const PagesPtr one = pages({{QStringLiteral("NextToken"), QStringLiteral("4")}}, 1);
        QCOMPARE(ids(fetch(server, one).output).join(u' '), QStringLiteral("g4"));
        QCOMPARE(one->rest()->tokens.value(QStringLiteral("NextToken")).toString(), QStringLiteral("4"));
        QCOMPARE(one->rest()->had, 1);
    }

    void stopsAtARepeatedToken()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write(answerBytes(200, R"({"Gadgets":[{"GadgetId":"g"}],"NextToken":"7"})"));
        });
        const PagesPtr all = pages();
        const CallResult result = fetch(server, all);
        QCOMPARE(result.error->code, QStringLiteral("RepeatedToken"));
        QCOMPARE(result.error->phase, Phase::Service);
        QCOMPARE(ids(result.output).size(), 2);
        QVERIFY(!all->hasNext());
        QCOMPARE(m_fixture->rows(), 1);
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Succeeded);
    }

    void stopsWhereTokensGoRound()
    {
        int count = 0;
        WireServer server([&count](QTcpSocket &socket, const RawRequest &, int) {
            socket.write(answerBytes(200,
                                     ++count % 2 == 1 ? R"({"Gadgets":[{"GadgetId":"g"}],"NextToken":"1"})"
                                                      : R"({"Gadgets":[{"GadgetId":"h"}],"NextToken":"2"})"));
        });
        const PagesPtr all = pages();
        const CallResult result = fetch(server, all);
        QCOMPARE(result.error->code, QStringLiteral("RepeatedToken"));
        QCOMPARE(ids(result.output).join(u' '), QStringLiteral("g h g"));
        QCOMPARE(m_fixture->record(1).attempts, 3);
    }

    // A token is the service's own affair, whatever the model says of its form.
    void tokensAreNotValidated()
    {
        int count = 0;
        WireServer server([&](QTcpSocket &socket, const RawRequest &, int) {
            socket.write(
                answerBytes(200, ++count == 1 ? R"({"Gadgets":[],"NextToken":"not digits"})" : "{}"));
        });
        QCOMPARE(fetch(server, pages()).outcome, Outcome::Succeeded);
        QCOMPARE(count, 2);
    }

    void goesOnAfterAnError()
    {
        bool isDown = true;
        const WireServer::Script answers = gadgets(4);
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int number) {
            if (isDown && request.body.contains("NextToken"))
                socket.write(answerBytes(400, R"({"__type":"AccessDeniedException","message":"No."})"));
            else
                answers(socket, request, number);
        });
        const PagesPtr all = pages();
        const CallResult failed = fetch(server, all);
        QCOMPARE(failed.outcome, Outcome::Rejected);
        QCOMPARE(failed.error->code, QStringLiteral("AccessDeniedException"));
        QCOMPARE(ids(failed.output).size(), 2); // what was fetched is not lost
        QVERIFY(all->hasNext());
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Rejected); // the pages before it leave nothing open
        QCOMPARE(m_fixture->record(1).errorCode, QStringLiteral("AccessDeniedException"));
        isDown = false;
        QCOMPARE(ids(fetch(server, all).output).size(), 4);
        QCOMPARE(m_fixture->rows(), 1);
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Succeeded);
        QCOMPARE(m_fixture->record(1).errorCode, QString());
        QCOMPARE(m_fixture->record(1).attempts, 3);
    }

    // Who retries a list that broke off in its middle wants the list, and not its first page.
    void aRetryReadsAllPages()
    {
        bool isDown = true;
        const WireServer::Script answers = gadgets(5);
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int number) {
            if (isDown && request.body.contains("NextToken"))
                socket.write(answerBytes(400, R"({"__type":"AccessDeniedException","message":"No."})"));
            else
                answers(socket, request, number);
        });
        QCOMPARE(fetch(server, pages()).outcome, Outcome::Rejected);
        isDown = false;
        const CallResult again = await(retry(m_fixture->environment, 1, false, {}));
        QCOMPARE(again.outcome, Outcome::Succeeded);
        QCOMPARE(again.journalId, 1);
        QCOMPARE(ids(again.output).join(u' '), QStringLiteral("g0 g1 g2 g3 g4"));
        QCOMPARE(m_fixture->rows(), 1);
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Succeeded);
        QCOMPARE(ids(m_fixture->environment->journal->openOutput(1).value()).size(), 5);
    }

    // One whose first page was refused: nothing says that more were wanted.
    void aRetryOfOnePageReadsOne()
    {
        bool isDown = true;
        const WireServer::Script answers = gadgets(5);
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int number) {
            if (isDown)
                socket.write(answerBytes(400, R"({"__type":"AccessDeniedException","message":"No."})"));
            else
                answers(socket, request, number);
        });
        QCOMPARE(fetch(server, pages()).outcome, Outcome::Rejected);
        isDown = false;
        QCOMPARE(ids(await(retry(m_fixture->environment, 1, false, {})).output).size(), 2);
    }

    void stopsWhenItIsEnough()
    {
        WireServer server(gadgets(1000));
        PagesOptions options;
        options.fetched = [&](const Pages &pages) { return pages.count() < 3; };
        const PagesPtr all = pages();
        const CallResult result = fetch(server, all, options);
        QCOMPARE(result.outcome, Outcome::Succeeded);
        QCOMPARE(ids(result.output).size(), 6);
        QVERIFY(all->hasNext());
    }

    void stopsWhenCancelled()
    {
        WireServer server(gadgets(1000));
        PagesOptions options;
        options.call.cancellation = std::make_shared<Cancellation>();
        options.fetched = [&](const Pages &pages) {
            if (pages.count() == 3)
                options.call.cancellation->cancel();
            return true;
        };
        const PagesPtr all = pages();
        const CallResult result = fetch(server, all, options);
        QCOMPARE(result.error->code, QStringLiteral("Cancelled"));
        QCOMPARE(all->items(), 6);
        QCOMPARE(m_fixture->record(1).attempts, 3);
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Succeeded); // up to there
    }
};

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
