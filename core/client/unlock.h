// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "journal/drafts.h"
#include "journal/sealer.h"

#include <QFuture>
#include <QPointer>

namespace formwork::client
{

// The way from the keychain to what seals the history; one a program. The keychain is asked once a run by
// itself, and again when the person asks for it.
struct HistoryLock {
    std::shared_ptr<journal::Sealer> sealer;
    bool wasTried = false;
    QFuture<void> underway; // while the keychain is asked; whoever comes meanwhile waits for the same answer
    std::optional<Error> lastError;
};

// Has the sealer take the history's key. Without it, sealing goes on with a key of this run; the error says
// why, and is told through ProfileStore::keychainProblem too.
QCoro::Task<Result<void>> unlockHistory(EnvironmentPtr environment, bool onRequest = false);

// Whether any value of the document has to be sealed.
[[nodiscard]] bool holdsSecrets(const QCborValue &document, const model::Shape &shape);

// Whether what is sealed now can be opened in a later run.
[[nodiscard]] bool sealsForLater(const Environment &environment);

// What a person has to know before a request with secrets is sent that the history can keep for this run
// only. Code "CannotSeal". Where there is no keychain at all and the endpoint is one of this computer,
// nothing can be unlocked and nothing of AWS doubled: that is told (ProfileStore::keychainProblem), not
// asked.
[[nodiscard]] Result<void> mayLoseSecrets(const Environment &environment, const model::Operation &operation,
                                          const QCborValue &input, const Target &target, bool isAccepted);

// DraftStore::save, once the key has been asked for where the input holds secrets: what is sealed with a key
// of this run is lost with it. Answers the id of the draft.
QCoro::Task<Result<QString>> saveDraft(EnvironmentPtr environment, QPointer<journal::DraftStore> drafts,
                                       journal::Draft draft, QCborValue input, model::OperationPtr operation);

} // namespace formwork::client
