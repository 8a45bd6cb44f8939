// SPDX-License-Identifier: Apache-2.0
// A program that records a request, begins to send it, says so and waits to be killed.
//   journal-sender DIRECTORY begin | attempt | retry ID | finish
#include "core/journal/samples.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace formwork;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream out(stdout);
    const QString directory = arguments.value(1);
    const Result<journal::JournalPtr> journal = journal::Journal::open(
        directory + QStringLiteral("/history.sqlite"), directory + QStringLiteral("/locks"),
        std::make_shared<SystemClock>(), std::make_shared<journal::Sealer>(samples::key()));
    if (!journal) {
        out << "error " << journal.error().code << Qt::endl;
        return 1;
    }
    const QString task = arguments.value(2);
    const auto operation = samples::operation();
    const Result<qint64> id = task == u"retry" ? Result<qint64>(arguments.value(3).toLongLong())
                                               : (*journal)->begin(samples::request(), operation).result();
    if (id && task != u"begin") {
        const Result<qint64> attempt = (*journal)->beginAttempt(*id).result();
        if (!attempt) {
            out << "error " << attempt.error().code << Qt::endl;
            return 1;
        }
        if (task == u"finish") {
            (*journal)->finishAttempt(
                samples::answered(*attempt, journal::Outcome::Succeeded, QDateTime::currentDateTimeUtc()));
            static_cast<void>(
                (*journal)->finish(*id, journal::Outcome::Succeeded, {}, {}, QCborMap(), operation).result());
        }
    }
    out << "ready " << id.value_or(0) << Qt::endl;
    return task == u"finish" ? 0 : QCoreApplication::exec();
}
