// SPDX-License-Identifier: Apache-2.0
#include "history/historypage.h"
#include "history/retrier.h"
#include "transfer/upload.h"
#include "ui/windowfixture.h"
#include "wireserver.h"

#include <QAction>
#include <QCborMap>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

// Requests of the history whose bodies or answers are files, once more.
class TestRetryFiles : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<WireServer> m_server;
    std::unique_ptr<QWidget> m_window;

    QString path(const char *name) const { return m_fixture->folder.filePath(QString::fromLatin1(name)); }

    void put(const QByteArray &bytes) const
    {
        QFile file(path("tape.bin"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    client::CallResult call(const char *operation, const QCborMap &input,
                            const QString &outputFile = {}) const
    {
        client::CallOptions options;
        options.outputFile = outputFile;
        std::optional<client::CallResult> result;
        client::call(m_fixture->environment,
                     m_fixture->operation(QStringLiteral("tapes"), QString::fromLatin1(operation)), input,
                     m_fixture->session->target(), options)
            .then([&result](const client::CallResult &ended) { result = ended; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
            qFatal("the call did not end");
        return *result;
    }

    QString retried(qint64 id)
    {
        auto *retrier = new history::Retrier(m_fixture->session.get(), m_window.get());
        QSignalSpy finished(retrier, &history::Retrier::finished);
        retrier->retry({id});
        if (finished.isEmpty() && !finished.wait(20'000))
            qWarning("the retry did not end");
        return finished.value(0).value(0).toString();
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<WireServer>(answer(500));
        qputenv("AWS_ACCESS_KEY_ID", "AKIDTESTFIRST");
        qputenv("AWS_SECRET_ACCESS_KEY", "not-a-secret");
        qputenv("AWS_REGION", "us-east-1");
        qputenv("AWS_ENDPOINT_URL", m_server->scheme() + "://" + m_server->authority());
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->environment->catalog = catalog::Catalog::build({QStringLiteral(MODELS_DIR)});
        m_fixture->session->selectProfile(QStringLiteral("environment"));
        m_window = std::make_unique<QWidget>();
        m_window->show();
    }

    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
        m_server.reset();
    }

    void anUploadIsSentFromTheFile()
    {
        put(QByteArray(50'000, 'a'));
        const QCborMap input{
            {QStringLiteral("Name"), QStringLiteral("a")},
            {QStringLiteral("Body"), document::toValue(document::chosenFile(path("tape.bin")))}};
        const client::CallResult first = call("PutTape", input);
        QVERIFY(first.outcome != journal::Outcome::Succeeded);
        m_server->setScript(answer(200));
        QVERIFY(retried(first.journalId).contains(QStringLiteral("succeeded")));
        QVERIFY(m_server->requests.last().body == QByteArray(50'000, 'a'));
    }

    void aChangedFileIsSaidAndNotSent()
    {
        put("one");
        const QCborMap input{
            {QStringLiteral("Name"), QStringLiteral("a")},
            {QStringLiteral("Body"), document::toValue(document::chosenFile(path("tape.bin")))}};
        const client::CallResult first = call("PutTape", input);
        put("two");
        m_server->setScript(answer(200));
        const qsizetype sent = m_server->requests.size();
        const QString summary = retried(first.journalId);
        QVERIFY2(summary.contains(path("tape.bin")), qPrintable(summary));
        QCOMPARE(m_server->requests.size(), sent);
    }

    void anAnswerOfDataIsAskedWhereTo()
    {
        const QCborMap input{{QStringLiteral("Name"), QStringLiteral("a/my tape")}};
        const client::CallResult first = call("GetTape", input, path("broken.bin"));
        QVERIFY(first.outcome != journal::Outcome::Succeeded);
        m_server->setScript(answer(200, QByteArray(70'000, 'b')));
        auto *retrier = new history::Retrier(m_fixture->session.get(), m_window.get());
        QSignalSpy finished(retrier, &history::Retrier::finished);
        retrier->retry({first.journalId});
        QFileDialog *files = nullptr;
        QTRY_VERIFY((files = m_window->findChild<QFileDialog *>(QStringLiteral("chooseAnswerFile"))));
        const qsizetype sent = m_server->requests.size();
        Q_EMIT files->fileSelected(path("saved.bin"));
        static_cast<QDialog *>(files)->done(QDialog::Accepted);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(m_server->requests.size(), sent + 1);
        QCOMPARE(QFileInfo(path("saved.bin")).size(), 70'000);
    }

    void withoutAPlaceNothingIsSent()
    {
        const client::CallResult first =
            call("GetTape", {{QStringLiteral("Name"), QStringLiteral("a")}}, path("broken.bin"));
        auto *retrier = new history::Retrier(m_fixture->session.get(), m_window.get());
        QSignalSpy finished(retrier, &history::Retrier::finished);
        const qsizetype sent = m_server->requests.size();
        retrier->retry({first.journalId});
        QFileDialog *files = nullptr;
        QTRY_VERIFY((files = m_window->findChild<QFileDialog *>(QStringLiteral("chooseAnswerFile"))));
        files->reject();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(m_server->requests.size(), sent);
    }

    void offersAPresignedUrlWhereThereIsOne()
    {
        put("one");
        m_server->setScript(answer(200));
        const client::CallResult got = call("GetTape", {{QStringLiteral("Name"), QStringLiteral("a")}});
        const client::CallResult put =
            call("PutTape",
                 {{QStringLiteral("Name"), QStringLiteral("a")}, {QStringLiteral("Body"), QByteArray("x")}});
        history::HistoryPage page(m_fixture->session.get());
        page.resize(1000, 700);
        page.show();
        QSignalSpy asked(&page, &history::HistoryPage::presignRequested);
        auto *action = page.findChild<QAction *>(QStringLiteral("presignSelected"));
        page.showRow(got.journalId);
        QTRY_VERIFY(action->isEnabled());
        page.showRow(put.journalId);
        QTRY_VERIFY(!action->isEnabled());
        page.showRow(got.journalId);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toLongLong(), got.journalId);
    }
};

QTEST_MAIN(TestRetryFiles)
#include "tst_retryfiles.moc"
