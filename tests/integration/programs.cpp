// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QTest>

namespace formwork::tests
{

QJsonObject Ran::object() const { return QJsonDocument::fromJson(out).object(); }
QJsonArray Ran::array() const { return QJsonDocument::fromJson(out).array(); }

Cli::Cli()
{
    for (const char *kept : {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
        if (qEnvironmentVariableIsSet(kept))
            m_environment.insert(QLatin1String(kept), qEnvironmentVariable(kept));
    }
    set("HOME", m_folder.path());
    set("FORMWORK_DISCOVERY", QStringLiteral("off")); // what happens to be installed here must not matter
    set("LC_ALL", QStringLiteral("C.UTF-8"));
    set("DBUS_SESSION_BUS_ADDRESS", QStringLiteral("disabled:"));
    setDataDirectory(m_folder.filePath(QStringLiteral("data")));
}

void Cli::setDataDirectory(const QString &path)
{
    m_data = path;
    set("FORMWORK_DATA_DIR", path);
}

void Cli::useKeys(const QString &url)
{
    set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDEXAMPLE"));
    set("AWS_SECRET_ACCESS_KEY", QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    set("AWS_REGION", QStringLiteral("us-east-1"));
    if (!url.isEmpty())
        set("AWS_ENDPOINT_URL", url);
}

std::unique_ptr<QProcess> Cli::start(const QStringList &arguments, const QByteArray &input) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    // Another build of the program, such as one under a memory checker: tests/memory/run.
    process->start(qEnvironmentVariable("FORMWORK_CLI", QStringLiteral(FORMWORK_CLI)), arguments);
    process->write(input);
    process->closeWriteChannel();
    return process;
}

Ran Cli::ended(QProcess &process, int milliseconds)
{
    QSignalSpy finished(&process, &QProcess::finished);
    if (process.state() != QProcess::NotRunning)
        finished.wait(milliseconds);
    Ran ran;
    if (process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit)
        ran.code = process.exitCode();
    ran.out = process.readAllStandardOutput();
    ran.err = process.readAllStandardError();
    return ran;
}

Ran Cli::run(const QStringList &arguments, const QByteArray &input) const
{
    const std::unique_ptr<QProcess> process = start(arguments, input);
    return ended(*process);
}

Ran Cli::runInto(const QString &place, const QStringList &arguments, const QByteArray &input,
                 const QString &before) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    const QString script = before + QStringLiteral("exec \"$0\" \"$@\" >") + place;
    process.start(QStringLiteral("/bin/sh"),
                  QStringList{QStringLiteral("-c"), script, QStringLiteral(FORMWORK_CLI)} + arguments);
    process.write(input);
    process.closeWriteChannel();
    return ended(process);
}

QJsonArray Cli::history() const
{
    return run({QStringLiteral("history"), QStringLiteral("list"), QStringLiteral("--json")}).array();
}

QJsonObject Cli::row(int id) const
{
    return run({QStringLiteral("history"), QStringLiteral("show"), QString::number(id)}).object();
}

QList<QVariant> Cli::query(const QString &file, const QString &sql) const
{
    QList<QVariant> values;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
        database.setDatabaseName(m_data + u'/' + file);
        if (database.open()) {
            QSqlQuery query(database);
            if (!query.exec(sql))
                qWarning("the query failed");
            while (query.next())
                values.append(query.value(0));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("look"));
    return values;
}

QString Cli::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qWarning("the test's file could not be written");
    return file.fileName();
}

PracticeAccount::PracticeAccount(Cli &cli, const QStringList &arguments)
{
    const QStringList practice{QStringLiteral("practice"), QStringLiteral("--json")};
    m_process = m_server.start(practice + arguments);
    QSignalSpy spoke(m_process.get(), &QProcess::readyReadStandardOutput);
    if (!m_process->canReadLine())
        spoke.wait(30'000);
    m_announcement = QJsonDocument::fromJson(m_process->readLine()).object();
    cli.set("AWS_ENDPOINT_URL", url());
    cli.set("AWS_ACCESS_KEY_ID", m_announcement.value(QStringLiteral("accessKeyId")).toString());
    cli.set("AWS_SECRET_ACCESS_KEY", m_announcement.value(QStringLiteral("secretAccessKey")).toString());
    cli.set("AWS_REGION", m_announcement.value(QStringLiteral("region")).toString());
}

PracticeAccount::~PracticeAccount() { end(); }

void PracticeAccount::end()
{
    m_process->kill();
    m_process->waitForFinished();
}

QString PracticeAccount::url() const { return m_announcement.value(QStringLiteral("url")).toString(); }

int PracticeAccount::resources() const
{
    return m_server.query(QStringLiteral("practice.sqlite"), QStringLiteral("SELECT count(*) FROM resources"))
        .value(0)
        .toInt();
}

QByteArray groupInput(const QByteArray &name)
{
    return R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": ")" + name + R"("})";
}

} // namespace formwork::tests
