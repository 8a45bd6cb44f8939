// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "document/filebody.h"
#include "exporting/export.h"
#include "exporting/shell.h"
#include "exporting/wire.h"

namespace formwork::exporting
{

namespace
{

// What curl computes itself, or what is ours alone.
bool isLeftOut(const QByteArray &headerName)
{
    const QByteArray name = headerName.toLower();
    return name == "authorization" || name == "x-amz-date" || name == "x-amz-security-token" || name == "host"
        || name == "content-length" || name == "user-agent" || name == "x-amz-content-sha256"
        || name == "cookie" || name.startsWith("amz-sdk-");
}

// Qt takes U+FEFF in front for a byte order mark and drops it.
QString headerText(const QByteArray &utf8)
{
    const QString text = QString::fromUtf8(utf8);
    return utf8.startsWith("\xef\xbb\xbf") ? QChar(0xfeff) + text : text;
}

void bodyArgument(QString &command, const CoveredBody &body, const http::Request &request,
                  const ShellVariables &variables)
{
    switch (body.kind) {
    case CoveredBody::Kind::None:
        return;
    case CoveredBody::Kind::Json:
    case CoveredBody::Kind::Text:
        // Not --data-binary, which would take a text that begins with @ for a file's name.
        command += QStringLiteral(" \\\n    --data-raw ") + variables.quoted(body.text);
        return;
    case CoveredBody::Kind::Base64:
        command = QStringLiteral("printf %s %1 | base64 -d | ").arg(variables.quoted(body.text)) + command
            + QStringLiteral(" \\\n    --data-binary @-");
        return;
    case CoveredBody::Kind::Bytes:
        command = QStringLiteral("printf %s %1 | base64 -d | ")
                      .arg(shellWord(QString::fromLatin1(request.body.toBase64())))
            + command + QStringLiteral(" \\\n    --data-binary @-");
        return;
    case CoveredBody::Kind::File: // --upload-file would leave the contents out of the signature
        command += QStringLiteral(" \\\n    --data-binary ") + shellWord(u'@' + body.text);
        return;
    case CoveredBody::Kind::Unshown:
        command =
            QStringLiteral("# ")
            + Tr::tr(
                "The body holds secrets or is compressed, so it is not written here; put it into the file "
                "request-body.")
            + u'\n' + command + QStringLiteral(" \\\n    --data-binary @request-body");
    }
}

} // namespace

QString curl(const model::Operation &operation, const QCborValue &input, const http::Request &request,
             const Context &context)
{
    ShellVariables variables;
    const Cover cover = [&](const QString &memberName, Written written) {
        const QString mark = variables.mark(memberName, written != Written::Json);
        if (written == Written::Base64)
            variables.setBinary();
        return mark;
    };
    const QString url = variables.quoted(coveredUrl(operation, input, request, cover));
    const QString signer =
        QStringLiteral("aws:amz:%1:%2").arg(context.region, operation.service->signingName);

    QString command =
        QStringLiteral("curl --request %1 %2").arg(shellWord(QString::fromLatin1(request.method)), url);
    if (url.contains(u'[') || url.contains(u'{'))
        command += QStringLiteral(" --globoff");
    if (url.contains(QStringLiteral("/.")))
        command += QStringLiteral(" --path-as-is");
    command += QStringLiteral(" \\\n    --aws-sigv4 ") + shellWord(signer);
    command += QStringLiteral(" \\\n    --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"");
    if (request.headers.contains("x-amz-security-token"))
        command += QStringLiteral(" \\\n    --header \"x-amz-security-token: $AWS_SESSION_TOKEN\"");
    for (const http::Header &header : request.headers) {
        if (isLeftOut(header.first))
            continue;
        const QString value = coveredHeader(operation, header, cover).value_or(headerText(header.second));
        // "name;" is how curl is told to send an empty header.
        const QString line = QString::fromLatin1(header.first)
            + (value.isEmpty() ? QStringLiteral(";") : QStringLiteral(": ") + value);
        command += QStringLiteral(" \\\n    --header ") + variables.quoted(line);
    }
    const CoveredBody body = coveredBody(operation, input, request, cover);
    bodyArgument(command, body, request, variables);
    if (document::blobPayload(*operation.output))
        command += QStringLiteral(" \\\n    --output ") + shellWord(context.outputFile);
    const bool isJson = body.kind == CoveredBody::Kind::Json;
    return variables.comment(isJson ? ShellVariables::Amid::Json : ShellVariables::Amid::Text) + command
        + u'\n';
}

} // namespace formwork::exporting
