// SPDX-License-Identifier: Apache-2.0
#include "base/paths.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;

class PathsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overrideWinsOverEnvironment()
    {
        qputenv("FORMWORK_DATA_DIR", "/from/environment");
        QCOMPARE(Paths::fromEnvironment(QStringLiteral("/given")).dataDirectory(), QStringLiteral("/given"));
        QCOMPARE(Paths::fromEnvironment().dataDirectory(), QStringLiteral("/from/environment"));
        qunsetenv("FORMWORK_DATA_DIR");
    }

    void createsDirectoryForOwnerOnly()
    {
        const QTemporaryDir home;
        const Paths paths(home.filePath(QStringLiteral("deep/data")));
        QVERIFY(paths.create().has_value());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(paths.dataDirectory()).permissions() & others));
    }

    void openDirectoryIsClosedOrSaid_data()
    {
        QTest::addColumn<QString>("holds");
        QTest::addColumn<bool>("isClosed");
        QTest::newRow("nothing") << QString() << true;
        QTest::newRow("a history") << QStringLiteral("history.sqlite") << true;
        QTest::newRow("accounts") << QStringLiteral("profiles.json") << true;
        QTest::newRow("other things") << QStringLiteral("letter.txt") << false;
    }

    void openDirectoryIsClosedOrSaid()
    {
        QFETCH(QString, holds);
        QFETCH(bool, isClosed);
        const QTemporaryDir home;
        const auto others = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QFile::setPermissions(home.path(),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | others));
        if (!holds.isEmpty())
            QVERIFY(QFile(home.filePath(holds)).open(QIODevice::WriteOnly));
        const Paths paths(home.path());
        QVERIFY(paths.create().has_value());
        QCOMPARE(!(QFileInfo(home.path()).permissions() & others), isClosed);
        QCOMPARE(paths.exposure().isEmpty(), isClosed);
        QVERIFY(isClosed || paths.exposure().contains(home.path()));
    }

    void fileInItsPlaceIsNamed()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(QStringLiteral("taken"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Result<void> created = Paths(path).create();
        QVERIFY(!created.has_value());
        QVERIFY(created.error().sentence().contains(path));
        QVERIFY(created.error().sentence().contains(QStringLiteral("--data-dir")));
    }
};

QTEST_GUILESS_MAIN(PathsTest)
#include "tst_paths.moc"
