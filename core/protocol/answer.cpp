// SPDX-License-Identifier: Apache-2.0
#include "protocol/answer.h"

#include "base/tr.h"
#include "protocol/httpwriting.h"
#include "protocol/xmltree.h"

namespace formwork::protocol
{

namespace
{

bool startsAsHtml(const QByteArray &body)
{
    const QByteArray start = withoutBlanksInFront(body.left(1024)).toLower();
    const bool isMarkup = start.startsWith('<');
    return isMarkup && (start.contains("<!doctype html") || start.contains("<html"));
}

bool looksLikeHtml(const http::Response &response)
{
    return response.headers.value("content-type").toLower().startsWith("text/html")
        || startsAsHtml(response.body);
}

// What came instead, in words.
QString foundInstead(const http::Response &response)
{
    if (response.body.isEmpty())
        return Tr::tr("an empty body");
    if (looksLikeHtml(response))
        return Tr::tr("an HTML page");
    const QString type = QString::fromLatin1(response.headers.value("content-type").left(80));
    return type.isEmpty() ? Tr::tr("a body that cannot be read")
                          : Tr::tr("a body that cannot be read (content type %1)").arg(type);
}

} // namespace

QString bareCode(QStringView code)
{
    code = code.trimmed();
    if (const qsizetype colon = code.indexOf(u':'); colon >= 0)
        code = code.first(colon);
    if (const qsizetype hash = code.lastIndexOf(u'#'); hash >= 0)
        code = code.sliced(hash + 1);
    return code.trimmed().toString();
}

QString codeForStatus(int status)
{
    switch (status) {
    case 301:
        return QStringLiteral("MovedPermanently");
    case 302:
        return QStringLiteral("Found");
    case 307:
        return QStringLiteral("TemporaryRedirect");
    case 308:
        return QStringLiteral("PermanentRedirect");
    case 400:
        return QStringLiteral("BadRequest");
    case 401:
        return QStringLiteral("Unauthorized");
    case 403:
        return QStringLiteral("Forbidden");
    case 404:
        return QStringLiteral("NotFound");
    case 405:
        return QStringLiteral("MethodNotAllowed");
    case 407:
        return QStringLiteral("ProxyAuthenticationRequired");
    case 408:
        return QStringLiteral("RequestTimeout");
    case 409:
        return QStringLiteral("Conflict");
    case 412:
        return QStringLiteral("PreconditionFailed");
    case 413:
        return QStringLiteral("RequestEntityTooLarge");
    case 429:
        return QStringLiteral("TooManyRequests");
    case 500:
        return QStringLiteral("InternalServerError");
    case 501:
        return QStringLiteral("NotImplemented");
    case 502:
        return QStringLiteral("BadGateway");
    case 503:
        return QStringLiteral("ServiceUnavailable");
    case 504:
        return QStringLiteral("GatewayTimeout");
    case kNetworkSignIn:
        return QStringLiteral("NetworkAuthenticationRequired");
    default:
        return QStringLiteral("Http%1").arg(status);
    }
}

QString requestIdOf(const http::Headers &headers)
{
    for (const char *name : {"x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id", "x-amz-cf-id"}) {
        const QByteArray value = headers.value(name);
        if (!value.isEmpty())
            return QString::fromUtf8(value);
    }
    return {};
}

Error errorFrom(const model::Operation &operation, const http::Response &response,
                const ProtocolCodec::Complaint &complaint)
{
    Error error;
    error.phase = Phase::Service;
    error.httpStatus = response.status;
    error.bytesMayHaveLeft = true;
    error.code = bareCode(complaint.code);
    const model::Shape *shape = error.code.isEmpty() ? nullptr : operation.error(error.code);
    // Query-compatible services say their old code in a header; it is the one that people and scripts know.
    const QByteArray queryError = response.headers.value("x-amzn-query-error");
    if (const QByteArray code = queryError.split(';').constFirst().trimmed(); !code.isEmpty())
        error.code = QString::fromUtf8(code);
    if (!shape && !error.code.isEmpty())
        shape = operation.error(error.code);
    if (shape) {
        error.retryable = shape->error.retryable;
        error.throttling = shape->error.throttling;
    }
    if (error.code.isEmpty())
        error.code = codeForStatus(response.status);
    error.message = complaint.message.trimmed();
    if (error.message.isEmpty()) {
        error.message = Tr::tr("The service answered %1 with HTTP status %2 and gave no message.")
                            .arg(error.code, QString::number(response.status));
    }
    return error;
}

bool isWebPage(const model::Operation &operation, const http::Response &response)
{
    const model::Member *payload = payloadMember(*operation.output);
    const bool isData = payload && payload->target->type == model::ShapeType::Blob;
    return !isData && startsAsHtml(response.body);
}

bool isOfProxy(int status)
{
    constexpr int kProxyAuthentication = 407;
    return status == kProxyAuthentication || status == kNetworkSignIn;
}

Error ofProxy(const model::Operation &operation, const http::Response &response)
{
    Error error;
    error.phase = Phase::Parse;
    error.code = QStringLiteral("ProxyFailed");
    error.httpStatus = response.status;
    error.bytesMayHaveLeft = true;
    if (response.status == kNetworkSignIn) {
        error.code = QStringLiteral("NetworkAuthenticationRequired");
        error.message =
            Tr::tr("The network that this computer is in answered in place of %1 with HTTP status "
                   "%2: it lets nobody through who has not signed in there.")
                .arg(operation.service->title.isEmpty() ? operation.service->id : operation.service->title,
                     QString::number(response.status));
        error.advice = Tr::tr("Open any page in a browser, sign in to the network, and send it again.");
        return error;
    }
    error.message =
        Tr::tr("A proxy on the way to %1 answered in its place with HTTP status %2: it wants a user name "
               "and a password.")
            .arg(operation.service->title.isEmpty() ? operation.service->id : operation.service->title,
                 QString::number(response.status));
    error.advice = Tr::tr("Give them with the proxy, in the settings or in HTTPS_PROXY.");
    return error;
}

std::unexpected<Error> emptyAnswer()
{
    return failure(Phase::Parse, QStringLiteral("EmptyAnswer"), Tr::tr("The body is empty."));
}

Error unreadable(const model::Operation &operation, const http::Response &response, const QString &language,
                 const Error &cause)
{
    Error error;
    error.phase = Phase::Parse;
    error.httpStatus = response.status;
    error.requestId = requestIdOf(response.headers);
    error.bytesMayHaveLeft = true;
    const QString service =
        operation.service->title.isEmpty() ? operation.service->id : operation.service->title;
    const bool hasWrongType = cause.code == u"WrongType" || cause.code == u"OtherAnswer";
    if (hasWrongType || cause.code == u"TooLarge") {
        error.code = hasWrongType ? QStringLiteral("UnexpectedAnswer") : cause.code;
        error.message = Tr::tr("%1 answered with HTTP status %2, but the answer does not fit its model: %3")
                            .arg(service, QString::number(response.status), cause.message);
        return error;
    }
    error.code = QStringLiteral("UnexpectedAnswer");
    if (cause.code == u"EmptyAnswer") {
        error.message = Tr::tr("%1 answered with HTTP status %2 and nothing, where its answer belongs.")
                            .arg(service, QString::number(response.status));
        error.advice = Tr::tr("Check the endpoint and any proxy between here and the service.");
        return error;
    }
    error.message = Tr::tr("%1 answered with HTTP status %2 and %3, where %4 belongs.")
                        .arg(service, QString::number(response.status), foundInstead(response), language);
    error.advice = Tr::tr("Check the endpoint and any proxy between here and the service.");
    return error;
}

QString namedForQuery(const model::Operation &operation, const QString &code, http::Headers &headers)
{
    if (!operation.service->queryCompatible)
        return code;
    const model::Shape *shape = operation.error(code);
    const bool isSender = !shape || shape->error.clientFault;
    const QString old = shape && !shape->error.queryCode.isEmpty() ? shape->error.queryCode : code;
    headers.append("x-amzn-query-error", old.toUtf8() + (isSender ? ";Sender" : ";Receiver"));
    return shape ? shape->name : code;
}

} // namespace formwork::protocol
