// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>

namespace formwork::transport
{

// Set by the person who presses Cancel; looked at before every step, and listened to by whatever takes a
// while. Any number may listen. One thread's.
class Cancellation
{
    struct State {
        bool isCancelled = false;
        int lastId = 0;
        std::map<int, std::function<void()>> listeners;
    };

public:
    // Listens as long as it lives; it may outlive the cancellation.
    class [[nodiscard]] Listener
    {
    public:
        Listener() = default;
        Listener(Listener &&other) noexcept = default;
        Listener &operator=(Listener &&other) noexcept;
        ~Listener() { end(); }
        void end();

    private:
        friend class Cancellation;
        Listener(const std::shared_ptr<State> &state, int id)
            : m_state(state)
            , m_id(id)
        {
        }
        std::weak_ptr<State> m_state;
        int m_id = 0;
    };

    void cancel(); // each listener is told once
    [[nodiscard]] bool isCancelled() const { return m_state->isCancelled; }
    Listener onCancel(std::function<void()> callback); // told at once if it is cancelled already

private:
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

using CancellationPtr = std::shared_ptr<Cancellation>;

// The same where there may be nothing to listen to.
[[nodiscard]] inline Cancellation::Listener whenCancelled(const CancellationPtr &cancellation,
                                                          std::function<void()> callback)
{
    return cancellation ? cancellation->onCancel(std::move(callback)) : Cancellation::Listener();
}

} // namespace formwork::transport
