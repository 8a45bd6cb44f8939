// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/value.h"
#include "model/service.h"

#include <optional>

namespace formwork::guide
{

// Where a request goes, as far as it is known.
struct Surroundings {
    QString account; // twelve digits; empty: not known
    QString region;
    QString partition; // "aws", "aws-cn"
};

struct KnownValue {
    enum class What { Account, Region, Partition, Zone };
    QString value;
    What what = What::Account;
    bool isFilled = false; // a new form begins with it, if all around it is there anyway
    bool isAlways = false; // ... and if not, too

    [[nodiscard]] QString words() const; // "the account that this goes to"
};

// What a member certainly holds in a request to that place: the caller's account, Region, partition. The
// rules are data, ":/known.json", by services, names and documentation. Empty: nobody knows.
[[nodiscard]] std::optional<KnownValue> knownValue(const model::Operation &operation,
                                                   const model::Member &member, const Surroundings &where);

// The places of a new form that are filled in, what is there already left out.
[[nodiscard]] QList<std::pair<document::Pointer, QString>>
knownValues(const model::Operation &operation, const QCborValue &document, const Surroundings &where);

} // namespace formwork::guide
