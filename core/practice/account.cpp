// SPDX-License-Identifier: Apache-2.0
#include "practice/account.h"

#include "base/tr.h"
#include "protocol/codec.h"

#include <QRandomGenerator>

namespace formwork::practice
{

namespace
{

// JSON services answer 400 to a bad signature, REST services 403.
Complaint unsignedComplaint(const signing::Verdict &verdict, const http::Request &request)
{
    const bool isRest = !request.headers.contains("x-amz-target");
    return {QString::fromLatin1(verdict.code), verdict.message, {}, isRest ? 403 : 400};
}

Complaint foreignComplaint(const model::Service &service)
{
    const QString protocol =
        service.protocols.isEmpty() ? QString() : model::protocolName(service.protocols.first());
    return {QStringLiteral("UnsupportedOperation"),
            Tr::tr("The practice account cannot answer for %1: it speaks JSON and CBOR, and this service is "
                   "asked in "
                   "%2. Check the request here, and send it to an account of AWS.")
                .arg(service.title, protocol),
            {},
            400};
}

std::optional<Complaint> faultComplaint(Fault::Kind fault, const model::Operation &operation)
{
    const bool isRest = !operation.service->protocols.isEmpty()
        && operation.service->protocols.first() == model::Protocol::RestJson;
    if (fault == Fault::Kind::Throttle)
        return Complaint{
            listedCode(operation,
                       {QStringLiteral("ThrottlingException"), QStringLiteral("TooManyRequestsException")}),
            Tr::tr("The practice account was told to slow this request down."),
            {},
            isRest ? 429 : 400};
    if (fault == Fault::Kind::ServerError)
        return Complaint{
            listedCode(operation,
                       {QStringLiteral("InternalServerException"), QStringLiteral("InternalServerError")}),
            Tr::tr("The practice account was told to fail this request."),
            {},
            500};
    return std::nullopt;
}

QByteArray randomText(QByteArrayView characters, int length)
{
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += characters[QRandomGenerator::system()->bounded(static_cast<int>(characters.size()))];
    return text;
}

} // namespace

signing::Keys freshKeys()
{
    return {"AKIA" + randomText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
            randomText("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40),
            {}};
}

Account::Account(Ledger &ledger, Router &router, guide::GuidesPtr guides, TokenSourcePtr tokens,
                 signing::Keys keys)
    : m_ledger(ledger)
    , m_router(router)
    , m_guides(std::move(guides))
    , m_tokens(std::move(tokens))
    , m_keys(std::move(keys))
{
}

Served Account::serve(const http::Request &request, const QDateTime &now, Fault::Kind fault)
{
    const QString requestId = m_tokens->nextToken();
    const signing::Verdict verdict = signing::verify(request, m_keys, now);
    if (!verdict.isValid())
        return {written(unsignedComplaint(verdict, request), request, requestId), {}, {}};
    const Result<model::OperationPtr> found = m_router.route(request, QString::fromLatin1(verdict.service));
    if (!found) {
        const Error &error = found.error();
        const Complaint complaint{error.code, error.message, {}, error.httpStatus};
        return {written(complaint, request, requestId), {}, {}};
    }
    const model::OperationPtr &operation = *found;
    if (operation->name.isEmpty())
        return {written(foreignComplaint(*operation->service), *operation, requestId), {}, {}};
    const Outcome<QCborValue> done =
        perform(operation, request, QString::fromLatin1(verdict.region), now, fault);
    Served served{{}, operation->service->id, operation->name};
    if (!done) {
        served.response = written(done.error(), *operation, requestId);
        return served;
    }
    served.response = protocol::writeResponse(*operation, *done, requestId);
    if (m_guides->guideFor(*operation)->practice.isEmpty())
        served.response.headers.append("x-formwork-practice", "generated");
    return served;
}

Outcome<QCborValue> Account::perform(const model::OperationPtr &operation, const http::Request &request,
                                     const QString &region, const QDateTime &now, Fault::Kind fault)
{
    if (std::optional<Complaint> complaint = faultComplaint(fault, *operation))
        return std::unexpected(*std::move(complaint));
    const Result<QCborValue> input = protocol::parseRequest(*operation, request);
    if (!input)
        return std::unexpected(
            Complaint{QStringLiteral("SerializationException"), input.error().message, {}, 400});
    Call call{operation, m_guides->guideFor(*operation), input->toMap(), Server::accountId(), region, now};
    return Performer(std::move(call), m_ledger, m_tokens).perform();
}

} // namespace formwork::practice
