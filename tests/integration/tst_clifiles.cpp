// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <functional>
#include <unistd.h>

using namespace formwork::tests;

// Disks and files on a bad day: a sentence, exit code 1, nothing sent and nothing lost.
class TestCliFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void damagedHistory_data();
    void damagedHistory();
    void newerHistory();
    void lockedHistory();
    void fileInPlaceOfDirectory();
    void readOnlyDirectory();
    void fullDisk();
    void noKeychain();

private:
    static QByteArray contents(const QString &path);
};

namespace
{

const QStringList kCall = QString(QStringLiteral("call ds-data create-group --input -")).split(u' ');

void onHistory(const Cli &cli, const std::function<void(QSqlDatabase &)> &work)
{
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("change"));
        database.setDatabaseName(cli.dataDirectory() + QStringLiteral("/history.sqlite"));
        QVERIFY(database.open());
        work(database);
    }
    QSqlDatabase::removeDatabase(QStringLiteral("change"));
}

// A small file system of its own; only the superuser can have one.
class SmallDisk
{
public:
    explicit SmallDisk(const QString &path, const char *options)
        : m_path(path)
    {
        QDir().mkpath(path);
        m_mounted = ::geteuid() == 0
            && QProcess::execute(QStringLiteral("mount"),
                                 {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
                                  QLatin1String(options), QStringLiteral("tmpfs"), path})
                == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            QProcess::execute(QStringLiteral("umount"), {m_path});
    }
    [[nodiscard]] bool isMounted() const { return m_mounted; }
    void makeReadOnly() const
    {
        QProcess::execute(QStringLiteral("mount"),
                          {QStringLiteral("-o"), QStringLiteral("remount,ro"), m_path});
    }

private:
    QString m_path;
    bool m_mounted = false;
};

} // namespace

QByteArray TestCliFiles::contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestCliFiles::damagedHistory_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("not a database") << QByteArray(
        "this is no database at all, but it is long enough to be one");
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) + QByteArray(200, '\xff');
}

void TestCliFiles::damagedHistory()
{
    QFETCH(const QByteArray, bytes);
    const Cli cli;
    QCOMPARE(cli.run({QStringLiteral("history"), QStringLiteral("list")}).code, 0);
    const QString path = cli.dataDirectory() + QStringLiteral("/history.sqlite");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();
    const Ran ran = cli.run(kCall, groupInput());
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("history.sqlite") && ran.says("damaged") && ran.says("Move it aside"),
             ran.err.constData());
    QCOMPARE(contents(path), bytes);
}

void TestCliFiles::newerHistory()
{
    const Cli cli;
    QCOMPARE(cli.run(kCall, groupInput()).code, 0);
    onHistory(cli, [](QSqlDatabase &database) {
        QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 99")));
    });
    const Ran ran = cli.run({QStringLiteral("history"), QStringLiteral("list")});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("newer version of Formwork"), ran.err.constData());
    QCOMPARE(cli.query(QStringLiteral("history.sqlite"), QStringLiteral("SELECT count(*) FROM requests"))
                 .value(0)
                 .toInt(),
             1);
}

void TestCliFiles::lockedHistory()
{
    const Cli cli;
    QCOMPARE(cli.run(kCall, groupInput("One")).code, 0);
    onHistory(cli, [&cli](QSqlDatabase &database) {
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("BEGIN EXCLUSIVE")));
        const Ran ran = cli.run(kCall, groupInput("Two"));
        QVERIFY(query.exec(QStringLiteral("ROLLBACK")));
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.says("is locked by another program"), ran.err.constData());
    });
    QCOMPARE(cli.history().size(), 1);
    QCOMPARE(cli.run(kCall, groupInput("Two")).code, 0);
}

void TestCliFiles::fileInPlaceOfDirectory()
{
    Cli cli;
    cli.setDataDirectory(cli.write(QStringLiteral("file"), "mine"));
    const Ran ran = cli.run(kCall, groupInput());
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(cli.dataDirectory().toUtf8()) && ran.says("--data-dir"), ran.err.constData());
    QCOMPARE(contents(cli.dataDirectory()), QByteArray("mine"));
}

void TestCliFiles::readOnlyDirectory()
{
    Cli cli;
    const SmallDisk disk(cli.path(QStringLiteral("disk")), "size=4m");
    if (!disk.isMounted())
        QSKIP("only the superuser can mount a file system to make it read-only");
    cli.setDataDirectory(cli.path(QStringLiteral("disk")));
    QCOMPARE(cli.run(kCall, groupInput()).code, 0);
    disk.makeReadOnly();
    const Ran ran = cli.run(kCall, groupInput("Other"));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(cli.dataDirectory().toUtf8()) && ran.says("--data-dir"), ran.err.constData());
}

void TestCliFiles::fullDisk()
{
    Cli cli;
    const SmallDisk disk(cli.path(QStringLiteral("disk")), "size=1m");
    if (!disk.isMounted())
        QSKIP("only the superuser can mount a file system to fill it");
    PracticeAccount account(cli);
    cli.setDataDirectory(cli.path(QStringLiteral("disk")));
    QCOMPARE(cli.run(kCall, groupInput("First")).code, 0);
    QFile filler(cli.path(QStringLiteral("disk/filler")));
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (filler.write(QByteArray(512, 'x')) == 512) { }
    const int before = account.resources();
    const Ran ran = cli.run(kCall, groupInput("Second"));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("disk") && ran.err.contains(cli.dataDirectory().toUtf8()), ran.err.constData());
    QCOMPARE(account.resources(), before); // what cannot be recorded is not sent
    QVERIFY(filler.remove());
    QCOMPARE(cli.history().size(), 1);
    QCOMPARE(cli.run(kCall, groupInput("Second")).code, 0);
}

void TestCliFiles::noKeychain()
{
    const Cli cli; // its session bus is disabled
    QFile input(QStringLiteral(TEST_DATA_DIR "/../../installer/tour/appflow.CreateConnectorProfile.json"));
    QVERIFY(input.open(QIODevice::ReadOnly));
    const Ran ran =
        cli.run({QStringLiteral("call"), QStringLiteral("appflow"),
                 QStringLiteral("create-connector-profile"), QStringLiteral("--input"), QStringLiteral("-")},
                input.readAll());
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(ran.says("no keychain") && ran.says("sealed for this run only"), ran.err.constData());
    // Where there is nothing to seal the keychain is not asked, and nothing is said.
    QVERIFY(!cli.run(kCall, groupInput()).says("keychain"));
}

QTEST_GUILESS_MAIN(TestCliFiles)
#include "tst_clifiles.moc"
