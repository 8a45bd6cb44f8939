// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/authorize.h"
#include "transport/cancellation.h"

#include <QCoroTask>

#include <chrono>
#include <memory>

class QTcpServer;

namespace formwork::signin
{

// Where a browser comes back to after signing in: http://127.0.0.1:PORT/oauth/callback. It listens from the
// moment it is made, on this computer alone, and answers every request with a page that says what happened.
// On the main thread.
class RedirectListener
{
public:
    RedirectListener();
    ~RedirectListener();
    RedirectListener(const RedirectListener &) = delete;
    RedirectListener &operator=(const RedirectListener &) = delete;

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] QString url() const; // with its port

    // The first request there that has this state. One with another state is told off and not counted: it is
    // somebody else's. Errors: "SignInRefused", "SignInTimedOut", "Cancelled".
    QCoro::Task<Result<Redirected>> wait(QString state, std::chrono::milliseconds patience,
                                         transport::CancellationPtr cancellation);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace formwork::signin
