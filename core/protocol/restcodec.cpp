// SPDX-License-Identifier: Apache-2.0
#include "protocol/restcodec.h"

#include "base/absent.h"
#include "base/tr.h"
#include "document/secretnames.h"
#include "model/effect.h"
#include "protocol/answer.h"
#include "protocol/httpreading.h"
#include "protocol/httpwriting.h"
#include "protocol/text.h"

#include <algorithm>
#include <vector>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

void setContentType(http::Headers &headers, const QByteArray &type)
{
    // A member bound to the header has the last word.
    if (!headers.contains("content-type"))
        headers.append("content-type", type);
}

// The members that the body of an answer holds; none where it is data, a text or a union, which may be empty.
std::vector<const Member *> membersOfBody(const Shape &output)
{
    std::vector<const Member *> members;
    const Member *payload = payloadMember(output);
    if (payload && payload->target->type != ShapeType::Structure)
        return members;
    const Shape &shape = payload ? *payload->target : output;
    members.reserve(shape.members.size());
    for (const Member &member : shape.members) {
        if (payload || member.location == model::Location::Body)
            members.push_back(&member);
    }
    return members;
}

bool namesAThing(const Member &member)
{
    const auto isName = [](const Member &one) { return document::isReferenceShape(one.name); };
    return isName(member)
        || (member.target->type == ShapeType::Structure
            && std::ranges::any_of(member.target->members, isName));
}

// Whether an answer of "no content" leaves out what the model promises: a required member, or what a thing
// that was made is called. Where the model says 204 itself, or leaves the status to the service, it does not.
bool isMissedWithoutContent(const model::Operation &operation, const std::vector<const Member *> &members)
{
    constexpr int kNoContent = 204;
    const bool isOfService = std::ranges::any_of(operation.output->members, [](const Member &member) {
        return member.location == model::Location::StatusCode;
    });
    if (operation.httpStatus == kNoContent || isOfService)
        return false;
    const Member *payload = payloadMember(*operation.output);
    const auto isRequired = [](const Member *member) { return member->required; };
    return (payload && payload->required) || std::ranges::any_of(members, isRequired)
        || (model::effectOf(operation) == model::Effect::Creates
            && std::ranges::any_of(members, [](const Member *member) { return namesAThing(*member); }));
}

// Empty where a structure is the answer or its members are; an answer to HEAD is, and one of "no content"
// where nothing is missed.
bool isBodyDue(const model::Operation &operation, int status)
{
    if (operation.httpMethod == "HEAD")
        return false;
    const std::vector<const Member *> members = membersOfBody(*operation.output);
    if (members.empty() || (status != 204 && status != 205))
        return !members.empty();
    return isMissedWithoutContent(operation, members);
}

} // namespace

Result<http::Request> RestCodec::serialise(const model::Operation &operation, const QCborMap &input,
                                           const QByteArray &basePath) const
{
    http::Request request;
    request.method = operation.httpMethod;
    Misfit misfit;
    for (auto it = input.constBegin(); it != input.constEnd(); ++it) {
        const bool isLost = payloadMember(*operation.input) && !operation.input->member(it.key().toString());
        if (isLost) {
            misfit.because(Tr::tr("has no place in this request: the model does not know it."));
            misfit.under(it.key().toString());
            return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("UnknownMember")));
        }
    }
    const Member *payload = payloadMember(*operation.input);
    if (payload && payload->target->eventStream) { // without one it would be another request
        misfit.because(Tr::tr("is a stream of events, which Formwork cannot send."));
        misfit.under(payload->name);
        return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
    }
    if (!writeTarget(operation, input, basePath, request, misfit)
        || !writeMessage(operation, *operation.input, input, Members::RequestBody, request.headers,
                         request.body, misfit))
        return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
    return request;
}

Result<QCborMap> RestCodec::parseRequest(const model::Operation &operation,
                                         const http::Request &request) const
{
    MapBuilder members;
    Misfit misfit;
    if (!readTarget(operation, request, members, misfit)
        || !readHeaders(*operation.input, request.headers, members, misfit))
        return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
    if (auto done =
            readBody(operation, *operation.input, request.body, Members::RequestBody, members, misfit);
        !done)
        return std::unexpected(done.error());
    return members.take();
}

http::Response RestCodec::writeResponse(const model::Operation &operation, const QCborMap &output,
                                        const QString &requestId) const
{
    http::Response response{operation.httpStatus, {{"x-amzn-requestid", requestId.toUtf8()}}, {}};
    const Shape &shape = *operation.output;
    for (const Member &member : shape.members) {
        if (member.location == model::Location::StatusCode && output.value(member.name).isInteger())
            response.status = static_cast<int>(output.value(member.name).toInteger());
    }
    QCborMap map = output;
    const Member *payload = payloadMember(shape);
    const bool isBodyMissing = payload && isAbsent(output.value(payload->name));
    if (isBodyMissing && isBodyDue(operation, response.status))
        map[payload->name] = QCborMap();
    Misfit misfit;
    if (!writeMessage(operation, shape, map, Members::ResponseBody, response.headers, response.body, misfit))
        return writeError(operation, QStringLiteral("InternalServerException"),
                          misfit.error(Phase::Local, {}).message, 500, requestId, {});
    const bool hasBody = response.status != 204 && response.status != 205 && response.status != 304;
    if (!hasBody) {
        response.body.clear();
    } else if (response.body.isEmpty() && !payload && !nothingToSay().isEmpty()) {
        response.headers.set("content-type", contentType());
        response.body = nothingToSay();
    }
    return response;
}

bool RestCodec::writeMessage(const model::Operation &operation, const Shape &shape, const QCborMap &map,
                             Members which, http::Headers &headers, QByteArray &body, Misfit &misfit) const
{
    if (!writeHeaders(shape, map, headers, misfit))
        return false;
    if (const Member *payload = payloadMember(shape)) {
        return writePayloadMember(operation, *payload, map.value(payload->name), headers, body, misfit)
            || misfit.under(payload->name);
    }
    const bool hasUnknown = std::any_of(map.constBegin(), map.constEnd(), [&](const auto &entry) {
        return !shape.member(entry.first.toString());
    });
    if (!hasBodyMembers(shape, which) && !hasUnknown)
        return true;
    if (!writeMembers(operation, shape, map, body, which, misfit))
        return false;
    if (!body.isEmpty())
        setContentType(headers, contentType());
    return true;
}

bool RestCodec::writePayloadMember(const model::Operation &operation, const Member &member,
                                   const QCborValue &value, http::Headers &headers, QByteArray &body,
                                   Misfit &misfit) const
{
    const Shape &shape = *member.target;
    if (shape.eventStream) {
        return isAbsent(value)
            || misfit.because(Tr::tr("is a stream of events, which Formwork cannot send."));
    }
    if (shape.type == ShapeType::Blob || shape.isText()) {
        if (isAbsent(value))
            return true;
        const bool fits = shape.isText() ? value.isString() : value.isByteArray();
        if (!fits)
            return misfit.wrongType(shape, value);
        body = shape.isText() ? value.toString().toUtf8() : value.toByteArray();
        const QByteArray byDefault = shape.isText() ? "text/plain" : "application/octet-stream";
        setContentType(headers, shape.mediaType.isEmpty() ? byDefault : shape.mediaType.toUtf8());
        return true;
    }
    if (isAbsent(value) && (shape.type != ShapeType::Structure || !sendsEmptyStructurePayload()))
        return true;
    if (!writePayload(operation, member, isAbsent(value) ? QCborValue(QCborMap()) : value, body, misfit))
        return false;
    setContentType(headers, contentType());
    return true;
}

Result<QCborMap> RestCodec::parseOutput(const model::Operation &operation, const http::Response &response,
                                        Misfit &misfit) const
{
    const Shape &shape = *operation.output;
    if (response.body.trimmed().isEmpty() && isBodyDue(operation, response.status))
        return emptyAnswer();
    MapBuilder members;
    if (!readHeaders(shape, response.headers, members, misfit))
        return std::unexpected(misfit.error(Phase::Parse, QStringLiteral("WrongType")));
    readStatus(shape, response.status, members);
    if (auto done = readBody(operation, shape, response.body, Members::ResponseBody, members, misfit); !done)
        return std::unexpected(done.error());
    return members.take();
}

Result<void> RestCodec::readBody(const model::Operation &operation, const Shape &shape,
                                 const QByteArray &body, Members which, MapBuilder &members,
                                 Misfit &misfit) const
{
    if (const Member *payload = payloadMember(shape)) {
        const Shape &target = *payload->target;
        if (target.type == ShapeType::Blob) {
            if (!body.isEmpty())
                members.append(payload->name, body);
        } else if (target.isText()) {
            if (!body.isEmpty())
                members.append(payload->name, textFromUtf8(body));
        } else if (!body.trimmed().isEmpty()) {
            const Misfit::Mark mark = misfit.mark();
            auto value = readPayload(operation, *payload, body, misfit);
            if (!value)
                return std::unexpected(value.error());
            if (!value->isUndefined())
                members.append(payload->name, *std::move(value));
            static_cast<void>(misfit.goesOn(mark, payload->name)); // places its notes
        }
        return {};
    }
    if (body.trimmed().isEmpty())
        return {};
    if (!hasBodyMembers(shape, which))
        return which == Members::ResponseBody ? checkLanguage(body) : Result<void>();
    auto map = readMembers(operation, shape, body, which, misfit);
    if (!map)
        return std::unexpected(map.error());
    for (auto it = map->constBegin(); it != map->constEnd(); ++it)
        members.append(it.key().toString(), it.value());
    return {};
}

ProtocolCodec::Complaint RestCodec::withHeaders(Complaint told, const model::Operation &operation,
                                                const http::Response &response)
{
    const Shape *shape = operation.error(bareCode(told.code));
    if (!shape)
        return told;
    MapBuilder members;
    Misfit ignored(Misfit::Manner::Lenient); // a header that does not fit must not hide the error itself
    readHeaders(*shape, response.headers, members, ignored);
    for (auto it = told.members.constBegin(); it != told.members.constEnd(); ++it)
        members.append(it.key().toString(), it.value());
    told.members = members.take();
    return told;
}

} // namespace formwork::protocol
