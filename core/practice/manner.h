// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "practice/complaint.h"

namespace formwork::practice
{

// What may be wrong with a request before or beside what its operation does.
enum class Trouble {
    NoSignature,
    BadAuthorization, // the header cannot be read, or lacks something
    UnknownKey,
    SessionOver,
    WrongSignature,
    UnknownOperation,
    Malformed, // no input can be read from it
    Invalid, // the input is not what the model asks for
    Throttled,
    Broken,
    Denied, // by a policy
};

// A no, in the words and with the status that services of the operation's protocol have for it: codes differ
// by protocol and not only by service. Of several codes the one that the operation lists.
[[nodiscard]] Complaint complaintOf(Trouble trouble, const QString &message,
                                    const model::Operation &operation);

// The trouble that a signature's verdict tells of.
[[nodiscard]] Trouble troubleOf(QByteArrayView verdictCode);

} // namespace formwork::practice
