// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include "base/tr.h"
#include "cli/arguments.h"
#include "document/json.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include <unistd.h>

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

namespace
{

// Controls, and what orders the direction of text or ends its line in Unicode.
bool isObeyed(QChar c)
{
    const char16_t code = c.unicode();
    const bool isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
    const bool isDirection = code == 0x061c || code == 0x200e || code == 0x200f
        || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    return isControl || isDirection;
}

QString written(const QString &text, QStringView kept)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        if (isObeyed(c) && !kept.contains(c))
            result += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QChar(u'0'));
        else
            result += c;
    }
    return result;
}

// The same JSON: inside of its texts these characters may be escaped, and outside there are none.
QByteArray safeJson(const QByteArray &json)
{
    const QString text = QString::fromUtf8(json);
    return std::ranges::any_of(text, [](QChar c) { return isObeyed(c) && c != u'\n'; })
        ? written(text, u"\n").toUtf8()
        : json;
}

} // namespace

QString visible(const QString &text) { return written(text, u"\n\t"); }

QString visibleLine(const QString &text) { return written(text, {}); }

void print(const QString &text) { print(visible(text).toUtf8()); }

void printForTerminal(const QByteArray &text)
{
    print(::isatty(STDOUT_FILENO) == 1 ? visible(QString::fromUtf8(text)).toUtf8() : text);
}

void printJsonPiece(const QByteArray &json) { print(safeJson(json)); }

void printJsonText(const QByteArray &json) { print(safeJson(json) + '\n'); }

void printJson(const QCborValue &value)
{
    printJsonText(document::toPlainJson(value, document::JsonStyle::Indented));
}

void printJsonLine(const QCborValue &value) { printJsonText(document::toPlainJson(value)); }

void complain(const QString &sentence)
{
    const QByteArray line = "formwork-cli: " + visible(sentence).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

void remark(const QString &sentence)
{
    if (!sentence.isEmpty())
        complain(sentence);
}

int complain(const Error &error)
{
    complain(visibleLine(error.sentence()));
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
