// SPDX-License-Identifier: Apache-2.0
#include "client/sidecall.h"

#include "client/judge.h"

#include <QCryptographicHash>

namespace formwork::client
{

Result<SideCall> sideCall(const Recorded &recorded, const QString &operation, const QCborMap &input)
{
    const Environment &environment = *recorded.environment;
    const Result<model::OperationPtr> read =
        environment.catalog->operation(recorded.operation->service->id, operation);
    if (!read)
        return std::unexpected(read.error());
    const Result<endpoint::Endpoint> endpoint = endpointFor(environment, **read, input, recorded.target);
    if (!endpoint)
        return std::unexpected(endpoint.error());
    Result<Plan> planned = plan(**read, input, *endpoint);
    if (!planned)
        return std::unexpected(planned.error());
    return SideCall{*read, *std::move(planned)};
}

QByteArray nameOf(const SideCall &side, const credentials::Credentials &account)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {account.accessKeyId.toUtf8(), account.sessionToken.toUtf8(),
                                   side.operation->name.toUtf8(), side.plan.request.url()})
        hash.addData(QByteArray::number(part.size()) + ' ' + part);
    return hash.result();
}

QCoro::Task<Result<SideAnswer>> answered(RecordedPtr recorded, SideCall side,
                                         credentials::Credentials account)
{
    const Environment &environment = *recorded->environment;
    const std::chrono::milliseconds offset = environment.clockOffsets->offset(side.plan.request.authority);
    const QDateTime time = environment.clock->nowUtc().addMSecs(offset.count());
    const Result<http::Response> sent = co_await environment.transport->send(
        signedRequest(side.plan, account, time).request,
        recorded->options.timeouts.value_or(recorded->target.timeouts), recorded->options.cancellation);
    const Verdict verdict = judge(*side.operation, sent);
    if (verdict.error)
        co_return std::unexpected(*verdict.error);
    co_return SideAnswer{verdict.output};
}

} // namespace formwork::client
