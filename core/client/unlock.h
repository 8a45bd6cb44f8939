// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "journal/sealer.h"

namespace formwork::client
{

// The way from the keychain to what seals the history; one a program. The keychain is asked once a run by
// itself, and again when the person asks for it.
struct HistoryLock {
    std::shared_ptr<journal::Sealer> sealer;
    bool wasTried = false;
};

// Has the sealer take the history's key. Without it, sealing goes on with a key of this run; the error says
// why, and is told through ProfileStore::keychainProblem too.
QCoro::Task<Result<void>> unlockHistory(EnvironmentPtr environment, bool onRequest = false);

// Whether any value of the document has to be sealed.
[[nodiscard]] bool holdsSecrets(const QCborValue &document, const model::Shape &shape);

} // namespace formwork::client
