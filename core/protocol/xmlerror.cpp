// SPDX-License-Identifier: Apache-2.0
#include "protocol/xmlerror.h"

#include <QXmlStreamWriter>

namespace formwork::protocol
{

http::Response writeXmlError(XmlWrapping wrapping, const QString &code, const QString &message,
                             int httpStatus, const QString &requestId)
{
    const bool isResponse = wrapping == XmlWrapping::Response;
    http::Response response{httpStatus, {{"content-type", "text/xml"}}, {}};
    response.headers.append("x-amzn-requestid", requestId.toUtf8());
    QXmlStreamWriter xml(&response.body);
    xml.writeStartElement(isResponse ? QStringLiteral("Response") : QStringLiteral("ErrorResponse"));
    if (isResponse)
        xml.writeStartElement(QStringLiteral("Errors"));
    xml.writeStartElement(QStringLiteral("Error"));
    xml.writeTextElement(QStringLiteral("Code"), code);
    xml.writeTextElement(QStringLiteral("Message"), message);
    xml.writeEndElement();
    if (isResponse)
        xml.writeEndElement();
    xml.writeTextElement(isResponse ? QStringLiteral("RequestID") : QStringLiteral("RequestId"), requestId);
    xml.writeEndDocument();
    return response;
}

} // namespace formwork::protocol
