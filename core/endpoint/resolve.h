// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/service.h"

#include <QCborMap>

namespace formwork::endpoint {

struct Parameters {
    QString region;
    bool fips = false;
    bool dualStack = false;
    QString customEndpoint; // "https://host[:port][/path]"; wins over the rules. Plain http only to loopback.
    QCborMap extra; // further rule set parameters: context parameters, account id
};

struct Endpoint {
    QByteArray scheme; // "https" or "http"
    QByteArray authority;
    QByteArray path; // prefix before the operation's path, without trailing slash
    QString signingName;
    QString signingRegion;
    QString authScheme; // "sigv4", "sigv4a", "none", "bearer"; from the rules or the model
    bool disableDoubleEncoding = false; // S3
    [[nodiscard]] QString url() const;
};

// Where a call goes: the custom endpoint, else the service's rule set evaluated, else endpointPrefix.region.suffix of
// the region's partition. Errors (Phase::Endpoint): a region of no partition, a rule set's own error sentence, a
// custom endpoint that is not a URL or is plain http to another machine.
[[nodiscard]] Result<Endpoint> resolve(const model::Service &service, const Parameters &parameters);

struct Region {
    QString id; // "us-east-1"
    QString name; // "N. Virginia"
};

struct Partition {
    QString id; // "aws"
    QString name; // "AWS Standard"
    QString dnsSuffix;
    QString dualStackDnsSuffix;
    QList<Region> regions;
};

// Partitions and regions from resources/partitions.json (":/partitions.json").
[[nodiscard]] const QList<Partition> &partitions();
[[nodiscard]] const Partition *partitionOf(QStringView region); // by list, then by pattern; null if unknown

} // namespace formwork::endpoint
