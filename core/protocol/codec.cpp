// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"

#include "base/tr.h"
#include "protocol/answer.h"
#include "protocol/awsjson.h"
#include "protocol/bodytraits.h"
#include "protocol/checksum.h"
#include "protocol/decoding.h"
#include "protocol/events.h"
#include "protocol/httpwriting.h"
#include "protocol/misfit.h"
#include "protocol/protocolcodec.h"
#include "protocol/query.h"
#include "protocol/restjson.h"
#include "protocol/restxml.h"
#include "protocol/rpcv2cbor.h"
#include "protocol/rpcv2json.h"
#include "protocol/text.h"
#include "protocol/wirequirks.h"
#include "quirks/quirks.h"

#include <algorithm>

namespace formwork::protocol
{

namespace
{

Result<const ProtocolCodec *> codecOf(const model::Operation &operation)
{
    const auto protocol = choose(*operation.service);
    if (!protocol)
        return std::unexpected(protocol.error());
    return &codecFor(*protocol);
}

std::unexpected<Error> badLabel(const QString &name)
{
    Misfit misfit;
    misfit.because(
        Tr::tr("becomes part of the host name and may hold only letters, digits, dots and hyphens."));
    misfit.under(name);
    return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("InvalidHostLabel")));
}

bool isHostLabel(const QString &text)
{
    return !text.isEmpty() && text.size() <= 63 && std::ranges::all_of(text, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-'
            || c == u'.';
    });
}

// The endpoint trait's prefix with its {labels} filled in from the input.
Result<QByteArray> filledHostPrefix(const model::Operation &operation, const QCborMap &input)
{
    QString prefix = operation.hostPrefix;
    if (prefix == quirks::quirksOf(operation).droppedHostPrefix
        && !operation.service->endpointRuleSet.isEmpty())
        return QByteArray();
    for (qsizetype open = prefix.indexOf(u'{'); open >= 0; open = prefix.indexOf(u'{')) {
        const qsizetype close = prefix.indexOf(u'}', open);
        if (close < 0)
            break;
        const QString name = prefix.sliced(open + 1, close - open - 1);
        const QString value = input.value(name).toString();
        if (!isHostLabel(value))
            return badLabel(name);
        prefix.replace(open, close - open + 1, value);
    }
    return prefix.toLatin1();
}

// Texts of headers that are kept beside what could be read of them, because people put anything there.
void keepHeaderTexts(const model::Operation &operation, const http::Headers &headers, QCborMap &output)
{
    for (const auto &[header, name] : quirks::quirksOf(operation).headerTexts) {
        const QByteArray text = headers.value(header.toUtf8());
        const auto bound = std::ranges::find_if(operation.output->members, [&](const model::Member &member) {
            return member.location == model::Location::Header
                && member.locationName.compare(header, Qt::CaseInsensitive) == 0;
        });
        if (text.isEmpty() || bound == operation.output->members.end())
            continue;
        output[name] = textFromUtf8(text);
        if (bound->target->type == model::ShapeType::Timestamp && !output.value(bound->name).isDateTime())
            output.remove(bound->name);
    }
}

} // namespace

QString ProtocolCodec::requestIdInBody(const http::Response &) const { return {}; }

bool ProtocolCodec::hidesError(const model::Operation &, const http::Response &) const { return false; }

Result<QCborMap> ProtocolCodec::parseRequest(const model::Operation &operation, const http::Request &) const
{
    return failure(
        Phase::Local, QStringLiteral("UnsupportedProtocol"),
        Tr::tr("The practice account does not speak the protocol of %1.").arg(operation.service->title));
}

http::Response ProtocolCodec::writeResponse(const model::Operation &, const QCborMap &,
                                            const QString &requestId) const
{
    return {501, {{"x-amzn-requestid", requestId.toUtf8()}}, {}};
}

http::Response ProtocolCodec::writeError(const model::Operation &, const QString &, const QString &,
                                         int httpStatus, const QString &requestId, const QCborMap &) const
{
    return {httpStatus, {{"x-amzn-requestid", requestId.toUtf8()}}, {}};
}

namespace
{

std::unexpected<Error> noEvents()
{
    return failure(Phase::Parse, QStringLiteral("NoEvents"),
                   Tr::tr("This protocol has no streams of events."));
}

} // namespace

Result<QCborMap> ProtocolCodec::readStructure(const model::Shape &, const QByteArray &, Misfit &) const
{
    return noEvents();
}

Result<QByteArray> ProtocolCodec::writeStructure(const model::Shape &, const QCborMap &) const
{
    return noEvents();
}

const ProtocolCodec &codecFor(model::Protocol protocol)
{
    switch (protocol) {
    case model::Protocol::AwsJson10:
        return awsJson10();
    case model::Protocol::AwsJson11:
        return awsJson11();
    case model::Protocol::RestJson:
        return restJson();
    case model::Protocol::RestXml:
        return restXml();
    case model::Protocol::Query:
        return query();
    case model::Protocol::Ec2Query:
        return ec2Query();
    case model::Protocol::RpcV2Cbor:
        return rpcV2Cbor();
    case model::Protocol::RpcV2Json:
        return rpcV2Json();
    }
    return awsJson10();
}

QByteArray joinedPath(const QByteArray &basePath, const QByteArray &path)
{
    return basePath.endsWith('/') ? basePath.chopped(1) + path : basePath + path;
}

Result<model::Protocol> choose(const model::Service &service)
{
    if (!service.protocols.isEmpty())
        return service.protocols.constFirst(); // there is a codec for each that model::Protocol names
    return failure(Phase::Model, QStringLiteral("NoProtocol"),
                   Tr::tr("The model of %1 names no protocol that Formwork speaks.").arg(service.title));
}

Result<Serialised> serialise(const model::Operation &operation, const QCborValue &input,
                             const QByteArray &basePath, bool overTls, ChecksumWishes wishes,
                             int compressFrom)
{
    const auto codec = codecOf(operation);
    if (!codec)
        return std::unexpected(codec.error());
    if (!input.isMap() && !input.isUndefined() && !input.isNull()) {
        Misfit misfit;
        misfit.wrongType(*operation.input, input);
        return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
    }
    QCborMap map = quirks::rewritten(operation, input.toMap());
    if (wishes.ofAnswers)
        map = askingForChecksums(operation, map);
    auto hostPrefix = filledHostPrefix(operation, map);
    if (!hostPrefix)
        return std::unexpected(hostPrefix.error());
    auto request = (*codec)->serialise(operation, map, basePath);
    if (!request)
        return std::unexpected(request.error());
    applyQuirks(operation, map, *request);
    compress(operation, compressFrom, *request);
    const auto place = addChecksum(operation, map, overTls, wishes, *request);
    if (!place)
        return std::unexpected(place.error());
    return Serialised{*std::move(request), *std::move(hostPrefix), *place == ChecksumPlace::Trailer,
                      hasBlobBody(operation)};
}

namespace
{

// A stream that came as a whole.
Result<Answer> parseEvents(const ProtocolCodec &codec, const model::Operation &operation,
                           const http::Response &response)
{
    auto events = eventsFrom(operation, response.body);
    if (!events)
        return std::unexpected(unreadable(operation, response, codec.bodyLanguage(), events.error()));
    auto answer = parse(operation, {response.status, response.headers, {}});
    if (!answer)
        return answer;
    QCborMap output = answer->output.toMap();
    for (const auto &[name, value] : events->initial)
        output[name.toString()] = value;
    output[eventStream(*operation.output)->name] = events->list;
    answer->output = output;
    answer->notes += events->notes;
    answer->error = events->error;
    return answer;
}

} // namespace

Result<Answer> parse(const model::Operation &operation, const http::Response &response)
{
    const auto codec = codecOf(operation);
    if (!codec)
        return std::unexpected(codec.error());
    Answer answer;
    answer.requestId = requestIdOf(response.headers);
    if (response.status >= 200 && response.status < 300 && !(*codec)->hidesError(operation, response)) {
        if (isWebPage(operation, response))
            return std::unexpected(unreadable(operation, response, (*codec)->bodyLanguage(), {}));
        Misfit misfit(Misfit::Manner::Lenient);
        const model::Member *stream = eventStream(*operation.output);
        if (stream && !response.body.isEmpty())
            return parseEvents(**codec, operation, response);
        auto output = (*codec)->parseOutput(operation, response, misfit);
        if (!output)
            return std::unexpected(unreadable(operation, response, (*codec)->bodyLanguage(), output.error()));
        keepHeaderTexts(operation, response.headers, *output);
        answer.output = unwrapped(operation, quirks::readable(operation, *std::move(output)));
        answer.notes = misfit.notes();
        if (answer.requestId.isEmpty())
            answer.requestId = (*codec)->requestIdInBody(response);
        return answer;
    }
    ProtocolCodec::Complaint complaint = (*codec)->parseError(operation, response);
    if (isOfProxy(response.status) && (complaint.isForeign || complaint.code.isEmpty()))
        return std::unexpected(ofProxy(operation, response));
    // A gateway's page with a server's status is still an error of the service's side, and retried as one.
    if (complaint.isForeign && response.status < 500)
        return std::unexpected(unreadable(operation, response, (*codec)->bodyLanguage(), {}));
    if (answer.requestId.isEmpty())
        answer.requestId = complaint.requestId;
    answer.error = errorFrom(operation, response, complaint);
    answer.error->requestId = answer.requestId;
    answer.output = std::move(complaint.members);
    return answer;
}

Result<QCborValue> parseRequest(const model::Operation &operation, const http::Request &request)
{
    const auto codec = codecOf(operation);
    if (!codec)
        return std::unexpected(codec.error());
    const auto plain = decompressed(operation, request);
    if (!plain)
        return std::unexpected(plain.error());
    auto input = (*codec)->parseRequest(operation, *plain);
    if (!input)
        return std::unexpected(input.error());
    return QCborValue(*std::move(input));
}

http::Response writeResponse(const model::Operation &operation, const QCborValue &output,
                             const QString &requestId)
{
    const auto codec = codecOf(operation);
    if (!codec)
        return {500, {}, {}};
    const model::Member *stream = eventStream(*operation.output);
    if (!stream)
        return (*codec)->writeResponse(operation, output.toMap(), requestId);
    QCborMap head = output.toMap();
    head.remove(stream->name);
    http::Response response = (*codec)->writeResponse(operation, head, requestId);
    const auto body = streamOf(operation, output.toMap());
    if (!body)
        return (*codec)->writeError(operation, QStringLiteral("InternalServerException"),
                                    body.error().message, 500, requestId, {});
    response.headers.set("content-type", kEventStreamType.toByteArray());
    response.body = *body;
    return response;
}

http::Response writeError(const model::Operation &operation, const QString &code, const QString &message,
                          int httpStatus, const QString &requestId, const QCborMap &members)
{
    const auto codec = codecOf(operation);
    return codec ? (*codec)->writeError(operation, code, message, httpStatus, requestId, members)
                 : http::Response{httpStatus, {}, {}};
}

} // namespace formwork::protocol
