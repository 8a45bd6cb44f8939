// SPDX-License-Identifier: Apache-2.0
#include "transportfixture.h"

namespace formwork::tests
{

using namespace transport;

QCoro::Task<void> drive(TransportPtr transport, http::Request request, Timeouts timeouts,
                        CancellationPtr cancellation, std::shared_ptr<Sending> sending)
{
    Answer answer = co_await transport->send(request, timeouts, cancellation);
    sending->answer = std::move(answer);
    sending->loop.exitLoop();
}

Answer send(const TransportPtr &transport, const http::Request &request, Timeouts timeouts,
            const CancellationPtr &cancellation)
{
    const auto sending = std::make_shared<Sending>();
    const auto task = drive(transport, request, timeouts, cancellation, sending);
    if (!sending->answer)
        sending->loop.enterLoopMSecs(15'000);
    if (!sending->answer)
        return failure(Phase::Local, QStringLiteral("TestTimeout"), QStringLiteral("The send did not end."));
    return *sending->answer;
}

http::Request post(const WireServer &server, const QByteArray &body)
{
    http::Request request;
    request.method = "POST";
    request.scheme = server.scheme();
    request.authority = server.authority();
    request.headers = {{"Content-Type", "application/x-amz-json-1.0"}};
    request.body = body;
    return request;
}

http::Request bodiless(const WireServer &server, const QByteArray &method)
{
    http::Request request = post(server, {});
    request.method = method;
    request.headers = {};
    return request;
}

QString TrustedFiles::file(const TlsIdentity &identity) const
{
    QFile file(m_dir.filePath(QStringLiteral("ca-%1.pem").arg(qHash(identity.certificate))));
    if (file.open(QIODevice::WriteOnly))
        file.write(identity.certificate.toPem());
    return file.fileName();
}

} // namespace formwork::tests
