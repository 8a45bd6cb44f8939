// SPDX-License-Identifier: Apache-2.0
#include "transfer/streams.h"

#include "base/tr.h"
#include "transfer/upload.h"

#include <algorithm>

namespace formwork::transfer
{

const model::Member *eventStream(const model::Shape &shape)
{
    const auto found = std::ranges::find_if(
        shape.members, [](const model::Member &member) { return member.target->eventStream; });
    return found == shape.members.end() ? nullptr : &*found;
}

bool answersData(const model::Operation &operation)
{
    const model::Member *data = blobPayload(*operation.output);
    return data && (data->streaming || data->target->streaming);
}

std::optional<document::Problem> eventStreamProblem(const model::Operation &operation)
{
    const model::Member *sent = eventStream(*operation.input);
    const model::Member *received = eventStream(*operation.output);
    if (!sent && !received)
        return {};
    document::Problem problem;
    problem.kind = QStringLiteral("unsupported");
    problem.canSendAnyway = false;
    problem.sentence = sent
        ? Tr::tr("Formwork does not support %1: it sends %2 as a stream of events on a "
                 "connection that stays open, "
                 "and a request of Formwork is one document with one answer.")
              .arg(operation.name, sent->name)
        : Tr::tr("Formwork does not support %1: the service answers %2 as a stream of events "
                 "on a connection that "
                 "stays open, and Formwork keeps one whole answer for each request.")
              .arg(operation.name, received->name);
    return problem;
}

} // namespace formwork::transfer
