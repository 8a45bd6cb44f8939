// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QCborMap>
#include <QDateTime>
#include <QList>
#include <QString>

namespace formwork::practice
{

// What the account holds, as a person is shown it: one thing of those that can be read, changed and deleted.
struct Holding {
    enum class State : quint8 { Hidden, Settling, There, Gone };
    qint64 id = 0;
    QString service;
    QString operation; // that made it; empty: it is nothing that is made by one (an object in a bucket)
    QString kind; // in words for people: "DBInstance", "object"
    QString name; // its own, or what it is known by
    QString region; // empty: it belongs to none
    QString account;
    QDateTime created;
    State state = State::There;
    QCborMap input; // what it was made with and what was changed since; no secrets
};

} // namespace formwork::practice
