// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <memory>

namespace formwork::tests
{

// What a run of a program came to.
struct Ran {
    int code = -1; // exit code; -1: it did not end by itself
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject object() const;
    [[nodiscard]] QJsonArray array() const;
    [[nodiscard]] bool says(const char *text) const { return err.contains(text); }
};

// formwork-cli with a data directory of its own and an environment without a keychain and without AWS.
class Cli
{
public:
    Cli();

    [[nodiscard]] QString dataDirectory() const { return m_data; }
    void setDataDirectory(const QString &path);
    void set(const char *name, const QString &value) { m_environment.insert(QLatin1String(name), value); }
    void unset(const char *name) { m_environment.remove(QLatin1String(name)); }
    void useKeys(const QString &url = {}); // AWS's documentation keys, a Region, and an endpoint

    // Runs it to its end; the event loop goes on, so that a server of the test can answer.
    [[nodiscard]] Ran run(const QStringList &arguments, const QByteArray &input = {}) const;

    // With standard output in `place`, such as "/dev/full"; "&-" closes it. `before` is said to the shell
    // first.
    [[nodiscard]] Ran runInto(const QString &place, const QStringList &arguments,
                              const QByteArray &input = {}, const QString &before = {}) const;

    // Starts it and leaves it to the test.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments,
                                                  const QByteArray &input = {}) const;
    [[nodiscard]] static Ran ended(QProcess &process, int milliseconds = 120'000);

    [[nodiscard]] QJsonArray history() const; // newest first
    [[nodiscard]] QJsonObject row(int id) const; // of history show

    // Rows of a SQLite file in the data directory, first column.
    [[nodiscard]] QList<QVariant> query(const QString &file, const QString &sql) const;

    QString path(const QString &name) const { return m_folder.filePath(name); } // for the test's own files
    QString write(const QString &name, const QByteArray &bytes) const;

private:
    QTemporaryDir m_folder;
    QString m_data;
    QProcessEnvironment m_environment;
};

// A practice account in a process of its own; its keys and address are those of the given Cli from then on.
class PracticeAccount
{
public:
    explicit PracticeAccount(Cli &cli, const QStringList &arguments = {});
    ~PracticeAccount();

    [[nodiscard]] QJsonObject announcement() const { return m_announcement; }
    [[nodiscard]] QString url() const;
    [[nodiscard]] int resources() const; // how many were ever created
    void end();
    [[nodiscard]] qint64 processId() const { return m_process->processId(); }

private:
    Cli m_server; // its own data directory
    std::unique_ptr<QProcess> m_process;
    QJsonObject m_announcement;
};

// A valid input of an operation that takes a client token.
[[nodiscard]] QByteArray groupInput(const QByteArray &name = "Finance");

} // namespace formwork::tests
