// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"

#include <QCoroTask>

#include <chrono>
#include <functional>
#include <memory>

namespace formwork::client {

struct Timeouts {
    std::chrono::milliseconds connect {10'000};
    std::chrono::milliseconds transfer {60'000}; // without any byte moving
};

// Set by the person who presses Cancel; checked before every step and by the transport.
class Cancellation
{
public:
    void cancel();
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    void onCancel(std::function<void()> callback); // runs at once if already cancelled; replaces an earlier one

private:
    bool m_cancelled = false;
    std::function<void()> m_callback;
};

using CancellationPtr = std::shared_ptr<Cancellation>;

// Puts one request on the wire at most once. The error's phase is Connect (nothing left this machine) or Send (it may
// have: bytesMayHaveLeft), codes: "ConnectionRefused", "HostNotFound", "Timeout", "TlsFailed", "ConnectionClosed",
// "Cancelled", "Redirect". Redirects are answered as they came, never followed.
class Transport
{
public:
    virtual ~Transport() = default;
    virtual QCoro::Task<Result<http::Response>> send(http::Request request, Timeouts timeouts, CancellationPtr cancellation) = 0;
};

using TransportPtr = std::shared_ptr<Transport>;

// Over QNetworkAccessManager with the system's proxy and certificates.
[[nodiscard]] TransportPtr networkTransport();

} // namespace formwork::client
