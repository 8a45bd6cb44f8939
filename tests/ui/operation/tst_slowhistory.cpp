// SPDX-License-Identifier: Apache-2.0
#include "journal/reader.h"
#include "operation/presigndialog.h"
#include "operationfixture.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <thread>

using namespace formwork;
using namespace formwork::tests;
using operation::OperationDialog;

namespace
{

// A history that answers nobody until it is let go, as on a disk that takes its time.
class Held
{
public:
    explicit Held(const journal::Journal &journal)
        : m_held(journal.ask<int>([gate = m_gate](const journal::Reader &) -> Result<int> {
            gate->acquire();
            return 0;
        }))
    {
    }
    ~Held() { letGo(); }
    Held(const Held &) = delete;
    Held &operator=(const Held &) = delete;

    void letGo() { m_gate->release(); }

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
    journal::Answer<int> m_held;
};

// The lock of whoever writes, held for a while by somebody else.
std::thread lockFor(const QString &file, std::chrono::milliseconds time, QSemaphore &isLocked)
{
    return std::thread([file, time, &isLocked] {
        const QString name = QStringLiteral("somebody");
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(file);
            if (!database.open() || !QSqlQuery(database).exec(QStringLiteral("BEGIN IMMEDIATE")))
                qWarning("no lock");
            isLocked.release();
            std::this_thread::sleep_for(time);
            QSqlQuery(database).exec(QStringLiteral("ROLLBACK"));
        }
        QSqlDatabase::removeDatabase(name);
    });
}

// Whether everything that was asked before is answered, and told.
bool hasAnswered(const journal::Journal &journal)
{
    const journal::Answer<int> last =
        journal.ask<int>([](const journal::Reader &) -> Result<int> { return 1; });
    return QTest::qWaitFor([&last] { return last.isFinished(); });
}

} // namespace

// A history that takes its time holds up no window, and a window that is closed meanwhile is no trouble.
class SlowHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<OperationFixture>(); }
    void cleanup() { m_fixture.reset(); }
    void windowsMayEndBeforeTheyAreAnswered();
    void whoAskedForAWindowMayEndBeforeIt();
    void aResultMayComeAfterItsWindow();
    void aFormIsTypedIntoMeanwhile();

private:
    [[nodiscard]] const journal::Journal &history() const { return *m_fixture->environment->journal; }
    OperationDialog *openGroup()
    {
        return m_fixture->open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    }
    std::unique_ptr<OperationFixture> m_fixture;
};

// A form asks for what was used before as soon as it is seen.
void SlowHistoryTest::windowsMayEndBeforeTheyAreAnswered()
{
    Held held(history());
    for (int i = 0; i < 20; ++i) {
        OperationDialog *dialog = openGroup();
        QCoreApplication::processEvents();
        delete dialog;
    }
    held.letGo();
    QVERIFY(hasAnswered(history()));
    QCoreApplication::processEvents();
}

void SlowHistoryTest::whoAskedForAWindowMayEndBeforeIt()
{
    Held held(history());
    bool isOpened = false;
    {
        QWidget parent;
        operation::OpenRequest request;
        request.editedFrom = 1;
        operation::openDialog(m_fixture->session.get(), request, &parent,
                              [&isOpened](OperationDialog *) { isOpened = true; });
        operation::presignRow(m_fixture->session.get(), 1, &parent);
    }
    held.letGo();
    QVERIFY(hasAnswered(history()));
    QCoreApplication::processEvents();
    QVERIFY(!isOpened);
    for (const QWidget *one : QApplication::topLevelWidgets())
        QVERIFY(!one->isVisible()); // nor is anybody told what is wrong with it
}

void SlowHistoryTest::aResultMayComeAfterItsWindow()
{
    OperationDialog *dialog = openGroup();
    pasteJson(dialog, tourInput(QStringLiteral("ds-data.CreateGroup")));
    find<QPushButton>(dialog, "stepNext")->setFocus();
    Held held(history());
    click(dialog, "create");
    QTRY_COMPARE(m_fixture->session->requestsUnderWay(), 0); // and its row is read
    QVERIFY(!isShown(dialog, "resultView"));
    delete dialog;
    held.letGo();
    QVERIFY(hasAnswered(history()));
    QCoreApplication::processEvents();
    QCOMPARE(m_fixture->rows().size(), 1);
    QCOMPARE(m_fixture->rows().first().outcome, journal::Outcome::Succeeded);
}

void SlowHistoryTest::aFormIsTypedIntoMeanwhile()
{
    constexpr std::chrono::milliseconds kLocked(2'000);
    constexpr qint64 kMost = 500; // ms, of a test machine that does other things; the lock is four times that
    OperationDialog *dialog = openGroup();
    click(dialog, "stepNext"); // the directory stands before it
    auto *name = find<QLineEdit>(dialog, "/SAMAccountName");
    QVERIFY(name);
    name->setFocus();
    QSemaphore isLocked;
    std::thread somebody =
        lockFor(Paths::fromEnvironment(m_fixture->folder.path()).history(), kLocked, isLocked);
    isLocked.acquire();
    Held held(history());
    QElapsedTimer all;
    all.start();
    qint64 longest = 0;
    QString typed;
    while (all.elapsed() < kLocked.count()) {
        QElapsedTimer one;
        one.start();
        const bool isLong = typed.size() >= 20;
        QTest::keyClick(name, isLong ? Qt::Key_Backspace : Qt::Key_A, Qt::NoModifier, 20);
        isLong ? typed.chop(1) : static_cast<void>(typed += u'a');
        QCoreApplication::processEvents();
        longest = qMax(longest, one.elapsed());
    }
    held.letGo();
    somebody.join();
    QCOMPARE(name->text(), typed);
    qInfo("the longest key took %lld ms", static_cast<long long>(longest));
    QVERIFY2(longest < kMost, qPrintable(QString::number(longest)));
}

QTEST_MAIN(SlowHistoryTest)
#include "tst_slowhistory.moc"
