// SPDX-License-Identifier: Apache-2.0
// How forms are opened from the main window.
#include "operation/operationdialog.h"
#include "shell/bookmarks.h"
#include "shell/commandpalette.h"
#include "shell/mainwindow.h"
#include "shell/pastedesk.h"
#include "shell/topbar.h"

namespace formwork::shell
{

void MainWindow::openPalette() { showPalette(); }

void MainWindow::openPaletteForMany() { showPalette()->setForMany(); }

void MainWindow::openPaletteWith(const QString &pasted)
{
    CommandPalette *palette = showPalette();
    if (!pasted.isEmpty())
        palette->paste(pasted);
}

CommandPalette *MainWindow::showPalette()
{
    if (!m_index)
        buildIndex();
    auto *palette = new CommandPalette(m_index, m_session->environment()->guides, *m_bookmarks, this);
    palette->setSaved(m_session->saved().forms());
    connect(palette, &CommandPalette::operationChosen, this, &MainWindow::openOperation);
    connect(palette, &CommandPalette::manyChosen, this, &MainWindow::openMany);
    connect(palette, &CommandPalette::savedChosen, this, [this](const QString &id) { openSaved(id, false); });
    m_paste->serve(palette);
    const catalog::CatalogSource *source = m_session->environment()->catalog.source();
    connect(source, &catalog::CatalogSource::changed, palette,
            [source, palette] { palette->setIndex(source->index()); });
    const QPoint middle = mapToGlobal(QPoint((width() - palette->width()) / 2, m_top->height()));
    palette->move(middle);
    palette->show();
    return palette;
}

void MainWindow::openOperation(const QString &service, const QString &operation)
{
    operation::OpenRequest request;
    request.service = service;
    request.operation = operation;
    m_bookmarks->noteOpened({service, operation});
    openDialog(request);
}

void MainWindow::openForm(const QString &service, const QString &operation, const QCborMap &input)
{
    operation::OpenRequest request;
    request.service = service;
    request.operation = operation;
    request.filled = input;
    openDialog(request);
}

void MainWindow::openDraft(const QString &id)
{
    operation::OpenRequest request;
    request.draft = id;
    openDialog(request);
}

void MainWindow::openSaved(const QString &id, bool isToBeSent)
{
    operation::OpenRequest request;
    request.saved = id;
    request.isToBeSent = isToBeSent;
    openDialog(request);
}

void MainWindow::editAsNew(qint64 journalId)
{
    operation::OpenRequest request;
    request.editedFrom = journalId;
    openDialog(request);
}

void MainWindow::openDialog(const operation::OpenRequest &request)
{
    operation::openDialog(m_session, request, this,
                          [this](operation::OperationDialog *dialog) { noteOpened(dialog); });
}

void MainWindow::noteOpened(operation::OperationDialog *dialog)
{
    connect(dialog, &operation::OperationDialog::historyRequested, this,
            [this](qint64 id) { showHistory(id); });
    connect(dialog, &operation::OperationDialog::savedRequested, this,
            [this](const QString &id) { openSaved(id, false); });
}

} // namespace formwork::shell
