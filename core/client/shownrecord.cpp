// SPDX-License-Identifier: Apache-2.0
#include "client/shownrecord.h"

#include "document/redact.h"

namespace formwork::client
{

journal::Record shownRecord(const Environment &environment, journal::Record record)
{
    const Result<model::OperationPtr> operation =
        environment.catalog->operation(record.request.service, record.request.operation);
    if (!operation)
        return record;
    record.request.input = document::redacted(record.request.input, *(*operation)->input);
    // What came with an error has the shape of that.
    const model::Shape *ofError =
        record.errorCode.isEmpty() ? nullptr : (*operation)->error(record.errorCode);
    record.output = document::redacted(record.output, ofError ? *ofError : *(*operation)->output);
    return record;
}

} // namespace formwork::client
