// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "model/service.h"

#include <QCborMap>
#include <QDateTime>

#include <functional>

namespace formwork::practice
{

// A request that is signed well and understood.
struct Call {
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborMap input;
    QString accountId;
    QString region;
    QDateTime now;
    std::function<model::OperationPtr(const QString &)> peer; // another of the service; null: it has none
    [[nodiscard]] QString name() const { return operation->service->id + u'.' + operation->name; }
};

} // namespace formwork::practice
