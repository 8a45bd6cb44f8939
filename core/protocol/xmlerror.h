// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <QString>

// An error as the services write it that answer in XML; what the practice account says no with.
namespace formwork::protocol
{

enum class XmlWrapping {
    ErrorResponse, // rest-xml, query: ErrorResponse/Error
    Response, // ec2-query: Response/Errors/Error
};

[[nodiscard]] http::Response writeXmlError(XmlWrapping wrapping, const QString &code, const QString &message,
                                           int httpStatus, const QString &requestId);

} // namespace formwork::protocol
