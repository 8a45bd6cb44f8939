// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "model/service.h"
#include "practice/behaviour.h"
#include "practice/lineages.h"
#include "practice/server.h"
#include "practice/states.h"
#include "practice/strongbox.h"
#include "relations/relations.h"

#include <QCborMap>
#include <QDateTime>

#include <functional>
#include <memory>

namespace formwork::practice
{

// What is told of a request beside what it asks for.
struct Arrival {
    QString requestId;
    QString userAgent;
    QString accessKeyId;
    QString caller; // ARN
    QDateTime first; // when it came, if it has waited since
};

// A request that is signed well and understood.
struct Call {
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborMap input;
    QString accountId;
    QString region;
    QDateTime now;
    QString endpoint; // as the client calls it, "http://127.0.0.1:4566"
    Timing timing;
    std::chrono::milliseconds trailDelay{0}; // until CloudTrail shows what arrived
    bool checksReferences = false;
    States::Peers peer; // another operation of the service; may be empty
    std::shared_ptr<Behaviour> behaviour; // of the operation's own; null: none
    std::function<std::shared_ptr<Behaviour>(const QString &operation)> behaviourOf; // may be empty
    std::function<StatesPtr(const relations::Relation &)> statesOf; // of what a creation makes; may be empty
    std::function<relations::ServiceRelationsPtr(const QString &service)> relationsOf; // may be empty
    std::function<LineagesPtr()> lineagesOf; // of the operation's service; may be empty
    std::function<model::OperationPtr(const QString &service, const QString &name)> elsewhere; // may be empty
    std::function<QList<model::ServicePtr>()> services; // all there are; may be empty
    std::shared_ptr<StrongBox> secrets; // null: nothing secret is kept
    Arrival arrival;
    std::function<void(const QString &topic)> stir; // what waits for the topic is asked again; may be empty
    std::function<Result<void>(const Call &, const Outcome<QCborValue> &)> record; // may be empty

    [[nodiscard]] QString name() const { return operation->service->id + u'.' + operation->name; }
    // Where things are kept: services that have one endpoint for all Regions keep them in none.
    [[nodiscard]] bool isGlobal() const { return !operation->service->globalEndpoint.isEmpty(); }
};

} // namespace formwork::practice
