// SPDX-License-Identifier: Apache-2.0
#include "history/exporter.h"

#include "base/outputfile.h"
#include "base/tr.h"
#include "client/shownrecord.h"
#include "journal/export.h"
#include "widgets/question.h"

#include <QDate>
#include <QDir>
#include <QFileDialog>

namespace formwork::history
{
namespace
{

QString fullFilter() { return Tr::tr("JSON with inputs and answers (*.json)"); }

Result<void> writeRows(session::Session *session, const journal::Filter &filter, bool isFull,
                       journal::Exporter exporter)
{
    using Documents = journal::Journal::Documents;
    const Result<void> rows = session->journal().each(
        filter, 0, isFull ? Documents::With : Documents::Without, [&](const journal::Record &row) {
            return exporter.add(isFull ? client::shownRecord(*session->environment(), row) : row);
        });
    return rows ? exporter.finish() : rows;
}

void write(session::Session *session, const journal::Filter &filter, bool isFull, const QString &file,
           QWidget *window)
{
    const auto format = file.endsWith(u".csv", Qt::CaseInsensitive) ? journal::Exporter::Format::Csv
                                                                    : journal::Exporter::Format::Json;
    const OutputPieces pieces = [&](const WritePiece &piece) {
        return writeRows(session, filter, isFull, journal::Exporter(format, piece));
    };
    if (const Result<void> written = writeOutput(file, pieces); !written)
        widgets::tell(window, widgets::Question::Kind::Warning,
                      Tr::tr("The export could not be written to %1.").arg(file), written.error().sentence());
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
