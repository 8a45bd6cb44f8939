// SPDX-License-Identifier: Apache-2.0
#include "base/outputfile.h"
#include "base/ownfile.h"
#include "core/fulldisk.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <fcntl.h>
#include <unistd.h>

using namespace formwork;

// What is at the place of an output is looked at first: only plain files are replaced.
class OutputFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void newFileIsItsOwners();
    void replacedFileKeepsItsPermissions();
    void linkIsFollowed();
    void pipeIsWrittenInto();
    void pipeWithoutReader();
    void folderIsRefused();
    void ownFileIsNoLink();
    void aFullDiskLeavesWhatWasThere();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }
    static mode_t modeOf(const QString &path)
    {
        struct stat status{};
        return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode : 0;
    }

    QTemporaryDir m_folder;
};

void OutputFileTest::newFileIsItsOwners()
{
    QVERIFY(writeOutput(path("new"), "abc"));
    QCOMPARE(contents(path("new")), QByteArray("abc"));
    QCOMPARE(modeOf(path("new")) & 0777U, 0600U);
}

void OutputFileTest::replacedFileKeepsItsPermissions()
{
    QVERIFY(writeOutput(path("old"), "a longer text"));
    ::chmod(QFile::encodeName(path("old")).constData(), 0644);
    QVERIFY(writeOutput(path("old"), "abc"));
    QCOMPARE(contents(path("old")), QByteArray("abc"));
    QCOMPARE(modeOf(path("old")) & 0777U, 0644U);
}

void OutputFileTest::linkIsFollowed()
{
    QVERIFY(writeOutput(path("target"), "old"));
    QVERIFY(QFile::link(path("target"), path("link")));
    QVERIFY(writeOutput(path("link"), "abc"));
    QCOMPARE(contents(path("target")), QByteArray("abc"));
    QVERIFY(S_ISLNK(modeOf(path("link"))));
}

void OutputFileTest::pipeIsWrittenInto()
{
    const QByteArray name = QFile::encodeName(path("pipe"));
    QCOMPARE(::mkfifo(name.constData(), 0600), 0);
    const int reader = ::open(name.constData(), O_RDONLY | O_NONBLOCK);
    QVERIFY(writeOutput(path("pipe"), "abc"));
    QByteArray read(16, '\0');
    read.resize(static_cast<qsizetype>(::read(reader, read.data(), 16)));
    ::close(reader);
    QCOMPARE(read, QByteArray("abc"));
    QVERIFY(S_ISFIFO(modeOf(path("pipe"))));
}

void OutputFileTest::pipeWithoutReader()
{
    QCOMPARE(::mkfifo(QFile::encodeName(path("lonely")).constData(), 0600), 0);
    const Result<void> written = writeOutput(path("lonely"), "abc");
    QVERIFY(!written);
    QVERIFY(written.error().message.contains(QStringLiteral("nobody reads")));
    QVERIFY(S_ISFIFO(modeOf(path("lonely"))));
}

void OutputFileTest::folderIsRefused()
{
    const Result<void> written = writeOutput(m_folder.path(), "abc");
    QVERIFY(!written);
    QCOMPARE(written.error().code, QStringLiteral("OutputFile"));
    QVERIFY(!writeOutput(QStringLiteral("/dev/fd/987"), "abc"));
    QVERIFY(writeOutput(QStringLiteral("/dev/null"), "abc"));
    QVERIFY(S_ISCHR(modeOf(QStringLiteral("/dev/null"))));
}

void OutputFileTest::ownFileIsNoLink()
{
    QVERIFY(writeOutput(path("victim"), "precious"));
    QVERIFY(QFile::link(path("victim"), path("x.part")));
    QFile part(path("x.part"));
    QVERIFY(!openOwn(part));
    QVERIFY(isNoPlainFile(path("x.part")));
    QCOMPARE(
        ::link(QFile::encodeName(path("victim")).constData(), QFile::encodeName(path("hard")).constData()),
        0);
    QFile hard(path("hard"));
    QVERIFY(!openOwn(hard));
    QCOMPARE(contents(path("victim")), QByteArray("precious"));
    QFile fresh(path("y.part"));
    QVERIFY(openOwn(fresh));
    QCOMPARE(fresh.write("abc"), 3);
    fresh.close();
    QCOMPARE(modeOf(path("y.part")) & 0777U, 0600U);
}

void OutputFileTest::aFullDiskLeavesWhatWasThere()
{
    const QByteArray longer(1000, 'n');
    QVERIFY(writeOutput(path("export"), QByteArray("before")));
    QVERIFY(writeOwnFile(path("own/list"), QByteArray("before")).isEmpty());
    {
        const FullDisk disk;
        const Result<void> written = writeOutput(path("export"), longer);
        QVERIFY(!written);
        QVERIFY(written.error().message.contains(path("export")));
        QVERIFY(!writeOwnFile(path("own/list"), longer).isEmpty());
    }
    QCOMPARE(contents(path("export")), "before");
    QCOMPARE(contents(path("own/list")), "before");
}

QTEST_GUILESS_MAIN(OutputFileTest)
#include "tst_outputfile.moc"
