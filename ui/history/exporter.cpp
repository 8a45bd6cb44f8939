// SPDX-License-Identifier: Apache-2.0
#include "history/exporter.h"

#include "base/latest.h"
#include "base/outputfile.h"
#include "base/tr.h"
#include "client/shownrecord.h"
#include "journal/export.h"
#include "journal/reader.h"
#include "widgets/question.h"

#include <QApplication>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QPromise>
#include <QThreadPool>

namespace formwork::history
{
namespace
{

QString fullFilter() { return Tr::tr("JSON with inputs and answers (*.json)"); }

constexpr qsizetype kRowsAtOnce = 200;

// What an export needs while nobody waits for it.
struct Export {
    client::EnvironmentPtr environment;
    QList<qint64> rows; // in order
    bool isFull = false; // with inputs and answers
    QString file;
};

// Some at a time, so that a window's questions to the history are answered between them.
Result<QList<journal::Record>> readRows(const Export &job, qsizetype from)
{
    const QList<qint64> ids = job.rows.mid(from, kRowsAtOnce);
    QFuture<Result<QList<journal::Record>>> asked = job.environment->journal->ask<QList<journal::Record>>(
        [ids, isFull = job.isFull](const journal::Reader &history) {
            if (!isFull)
                return history.rows(ids);
            QList<journal::Record> rows;
            for (const qint64 id : ids) {
                const Result<journal::Record> row = history.record(id);
                if (row)
                    rows.append(*row);
                else if (row.error().code != u"NotFound") // deleted meanwhile
                    return Result<QList<journal::Record>>(std::unexpected(row.error()));
            }
            return Result<QList<journal::Record>>(rows);
        });
    return asked.result();
}

Result<void> writeRows(const Export &job, journal::Exporter exporter)
{
    qsizetype done = 0;
    while (done < job.rows.size()) {
        const Result<QList<journal::Record>> rows = readRows(job, done);
        if (!rows)
            return std::unexpected(rows.error());
        for (const journal::Record &row : *rows) {
            const Result<void> added =
                exporter.add(job.isFull ? client::shownRecord(*job.environment, row) : row);
            if (!added)
                return added;
        }
        done += kRowsAtOnce;
    }
    return exporter.finish();
}

Result<void> write(const Export &job)
{
    const auto format = job.file.endsWith(u".csv", Qt::CaseInsensitive) ? journal::Exporter::Format::Csv
                                                                        : journal::Exporter::Format::Json;
    const OutputPieces pieces = [&job, format](const WritePiece &piece) {
        return writeRows(job, journal::Exporter(format, piece));
    };
    return writeOutput(job.file, pieces);
}

void tellProblem(QWidget *window, const QString &file, const Error &error)
{
    widgets::tell(window, widgets::Question::Kind::Warning,
                  Tr::tr("The export could not be written to %1.").arg(file), error.sentence());
}

// On a thread of its own: a history may be of any length, and a disk slow.
void start(session::Session *session, const Export &job, QWidget *window)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    whenAnswered(promise->future(), window,
                 [window, file = job.file, underWay = session->underWay()](const Result<void> &written) {
                     if (!written)
                         tellProblem(window, file, written.error());
                 });
    QThreadPool::globalInstance()->start([promise, job]() mutable {
        const Result<void> written = write(job);
        // What the job holds goes where it came from: the window may have gone meanwhile.
        QMetaObject::invokeMethod(
            qApp,
            [promise, written, job = std::move(job)] {
                promise->addResult(written);
                promise->finish();
            },
            Qt::QueuedConnection);
    });
}

void write(session::Session *session, const journal::Filter &filter, bool isFull, const QString &file,
           QWidget *window)
{
    whenAnswered(session->journal().ask<QList<qint64>>(
                     [filter](const journal::Reader &history) { return history.ids(filter); }),
                 window, [session, isFull, file, window](const Result<QList<qint64>> &rows) {
                     if (rows)
                         start(session, {session->environment(), *rows, isFull, file}, window);
                     else
                         tellProblem(window, file, rows.error());
                 });
}

} // namespace

void exportHistory(session::Session *session, const journal::Filter &filter, QWidget *window)
{
    auto *dialog = new QFileDialog(window, Tr::tr("Export the history"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({Tr::tr("JSON (*.json)"), fullFilter(), Tr::tr("CSV (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setDirectory(QDir::homePath()); // not where the program happened to be started
    dialog->selectFile(
        QStringLiteral("formwork-history-%1.json").arg(QDate::currentDate().toString(Qt::ISODate)));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &chosen) {
        dialog->setDefaultSuffix(chosen.contains(u"csv") ? QStringLiteral("csv") : QStringLiteral("json"));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, window,
                     [session, filter, window, dialog](const QString &file) {
                         write(session, filter, dialog->selectedNameFilter() == fullFilter(), file, window);
                     });
    dialog->open();
}

} // namespace formwork::history
