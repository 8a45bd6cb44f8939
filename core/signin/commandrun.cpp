// SPDX-License-Identifier: Apache-2.0
#include "signin/commandrun.h"

#include "base/tr.h"

#include <QCoroFuture>
#include <QProcess>
#include <QPromise>
#include <QTimer>

#ifndef Q_OS_WIN
#include <csignal>
#include <unistd.h>
#endif

namespace formwork::signin
{

namespace
{

constexpr qsizetype kMostErrors = 16 * 1024;

std::unexpected<Error> fault(const char *code, const QString &message)
{
    return failure(Phase::Credentials, QLatin1String(code), message);
}

// One run. Everything happens on the thread that made it.
class Run : public std::enable_shared_from_this<Run>
{
public:
    Run(CommandLimits limits, std::function<void(const QString &)> said)
        : m_limits(limits)
        , m_said(std::move(said))
    {
        m_promise.start();
    }

    QFuture<Result<CommandOutput>> start(const QStringList &words, const QProcessEnvironment &environment)
    {
        m_self = shared_from_this();
        m_process->setProcessEnvironment(environment);
        m_process->setStandardInputFile(QProcess::nullDevice());
#ifndef Q_OS_WIN
        m_process->setChildProcessModifier([] { ::setpgid(0, 0); });
#endif
        QProcess *process = m_process.get();
        QObject::connect(process, &QProcess::readyReadStandardOutput, process, [this] { readOutput(); });
        QObject::connect(process, &QProcess::readyReadStandardError, process, [this] { readErrors(); });
        QObject::connect(process, &QProcess::errorOccurred, process, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end(fault("NotStarted", m_process->errorString()));
        });
        QObject::connect(process, &QProcess::finished, process, [this](int code, QProcess::ExitStatus how) {
            readOutput();
            readErrors();
            m_result.exitCode = code;
            m_result.crashed = how == QProcess::CrashExit;
            killGroup(); // what it left behind
            end(m_result);
        });
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, process, [this] {
            stop(fault(
                "TimedOut",
                Tr::tr("it did not end within %n second(s)", nullptr, int(m_limits.time.count() / 1000))));
        });
        m_timer.start(m_limits.time);
        process->start(words.first(), words.sliced(1), QIODevice::ReadOnly);
        m_group = process->processId();
        return m_promise.future();
    }

private:
    void readOutput()
    {
        m_result.output += m_process->readAllStandardOutput();
        if (m_result.output.size() > m_limits.output)
            stop(fault("TooMuchOutput", Tr::tr("it wrote more than a mebibyte")));
    }

    void readErrors()
    {
        const QByteArray text = m_process->readAllStandardError();
        m_result.errors += text.first(std::min(text.size(), kMostErrors - m_result.errors.size()));
        if (m_said && !text.isEmpty())
            m_said(QString::fromLocal8Bit(text));
    }

    void stop(std::unexpected<Error> why)
    {
        killGroup();
        m_process->kill();
        finish(std::move(why));
    }

    void killGroup() const
    {
#ifndef Q_OS_WIN
        if (m_group > 0)
            ::kill(-pid_t(m_group), SIGKILL);
#endif
    }

    void finish(Result<CommandOutput> result)
    {
        if (std::exchange(m_isFinished, true))
            return;
        m_timer.stop();
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    // The process is gone, and with it what kept this alive. Nothing is touched after it.
    void end(Result<CommandOutput> result)
    {
        const std::shared_ptr<Run> last = std::exchange(m_self, {});
        m_process->disconnect();
        finish(std::move(result));
    }

    // Ends in a signal of its own.
    struct DeleteLater {
        void operator()(QProcess *process) const { process->deleteLater(); }
    };

    std::shared_ptr<Run> m_self; // while the process is there
    std::unique_ptr<QProcess, DeleteLater> m_process{new QProcess};
    QTimer m_timer;
    QPromise<Result<CommandOutput>> m_promise;
    CommandOutput m_result;
    CommandLimits m_limits;
    std::function<void(const QString &)> m_said;
    qint64 m_group = 0;
    bool m_isFinished = false;
};

} // namespace

QCoro::Task<Result<CommandOutput>> runCommand(QStringList words, QProcessEnvironment environment,
                                              CommandLimits limits, std::function<void(const QString &)> said)
{
    const auto run = std::make_shared<Run>(limits, std::move(said));
    const QFuture<Result<CommandOutput>> future = run->start(words, environment);
    const Result<CommandOutput> result = co_await future;
    co_return result;
}

} // namespace formwork::signin
