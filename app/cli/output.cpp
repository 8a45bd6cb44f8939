// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include "base/tr.h"
#include "cli/arguments.h"
#include "document/json.h"

#include <QCborArray>
#include <QCborMap>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace formwork::cli
{

namespace
{

int s_lost = 0; // errno of the first write that failed
QString s_loss;

} // namespace

void print(const QByteArray &text)
{
    if (s_lost != 0)
        return;
    errno = 0;
    const size_t size = static_cast<size_t>(text.size());
    if (std::fwrite(text.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        s_lost = errno != 0 ? errno : EIO;
}

void setOutputLoss(const QString &sentence) { s_loss = sentence; }

int withOutput(int exitCode)
{
    if (s_lost == 0 || s_lost == EPIPE)
        return exitCode;
    const QString why = qt_error_string(std::exchange(s_lost, 0));
    complain((Tr::tr("The output could not be written: %1.").arg(why) + u' ' + s_loss).trimmed());
    if (exitCode != Done)
        return exitCode;
    return s_loss.isEmpty() ? LocalFault : OutcomeUnknown;
}

void print(const QString &text) { print(text.toUtf8()); }

void printJson(const QCborValue &value)
{
    print(document::toPlainJson(value, document::JsonStyle::Indented) + '\n');
}

void printJsonLine(const QCborValue &value) { print(document::toPlainJson(value) + '\n'); }

void complain(const QString &sentence)
{
    const QByteArray line = "formwork-cli: " + sentence.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

int complain(const Error &error)
{
    complain(error.sentence());
    switch (error.phase) {
    case Phase::Input:
    case Phase::Serialise:
        return InputNotValid;
    case Phase::Service:
        return ServiceSaidNo;
    case Phase::Send:
    case Phase::Parse:
        return OutcomeUnknown;
    default:
        return LocalFault;
    }
}

namespace
{

QString severityName(document::Severity severity)
{
    switch (severity) {
    case document::Severity::Error:
        return QStringLiteral("error");
    case document::Severity::Warning:
        return QStringLiteral("warning");
    case document::Severity::Advice:
        break;
    }
    return QStringLiteral("advice");
}

} // namespace

QCborValue problemsAsJson(const QList<document::Problem> &problems)
{
    QCborArray array;
    for (const document::Problem &problem : problems) {
        QCborMap entry;
        entry[QStringLiteral("pointer")] = problem.pointer.toString();
        entry[QStringLiteral("kind")] = problem.kind;
        entry[QStringLiteral("severity")] = severityName(problem.severity);
        entry[QStringLiteral("sentence")] = problem.sentence;
        entry[QStringLiteral("canSendAnyway")] = problem.canSendAnyway;
        array.append(entry);
    }
    return array;
}

QString problemsAsText(const QList<document::Problem> &problems)
{
    QString text;
    for (const document::Problem &problem : problems) {
        const QString place = problem.pointer.isRoot() ? QStringLiteral("/") : problem.pointer.toString();
        const QString prefix = problem.severity == document::Severity::Error
            ? QString()
            : severityName(problem.severity) + QStringLiteral(": ");
        text += place + QStringLiteral("  ") + prefix + problem.sentence + u'\n';
    }
    return text;
}

} // namespace formwork::cli
