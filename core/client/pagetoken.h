// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/service.h"

#include <QCborMap>

namespace formwork::client
{

// Where a long answer goes on: the tokens of the service, and how many items of the page they stand for were
// had already. Its text is botocore's, so that what the AWS CLI prints as NextToken can be given to Formwork,
// and the other way round.
struct PageToken {
    QCborMap tokens; // by member of the input; null: without that member
    qint64 had = 0;

    [[nodiscard]] QByteArray toText() const;

    // Also a token as the service itself gives it. Error: Phase::Local, "StartingToken", for an operation
    // without pages.
    [[nodiscard]] static Result<PageToken> fromText(const QByteArray &text,
                                                    const model::Operation &operation);
};

} // namespace formwork::client
