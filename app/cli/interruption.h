// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/transport.h"

#include <QSocketNotifier>

#include <memory>

namespace formwork::cli
{

// Ctrl-C, or whoever ends the program with SIGTERM, while something is under way: it is cancelled as a person
// would cancel it, so that the history says what is known of it and the part of a file is kept. The second
// time the program ends at once. One at a time, on the main thread.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    [[nodiscard]] const transport::CancellationPtr &cancellation() const { return m_cancellation; }

private:
    transport::CancellationPtr m_cancellation = std::make_shared<transport::Cancellation>();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace formwork::cli
