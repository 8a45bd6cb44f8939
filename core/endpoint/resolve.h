// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/service.h"

#include <QCborMap>

namespace formwork::endpoint
{

struct Parameters {
    QString region;
    bool fips = false;
    bool dualStack = false;
    QStringList
        authSchemes; // those that are taken first where there is a choice, as models and rules call them
    QString customEndpoint; // "https://host[:port][/path]"; wins over the rules. Plain http only to loopback.
    // Further rule set parameters by name ("AccountId", "Bucket") or built-in ("AWS::S3::ForcePathStyle"):
    // strings, booleans, lists of strings.
    QCborMap extra;
};

struct Endpoint {
    QByteArray scheme; // "https" or "http"
    QByteArray authority;
    QByteArray path; // prefix before the operation's path, without trailing slash
    QString signingName;
    QString signingRegion; // for sigv4a the region set, joined with commas
    QString authScheme; // "sigv4", "sigv4a", "none", "bearer"; from the rules or the model
    bool disableDoubleEncoding = false; // S3
    QList<std::pair<QByteArray, QByteArray>> headers; // to send along, from the rules; mostly none
    [[nodiscard]] QString url() const;
};

// Where a call goes: the service's rule set evaluated (a custom endpoint is one of its parameters); without
// rules the custom endpoint, else endpointPrefix.region.suffix of the region's partition. Errors
// (Phase::Endpoint): no region or one of no partition, a rule set's own error sentence, a damaged rule set, a
// custom endpoint that is not a URL or is plain http to another machine. Thread-safe.
[[nodiscard]] Result<Endpoint> resolve(const model::Service &service, const Parameters &parameters);

// The same for one call: binds the operation's context parameters to the input first (they win over `extra`)
// and respects the operation's own choice of auth schemes. The endpoint trait's host prefix is not applied.
[[nodiscard]] Result<Endpoint> resolve(const model::Operation &operation, const QCborMap &input,
                                       Parameters parameters);

// The pseudo Region ("aws-global") of a service that is at one address for all Regions, so that none has to
// be chosen; empty: one has to. Told by what its rules make of that Region: an address without its name.
[[nodiscard]] QString regionForAll(const model::Service &service);

struct Region {
    QString id; // "us-east-1"
    QString name; // "N. Virginia"
};

struct Partition {
    QString id; // "aws"
    QString name; // "AWS Standard"
    QString dnsSuffix;
    QString dualStackDnsSuffix;
    QString implicitGlobalRegion; // where services without regions of their own are signed for
    QString globalRegion; // pseudo region "aws-global"; empty if the partition has none
    bool supportsFips = false;
    bool supportsDualStack = false;
    QList<Region> regions; // without the pseudo region
};

// Partitions and regions from resources/partitions.json (":/partitions.json").
[[nodiscard]] const QList<Partition> &partitions();
[[nodiscard]] const Partition *partitionOf(QStringView region); // by list, then by pattern; null if unknown

} // namespace formwork::endpoint
