// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"
#include "model/service.h"

#include <QSet>

// What keeps a second sending from doing it a second time, and every sentence about that. Whoever speaks of
// it to a person takes the words from here or from a RetryPlan, and so promises no more than a retry keeps.
namespace formwork::journal
{

enum class Protection : quint8 {
    Token, // the service knows a client token again
    Reading, // nothing is changed
    UniqueName, // a second one of the same name is refused, see relations/ownname.h
    Removal, // what it names is taken away or stopped; there may be a new one of that name by then
    Idempotent, // it comes to the same result however often it is done
    None, // sending it twice may do it twice
};

[[nodiscard]] QString protectionName(Protection protection); // "token", "unique-name", "idempotent", "none"

// Of one request: an operation that takes a token is not protected by one that is empty. A model's word that
// an operation is idempotent is not always enough, see model/repeating.h.
[[nodiscard]] Protection protectionOf(const model::Operation &operation, const QString &clientToken);

// As the history has it; Reading is kept as Idempotent, and Removal is told by the operation's name.
[[nodiscard]] Protection protectionOf(const NewRequest &request);

// Before it is sent, beside a form. `lifetime` in words, empty: not published.
[[nodiscard]] QString promise(Protection protection);
[[nodiscard]] QString tokenPromise(const QString &lifetime, const QString &noun);

// Why a request that may have been carried out may be sent again without a token, or may not.
[[nodiscard]] QString sentence(Protection protection);

// Whether a retry of what may have been carried out is a person's decision.
[[nodiscard]] bool wantsDecision(Protection protection);

// Of requests that may all be retried without a question.
[[nodiscard]] QString safeTogether(const QSet<Protection> &protections);

// What "already exists" means where an earlier attempt may have made it: it does not say whose it is.
[[nodiscard]] QString afterRefusedName();

// What a retry of any request does.
[[nodiscard]] QString retryInGeneral();

// While an attempt is under way: what a retry would be, should it be cancelled now.
[[nodiscard]] QString afterCancelling(Protection protection);

} // namespace formwork::journal
