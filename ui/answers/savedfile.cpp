// SPDX-License-Identifier: Apache-2.0
#include "answers/savedfile.h"

#include "document/filebody.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPushButton>
#include <QUrl>

namespace formwork::answers
{

SavedFile::SavedFile(QWidget *parent)
    : widgets::Banner(widgets::Tone::Neutral, parent)
{
    setObjectName(QStringLiteral("savedFile"));
    hide();
}

void SavedFile::tellOf(const model::Operation &operation, const QCborValue &output)
{
    const auto saved = document::fileIn(*operation.output, output);
    setVisible(saved.has_value());
    clearButtons();
    if (!saved)
        return;
    const QFileInfo file(saved->path);
    const QString path = QDir::toNativeSeparators(saved->path);
    const QString size = QLocale().formattedDataSize(saved->size, 1, QLocale::DataSizeSIFormat);
    const bool isThere = file.isFile();
    setTone(isThere ? widgets::Tone::Created : widgets::Tone::Neutral);
    setText(isThere ? tr("Saved.") : QString(),
            isThere ? tr("%1, %2.").arg(path, size)
                    : tr("The data, %2, was saved as %1, which is not there any more.").arg(path, size));
    if (!QFileInfo::exists(file.path()))
        return;
    addButton(tr("Open the folder"), [folder = file.path()] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    })->setObjectName(QStringLiteral("openFolder"));
}

} // namespace formwork::answers
