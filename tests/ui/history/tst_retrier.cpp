// SPDX-License-Identifier: Apache-2.0
#include "history/retrier.h"
#include "ui/windowfixture.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

using namespace formwork;

namespace
{

// AWS that does the work once and loses the connection; after that it answers.
class ForgetfulService final : public transport::Transport
{
public:
    QCoro::Task<Result<http::Response>> send(http::Request, client::Timeouts, client::CancellationPtr,
                                             transport::Streams) override
    {
        ++m_received;
        if (m_received > m_lost)
            co_return http::Response{200, {{"x-amzn-requestid", "r-1"}}, "{}"};
        Error error{
            Phase::Send, QStringLiteral("ConnectionClosed"), QStringLiteral("The connection closed."), {}};
        error.bytesMayHaveLeft = true;
        co_return std::unexpected(error);
    }

    void loseFirst(int count) { m_lost = count; }
    [[nodiscard]] int received() const { return m_received; }

private:
    int m_received = 0;
    int m_lost = 100;
};

} // namespace

class TestRetrier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        qputenv("AWS_ACCESS_KEY_ID", "AKIDTESTFIRST");
        qputenv("AWS_SECRET_ACCESS_KEY", "not-a-secret");
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_service = std::make_shared<ForgetfulService>();
        m_fixture->environment->transport = m_service;
        m_fixture->session->selectProfile(QStringLiteral("environment"));
        m_fixture->session->selectRegion(QStringLiteral("us-east-1"));
        const client::CallResult lost = m_fixture->createGroup(QStringLiteral("readers"));
        QCOMPARE(lost.outcome, journal::Outcome::Unknown);
        m_row = lost.journalId;
        m_before = m_service->received();
        m_service->loseFirst(0);
        qputenv("AWS_ACCESS_KEY_ID", "AKIDTESTOTHER");
    }

    void cleanup()
    {
        m_fixture.reset();
        qunsetenv("AWS_ACCESS_KEY_ID");
        qunsetenv("AWS_SECRET_ACCESS_KEY");
    }

    void asksBeforeOtherKeysAreUsed_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<int>("sent");
        QTest::addColumn<journal::Outcome>("outcome");
        QTest::newRow("send") << QStringLiteral("send") << 1 << journal::Outcome::Succeeded;
        QTest::newRow("cancel") << QStringLiteral("cancel") << 0 << journal::Outcome::Unknown;
    }

    void asksBeforeOtherKeysAreUsed()
    {
        QFETCH(const QString, answer);
        QWidget window;
        window.show();
        history::Retrier retrier(m_fixture->session.get(), &window);
        const QSignalSpy finished(&retrier, &history::Retrier::finished);
        retrier.retry({m_row});
        QTRY_VERIFY(window.findChild<QMessageBox *>());
        QCOMPARE(m_service->received(), m_before);
        auto *box = window.findChild<QMessageBox *>();
        QVERIFY2(box->informativeText().contains(QLatin1String("THER)")), qPrintable(box->informativeText()));
        auto *button = box->findChild<QAbstractButton *>(answer);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(finished.size(), 1);
        QTEST(m_service->received() - m_before, "sent");
        QTEST(m_fixture->environment->journal->record(m_row).value().outcome, "outcome");
    }

private:
    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::shared_ptr<ForgetfulService> m_service;
    qint64 m_row = 0;
    int m_before = 0;
};

QTEST_MAIN(TestRetrier)
#include "tst_retrier.moc"
