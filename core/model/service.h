// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"

#include <QHash>
#include <QStringList>

#include <deque>
#include <memory>

namespace formwork::model
{

enum class Protocol : quint8 {
    AwsJson10,
    AwsJson11,
    RestJson,
    RestXml,
    Query,
    Ec2Query,
    RpcV2Cbor,
    RpcV2Json
};

[[nodiscard]] QString protocolName(Protocol protocol); // "aws-json 1.0", "rest-json", ...

enum class Format : quint8 { Smithy, Botocore };

struct Operation;

// One line of a service's list of operations: all that is known before an operation is opened.
struct OperationSummary {
    QString name; // "CreateBucket"
    QString
        brief; // first sentence of the documentation, plain text; may be empty until the operation is opened
    bool deprecated = false;
};

// A service as published in one file: everything but shapes and documentation of its operations. Immutable,
// shared.
struct Service {
    QString id; // the AWS CLI's name, "ds-data"
    QString sdkId; // "Directory Service Data"
    QString title; // "AWS Directory Service Data"
    QString apiVersion; // "2023-05-31"
    QString brief; // first sentence of the documentation, plain text
    QString documentation;
    QString endpointPrefix;
    QString signingName;
    QString targetPrefix; // X-Amz-Target before the dot (aws-json), or the service shape's name
    QString shapeName; // service shape without namespace, used by the paths of RPC v2
    QList<Protocol> protocols; // in the order of preference
    bool queryCompatible = false; // awsQueryCompatible
    QString globalEndpoint; // botocore `globalEndpoint`, else empty
    std::optional<XmlNamespace> xmlNamespace;
    QStringList authSchemes; // "aws.auth#sigv4", ... in order of preference; empty: sigv4
    QByteArray endpointRuleSet; // JSON text of the rule set, empty if none
    QByteArray clientContextParams; // JSON text, empty if none
    QList<OperationSummary> operations; // sorted by name
    bool isListed = false; // read for a list only: no documentation, no rules, no context parameters
    QString origin; // file the model came from, ":/..." for built-in ones
    Format format = Format::Smithy;

    // Index into `operations` by exact name or by the AWS CLI's spelling ("create-bucket"); -1 if there is
    // none.
    [[nodiscard]] qsizetype indexOf(QStringView operationName) const;
};

using ServicePtr = std::shared_ptr<const Service>;

// One operation with the whole graph of shapes it can reach. Owns the shapes; immutable, shared. A pointer to
// a Shape or a Member is valid as long as the OperationPtr it came from.
struct Operation {
    ServicePtr service;
    QString name;
    QString documentation;
    QByteArray httpMethod = "POST";
    QByteArray httpUri = "/"; // pattern with {labels}, may hold a literal query
    int httpStatus = 200;
    const Shape *input = nullptr; // always a structure; empty where the operation takes none
    bool takesInput = true; // false: modelled without one, which some protocols tell from an empty one
    const Shape *output = nullptr; // likewise
    QList<const Shape *> errors;
    QString resultWrapper; // query protocol, botocore only
    bool readOnly = false;
    bool idempotent = false;
    bool unsignedPayload = false;
    bool deprecated = false;
    QString deprecationMessage;
    QString hostPrefix; // endpoint trait, may hold {labels}
    QStringList authSchemes; // overrides the service's when not empty
    bool requestCompression = false; // gzip
    QByteArray httpChecksum; // JSON text of the trait, empty if none
    QByteArray staticContextParams; // JSON text, empty if none
    QByteArray operationContextParams; // JSON text, empty if none
    QByteArray pagination; // JSON text {inputToken, outputToken, items, pageSize}, empty if none
    QByteArray waiters; // JSON text of the waiters that poll this operation, empty if none
    QByteArray examples; // JSON text, empty if none
    std::deque<Shape> shapes; // storage; use the pointers above

    [[nodiscard]] const Member *tokenMember() const; // top-level idempotency token of the input, null if none
    [[nodiscard]] const Shape *
    error(QStringView code) const; // by shape name or query code, null if not modelled
};

using OperationPtr = std::shared_ptr<const Operation>;

} // namespace formwork::model
