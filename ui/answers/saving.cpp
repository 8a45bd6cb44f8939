// SPDX-License-Identifier: Apache-2.0
#include "answers/saving.h"

#include "widgets/announce.h"
#include "widgets/question.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QSaveFile>

namespace formwork::answers
{
namespace
{

void write(QWidget *window, const QString &file, const QByteArray &bytes)
{
    QSaveFile target(file);
    const bool isOpen = target.open(QIODevice::WriteOnly);
    target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!isOpen || target.write(bytes) != bytes.size() || !target.commit())
        widgets::tell(window, widgets::Question::Kind::Warning,
                      QCoreApplication::translate("Answers", "%1 could not be written.").arg(file),
                      target.errorString());
    else
        widgets::announce(window, QCoreApplication::translate("Answers", "Saved."));
}

} // namespace

void saveAs(QWidget *window, const QString &title, const QString &suggestedName, const QString &suffix,
            std::function<QByteArray()> bytes)
{
    auto *dialog = new QFileDialog(window, title);
    dialog->setObjectName(QStringLiteral("saveAnswer"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setDirectory(QDir::homePath()); // not where the program happened to be started
    dialog->selectFile(suffix.isEmpty() ? suggestedName : suggestedName + u'.' + suffix);
    QObject::connect(
        dialog, &QFileDialog::fileSelected, window,
        [window, bytes = std::move(bytes)](const QString &file) { write(window, file, bytes()); });
    dialog->open();
}

} // namespace formwork::answers
