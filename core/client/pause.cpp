// SPDX-License-Identifier: Apache-2.0
#include "client/pause.h"

#include <QCoroTimer>
#include <QPointer>
#include <QTimer>

namespace formwork::client
{

QCoro::Task<void> pause(std::chrono::milliseconds delay, CancellationPtr cancellation)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(delay);
    if (cancellation)
        cancellation->onCancel([watched = QPointer(&timer)] {
            if (watched)
                watched->start(0);
        });
    if (timer.isActive())
        co_await timer;
    if (cancellation)
        cancellation->onCancel({});
}

} // namespace formwork::client
