// SPDX-License-Identifier: Apache-2.0
#include "client/transport.h"

namespace formwork::client
{

void Cancellation::cancel()
{
    if (std::exchange(m_cancelled, true))
        return;
    // The callback may well replace or clear itself while it runs.
    if (const auto callback = std::exchange(m_callback, {}))
        callback();
}

void Cancellation::onCancel(std::function<void()> callback)
{
    if (m_cancelled && callback)
        callback();
    else
        m_callback = std::move(callback);
}

} // namespace formwork::client
