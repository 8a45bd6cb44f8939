// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "relations/relation.h"

#include <QCborMap>
#include <QHash>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace formwork::practice
{

// How far a thing is.
struct Moment {
    bool isSettled = true; // what was begun is done
    bool isEnded = false; // deleted, but still to be seen
    QString verb; // of the operation that changed it last, in small letters: "stop"; empty: its creation
};

// The states of a kind of thing: what the waiters of the operations that read it wait for, else what an
// enumeration has of the usual words.
class States
{
public:
    // The operation of that name, of the service that the things are of; null: none.
    using Peers = std::function<model::OperationPtr(const QString &)>;

    States() = default;
    States(const relations::Relation &creation, const Peers &peers);

    [[nodiscard]] bool isState(const model::Member &member) const;
    [[nodiscard]] std::optional<QString> value(const model::Member &member, const Moment &moment) const;

    [[nodiscard]] const QString &absence() const { return m_absence; } // error of what is not there; or empty
    [[nodiscard]] bool lingers() const { return m_lingers; } // what is deleted is waited for by a state

    // Whether the request asks for those that are ended: by their state.
    [[nodiscard]] bool areEndedAsked(const QCborMap &input) const
    {
        return !m_knownEnded.isEmpty() && input.value(m_known).toString() == m_knownEnded;
    }

    // Without the states, which move on.
    [[nodiscard]] QCborMap stripped(const QCborMap &map, const model::Shape &shape) const;

private:
    struct Values {
        QStringList settled; // the likeliest first
        QStringList ended;
        QStringList others; // what other waiters wait for, or wait to be over
    };
    struct Waited;

    void read(const model::Operation &operation);
    void read(const QString &waiter, const QJsonObject &acceptor, const model::Operation &operation);

    QHash<QString, Values> m_values; // by member and shape
    QString m_known; // member that data tell of; empty: none
    QString m_knownSettled;
    QString m_knownEnded;
    QString m_absence;
    bool m_lingers = false;
};

using StatesPtr = std::shared_ptr<const States>;

} // namespace formwork::practice
