// SPDX-License-Identifier: Apache-2.0
#include "asking/authentication.h"
#include "client/call.h"
#include "client/guard.h"
#include "quirks/quirks.h"
#include "transfer/streams.h"
#include "transfer/upload.h"
#include "validation/validate.h"

#include <QCborMap>

#include <algorithm>

namespace formwork::client
{

namespace
{

// A random token in the length the member asks for; 36 characters suit nearly all.
QString fitted(QString token, const model::Constraints &constraints, TokenSource &tokens)
{
    while (constraints.minLength && token.size() < *constraints.minLength)
        token += u'-' + tokens.nextToken();
    if (constraints.maxLength && token.size() > *constraints.maxLength)
        token = token.remove(u'-').left(*constraints.maxLength);
    return token;
}

} // namespace

QList<document::Problem> check(const model::Operation &operation, const guide::Guide &guide,
                               const QCborValue &input)
{
    if (QCborValue withoutFile = input; transfer::takeUpload(operation, withoutFile))
        return check(operation, guide, withoutFile);
    const auto label = [&guide](const document::Pointer &pointer, const model::Member &member) {
        return guide.label(pointer, member);
    };
    // What is checked is what is sent: with the defaults that every client fills in, ids without their path.
    const bool isWhole = input.isMap() || input.isUndefined() || input.isInvalid();
    const QCborValue written = isWhole ? QCborValue(quirks::rewritten(operation, input.toMap())) : input;
    QList<document::Problem> problems = validation::validate(*operation.input, written, label);
    if (const std::optional<document::Problem> unsupported = transfer::eventStreamProblem(operation))
        problems.prepend(*unsupported);
    for (const document::Problem &problem : guide.check(input)) {
        const auto isSaid = [&](const document::Problem &other) {
            return other.pointer == problem.pointer && other.kind == problem.kind;
        };
        if (std::ranges::none_of(problems, isSaid))
            problems.append(problem);
    }
    return problems;
}

QCborValue withToken(const model::Operation &operation, QCborValue input, TokenSource &tokens)
{
    const model::Member *member = operation.tokenMember();
    if (!member || !(input.isMap() || input.isUndefined() || input.isInvalid()))
        return input;
    QCborMap map = input.toMap();
    if (!map.value(member->name).isUndefined() && !map.value(member->name).toString().isEmpty())
        return input;
    map[member->name] = fitted(tokens.nextToken(), member->effectiveConstraints(), tokens);
    return map;
}

credentials::Credentials previewKeys()
{
    return {QStringLiteral("AKIAIOSFODNN7EXAMPLE"), QStringLiteral("preview"), {}, QStringLiteral("preview")};
}

Result<Prepared> prepare(const Environment &environment, const model::Operation &operation,
                         const QCborValue &input, const Target &target,
                         const credentials::Credentials &credentials, const QDateTime &time)
{
    const bool isPreview = credentials.source == previewKeys().source;
    if (const Result<void> may = checkGuard(target.profile, operation, true); !may && !isPreview)
        return std::unexpected(may.error());
    Result<endpoint::Endpoint> endpoint = asking::endpointFor(environment, operation, input, target);
    if (!endpoint)
        return std::unexpected(endpoint.error());
    asking::preferToken(operation, credentials, *endpoint);
    const Result<asking::Plan> planned = asking::plan(operation, input, *endpoint, target.profile.wire);
    if (!planned)
        return std::unexpected(planned.error());
    if (const Result<void> shown = asking::checkWithoutSession(operation, *planned); !shown)
        return std::unexpected(shown.error());
    signing::Signed ready = asking::signedRequest(*planned, asking::withoutToken(credentials), time);
    return Prepared{std::move(ready.request), *endpoint, std::move(ready.canonicalRequest),
                    std::move(ready.stringToSign)};
}

} // namespace formwork::client
