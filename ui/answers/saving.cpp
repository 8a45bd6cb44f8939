// SPDX-License-Identifier: Apache-2.0
#include "answers/saving.h"

#include "base/outputfile.h"
#include "base/tr.h"
#include "document/redact.h"
#include "widgets/announce.h"
#include "widgets/question.h"

#include <QCborMap>
#include <QDir>
#include <QFileDialog>
#include <QRegularExpression>
#include <QStandardPaths>

namespace formwork::answers
{
namespace
{

void write(QWidget *window, const QString &file, const QByteArray &bytes)
{
    if (const Result<void> written = writeOutput(file, bytes); !written)
        widgets::tell(window, widgets::Question::Kind::Warning, Tr::tr("%1 could not be written.").arg(file),
                      written.error().sentence());
    else
        widgets::announce(window, Tr::tr("Saved."));
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

void chooseAnswerFile(QWidget *window, const QString &suggestedName,
                      std::function<void(const QString &path)> chosen)
{
    auto *dialog = new QFileDialog(window, Tr::tr("Save the answer as"),
                                   QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setObjectName(QStringLiteral("chooseAnswerFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::rejected, window, [chosen] { chosen({}); });
    QObject::connect(dialog, &QFileDialog::fileSelected, window, std::move(chosen));
    dialog->open();
}

QString answerFileName(const model::Operation &operation, const QCborValue &input)
{
    QString name;
    const QCborMap map = input.toMap();
    for (const model::Member &member : operation.input->members) {
        const bool isLabel =
            member.location == model::Location::Label || member.location == model::Location::GreedyLabel;
        const QString value = map.value(member.name).toString().section(u'/', -1);
        if (isLabel && !document::isSecret(member) && !value.isEmpty()
            && (name.isEmpty() || member.location == model::Location::GreedyLabel))
            name = value;
    }
    static const QRegularExpression strange(QStringLiteral("[\\\\:*?\"<>|\\x00-\\x1f]"));
    name.replace(strange, QStringLiteral("_"));
    return name.isEmpty() || name.startsWith(u'.') ? operation.name : name;
}

} // namespace formwork::answers
