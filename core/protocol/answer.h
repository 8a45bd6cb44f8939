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

// RFC 6585: what a network answers in place of every server, until one has signed in to it.
constexpr int kNetworkSignIn = 511;

// A status that only something on the way answers with, and what to say of it.
[[nodiscard]] bool isOfProxy(int status);
[[nodiscard]] Error ofProxy(const model::Operation &operation, const http::Response &response);

// The failure of an answer whose body is missing.
[[nodiscard]] std::unexpected<Error> emptyAnswer();

// The error for a body that is not what the protocol says.
[[nodiscard]] Error unreadable(const model::Operation &operation, const http::Response &response,
                               const QString &language, const Error &cause);

// The other way: services that spoke the query protocol once say the code of then in a header, and the name
// of the model's error in the body, which this gives back.
[[nodiscard]] QString namedForQuery(const model::Operation &operation, const QString &code,
                                    http::Headers &headers);

} // namespace formwork::protocol
