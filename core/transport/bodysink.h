// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"

#include <memory>

namespace formwork::transport
{

// Takes the body of an answer as it comes in, in place of memory. On the sender's thread.
class BodySink
{
public:
    virtual ~BodySink() = default;
    [[nodiscard]] virtual Result<void> begin(const http::Response &head) = 0; // of an answer of 2xx
    [[nodiscard]] virtual Result<void> write(const QByteArray &bytes) = 0; // an error ends the exchange
    [[nodiscard]] virtual qint64 received() const = 0; // bytes that are there
    [[nodiscard]] virtual qint64 total() const = 0; // -1: not known
};

using BodySinkPtr = std::shared_ptr<BodySink>;

} // namespace formwork::transport
