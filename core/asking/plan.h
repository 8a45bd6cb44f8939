// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"
#include "endpoint/resolve.h"
#include "signing/signer.h"
#include "transfer/upload.h"

#include <optional>

namespace formwork::asking
{

// The custom endpoint, never asked under that name, of an account that is a part of the practice account,
// wherever that listens in this run.
[[nodiscard]] QString practiceAddress();

// Where a call goes: the target's own endpoint, the practice account's, the profile's, or AWS's.
[[nodiscard]] Result<endpoint::Endpoint> endpointFor(const Environment &environment,
                                                     const model::Operation &operation,
                                                     const QCborValue &input, const Target &target);

// A request inside of a request: presigned for another region at the moment of signing, because the time is
// in it too, and added to the form as one more parameter.
struct Enclosed {
    QByteArray parameter;
    http::Request request;
    signing::Options signing;
};

// A request ready but for its signature, which is made anew for every attempt because the time is in it.
struct Plan {
    endpoint::Endpoint endpoint;
    http::Request request;
    signing::Options signing;
    std::optional<Enclosed> enclosed;
    std::optional<transfer::UploadFile> upload; // the body, instead of the request's own
    bool isSigned = true; // false: the operation takes no credentials
    bool usesToken = false; // a bearer token instead of a signature
    QByteArray
        sessionHeader; // signed with the keys of a session (asking/sessionkeys.h), whose token goes here
};
[[nodiscard]] Result<Plan> plan(const model::Operation &operation, const QCborValue &input,
                                const endpoint::Endpoint &endpoint,
                                const credentials::WireSettings &wire = {});

[[nodiscard]] signing::Signed signedRequest(const Plan &plan, const credentials::Credentials &credentials,
                                            const QDateTime &time);

// Makes a file the body of a plan whose body is still empty: its hash into the signature, its checksum into
// the headers. Error: Phase::Serialise where the operation asks for a checksum that is not known of a file.
[[nodiscard]] Result<void> planUpload(const model::Operation &operation, const QCborValue &input,
                                      const transfer::UploadFile &file, const credentials::WireSettings &wire,
                                      Plan &plan);

[[nodiscard]] QByteArray userAgent(); // "formwork/VERSION os/... md/qt#..."

} // namespace formwork::asking
