// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

namespace formwork::credentials
{

// What an account says of how its requests are written, as the files and variables that AWS's tools share
// have it.
struct WireSettings {
    using Section = QHash<QString, QString>; // key -> value

    bool requestChecksums = true; // false ("when_required"): only where an operation cannot do without one
    bool responseChecksums = true; // likewise: only where the input asks for one
    QHash<QString, Section> sections = {}; // of single services, by name: "s3"

    bool operator==(const WireSettings &) const = default;
};

} // namespace formwork::credentials
