// SPDX-License-Identifier: Apache-2.0
#include "cli/interruption.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace formwork::cli
{

namespace
{

constexpr std::array kSignals{SIGINT, SIGTERM};

// A signal may come at any instruction; all it may do is write a byte for the event loop to find.
std::array<int, 2> s_ends{-1, -1};

void tell(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(s_ends[1], &byte, 1);
}

void handle(void (*handler)(int))
{
    struct sigaction action{};
    action.sa_handler = handler;
    ::sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND); // the second one is not caught
    for (const int signal : kSignals)
        ::sigaction(signal, &action, nullptr);
}

} // namespace

Interruption::Interruption()
{
    if (::pipe2(s_ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then a signal ends the program, and the row stays open until it is looked at again
    m_notifier = std::make_unique<QSocketNotifier>(s_ends[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [notifier = m_notifier.get(), cancellation = m_cancellation] {
                         notifier->setEnabled(false);
                         cancellation->cancel();
                     });
    handle(tell);
}

Interruption::~Interruption()
{
    if (!m_notifier)
        return;
    handle(SIG_DFL);
    m_notifier.reset();
    for (int &end : s_ends)
        ::close(std::exchange(end, -1));
}

} // namespace formwork::cli
