// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/asked.h"

#include <QCoroTask>

namespace formwork::evidence
{

// What the asking for tags came to, of one thing.
struct TagsRead {
    QString asked; // the operation; empty: none was asked
    Tagged tagged = Tagged::Untold;
    std::optional<Error> error;
};

// Asks for the tags of a thing with what the service has for that, as far as what is known of it suffices.
QCoro::Task<TagsRead> readTags(SubjectPtr subject, Candidate candidate,
                               transport::CancellationPtr cancellation);

// Judged anew of each that shows no tags, by its own; few, because each is a question. The last reading goes
// to `told`.
QCoro::Task<Asked> withTagsRead(SubjectPtr subject, Asked asked, std::shared_ptr<TagsRead> told,
                                transport::CancellationPtr cancellation);

// Everything in the account's Region that carries the tag of the request.
struct TagSearch {
    QStringList arns;
    std::optional<Error> error;
};
[[nodiscard]] QString tagSearchOperation();
QCoro::Task<TagSearch> searchByTag(SubjectPtr subject, transport::CancellationPtr cancellation);

} // namespace formwork::evidence
