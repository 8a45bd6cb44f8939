// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::model
{

// What sending an operation does to what the account holds. Told by the verb of its name
// (resources/verbs.json) and by the model's traits; of two answers the more careful one, and what nobody
// knows counts as Changes.
enum class Effect {
    Reads,
    Creates,
    Changes,
    Destroys, // deletes, stops, takes away
};

[[nodiscard]] Effect effectOf(const Operation &operation);

// Whether a second sending changes nothing because the first one did not: by the model's trait or by the
// verb, as few models have such traits.
[[nodiscard]] bool onlyReads(const Operation &operation);

// Whether it takes away or stops what the request names, so that a second one finds that gone or stopped. Not
// what acts each time (reboot, reset), goes by amounts (decrease), or empties what may be full again (purge).
[[nodiscard]] bool destroysOnce(const QString &operationName);

// Whether something is called created when it is done: "CreateBucket", "AdminCreateUser", "BatchCreateRoom".
// By the name alone, for lists; what else makes something (RunInstances) has a verb of its own.
[[nodiscard]] bool isCreate(QStringView operationName);

// Whether it has any of the verbs of what makes something: "RunInstances", "RequestCertificate",
// "CreateBucket".
[[nodiscard]] bool makes(const QString &operationName);

// The verb for a button: "Delete", also of BatchDeleteImage; "Schedule" of ScheduleKeyDeletion.
[[nodiscard]] QString verbOf(const Operation &operation);

} // namespace formwork::model
