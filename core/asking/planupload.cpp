// SPDX-License-Identifier: Apache-2.0
#include "asking/plan.h"
#include "base/tr.h"
#include "protocol/checksum.h"
#include "transfer/headers.h"

#include "quirks/quirks.h"

#include <QCborMap>

#include <algorithm>

namespace formwork::asking
{

namespace
{

// What was said of the empty body that stood in the file's place.
void forgetEmptyBody(const model::Operation &operation, const QCborMap &input, http::Request &request)
{
    request.body.clear();
    const QList<http::Header> before = request.headers.list();
    for (const http::Header &header : before) {
        if (transfer::isOfTheBody(header.first)
            && (header.first.toLower() == "content-length"
                || !transfer::isOfInput(operation, input, header.first)))
            request.headers.remove(header.first);
    }
    if (request.headers.value("content-encoding").contains("aws-chunked")) {
        QByteArrayList codings;
        for (const QByteArray &coding : request.headers.value("content-encoding").split(',')) {
            if (coding.trimmed() != "aws-chunked")
                codings.append(coding.trimmed());
        }
        request.headers.remove("content-encoding");
        if (!codings.isEmpty())
            request.headers.append("content-encoding", codings.join(", "));
    }
}

// In a preview of a file that is read only when it is sent.
QByteArray digestText(const transfer::UploadFile &file, const QByteArray &digest)
{
    return file.isRead() ? digest : QByteArray("(of the file, when it is sent)");
}

bool hasChecksum(const http::Headers &headers)
{
    return std::ranges::any_of(headers, [](const http::Header &header) {
        const QByteArray name = header.first.toLower();
        return name == "content-md5"
            || (name.startsWith("x-amz-checksum-") && name != "x-amz-checksum-algorithm"
                && name != "x-amz-checksum-type");
    });
}

Result<void> addChecksum(const model::Operation &operation, const QCborMap &input,
                         const transfer::UploadFile &file, const credentials::WireSettings &wire,
                         http::Headers &headers)
{
    const protocol::ChecksumTrait trait = protocol::ChecksumTrait::of(operation);
    if (!trait.isOfRequests() || hasChecksum(headers))
        return {};
    const QString &memberName = trait.algorithmMember;
    if (!trait.isRequired && !wire.requestChecksums && input.value(memberName).isUndefined())
        return {};
    if (memberName.isEmpty()) {
        if (trait.isRequired)
            headers.append("content-md5", digestText(file, QByteArray::fromHex(file.md5).toBase64()));
        return {};
    }
    const QString algorithm = input.value(memberName).toString(QStringLiteral("SHA256"));
    if (algorithm != u"SHA256")
        return failure(Phase::Serialise, QStringLiteral("UnknownChecksum"),
                       Tr::tr("Of a file Formwork sends the checksum SHA256, not %1.").arg(algorithm),
                       Tr::tr("Leave %1 out, or set it to SHA256.").arg(memberName));
    const model::Member *member = operation.input->member(memberName);
    if (member && member->location == model::Location::Header)
        headers.set(member->locationName.toUtf8(), "SHA256");
    headers.append("x-amz-checksum-sha256", digestText(file, QByteArray::fromHex(file.sha256).toBase64()));
    return {};
}

} // namespace

Result<void> planUpload(const model::Operation &operation, const QCborValue &input,
                        const transfer::UploadFile &file, const credentials::WireSettings &wire, Plan &plan)
{
    forgetEmptyBody(operation, input.toMap(), plan.request);
    plan.upload = file;
    plan.signing.payloadHash = digestText(file, file.sha256);
    if (quirks::quirksOf(operation).treeHash && !plan.request.headers.contains("x-amz-sha256-tree-hash"))
        plan.request.headers.append("x-amz-sha256-tree-hash", digestText(file, file.treeHash));
    plan.signing.unsignedPayload = operation.unsignedPayload && plan.endpoint.scheme == "https";
    return addChecksum(operation, input.toMap(), file, wire, plan.request.headers);
}

} // namespace formwork::asking
