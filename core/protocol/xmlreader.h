// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "protocol/members.h"
#include "protocol/misfit.h"
#include "protocol/protocolcodec.h"
#include "protocol/xmltree.h"

#include <QCborMap>

// From XML answers to documents, as rest-xml, query and ec2-query share it.
namespace formwork::protocol
{

// The members that stand as children and attributes of the element; those bound to other places are left out
// if `bodyOnly`. False after a misfit.
bool readXmlStructure(const model::Shape &shape, const XmlElement &element, Members which, QCborMap &result,
                      Misfit &misfit);

bool readXmlValue(const model::Member &member, const XmlElement &element, QCborValue &result, Misfit &misfit);

// The error of an XML body, in all of the wrappings that AWS uses: Error, ErrorResponse/Error,
// Response/Errors/Error.
[[nodiscard]] ProtocolCodec::Complaint xmlComplaint(const model::Operation &operation,
                                                    const http::Response &response);

[[nodiscard]] QString xmlRequestId(const XmlElement &root);

// What a member is called in XML and in query strings.
[[nodiscard]] const QString &xmlNameOf(const model::Member &member);

// Lists and maps without a wrapping element: each entry is called as the member.
[[nodiscard]] bool isFlattened(const model::Member &member);

// What stands around the entries of a list that is not flattened, and around the halves of a map's entry; in
// XML and in forms, in both directions.
[[nodiscard]] QString entryNameOf(const model::Shape &list); // "member" unless the model says otherwise
[[nodiscard]] QString keyNameOf(const model::Shape &map); // "key"
[[nodiscard]] QString valueNameOf(const model::Shape &map); // "value"

} // namespace formwork::protocol
