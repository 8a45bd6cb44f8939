// SPDX-License-Identifier: Apache-2.0
#include "document/filebody.h"
#include "forms/fileeditor.h"
#include "operation/presigndialog.h"
#include "operationfixture.h"
#include "samplefiles.h"
#include "wireserver.h"

#include <QCborMap>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QUrlQuery>

using namespace formwork;
using namespace formwork::tests;

namespace
{

// A service of the test that takes tapes and gives them back.
struct Tapes {
    Tapes()
        : server(answer(200))
    {
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001");
        qputenv("AWS_REGION", "us-east-1");
        qputenv("AWS_ENDPOINT_URL", server.scheme() + "://" + server.authority());
        program.environment->catalog = catalog::Catalog::build({QStringLiteral(GADGETS_DIR)});
        program.session->selectProfile(QStringLiteral("environment"));
    }

    QString path(const char *name) const { return program.folder.filePath(QString::fromLatin1(name)); }
    void put(const QByteArray &bytes) const
    {
        QFile file(path("tape.bin"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }

    operation::OperationDialog *open(const char *operation)
    {
        auto *dialog = program.open(QStringLiteral("tapes"), QString::fromLatin1(operation));
        auto *name = find<QLineEdit>(dialog, "/Name");
        name->setFocus();
        QTest::keyClicks(name, QStringLiteral("my tape"));
        return dialog;
    }

    operation::OperationDialog *openWithFile()
    {
        auto *dialog = open("PutTape");
        dialog->findChild<forms::FileEditor *>()->useFile(path("tape.bin"));
        return dialog;
    }

    static bool waitForResult(QWidget *dialog)
    {
        return QTest::qWaitFor([dialog] { return isShown(dialog, "resultView"); }, 20'000);
    }

    WireServer server;
    OperationFixture program;
};

// Answers the file dialog that is open.
bool chooseIn(QWidget *dialog, const QString &path)
{
    QFileDialog *files = nullptr;
    if (!QTest::qWaitFor([&] {
            files = dialog->findChild<QFileDialog *>(QStringLiteral("chooseAnswerFile"));
            return files && files->isVisible();
        }))
        return false;
    files->selectFile(path);
    Q_EMIT files->fileSelected(path);
    static_cast<QDialog *>(files)->done(QDialog::Accepted);
    return true;
}

QString text(QWidget *dialog, const char *label) { return find<QLabel>(dialog, label)->text(); }

// Opens what is asked to be opened, instead of a desktop.
class Opener : public QObject
{
    Q_OBJECT

public:
    QUrl opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened = url; }
};

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void aFileIsShownByNameAndSent()
    {
        Tapes tapes;
        tapes.put(content(300'000));
        auto *dialog = tapes.openWithFile();
        auto *editor = dialog->findChild<forms::FileEditor *>();
        const auto state = [editor] {
            QStringList texts;
            for (const QLabel *label : editor->findChildren<QLabel *>())
                texts += label->text();
            return texts.join(u' ');
        };
        QTRY_VERIFY2(state().contains(QStringLiteral("tape.bin")), qPrintable(state()));
        QVERIFY2(state().contains(QLocale().toString(300'000)), qPrintable(state()));
        auto *request = find<QPlainTextEdit>(dialog, "requestView");
        QTRY_VERIFY(
            request->toPlainText().contains(QStringLiteral("[contents of %1, %2 byte")
                                                .arg(tapes.path("tape.bin"), QLocale().toString(300'000))));
        click(dialog, "create");
        QVERIFY(Tapes::waitForResult(dialog));
        QCOMPARE(tapes.server.requests.size(), 1);
        QVERIFY(tapes.server.requests.first().body == content(300'000));
    }

    void aFileIsDroppedAndRemoved()
    {
        Tapes tapes;
        tapes.put(content(10));
        auto *dialog = tapes.open("PutTape");
        auto *editor = dialog->findChild<forms::FileEditor *>();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(tapes.path("tape.bin"))});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(editor, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(editor, &drop);
        QVERIFY(document::fileBodyOf(editor->value()));
        QCOMPARE(document::fileBodyOf(editor->value())->path, tapes.path("tape.bin"));
        click(dialog, "/Body#clear");
        QVERIFY(editor->value().isUndefined());
        QVERIFY(!find<QPushButton>(dialog, "/Body#clear")->isVisible());
    }

    void aFileThatIsGoneIsSaid()
    {
        Tapes tapes;
        tapes.put(content(10));
        auto *dialog = tapes.openWithFile();
        QFile::remove(tapes.path("tape.bin"));
        find<QLineEdit>(dialog, "/Name")->setFocus();
        click(dialog, "create");
        QVERIFY(Tapes::waitForResult(dialog));
        QCOMPARE(tapes.server.requests.size(), 0);
        QCOMPARE(text(dialog, "resultTitle"), QStringLiteral("Nothing was sent"));
        QVERIFY(tapes.program.rows().isEmpty());
    }

    void theReviewNamesTheFile()
    {
        Tapes tapes;
        tapes.put(content(10));
        auto *dialog = tapes.openWithFile();
        for (int step = 0; step < 5 && find<QPushButton>(dialog, "stepNext")->isEnabled(); ++step)
            click(dialog, "stepNext");
        auto *review = find<QTextBrowser>(dialog, "reviewView");
        QTRY_VERIFY2(review->toPlainText().contains(tapes.path("tape.bin")),
                     qPrintable(review->toPlainText()));
        QVERIFY(!review->toPlainText().contains(QStringLiteral("$file")));
    }

    // A long upload says how far it is and what cancelling means.
    void sendingShowsBytesAndIsCancelled()
    {
        Tapes tapes;
        tapes.put(content(30'000'000));
        auto *dialog = tapes.openWithFile();
        bool sawPart = false;
        QString meaning;
        const auto look = [&] {
            const auto *amount = dialog->findChild<QLabel *>(QStringLiteral("sendingAmount"));
            if (!amount || !amount->isVisible() || !amount->text().startsWith(QStringLiteral("Sent")))
                return false;
            sawPart = true;
            meaning = text(dialog, "cancelMeaning");
            click(dialog, "cancelSending");
            return true;
        };
        click(dialog, "create");
        QVERIFY(QTest::qWaitFor([&] { return look() || isShown(dialog, "resultView"); }, 20'000));
        QVERIFY(sawPart);
        QVERIFY2(meaning.contains(QStringLiteral("part of the file")), qPrintable(meaning));
        QVERIFY(Tapes::waitForResult(dialog));
        QCOMPARE(text(dialog, "resultTitle"), QStringLiteral("The outcome is unknown"));
        QCOMPARE(tapes.server.requests.size(), 0);
        QCOMPARE(tapes.program.rows().size(), 1);
    }

    // What is edited as new sends what the file holds now.
    void editAsNewTakesTheFileOfNow()
    {
        Tapes tapes;
        tapes.put(content(10));
        auto *dialog = tapes.openWithFile();
        click(dialog, "create");
        QVERIFY(Tapes::waitForResult(dialog));
        tapes.put(content(5000));
        operation::OpenRequest request;
        request.editedFrom = tapes.program.rows().first().id;
        auto *again = tapes.program.open(request);
        click(again, "create");
        QVERIFY(Tapes::waitForResult(again));
        QVERIFY(tapes.server.requests.last().body == content(5000));
    }

    void anAnswerIsSavedWhereThePersonSays()
    {
        Tapes tapes;
        tapes.server.setScript(answer(200, content(400'000), "ETag: \"v1\"\r\n"));
        auto *dialog = tapes.open("GetTape");
        QVERIFY(isShown(dialog, "answerPlace"));
        click(dialog, "create"); // asks where
        QVERIFY(chooseIn(dialog, tapes.path("saved.bin")));
        QVERIFY(Tapes::waitForResult(dialog));
        QVERIFY(contentOf(tapes.path("saved.bin")) == content(400'000));
        QVERIFY(isShown(dialog, "savedFile"));
        Opener opener;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &opener, "open");
        QTRY_VERIFY(isShown(dialog, "openFolder"));
        click(dialog, "openFolder");
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        QCOMPARE(opener.opened, QUrl::fromLocalFile(tapes.program.folder.path()));
        // The next one is asked about anew.
        click(dialog, "resultAnother");
        QVERIFY(find<QLabel>(dialog, "answerFile")->text() != tapes.path("saved.bin"));
    }

    void nothingIsSentWithoutAChoice()
    {
        Tapes tapes;
        auto *dialog = tapes.open("GetTape");
        click(dialog, "create");
        QPointer<QFileDialog> files;
        QTRY_VERIFY((files = dialog->findChild<QFileDialog *>(QStringLiteral("chooseAnswerFile"))));
        QTRY_VERIFY(files->isVisible());
        // Its name is what the request is about.
        QVERIFY2(files->selectedFiles().value(0).endsWith(QStringLiteral("/my tape")),
                 qPrintable(files->selectedFiles().value(0)));
        files->reject();
        QTRY_VERIFY(!files); // and all that its end has led to is done
        QVERIFY(!isShown(dialog, "sendingView"));
        QCOMPARE(tapes.server.requests.size(), 0);
    }

    void aSmallAnswerIsKept()
    {
        Tapes tapes;
        tapes.server.setScript(answer(200, "some words"));
        auto *dialog = tapes.open("GetTape");
        auto *place = find<QComboBox>(dialog, "answerPlace");
        place->setFocus();
        QTest::keyClick(place, Qt::Key_Down);
        QVERIFY(!isShown(dialog, "answerFileButton"));
        click(dialog, "create");
        QVERIFY(Tapes::waitForResult(dialog));
        QVERIFY(!isShown(dialog, "savedFile"));
        const QCborValue kept = tapes.program.rows().first().output;
        // The window has the words; the history only what they were.
        const QCborMap body = kept.toMap().value(QStringLiteral("Body")).toMap();
        QCOMPARE(body.value(QStringLiteral("size")).toInteger(), 10);
        QCOMPARE(body.value(QStringLiteral("sha256")).toString().size(), 64);
        QVERIFY(isShown(dialog, "answerView"));
    }

    void whatBrokeOffIsGoneOnWith()
    {
        Tapes tapes;
        tapes.server.setScript([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 400000\r\n\r\n"
                         + content(400'000).first(100'000));
            socket.disconnectFromHost();
        });
        auto *dialog = tapes.open("GetTape");
        click(dialog, "create");
        QVERIFY(chooseIn(dialog, tapes.path("saved.bin")));
        QVERIFY(Tapes::waitForResult(dialog));
        QCOMPARE(text(dialog, "resultTitle"), QStringLiteral("No whole answer came"));
        QVERIFY(!QFileInfo::exists(tapes.path("saved.bin")));
        tapes.server.setScript([](QTcpSocket &socket, const RawRequest &request, int) {
            if (request.header("range") != "bytes=100000-")
                qWarning("the rest was not asked for");
            socket.write(answerBytes(206, content(400'000).sliced(100'000),
                                     "ETag: \"v1\"\r\nContent-Range: bytes 100000-399999/400000\r\n"));
        });
        click(dialog, "resultAgain");
        QTRY_VERIFY(QFileInfo::exists(tapes.path("saved.bin")));
        QVERIFY(contentOf(tapes.path("saved.bin")) == content(400'000));
        QTRY_VERIFY(isShown(dialog, "savedFile"));
    }

    void aPresignedUrlIsMade()
    {
        Tapes tapes;
        auto *dialog = tapes.open("GetTape");
        find<QTabWidget>(dialog, "sidePanel")->setCurrentIndex(3);
        QTRY_VERIFY(isShown(dialog, "presignedUrlButton"));
        click(dialog, "presignedUrlButton");
        operation::PresignDialog *presign = nullptr;
        QTRY_VERIFY((presign = dialog->findChild<operation::PresignDialog *>()));
        auto *minutes = find<QSpinBox>(presign, "presignMinutes");
        QCOMPARE(minutes->maximum(), 7 * 24 * 60);
        minutes->setValue(30);
        QVERIFY(!isShown(presign, "presignedUrl"));
        click(presign, "presignMake");
        QTRY_VERIFY(isShown(presign, "presignedUrl"));
        const QString shown = find<QPlainTextEdit>(presign, "presignedUrl")->toPlainText();
        const QUrl url(shown, QUrl::StrictMode);
        QCOMPARE(QUrlQuery(url).queryItemValue(QStringLiteral("X-Amz-Expires")), QStringLiteral("1800"));
        QCOMPARE(url.path(), QStringLiteral("/tapes/my tape"));
        QVERIFY(isShown(presign, "presignBanner"));
        click(presign, "copyPresignedUrl");
        QCOMPARE(QGuiApplication::clipboard()->text(), shown);
        QVERIFY(!tapes.program.everyFile().contains("X-Amz-Signature"));
        presign->close();
    }

    void noPresignedUrlWhereThereIsNone()
    {
        Tapes tapes;
        auto *dialog = tapes.open("PutTape");
        find<QTabWidget>(dialog, "sidePanel")->setCurrentIndex(3);
        QVERIFY(!dialog->findChild<QPushButton *>(QStringLiteral("presignedUrlButton")));
        QVERIFY(!dialog->findChild<QComboBox *>(QStringLiteral("answerPlace")));
    }
};

QTEST_MAIN(TestFiles)
#include "tst_files.moc"
