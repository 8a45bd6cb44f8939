// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "protocol/members.h"
#include "protocol/xmltree.h"

// Whether a body of XML is the answer that was asked for.
namespace formwork::protocol
{

// The name of the outermost element, without its prefix; empty where there is none. Reads no further.
[[nodiscard]] QString xmlRootName(const QByteArray &body);

// The element is called as the operation's answer is, or holds something that the shape knows. Models do not
// say what all answers are called, and an answer may hold nothing: hence either. `payload` is the member that
// is the whole body, if there is one.
[[nodiscard]] bool isAnswerRoot(const model::Operation &operation, const XmlElement &root,
                                const model::Shape &shape, Members which,
                                const model::Member *payload = nullptr);

// The error for another element.
[[nodiscard]] Error otherRoot(const XmlElement &root);

} // namespace formwork::protocol
