// SPDX-License-Identifier: Apache-2.0
#include "protocol/checksum.h"

#include "base/tr.h"
#include "model/traittext.h"
#include "protocol/httpwriting.h"
#include "quirks/quirks.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace formwork::protocol
{

namespace
{

// Empty for an algorithm that is not known.
QByteArray checksum(const QString &algorithm, const QByteArray &body)
{
    std::optional<RunningChecksum> sum = RunningChecksum::named(algorithm);
    if (!sum)
        return {};
    sum->add(body);
    return sum->result();
}

// A checksum that the input has brought along stands instead of ours; Content-MD5 stands beside it.
bool hasChecksum(const http::Headers &headers)
{
    return std::ranges::any_of(headers, [](const http::Header &header) {
        return header.first.toLower().startsWith("x-amz-checksum-");
    });
}

// One chunk, the empty one, and the checksum.
void chunk(http::Request &request, const QByteArray &name, const QByteArray &sum)
{
    const QByteArray encodings = request.headers.value("content-encoding");
    request.headers.set("content-encoding",
                        encodings.isEmpty() ? QByteArray("aws-chunked") : encodings + ",aws-chunked");
    request.headers.append("x-amz-trailer", name);
    request.headers.append("x-amz-decoded-content-length", QByteArray::number(request.body.size()));
    QByteArray body;
    constexpr qsizetype largest = 1 << 20;
    for (qsizetype at = 0; at < request.body.size(); at += largest) {
        const QByteArrayView part =
            QByteArrayView(request.body).sliced(at, std::min(largest, request.body.size() - at));
        body += QByteArray::number(part.size(), 16) + "\r\n";
        body.append(part).append("\r\n");
    }
    body += "0\r\n" + name + ':' + sum + "\r\n\r\n";
    request.body = std::move(body);
}

void setAlgorithmHeader(const model::Operation &operation, const QString &memberName,
                        const QString &algorithm, http::Headers &headers)
{
    const model::Member *member = operation.input->member(memberName);
    if (member && member->location == model::Location::Header)
        headers.set(boundName(*member).toUtf8(), algorithm.toUtf8());
}

} // namespace

ChecksumTrait ChecksumTrait::of(const model::Operation &operation)
{
    ChecksumTrait trait;
    if (operation.httpChecksum.isEmpty())
        return trait;
    const QJsonObject json = model::traitObject(operation.httpChecksum);
    trait.algorithmMember = json[u"requestAlgorithmMember"].toString();
    trait.validationMember = json[u"requestValidationModeMember"].toString();
    trait.isRequired = json[u"requestChecksumRequired"].toBool();
    const QJsonArray algorithms = json[u"responseAlgorithms"].toArray();
    for (const QJsonValue algorithm : algorithms)
        trait.answered.append(algorithm.toString());
    return trait;
}

Result<ChecksumPlace> addChecksum(const model::Operation &operation, const QCborMap &input, bool overTls,
                                  ChecksumWishes wishes, http::Request &request)
{
    const ChecksumTrait trait = ChecksumTrait::of(operation);
    if (!trait.isOfRequests() || hasChecksum(request.headers))
        return ChecksumPlace::None;
    const QString &memberName = trait.algorithmMember;
    if (!trait.isRequired && !wishes.ofRequests && input.value(memberName).isUndefined())
        return ChecksumPlace::None;
    const QString &always = quirks::quirksOf(operation).requiredChecksum;
    if (memberName.isEmpty() && always.isEmpty()) {
        if (!request.headers.contains("content-md5"))
            request.headers.append(
                "content-md5", QCryptographicHash::hash(request.body, QCryptographicHash::Md5).toBase64());
        return ChecksumPlace::Header;
    }
    QString algorithm = memberName.isEmpty() ? always : input.value(memberName).toString();
    if (algorithm.isEmpty()) {
        algorithm = QStringLiteral("CRC32");
        setAlgorithmHeader(operation, memberName, algorithm, request.headers);
    }
    const QByteArray sum = checksum(algorithm, request.body).toBase64();
    if (sum.isEmpty())
        return failure(Phase::Serialise, QStringLiteral("UnknownChecksum"),
                       Tr::tr("Formwork cannot compute a checksum of the kind %1.").arg(algorithm),
                       Tr::tr("Choose another algorithm, for example CRC32, or leave it out."));
    const QByteArray name = "x-amz-checksum-" + algorithm.toLower().toUtf8();
    if (overTls && hasBlobBody(operation)) {
        chunk(request, name, sum);
        return ChecksumPlace::Trailer;
    }
    request.headers.append(name, sum);
    return ChecksumPlace::Header;
}

QCborMap askingForChecksums(const model::Operation &operation, QCborMap input)
{
    const QString member = ChecksumTrait::of(operation).validationMember;
    if (!member.isEmpty() && operation.input->member(member) && !input.contains(member))
        input[member] = QStringLiteral("ENABLED");
    return input;
}

std::optional<ExpectedChecksum> expectedChecksum(const model::Operation &operation,
                                                 const http::Headers &headers)
{
    if (headers.value("x-amz-checksum-type") == "COMPOSITE")
        return {};
    const ChecksumTrait trait = ChecksumTrait::of(operation);
    for (const QString &algorithm : trait.answered) {
        const QByteArray said = headers.value("x-amz-checksum-" + algorithm.toLower().toLatin1());
        if (said.isEmpty() || said.contains('-') || !RunningChecksum::named(algorithm))
            continue;
        return ExpectedChecksum{algorithm, QByteArray::fromBase64(said)};
    }
    return {};
}

Error wrongChecksum(const ExpectedChecksum &expected, const QString &advice)
{
    return {Phase::Parse, QStringLiteral("WrongChecksum"),
            Tr::tr("What arrived is not what the service has: its checksum %1 is another one.")
                .arg(expected.algorithm),
            advice};
}

std::optional<Error> checksumProblem(const model::Operation &operation, const http::Response &response)
{
    const std::optional<ExpectedChecksum> expected = expectedChecksum(operation, response.headers);
    if (!expected || response.body.isEmpty() || response.status == 206)
        return {};
    if (checksum(expected->algorithm, response.body) == expected->value)
        return {};
    return wrongChecksum(*expected, Tr::tr("Nothing of it is kept. Fetch it again."));
}

QByteArray treeHash(const QByteArray &body)
{
    QByteArrayList leaves;
    for (qsizetype at = 0; at < body.size() || at == 0; at += kTreeLeaf)
        leaves.append(QCryptographicHash::hash(body.mid(at, kTreeLeaf), QCryptographicHash::Sha256));
    return treeHashOf(std::move(leaves));
}

QByteArray treeHashOf(QByteArrayList level)
{
    while (level.size() > 1) {
        QByteArrayList above;
        for (qsizetype i = 0; i < level.size(); i += 2)
            above.append(i + 1 < level.size()
                             ? QCryptographicHash::hash(level[i] + level[i + 1], QCryptographicHash::Sha256)
                             : level[i]);
        level = std::move(above);
    }
    return level.constFirst().toHex();
}

} // namespace formwork::protocol
