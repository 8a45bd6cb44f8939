// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"
#include "wireserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QTableView>
#include <QTabWidget>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

namespace
{

// A service of the test: `total` gadgets in pages of two, and a state for those who look.
struct Gadgets {
    explicit Gadgets(int total)
        : server([this, total](QTcpSocket &socket, const RawRequest &request, int) {
            answerTo(socket, request, total);
        })
    {
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001");
        qputenv("AWS_REGION", "us-east-1");
        qputenv("AWS_ENDPOINT_URL", server.scheme() + "://" + server.authority());
        program.environment->catalog = catalog::Catalog::build({QStringLiteral(GADGETS_DIR)});
        program.session->selectProfile(QStringLiteral("environment"));
    }

    void answerTo(QTcpSocket &socket, const RawRequest &request, int total)
    {
        const QByteArray target = request.header("X-Amz-Target");
        if (!elsewhere.isEmpty() && !request.header("Authorization").contains('/' + elsewhere + '/')) {
            socket.write(answerBytes(301, "{}", "x-amz-bucket-region: " + elsewhere + "\r\n"));
        } else if (target.endsWith("CreateCrate")) {
            if (std::exchange(hangsUp, false))
                socket.abort();
            else
                socket.write(answerBytes(409, R"({"__type":"CrateAlreadyExistsException"})"));
        } else if (target.endsWith("DeleteCrate") && std::exchange(hangsUp, false)) {
            socket.abort();
        } else if (target.endsWith("GetCrate")) {
            const QByteArray now = QByteArray::number(QDateTime::currentSecsSinceEpoch());
            socket.write(answerBytes(200, R"({"crate":{"crateName":"oak","createdAt":)" + now + "}}"));
        } else if (target.endsWith("Tubs")) {
            socket.write(answerBytes(200, R"({"Tubs":[{"TubId":"tub-1"},{"TubId":"tub-2"}]})"));
        } else if (!error.isEmpty()) {
            socket.write(answerBytes(403, error, "x-amzn-requestid: r-17\r\n"));
        } else if (!target.endsWith("ListGadgets")) {
            const QByteArray id = target.endsWith("CreateGadget") ? R"("GadgetId":"g-7",)" : "";
            socket.write(answerBytes(200, R"({"Gadget":{)" + id + R"("Status":")" + status + R"("}})"));
        } else if (request.body.contains("NextToken") && holdsPages) {
            held.append(&socket);
        } else {
            socket.write(page(QJsonDocument::fromJson(request.body).object(), total));
        }
    }

    static QByteArray page(const QJsonObject &input, int total)
    {
        const int from = input[QLatin1String("NextToken")].toString().toInt();
        QJsonArray list;
        for (int i = from; i < qMin(total, from + 2); ++i)
            list.append(QJsonObject{{QLatin1String("GadgetId"), QStringLiteral("g-%1").arg(i)},
                                    {QLatin1String("Status"), QStringLiteral("READY")}});
        QJsonObject output{{QLatin1String("Gadgets"), list}};
        if (from + 2 < total)
            output.insert(QLatin1String("NextToken"), QString::number(from + 2));
        return answerBytes(200, QJsonDocument(output).toJson());
    }

    QWidget *sent(const char *operation, const QString &input = {}, const char *service = "gadgets")
    {
        auto *dialog = program.open(QString::fromLatin1(service), QString::fromLatin1(operation));
        if (!input.isEmpty()) {
            pasteJson(dialog, input);
            find<QPushButton>(dialog, "stepNext")->setFocus();
        }
        click(dialog, "create");
        if (!QTest::qWaitFor([dialog] { return isShown(dialog, "resultView"); }, 10'000))
            qWarning("no result");
        return dialog;
    }

    OperationFixture program;
    QByteArray error; // instead of any answer
    QByteArray elsewhere; // the Region to which everything belongs
    QByteArray status = "MAKING";
    bool hangsUp = false; // once, after a creation
    bool holdsPages = false; // those after the first are not answered
    QList<QTcpSocket *> held;
    WireServer server;
};

int rowsOf(QWidget *dialog) { return find<QTableView>(dialog, "answerTable")->model()->rowCount(); }
QString followUp(QWidget *dialog) { return find<QLabel>(dialog, "followUpText")->text(); }
QStringList factsOf(QWidget *dialog)
{
    QStringList texts;
    for (const QLabel *label : find<QWidget>(dialog, "resultView")->findChildren<QLabel *>())
        texts += label->isVisible() ? label->text() : QString();
    return texts;
}

} // namespace

// The page at the end of the dialog: the answer, what follows from it, and errors with everything that is
// known.
class TestResultView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // "Already exists" where the first attempt may have made it: whether it did is looked for at once.
    void alreadyExistsLeadsIntoTheCheck()
    {
        Gadgets crates(0);
        crates.hangsUp = true;
        QWidget *dialog = crates.sent("CreateCrate", QStringLiteral(R"({"crateName":"oak"})"), "crates");
        QVERIFY(isShown(dialog, "resultCheck"));
        QVERIFY(!isShown(dialog, "checkVerdict"));
        click(dialog, "resultAgain");
        QTRY_VERIFY(isShown(dialog, "checkVerdict"));
        QVERIFY2(factsOf(dialog).join(u'\n').contains(QStringLiteral("It happened")),
                 qPrintable(factsOf(dialog).join(u'\n')));
        QTRY_VERIFY(!isShown(dialog, "resultCheck")); // once the row has been read again
        QTRY_VERIFY(!isShown(dialog, "resultAgain")); // what is there is not sent again
    }

    // A deletion that nobody answered for: first find out, and no word of doing it twice.
    void whatAPersonDecidesIsCheckedFirst()
    {
        Gadgets crates(0);
        crates.hangsUp = true;
        QWidget *dialog = crates.sent("DeleteCrate", QStringLiteral(R"({"crateName":"oak"})"), "crates");
        const auto *check = find<QPushButton>(dialog, "resultCheck");
        QVERIFY(check->isVisible());
        QVERIFY(check->property("primary").toBool());
        QCOMPARE(dialog->focusWidget(), check);
        QVERIFY(!find<QPushButton>(dialog, "resultAgain")->property("primary").toBool());
        const QString said = factsOf(dialog).join(u'\n');
        QVERIFY2(said.contains(QStringLiteral("made or started again")), qPrintable(said));
    }

    // Found bugs: "Retry safely" was the main button of a refusal, and the second click of a double click on
    // Create closed the result.
    void aRefusalLeadsBackToTheForm()
    {
        Gadgets gadgets(1);
        gadgets.error = R"({"__type":"AccessDeniedException","message":"No."})";
        QPointer<QWidget> dialog = gadgets.sent("CreateGadget", QStringLiteral(R"({"GadgetId": "asked"})"));
        QVERIFY(find<QPushButton>(dialog, "resultBack")->property("primary").toBool());
        const auto *again = find<QPushButton>(dialog, "resultAgain");
        QVERIFY(!again->property("primary").toBool());
        QVERIFY(!again->text().contains(QStringLiteral("safely")));
        QCOMPARE(dialog->focusWidget(), find<QPushButton>(dialog, "resultBack"));

        auto *close = find<QPushButton>(dialog, "resultClose");
        const QPointF middle = QRectF(close->rect()).center();
        const auto send = [&](QEvent::Type type, Qt::MouseButtons down) {
            QMouseEvent event(type, middle, close->mapToGlobal(middle), Qt::LeftButton, down, Qt::NoModifier);
            QCoreApplication::sendEvent(close, &event);
        };
        send(QEvent::MouseButtonDblClick, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, Qt::NoButton);
        QVERIFY(dialog && dialog->isVisible());
        send(QEvent::MouseButtonPress, Qt::LeftButton); // a click of its own
        send(QEvent::MouseButtonRelease, Qt::NoButton);
        QTRY_VERIFY(dialog.isNull() || !dialog->isVisible());
    }

    // Found bugs: what was launched was "Done", of two things one was named, and the button said "Send".
    void tellsAllThatWasMade()
    {
        Gadgets tubs(0);
        QWidget *dialog = tubs.sent("RunTubs", QStringLiteral(R"({"Count": 2})"), "tubs");
        QTRY_VERIFY(factsOf(dialog).contains(u"tub-1") && factsOf(dialog).contains(u"tub-2"));
        QVERIFY2(factsOf(dialog).contains(u"Created"), qPrintable(factsOf(dialog).join(u'|')));
        QCOMPARE(find<QPushButton>(dialog, "resultAnother")->text().remove(u'&'),
                 QStringLiteral("Run another"));
    }

    // Found bug: of what older models do not call read-only it was said that the service had done it.
    void anAnswerIsNothingDone()
    {
        Gadgets tubs(0);
        QWidget *dialog = tubs.sent("ScanTubs", QStringLiteral("{}"), "tubs");
        QTRY_VERIFY(factsOf(dialog).contains(u"Answer"));
        QVERIFY(!factsOf(dialog).contains(u"The service has done it."));
        QCOMPARE(find<QPushButton>(dialog, "resultAnother")->text().remove(u'&'),
                 QStringLiteral("Another request"));
    }

    void sendsToTheRegionItBelongsTo();
    void showsTheMembersOfAnError();
    void loadsPages();
    void stopsLoading();
    void offersNothingWhereNothingFollows();
    void waitsUntilReady();
    void stopsWaiting();
    void goesOnAfterAFailedPage();
    void showsAllOfAnError();
    void closingEndsWhatIsUnderWay();
};

// What the service answers with a 301: one click sends it there, as a new request linked to the refused one.
void TestResultView::sendsToTheRegionItBelongsTo()
{
    Gadgets gadgets(1);
    gadgets.elsewhere = "eu-west-1";
    QWidget *dialog = gadgets.sent("CreateGadget", QStringLiteral(R"({"GadgetId": "asked"})"));
    const auto *region = find<QPushButton>(dialog, "resultRegion");
    QVERIFY(region->isVisible());
    QVERIFY(region->text().contains(QStringLiteral("eu-west-1")));
    QVERIFY(region->property("primary").toBool());
    QVERIFY(!find<QPushButton>(dialog, "resultBack")->property("primary").toBool());
    click(dialog, "resultRegion");
    QTRY_VERIFY(isShown(dialog, "resultAnother"));
    QVERIFY(!isShown(dialog, "resultRegion"));
    const QList<journal::Record> rows = gadgets.program.rows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.first().outcome, journal::Outcome::Succeeded);
    QCOMPARE(rows.first().request.region, QStringLiteral("eu-west-1"));
    QCOMPARE(rows.first().request.parent, rows.last().id);
    QCOMPARE(rows.last().outcome, journal::Outcome::Rejected);
    QCOMPARE(gadgets.program.session->region(), QStringLiteral("us-east-1")); // what is selected stays
}

void TestResultView::showsTheMembersOfAnError()
{
    Gadgets gadgets(0);
    gadgets.error = R"({"__type":"GadgetNotFoundException","message":"No.","GadgetId":"g-404"})";
    QWidget *dialog = gadgets.sent("DescribeGadget", QStringLiteral(R"({"GadgetId": "g"})"));
    QTRY_VERIFY2(factsOf(dialog).contains(QStringLiteral("g-404")), qPrintable(factsOf(dialog).join(u'|')));
    QVERIFY2(factsOf(dialog).contains(QStringLiteral("Gadget ID")), qPrintable(factsOf(dialog).join(u'|')));
}

void TestResultView::loadsPages()
{
    Gadgets gadgets(7);
    QWidget *dialog = gadgets.sent("ListGadgets");
    QCOMPARE(rowsOf(dialog), 2);
    QVERIFY2(followUp(dialog).contains(u"the service has more"), qPrintable(followUp(dialog)));
    click(dialog, "loadNextPage");
    QTRY_COMPARE(rowsOf(dialog), 4);
    QTRY_VERIFY(isShown(dialog, "loadAllPages"));
    click(dialog, "loadAllPages");
    QTRY_COMPARE(rowsOf(dialog), 7);
    QTRY_VERIFY(!isShown(dialog, "stopFollowUp"));
    QVERIFY(!isShown(dialog, "loadNextPage"));
    QVERIFY2(followUp(dialog).startsWith(u'7'), qPrintable(followUp(dialog)));
    QCOMPARE(gadgets.program.rows().size(), 1);
    QCOMPARE(gadgets.program.rows().first().attempts, 4);
}

void TestResultView::stopsLoading()
{
    Gadgets gadgets(7);
    gadgets.holdsPages = true;
    QWidget *dialog = gadgets.sent("ListGadgets");
    click(dialog, "loadAllPages");
    QTRY_COMPARE(gadgets.held.size(), 1);
    QVERIFY(isShown(dialog, "stopFollowUp"));
    click(dialog, "stopFollowUp"); // the page that is on its way is awaited
    QVERIFY(followUp(dialog).startsWith(u"Stopping"));
    gadgets.held.first()->write(Gadgets::page({{QLatin1String("NextToken"), QStringLiteral("2")}}, 7));
    QTRY_VERIFY(!isShown(dialog, "stopFollowUp"));
    QCOMPARE(rowsOf(dialog), 4);
    QCOMPARE(gadgets.held.size(), 1);
    click(dialog, "loadAllPages");
    QTRY_COMPARE(gadgets.held.size(), 2);
    click(dialog, "stopFollowUp");
    click(dialog, "stopFollowUp"); // or given up
    QTRY_VERIFY(!isShown(dialog, "stopFollowUp"));
    QCOMPARE(rowsOf(dialog), 4);
    QVERIFY(isShown(dialog, "loadNextPage"));
}

void TestResultView::offersNothingWhereNothingFollows()
{
    Gadgets gadgets(2);
    QWidget *dialog = gadgets.sent("ListGadgets");
    QCOMPARE(rowsOf(dialog), 2);
    QTRY_VERIFY(!isShown(dialog, "followUp"));
}

void TestResultView::waitsUntilReady()
{
    Gadgets gadgets(0);
    QWidget *dialog = gadgets.sent("CreateGadget", QStringLiteral(R"({"GadgetId": "asked"})"));
    QTRY_VERIFY(isShown(dialog, "waitUntil"));
    QMenu *menu = find<QPushButton>(dialog, "waitUntil")->menu();
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 1); // what waits for an end is not offered
    QCOMPARE(menu->actions().first()->text(), QStringLiteral("Gadget ready"));
    menu->actions().first()->trigger();
    QTRY_VERIFY2(followUp(dialog).contains(u"MAKING"), qPrintable(followUp(dialog)));
    gadgets.status = "READY";
    QTRY_VERIFY2(followUp(dialog).contains(u"reached"), qPrintable(followUp(dialog)));
    const journal::Record look = gadgets.program.rows().first();
    QCOMPARE(look.request.operation, QStringLiteral("DescribeGadget"));
    QCOMPARE(look.request.what, QStringLiteral("g-7, look 2")); // the id of the answer, not the one asked for
    QCOMPARE(look.request.parent, gadgets.program.rows().last().id);
}

void TestResultView::stopsWaiting()
{
    Gadgets gadgets(0);
    QWidget *dialog = gadgets.sent("DescribeGadget", QStringLiteral(R"({"GadgetId": "g"})"));
    QTRY_VERIFY(isShown(dialog, "waitUntil"));
    QMenu *menu = find<QPushButton>(dialog, "waitUntil")->menu();
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 2);
    menu->actions().last()->trigger();
    QTRY_VERIFY(followUp(dialog).contains(u"Next look in"));
    click(dialog, "stopFollowUp");
    QTRY_VERIFY(!isShown(dialog, "stopFollowUp"));
    QVERIFY2(followUp(dialog).contains(u"stopped"), qPrintable(followUp(dialog)));
}

void TestResultView::goesOnAfterAFailedPage()
{
    Gadgets gadgets(4);
    QWidget *dialog = gadgets.sent("ListGadgets");
    gadgets.error = R"({"__type":"AccessDeniedException","message":"Not today."})";
    click(dialog, "loadNextPage");
    QTRY_VERIFY2(followUp(dialog).contains(u"Not today."), qPrintable(followUp(dialog)));
    QCOMPARE(rowsOf(dialog), 2);
    gadgets.error.clear();
    click(dialog, "loadNextPage");
    QTRY_COMPARE(rowsOf(dialog), 4);
}

void TestResultView::showsAllOfAnError()
{
    Gadgets gadgets(0);
    gadgets.error = R"({"__type":"AccessDeniedException","message":"You are not allowed to."})";
    QWidget *dialog = gadgets.sent("DescribeGadget", QStringLiteral(R"({"GadgetId": "g"})"));
    for (const char *fact : {"AccessDeniedException", "403", "r-17", "You are not allowed to."})
        QTRY_VERIFY2(factsOf(dialog).contains(QString::fromLatin1(fact)), fact);
    const QString all = factsOf(dialog).join(u' ');
    QVERIFY2(all.contains(QStringLiteral("permissions")), qPrintable(all)); // what to do
    QVERIFY(!isShown(dialog, "answerView"));
}

void TestResultView::closingEndsWhatIsUnderWay()
{
    Gadgets gadgets(7);
    gadgets.holdsPages = true;
    QPointer<QWidget> dialog = gadgets.sent("ListGadgets");
    click(dialog, "loadAllPages");
    QTRY_COMPARE(gadgets.held.size(), 1);
    delete dialog;
    QTRY_COMPARE(gadgets.program.session->requestsUnderWay(), 0);
}

QTEST_MAIN(TestResultView)
#include "tst_resultview.moc"
