// SPDX-License-Identifier: Apache-2.0
#include "protocol/xmlerror.h"

#include "protocol/httpwriting.h"
#include "protocol/xmlreader.h"
#include "protocol/xmlwriter.h"

namespace formwork::protocol
{

namespace
{

// What the envelope says itself.
bool isSaid(const QString &name)
{
    return name.compare(QLatin1String("message"), Qt::CaseInsensitive) == 0 || name == QLatin1String("Code")
        || name == QLatin1String("Type");
}

void writeMembers(const model::Shape &shape, const QCborMap &members, http::Response &response)
{
    QCborMap known;
    for (const auto &[key, value] : members) {
        if (shape.member(key.toString()) && !isSaid(key.toString()))
            known[key.toString()] = value;
    }
    Misfit misfit;
    http::Headers headers = response.headers;
    if (writeHeaders(shape, known, headers, misfit))
        response.headers = headers;
    const qsizetype before = response.body.size();
    if (!XmlWriter(response.body, misfit).members(shape, known, Members::ResponseBody))
        response.body.truncate(before); // an error without them is still the error
}

} // namespace

http::Response writeXmlError(XmlWrapping wrapping, const model::Operation &operation,
                             const XmlRefusal &refusal)
{
    const bool isResponse = wrapping == XmlWrapping::Response;
    const model::Shape *shape = operation.error(refusal.code);
    const QString code = shape && !shape->error.queryCode.isEmpty() ? shape->error.queryCode : refusal.code;
    http::Response response{refusal.httpStatus, {{"content-type", "text/xml"}}, {}};
    response.headers.append("x-amzn-requestid", refusal.requestId.toUtf8());
    QStringList around;
    if (wrapping != XmlWrapping::Bare)
        around.append(isResponse ? QStringLiteral("Response") : QStringLiteral("ErrorResponse"));
    if (isResponse)
        around.append(QStringLiteral("Errors"));
    around.append(QStringLiteral("Error"));
    Misfit misfit;
    XmlWriter xml(response.body, misfit);
    for (const QString &name : around)
        xml.begin(name,
                  name == around.first() && !isResponse && wrapping != XmlWrapping::Bare
                      ? operation.service->xmlNamespace
                      : std::nullopt);
    if (wrapping == XmlWrapping::ErrorResponse)
        xml.note(QStringLiteral("Type"),
                 refusal.httpStatus < 500 ? QStringLiteral("Sender") : QStringLiteral("Receiver"));
    xml.note(QStringLiteral("Code"), code);
    xml.note(QStringLiteral("Message"), refusal.message);
    if (shape)
        writeMembers(*shape, refusal.members, response);
    const QString idName = isResponse ? QStringLiteral("RequestID") : QStringLiteral("RequestId");
    if (wrapping == XmlWrapping::Bare)
        xml.note(idName, refusal.requestId);
    while (around.size() > (wrapping == XmlWrapping::Bare ? 0 : 1))
        xml.end(around.takeLast());
    if (wrapping == XmlWrapping::Bare)
        return response;
    xml.note(idName, refusal.requestId);
    xml.end(around.takeLast());
    return response;
}

} // namespace formwork::protocol
