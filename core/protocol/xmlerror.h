// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

#include <QCborMap>

// An error as the services write it that answer in XML; what the practice account says no with.
namespace formwork::protocol
{

enum class XmlWrapping {
    ErrorResponse, // rest-xml, query: ErrorResponse/Error
    Response, // ec2-query: Response/Errors/Error
    Bare, // rest-xml without wrapper: Error
};

struct XmlRefusal {
    QString code; // the name of a shape, or a code
    QString message;
    int httpStatus = 400;
    QString requestId;
    QCborMap members; // of the error's shape
};

[[nodiscard]] http::Response writeXmlError(XmlWrapping wrapping, const model::Operation &operation,
                                           const XmlRefusal &refusal);

} // namespace formwork::protocol
