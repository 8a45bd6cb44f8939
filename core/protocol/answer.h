// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/protocolcodec.h"

namespace formwork::protocol
{

// "ns#FooError:http://..." -> "FooError".
[[nodiscard]] QString bareCode(QStringView code);

// A name for a status that came without a code: 503 -> "ServiceUnavailable".
[[nodiscard]] QString codeForStatus(int status);

// The request id of the headers, in any of the spellings of AWS; empty if there is none.
[[nodiscard]] QString requestIdOf(const http::Headers &headers);

// Turns a complaint into what the client works with.
[[nodiscard]] Error errorFrom(const model::Operation &operation, const http::Response &response,
                              const ProtocolCodec::Complaint &complaint);

// A page from something between here and the service. Where data is the whole body, a page may be that data.
[[nodiscard]] bool isWebPage(const model::Operation &operation, const http::Response &response);

// A status that only a proxy on the way answers with, and what to say of it.
[[nodiscard]] bool isOfProxy(int status);
[[nodiscard]] Error ofProxy(const model::Operation &operation, const http::Response &response);

// The failure of an answer whose body is missing.
[[nodiscard]] std::unexpected<Error> emptyAnswer();

// The error for a body that is not what the protocol says.
[[nodiscard]] Error unreadable(const model::Operation &operation, const http::Response &response,
                               const QString &language, const Error &cause);

} // namespace formwork::protocol
