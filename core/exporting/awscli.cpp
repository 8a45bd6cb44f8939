// SPDX-License-Identifier: Apache-2.0
#include "document/filebody.h"
#include "document/json.h"
#include "exporting/export.h"
#include "exporting/shell.h"
#include "wording/names.h"
#include "wording/servicenames.h"

#include <QCborMap>

namespace formwork::exporting
{

namespace
{

constexpr qsizetype kOneLine = 100; // longer JSON is easier to read and to edit indented

void option(QString &command, const char *name, const QString &value)
{
    if (!value.isEmpty())
        command += QStringLiteral(" \\\n    --%1 %2").arg(QLatin1String(name), shellWord(value));
}

// A body that is a file has an option of its own, which the JSON knows nothing of.
QString takeFile(const model::Operation &operation, QCborValue &document)
{
    const auto file = document::fileIn(*operation.input, document);
    if (!file)
        return {};
    const model::Member *member = document::blobPayload(*operation.input);
    QCborMap map = document.toMap();
    map.remove(member->name);
    document = map;
    QString result;
    const bool isStream = document::streamedPayload(*operation.input) != nullptr;
    option(result, wording::cliName(member->name).toLatin1(),
           isStream ? file->path : QStringLiteral("fileb://") + file->path);
    return result;
}

} // namespace

QString awsCli(const model::Operation &operation, const QCborValue &input, const Context &context)
{
    ShellVariables variables;
    QCborValue document = input;
    const QString file = takeFile(operation, document);
    const QCborValue marked = variables.marked(document, *operation.input);
    QString json =
        QString::fromUtf8(document::toJson(marked, *operation.input, document::JsonStyle::Compact));
    if (json.size() > kOneLine)
        json = QString::fromUtf8(document::toJson(marked, *operation.input)).trimmed();

    QString command = QStringLiteral("aws %1 %2")
                          .arg(shellWord(wording::awsCommand(operation.service->id)),
                               shellWord(wording::cliName(operation.name)));
    option(command, "profile", context.profile);
    option(command, "region", context.region);
    option(command, "endpoint-url", context.endpointUrl);
    if (operation.takesInput && !(document.toMap().isEmpty() && !file.isEmpty()))
        command += QStringLiteral(" \\\n    --cli-input-json ") + variables.quoted(json);
    command += file;
    if (document::streamedPayload(*operation.output))
        command += QStringLiteral(" \\\n    ") + shellWord(context.outputFile);
    return variables.comment() + command + u'\n';
}

} // namespace formwork::exporting
