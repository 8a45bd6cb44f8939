// SPDX-License-Identifier: Apache-2.0
#include "transfer/streams.h"

#include "base/tr.h"
#include "protocol/events.h"
#include "transfer/upload.h"

namespace formwork::transfer
{

bool answersData(const model::Operation &operation)
{
    const model::Member *data = blobPayload(*operation.output);
    return data && (data->streaming || data->target->streaming);
}

std::optional<document::Problem> eventStreamProblem(const model::Operation &operation)
{
    const model::Member *sent = protocol::eventStream(*operation.input);
    if (!sent)
        return {};
    document::Problem problem;
    problem.kind = QStringLiteral("unsupported");
    problem.canSendAnyway = false;
    problem.sentence = Tr::tr("Formwork does not support %1: it sends %2 as a stream of events on a "
                              "connection that stays open, "
                              "and a request of Formwork is one document.")
                           .arg(operation.name, sent->name);
    return problem;
}

} // namespace formwork::transfer
