// SPDX-License-Identifier: Apache-2.0
#include "forms/fileeditor.h"

#include "base/figures.h"
#include "document/filebody.h"
#include "widgets/announce.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace formwork::forms
{
namespace
{

QString sizeOf(const QFileInfo &file)
{
    constexpr qint64 kilobyte = 1000;
    const QString bytes =
        FileEditor::tr("%1 byte(s)", nullptr, pluralOf(file.size())).arg(localNumber(file.size()));
    return file.size() < kilobyte ? bytes
                                  : QLocale().formattedDataSize(file.size(), 1, QLocale::DataSizeSIFormat)
            + QStringLiteral(" (") + bytes + u')';
}

// Why it cannot be sent; empty: it can.
QString problemOf(const QFileInfo &file)
{
    const QString path = QDir::toNativeSeparators(file.filePath());
    if (!file.exists())
        return FileEditor::tr("%1 is not there any more. Choose another file.").arg(path);
    if (!file.isFile())
        return FileEditor::tr("%1 is not a file. Choose a file.").arg(path);
    return file.isReadable() ? QString()
                             : FileEditor::tr("You may not read %1. Choose another file.").arg(path);
}

} // namespace

FileEditor::FileEditor(FormModel &form, const document::Pointer &pointer, QWidget *parent)
    : BlobEditor(form, pointer, parent)
{
    setClearText(tr("Remove"));
    putStateBelow();
    refreshQuietly(); // the base class has shown what it knows
}

void FileEditor::refresh()
{
    const auto file = document::fileBodyOf(value());
    form().setEditorProblem(pointer(), file ? problemOf(QFileInfo(file->path)) : QString());
    if (file)
        hideText();
    BlobEditor::refresh();
}

bool FileEditor::mayClear() const { return !value().isUndefined(); }

QString FileEditor::stateText() const
{
    const auto chosen = document::fileBodyOf(value());
    if (!chosen)
        return value().isUndefined() ? tr("No file is chosen. You can also drop one here.")
                                     : BlobEditor::stateText();
    const QFileInfo file(chosen->path);
    const QString name = file.fileName();
    return problemOf(file).isEmpty()
        ? tr("%1, %2, in %3").arg(name, sizeOf(file), QDir::toNativeSeparators(file.path()))
        : name;
}

void FileEditor::useFile(const QString &path)
{
    commit(document::toValue(document::chosenFile(path)));
    touch();
    widgets::announce(this, stateText());
}

} // namespace formwork::forms
