// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <expected>

namespace formwork
{

// Where in the way of a call something went wrong; the order is the order of the way.
enum class Phase {
    Local, // files, settings, arguments
    Model, // a service model or a guide
    Input, // the document does not fit the operation
    Journal, // the history could not be written, so nothing was sent
    Credentials,
    Endpoint,
    Serialise,
    Sign,
    Connect, // no connection was made: nothing left this machine
    Send, // bytes may have left; no complete answer came back
    Parse, // an answer came back that is not what the protocol says
    Service, // the service answered with an error
};

// A failure as a value. `message` is a whole sentence for a person, without secrets; `advice` says what to do
// next and may be empty. `code` is the field's own name where one exists (an AWS error code, a TLS error),
// else ours.
struct Error {
    Phase phase = Phase::Local;
    QString code;
    QString message;
    QString advice;
    int httpStatus = 0; // 0: no HTTP answer
    QString requestId; // x-amzn-requestid and its kin, empty if none
    bool retryable = false;
    bool throttling = false;
    bool bytesMayHaveLeft = false; // whether any byte of the request may have reached the network

    [[nodiscard]] QString sentence() const { return advice.isEmpty() ? message : message + u' ' + advice; }
};

template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> failure(Phase phase, QString code, QString message,
                                                    QString advice = {})
{
    return std::unexpected(Error{phase, std::move(code), std::move(message), std::move(advice)});
}

} // namespace formwork
