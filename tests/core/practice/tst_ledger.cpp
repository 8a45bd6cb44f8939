// SPDX-License-Identifier: Apache-2.0
#include "practice/events.h"
#include "practice/ledger.h"

#include <QCborMap>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using practice::Ledger;

namespace
{

const QDateTime kNow(QDate(2026, 1, 2), QTime(3, 4, 5, 678), Qt::UTC);
const QString kOperation = QStringLiteral("notes.CreateNote");
const QString kRegion = QStringLiteral("eu-west-1");

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void remembersAcrossRuns()
    {
        const Ledger::Mark mark{QStringLiteral("unique /Name"), kRegion, QStringLiteral("w"),
                                QStringLiteral("k")};
        const Ledger::TokenKey key{kOperation, kRegion, QStringLiteral("token")};
        const QCborMap output{{QStringLiteral("At"), QCborValue(kNow)},
                              {QStringLiteral("Bytes"), QByteArray("\0x", 2)}};
        {
            Ledger ledger(file());
            QVERIFY(ledger.begin());
            QVERIFY(ledger.addResource(kOperation, kRegion, kNow, {mark}));
            QVERIFY(ledger.setFirstAnswer(key, {QStringLiteral("digest"), output, kNow}));
            QVERIFY(ledger.commit());
        }
        Ledger ledger(file());
        QVERIFY(ledger.open());
        QCOMPARE(ledger.resourceCount(), 1);
        QCOMPARE(ledger.countResources(kOperation, kRegion), 1);
        QCOMPARE(ledger.countResources(kOperation, QStringLiteral("us-east-1")), 0);
        QCOMPARE(ledger.countMarks(kOperation, mark), 1);
        const std::optional<Ledger::FirstAnswer> answer = ledger.firstAnswer(key);
        QVERIFY(answer);
        QCOMPARE(answer->digest, QStringLiteral("digest"));
        QCOMPARE(answer->output, QCborValue(output));
        QCOMPARE(answer->time, kNow);
        QVERIFY(ledger.clear());
        QCOMPARE(ledger.resourceCount(), 0);
        QVERIFY(!ledger.firstAnswer(key));
    }

    // A file from before there were events.
    void fileOfAnOlderVersion()
    {
        {
            Ledger ledger(file());
            QVERIFY(ledger.begin());
            QVERIFY(ledger.addResource(kOperation, kRegion, kNow, {}));
            QVERIFY(ledger.commit());
        }
        {
            QSqlDatabase database =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("older"));
            database.setDatabaseName(file());
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("DROP TABLE events")));
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 3")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("older"));
        Ledger ledger(file());
        practice::Events events(ledger);
        QVERIFY(ledger.begin());
        for (int index = 0; index < 3; ++index)
            QVERIFY(events.add({0, kRegion, kNow.addSecs(index), {{QStringLiteral("n"), index}}}));
        QVERIFY(events.add({0, QStringLiteral("us-east-1"), kNow, {}}));
        const auto newest = events.list(kRegion, 0, 2);
        QVERIFY(newest);
        QCOMPARE(newest->size(), 2);
        QCOMPARE(newest->first().data.value(QStringLiteral("n")).toInteger(), 2);
        const auto older = events.list(kRegion, newest->last().id, 2);
        QVERIFY(older);
        QCOMPARE(older->size(), 1);
        QCOMPARE(older->first().time, kNow);
        QVERIFY(ledger.commit());
        QCOMPARE(ledger.resourceCount(), 1);
    }

    void whatIsRolledBackDidNotHappen()
    {
        Ledger ledger(file());
        QVERIFY(ledger.begin());
        QVERIFY(ledger.addResource(kOperation, kRegion, kNow, {}));
        ledger.rollback();
        QCOMPARE(ledger.resourceCount(), 0);
        QVERIFY(ledger.begin());
        ledger.rollback();
    }

    void aGroupIsWrittenAsAWhole()
    {
        Ledger ledger(file());
        QVERIFY(ledger.open());
        Ledger other(file());
        QVERIFY(other.open());
        ledger.beginGroup();
        QVERIFY(ledger.begin());
        QVERIFY(ledger.addResource(kOperation, kRegion, kNow, {}));
        QVERIFY(ledger.commit());
        QVERIFY(ledger.begin());
        QVERIFY(ledger.addResource(kOperation, kRegion, kNow, {}));
        ledger.rollback(); // of this one alone
        QVERIFY(ledger.begin());
        QVERIFY(ledger.addResource(kOperation, kRegion, kNow, {}));
        QVERIFY(ledger.commit());
        QCOMPARE(other.resourceCount(), 0);
        QVERIFY(ledger.endGroup());
        QCOMPARE(other.resourceCount(), 2);
        QVERIFY(ledger.begin()); // alone again
        QVERIFY(ledger.addResource(kOperation, kRegion, kNow, {}));
        QVERIFY(ledger.commit());
        QCOMPARE(other.resourceCount(), 3);
    }

    void aGroupOfNothingHoldsNobodyUp()
    {
        Ledger ledger(file());
        Ledger other(file());
        QVERIFY(ledger.open());
        ledger.beginGroup();
        QVERIFY(other.begin());
        other.rollback();
        QVERIFY(ledger.endGroup());
    }

    void theFileIsTheOwnersAlone()
    {
        Ledger ledger(file());
        QVERIFY(ledger.open());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString &name :
             {file(), file() + QStringLiteral("-wal"), file() + QStringLiteral("-shm")}) {
            QVERIFY2(QFile::exists(name), qPrintable(name));
            QCOMPARE(QFileInfo(name).permissions() & others, QFile::Permissions());
        }
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("damaged") << QByteArray(4096, 'x');
        QTest::newRow("newer") << QByteArray();
    }

    void badFiles()
    {
        QFETCH(const QByteArray, content);
        if (content.isEmpty()) {
            writeNewerVersion();
        } else {
            QFile damaged(file());
            QVERIFY(damaged.open(QIODevice::WriteOnly));
            damaged.write(content);
        }
        Ledger ledger(file());
        const Result<void> opened = ledger.open();
        QVERIFY(!opened);
        QVERIFY(opened.error().message.contains(file()));
        QVERIFY(!ledger.isOpen());
    }

    void aFolderThatIsNotThere()
    {
        Ledger ledger(m_folder->filePath(QStringLiteral("no/such/file.sqlite")));
        QVERIFY(!ledger.open());
        QVERIFY(!ledger.begin());
    }

private:
    QString file() const { return m_folder->filePath(QStringLiteral("practice.sqlite")); }

    void writeNewerVersion()
    {
        const QString name = QStringLiteral("newer");
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(file());
            QVERIFY(database.open());
            QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 99"));
        }
        QSqlDatabase::removeDatabase(name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
