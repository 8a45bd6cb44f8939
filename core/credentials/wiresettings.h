// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace formwork::credentials
{

// What an account says of how its requests are written, as the files and variables that AWS's tools share
// have it.
struct WireSettings {
    using Section = QHash<QString, QString>; // key -> value

    bool requestChecksums = true; // false ("when_required"): only where an operation cannot do without one
    bool responseChecksums = true; // likewise: only where the input asks for one
    int compressFrom = 10'240; // bytes of a body that an operation takes compressed; negative: none is
    bool hostPrefixes = true; // false: none of an operation's own is put before the host
    bool discoversAddresses = true; // false: no service is asked for the address to use
    QStringList authSchemes = {}; // those that are taken first where there is a choice: "sigv4a"
    QString signingRegions = {}; // of sigv4a, "us-east-1,us-west-2" or "*"; empty: those of the endpoint
    QString appId = {}; // goes into the User-Agent
    QHash<QString, Section> sections = {}; // of single services, by name: "s3"

    bool operator==(const WireSettings &) const = default;
};

} // namespace formwork::credentials
