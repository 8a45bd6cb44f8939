// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/trail.h"

#include <QCborMap>

namespace formwork::evidence
{

// One event as CloudTrail keeps it.
struct TrailEvent {
    QString id;
    QDateTime time;
    QString userAgent;
    QString requestId;
    QString caller; // ARN
    QString accessKeyId;
    QString errorCode; // empty: carried out
    QCborMap parameters;
    QCborMap answer;
};

[[nodiscard]] TrailEvent trailEvent(const QCborMap &event);

// What the events of the row's operation say of the row. An event is the row's by its marker, its request id
// or its client token; by its parameters alone only where the row had no marker and the same access key was
// used at the time. Refused: only where each attempt that may have been carried out is among them.
[[nodiscard]] Trail judgeTrail(const Subject &subject, const QList<journal::Attempt> &attempts,
                               const QList<TrailEvent> &events);

} // namespace formwork::evidence
