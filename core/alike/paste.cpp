// SPDX-License-Identifier: Apache-2.0
#include "alike/paste.h"

#include "alike/awscommand.h"
#include "alike/cloudformation.h"
#include "alike/curlcommand.h"
#include "alike/reading.h"
#include "alike/trail.h"
#include "alike/yaml.h"
#include "base/tr.h"
#include "document/json.h"
#include "document/redact.h"

#include <QRegularExpression>

namespace formwork::alike
{

namespace
{

// A new request has a token of its own.
void dropToken(const Tools &tools, Filled &filled)
{
    const auto operation = tools.catalog->operation(filled.service, filled.operation);
    const model::Member *token = operation ? (*operation)->tokenMember() : nullptr;
    if (!token || !filled.document.contains(QCborValue(token->name)))
        return;
    filled.document.remove(token->name);
    filled.notes.append(
        {Note::Why::Said, token->name,
         Tr::tr("%1 was left out: a new form has a client token of its own.").arg(token->name)});
}

void take(Pasted &pasted, Result<Filled> filled)
{
    if (filled)
        pasted.found.append(*filled);
    else
        pasted.problem = filled.error().sentence();
}

void takeValue(Pasted &pasted, const Tools &tools, const QCborValue &value)
{
    if (isTemplate(value)) {
        const Resources resources = fromTemplate(tools, value);
        pasted.found = resources.found;
        pasted.left = resources.left;
        if (pasted.found.isEmpty())
            pasted.problem =
                pasted.left.isEmpty() ? Tr::tr("The template holds no resource.") : pasted.left.first();
    } else if (isTrail(value)) {
        const Events events = fromTrail(tools, value);
        pasted.found = events.found;
        pasted.left = events.left;
        if (pasted.found.isEmpty())
            pasted.problem = pasted.left.isEmpty() ? Tr::tr("The event tells nothing.") : pasted.left.first();
    } else {
        take(pasted, fromAnswer(tools, value));
    }
}

} // namespace

Filled withoutSecrets(const Tools &tools, Filled filled)
{
    const auto operation = tools.catalog->operation(filled.service, filled.operation);
    if (!operation)
        return filled;
    const auto drop = [&filled](const document::Pointer &place, const model::Member &, const QCborValue &) {
        const QString name = place.tokens().join(u'.');
        filled.notes.append({Note::Why::Secret, name, Tr::tr("%1 is a secret, and not printed.").arg(name)});
        return QCborValue(QCborValue::Undefined);
    };
    filled.document =
        document::pruned(document::mapSecrets(filled.document, *(*operation)->input, drop)).toMap();
    return filled;
}

PasteKind pasteKind(const QString &text)
{
    const QString start = text.first(qMin<qsizetype>(text.size(), 4000)).trimmed();
    if (start.size() < 8)
        return PasteKind::None;
    if (start.startsWith(u'{') || start.startsWith(u'['))
        return PasteKind::Json;
    if (arnIn(start))
        return PasteKind::Arn;
    static const QRegularExpression kYaml(QStringLiteral(
        "(^|\\n)\\s*(Type:\\s*[\"']?(AWS|Custom)::|Resources:\\s*(\\r?\\n|$)|AWSTemplateFormatVersion:)"));
    if (kYaml.match(start).hasMatch())
        return PasteKind::Yaml;
    static const QRegularExpression kAws(QStringLiteral(
        "(^|[\\s|;&(])(\\S*/)?aws(\\.exe)?\\s+(--[a-z-]+\\s+\\S+\\s+)*[a-z][a-z0-9-]*\\s+[a-z][a-z0-9-]*"));
    static const QRegularExpression kCurl(QStringLiteral("(^|[\\s|;&(])(\\S*/)?curl(\\.exe)?\\s+\\S"));
    const auto aws = kAws.match(start);
    const auto curl = kCurl.match(start);
    if (curl.hasMatch() && (!aws.hasMatch() || curl.capturedStart() < aws.capturedStart())
        && start.contains(u"://"))
        return PasteKind::Curl;
    return aws.hasMatch() ? PasteKind::Aws : PasteKind::None;
}

Pasted understood(const Tools &tools, const guide::GuidesPtr &guides, const QString &text)
{
    Pasted pasted;
    pasted.kind = pasteKind(text);
    if (text.size() > kMostPasted) {
        pasted.problem = Tr::tr("The text is too long: at most 4 million characters are read.");
        return pasted;
    }
    switch (pasted.kind) {
    case PasteKind::Aws:
    case PasteKind::Curl: {
        const bool isCurl = pasted.kind == PasteKind::Curl;
        const auto command = commandIn(text, {isCurl ? QStringLiteral("curl") : QStringLiteral("aws")});
        if (!command)
            pasted.problem = Tr::tr("The text holds no aws command and no curl command.");
        else
            take(pasted, isCurl ? fromCurl(tools, guides, *command) : fromAwsCommand(tools, *command));
        break;
    }
    case PasteKind::Json:
    case PasteKind::Yaml: {
        const bool isJson = pasted.kind == PasteKind::Json;
        Result<QCborValue> value = isJson ? document::fromPlainJson(text.toUtf8()) : fromYaml(text);
        if (value)
            takeValue(pasted, tools, *value);
        else // the text itself stays where it is
            pasted.problem = isJson ? Tr::tr("This begins like JSON and is none.") : value.error().message;
        break;
    }
    case PasteKind::Arn:
        pasted.arn = text.trimmed();
        break;
    case PasteKind::None:
        pasted.problem = Tr::tr("This is no aws command, no curl command, no template, no JSON and no ARN.");
        break;
    }
    for (Filled &filled : pasted.found)
        dropToken(tools, filled);
    return pasted;
}

} // namespace formwork::alike
