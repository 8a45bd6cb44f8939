// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"

#include <QCborValue>

// A request as other tools would make it. Secrets are replaced by placeholders (document::kSealedText in
// JSON, a named shell variable in commands); shell quoting is POSIX. `endpointUrl` empty: AWS's own.
namespace formwork::exporting
{

struct Context {
    QString region;
    QString endpointUrl;
    QString profile; // AWS CLI profile name, empty: none
    QString outputFile = QStringLiteral("output.bin"); // where an answer of data goes
};

[[nodiscard]] QString awsCli(const model::Operation &operation, const QCborValue &input,
                             const Context &context);
[[nodiscard]] QString boto3(const model::Operation &operation, const QCborValue &input,
                            const Context &context);

// The HTTP request in words and lines, for the Request tab: authorization and session token hidden, secrets
// of the body sealed. `input` is what `request` was serialised from.
[[nodiscard]] QString httpText(const model::Operation &operation, const QCborValue &input,
                               const http::Request &request);
[[nodiscard]] QString curl(const model::Operation &operation, const QCborValue &input,
                           const http::Request &request, const Context &context);

} // namespace formwork::exporting
