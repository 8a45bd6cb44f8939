// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <memory>

namespace formwork::practice
{

// Takes the bytes of a connection apart into HTTP/1.1 requests, one after another. The target stays as it
// came, because a signature is over those bytes. Boost.Beast does the reading; it is known to the .cpp only.
class RequestParser
{
public:
    struct Limits {
        quint32 headerBytes = 64 * 1024;
        quint64 bodyBytes = 64ull * 1024 * 1024;
    };
    enum class State { NeedsHeader, NeedsBody, Complete, Failed };

    explicit RequestParser(const Limits &limits);
    ~RequestParser();

    [[nodiscard]] State state() const;
    [[nodiscard]] bool hasBegun() const; // whether a byte of the next request came
    // The header is there, and the client waits before it sends the body.
    [[nodiscard]] bool expectsContinue() const;
    [[nodiscard]] bool isSigned() const; // the header is there and holds or names a signature
    [[nodiscard]] qint64 held() const; // bytes kept of the request that is coming
    [[nodiscard]] bool keepsAlive() const; // Complete: whether another request may follow
    [[nodiscard]] int failureStatus() const; // Failed: 400, 413 or 431

    State feed(const QByteArray &bytes);

    // Complete: the request; the parser goes on with the bytes that follow it.
    [[nodiscard]] http::Request take();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace formwork::practice
