// SPDX-License-Identifier: Apache-2.0
#include "checking/checkpanel.h"
#include "core/transport/wireserver.h"
#include "ui/windowfixture.h"
#include "widgets/banner.h"

#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace formwork;
using namespace formwork::tests;
using checking::CheckPanel;

// What a person sees of the looking.
class TestCheckPanel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<WireServer> m_server;
    std::unique_ptr<CheckPanel> m_panel;
    bool m_isThere = false;

    template <typename T>
    T *find(const char *name) const
    {
        return m_panel->findChild<T *>(QLatin1String(name));
    }

    qint64 lostCrate()
    {
        std::optional<client::CallResult> lost;
        const QCborMap input{{QStringLiteral("crateName"), QStringLiteral("oak")}};
        client::Target target = m_fixture->session->target();
        target.endpointUrl = QString::fromLatin1(m_server->scheme() + "://" + m_server->authority());
        client::call(m_fixture->environment,
                     m_fixture->operation(QStringLiteral("crates"), QStringLiteral("CreateCrate")), input,
                     target, {})
            .then([&lost](const client::CallResult &result) { lost = result; });
        if (!QTest::qWaitFor([&lost] { return lost.has_value(); }, 20'000))
            qFatal("no end");
        return lost->journalId;
    }

    QString said() const
    {
        QStringList texts;
        for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
            if (label->isVisibleTo(m_panel.get()))
                texts.append(label->text());
        }
        return texts.join(u'\n');
    }

private Q_SLOTS:
    void init()
    {
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001");
        qputenv("AWS_REGION", "us-east-1");
        m_isThere = false;
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->environment->catalog = catalog::Catalog::build({QStringLiteral(CRATES_DIR)});
        m_fixture->session->selectProfile(QStringLiteral("environment"));
        m_server = std::make_unique<WireServer>([this](QTcpSocket &socket, const RawRequest &request, int) {
            const QByteArray operation = request.header("X-Amz-Target").split('.').value(1);
            if (operation == "CreateCrate")
                socket.abort();
            else if (operation == "GetCrate" && m_isThere)
                socket.write(answerBytes(200,
                                         R"({"crate":{"crateName":"oak","crateArn":"arn:oak","createdAt":)"
                                             + QByteArray::number(QDateTime::currentSecsSinceEpoch())
                                             + "}}"));
            else if (operation == "GetCrate")
                socket.write(answerBytes(404, R"({"__type":"CrateNotFoundException"})"));
            else
                socket.write(answerBytes(200, "{}"));
        });
        m_panel = std::make_unique<CheckPanel>(m_fixture->session.get());
        m_panel->show();
    }
    void cleanup()
    {
        m_panel.reset();
        m_server.reset();
        m_fixture.reset();
    }

    void rungsAndVerdictAreShown()
    {
        m_isThere = true;
        const qint64 id = lostCrate();
        QSignalSpy settled(m_panel.get(), &CheckPanel::settled);
        m_panel->start(id);
        QVERIFY(find<QPushButton>("checkCancel")->isVisible());
        QTRY_COMPARE(settled.size(), 1);
        QVERIFY2(said().contains(QStringLiteral("Read it: GetCrate shows it: arn:oak")), qPrintable(said()));
        const auto *verdict = find<widgets::Banner>("checkVerdict");
        QVERIFY(verdict->isVisible());
        QVERIFY2(verdict->text().contains(QStringLiteral("It happened")), qPrintable(verdict->text()));
        QVERIFY(!find<QPushButton>("checkIsThere")->isVisible());
        QVERIFY(!find<QPushButton>("checkCancel")->isVisible());
        QVERIFY(m_fixture->session->journal().record(id)->isSettled());
    }

    // Stopped by the person, who then says what they know.
    void stoppedThenSaid()
    {
        const qint64 id = lostCrate();
        QSignalSpy ended(m_panel.get(), &CheckPanel::ended);
        m_panel->start(id);
        QTRY_VERIFY(said().contains(QStringLiteral("Looking again soon")));
        QTest::mouseClick(find<QPushButton>("checkCancel"), Qt::LeftButton);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!m_fixture->session->journal().record(id)->isSettled());
        find<QLineEdit>("checkNote")->setText(QStringLiteral("asked the team"));
        QSignalSpy settled(m_panel.get(), &CheckPanel::settled);
        QTest::mouseClick(find<QPushButton>("checkIsNotThere"), Qt::LeftButton);
        QTRY_COMPARE(settled.size(), 1);
        const journal::Record row = *m_fixture->session->journal().record(id);
        QCOMPARE(row.settled, journal::Settled::DidNotHappen);
        QCOMPARE(row.settlements.last().note, QStringLiteral("asked the team"));
        QVERIFY(!row.settlements.last().person.isEmpty());
    }

    // Closed in the middle of it: nothing late comes.
    void goneInTheMiddle()
    {
        const qint64 id = lostCrate();
        m_panel->start(id);
        QTRY_VERIFY(said().contains(QStringLiteral("Looking again soon")));
        m_panel.reset();
        QCoreApplication::processEvents();
        QVERIFY(!m_fixture->session->journal().record(id)->isSettled());
    }
};

QTEST_MAIN(TestCheckPanel)
#include "tst_checkpanel.moc"
