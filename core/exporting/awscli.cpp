// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "exporting/export.h"
#include "exporting/shell.h"

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

} // namespace

QString awsCli(const model::Operation &operation, const QCborValue &input, const Context &context)
{
    ShellVariables variables;
    const QCborValue marked = variables.marked(input, *operation.input);
    QString json =
        QString::fromUtf8(document::toJson(marked, *operation.input, document::JsonStyle::Compact));
    if (json.size() > kOneLine)
        json = QString::fromUtf8(document::toJson(marked, *operation.input)).trimmed();

    QString command = QStringLiteral("aws %1 %2")
                          .arg(shellWord(operation.service->id), shellWord(model::cliName(operation.name)));
    option(command, "profile", context.profile);
    option(command, "region", context.region);
    option(command, "endpoint-url", context.endpointUrl);
    if (operation.takesInput)
        command += QStringLiteral(" \\\n    --cli-input-json ") + variables.quoted(json);
    return variables.comment() + command + u'\n';
}

} // namespace formwork::exporting
