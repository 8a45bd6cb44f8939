// SPDX-License-Identifier: Apache-2.0
#include "transport/pause.h"

#include <QCoroTimer>
#include <QPointer>
#include <QTimer>

namespace formwork::transport
{

QCoro::Task<void> pause(std::chrono::milliseconds delay, CancellationPtr cancellation)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(delay);
    const Cancellation::Listener listener = whenCancelled(cancellation, [watched = QPointer(&timer)] {
        if (watched)
            watched->start(0);
    });
    if (timer.isActive())
        co_await timer;
}

} // namespace formwork::transport
