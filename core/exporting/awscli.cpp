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

bool isFileName(const QString &text)
{
    return text.startsWith(QStringLiteral("file://")) || text.startsWith(QStringLiteral("fileb://"));
}

// Texts, times and data without the quotes of JSON.
QString optionText(const QCborValue &value, const model::Shape &shape)
{
    if (value.isString())
        return value.toString();
    const QByteArray json = document::toJson(value, shape, document::JsonStyle::Compact).trimmed();
    const bool isQuoted = json.startsWith('"') && json.endsWith('"'); // neither times nor base64 have escapes
    return QString::fromUtf8(isQuoted ? json.sliced(1).chopped(1) : json);
}

// A command that writes its answer into a file takes no JSON for all of its input.
struct Options {
    QString text;
    QString before; // what goes to its standard input
};

Options optionsFor(const model::Operation &operation, const QCborMap &marked, const ShellVariables &variables)
{
    Options result;
    for (const model::Member &member : operation.input->members) {
        const QCborValue value = marked.value(member.name);
        if (value.isUndefined() || value.isNull())
            continue;
        const QString start = QStringLiteral(" \\\n    --");
        const QString name = wording::cliName(member.name);
        if (value.isBool()) {
            result.text += start + (value.toBool() ? QString() : QStringLiteral("no-")) + name;
            continue;
        }
        const QString text = optionText(value, *member.target);
        result.text += start + name + u'=';
        if (isFileName(text)) { // of which the contents would be sent
            result.before = QStringLiteral("printf %s %1 | ").arg(variables.quoted(text));
            result.text += QStringLiteral("file:///dev/stdin");
        } else {
            result.text += variables.quoted(text);
        }
    }
    return result;
}

} // namespace

QString awsCli(const model::Operation &operation, const QCborValue &input, const Context &context)
{
    ShellVariables variables;
    QCborValue document = input;
    const QString file = takeFile(operation, document);
    const QCborValue marked = variables.marked(document, *operation.input);
    const bool writesFile = document::blobPayload(*operation.output) != nullptr;
    const Options options = writesFile ? optionsFor(operation, marked.toMap(), variables) : Options();
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
    if (!writesFile && operation.takesInput && !(document.toMap().isEmpty() && !file.isEmpty()))
        command += QStringLiteral(" \\\n    --cli-input-json ") + variables.quoted(json);
    command += options.text + file;
    if (writesFile)
        command += QStringLiteral(" \\\n    ") + shellWord(context.outputFile);
    const auto amid = writesFile ? ShellVariables::Amid::Text : ShellVariables::Amid::Json;
    return variables.comment(amid) + options.before + command + u'\n';
}

} // namespace formwork::exporting
