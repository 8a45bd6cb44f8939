// SPDX-License-Identifier: Apache-2.0
#include "transport/cancellation.h"

#include <utility>

namespace formwork::transport
{

Cancellation::Listener &Cancellation::Listener::operator=(Listener &&other) noexcept
{
    if (this != &other) {
        end();
        m_state = std::move(other.m_state);
        m_id = other.m_id;
    }
    return *this;
}

void Cancellation::Listener::end()
{
    if (const std::shared_ptr<State> state = m_state.lock())
        state->listeners.erase(m_id);
    m_state.reset();
}

void Cancellation::cancel()
{
    const std::shared_ptr<State> state = m_state; // a listener may well drop the last one who holds this
    if (std::exchange(state->isCancelled, true))
        return;
    while (!state->listeners.empty()) { // any of them may end any other
        const auto first = state->listeners.extract(state->listeners.begin());
        first.mapped()();
    }
}

Cancellation::Listener Cancellation::onCancel(std::function<void()> callback)
{
    if (m_state->isCancelled) {
        callback();
        return {};
    }
    const int id = ++m_state->lastId;
    m_state->listeners.emplace(id, std::move(callback));
    return {m_state, id};
}

} // namespace formwork::transport
