// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "transport/bodysink.h"
#include "transport/cancellation.h"
#include "transport/route.h"

#include <QCoroTask>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace formwork::transport
{

struct Timeouts {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds transfer{60'000}; // without any byte moving
};

struct Transferred {
    qint64 sent = 0;
    qint64 toSend = 0;
    qint64 received = 0;
    qint64 toReceive = -1; // not known
    qint64 read = 0; // of a file, for its digest: before anything is sent
    qint64 toRead = 0;
};

inline constexpr qint64 kMostInMemory = 64LL * 1024 * 1024;

// Bodies that are too large for memory, and how far they are.
struct Streams {
    QString upload; // a file that is the body, in place of Request::body; read while it is sent
    qint64 uploadSize = 0;
    BodySinkPtr sink; // takes the body of an answer of 2xx, which comes without it then
    std::function<void(const Transferred &)> progress; // on the caller's thread
    QString caBundle; // a PEM file of the account's own, whose certificates count beside the others
    bool isDirect = false; // past every proxy
    qint64 mostInMemory = kMostInMemory; // bytes of an answer of 2xx that no sink takes
};

// Puts one request on the wire at most once. The error's phase is Local (it cannot be sent as it is:
// "UnsendableRequest", "InsecureEndpoint"), Connect (nothing left this machine) or Send (it may have:
// bytesMayHaveLeft). Codes of the last two: "ConnectionRefused", "HostNotFound", "Timeout", "TlsFailed",
// "ConnectionClosed", "ProxyFailed", "NetworkFailed", "Cancelled", "NotHttp", "BrokenAnswer", "TooLarge".
// `retryable` is set where another attempt may fare better. Redirects are answered as they came, never
// followed; interim answers (1xx) are no answers; an answer that comes before all was sent ends the sending.
class Transport
{
public:
    virtual ~Transport() = default;
    virtual QCoro::Task<Result<http::Response>> send(http::Request request, Timeouts timeouts,
                                                     CancellationPtr cancellation, Streams streams = {}) = 0;
};

using TransportPtr = std::shared_ptr<Transport>;

// HTTP/1.1 over sockets along a route. Connections are kept for a short while and used again.
[[nodiscard]] TransportPtr networkTransport(const Route &route = {});

} // namespace formwork::transport
