// SPDX-License-Identifier: Apache-2.0
#include "history/exporter.h"

#include "base/outputfile.h"
#include "base/tr.h"
#include "journal/export.h"
#include "widgets/question.h"

#include <QDate>
#include <QDir>
#include <QFileDialog>

#include <limits>

namespace formwork::history
{
namespace
{

void write(session::Session *session, const journal::Filter &filter, const QString &file, QWidget *window)
{
    const QList<journal::Record> rows = session->journal().page(filter, 0, std::numeric_limits<int>::max());
    const QByteArray text =
        file.endsWith(u".csv", Qt::CaseInsensitive) ? journal::toCsv(rows) : journal::toJson(rows);
    if (const Result<void> written = writeOutput(file, text); !written)
        widgets::tell(window, widgets::Question::Kind::Warning,
                      Tr::tr("The export could not be written to %1.").arg(file), written.error().sentence());
}

} // namespace

void exportHistory(session::Session *session, const journal::Filter &filter, QWidget *window)
{
    auto *dialog = new QFileDialog(window, Tr::tr("Export the history"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({Tr::tr("JSON (*.json)"), Tr::tr("CSV (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setDirectory(QDir::homePath()); // not where the program happened to be started
    dialog->selectFile(
        QStringLiteral("formwork-history-%1.json").arg(QDate::currentDate().toString(Qt::ISODate)));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &chosen) {
        dialog->setDefaultSuffix(chosen.contains(u"csv") ? QStringLiteral("csv") : QStringLiteral("json"));
    });
    QObject::connect(
        dialog, &QFileDialog::fileSelected, window,
        [session, filter, window](const QString &file) { write(session, filter, file, window); });
    dialog->open();
}

} // namespace formwork::history
