// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/transport.h"
#include "wireserver.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QTestEventLoop>

namespace formwork::tests
{

using Answer = Result<http::Response>;

// One send in the test's own event loop.
struct Sending {
    std::optional<Answer> answer;
    QTestEventLoop loop;
};

[[nodiscard]] QCoro::Task<void> drive(transport::TransportPtr transport, http::Request request,
                                      transport::Timeouts timeouts, transport::CancellationPtr cancellation,
                                      std::shared_ptr<Sending> sending);

// Runs the send to its end.
[[nodiscard]] Answer send(const transport::TransportPtr &transport, const http::Request &request,
                          transport::Timeouts timeouts = {std::chrono::seconds(5), std::chrono::seconds(5)},
                          const transport::CancellationPtr &cancellation = {});

[[nodiscard]] http::Request post(const WireServer &server, const QByteArray &body = "{\"a\":1}");
[[nodiscard]] http::Request bodiless(const WireServer &server, const QByteArray &method);

// An identity for servers, and files of certificates for a transport to trust.
class TrustedFiles
{
public:
    [[nodiscard]] QString file(const TlsIdentity &identity) const;
    [[nodiscard]] QString file() const { return file(m_identity); }
    [[nodiscard]] std::optional<TlsIdentity> identity(bool tls) const
    {
        return tls ? std::optional(m_identity) : std::nullopt;
    }

private:
    TlsIdentity m_identity = makeIdentity();
    QTemporaryDir m_dir;
};

} // namespace formwork::tests
