// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/ledger.h"

#include <QCborMap>

namespace formwork::practice
{

// Something that was created and can be read, listed, changed and deleted.
struct Thing {
    qint64 id = 0; // grows with each
    QString service;
    QString kind; // the operation that creates such
    QString region;
    QString name; // its own, where it has one
    QDateTime created;
    QCborMap input; // what it was created with, and what was changed since; no secrets
    QCborMap output; // what its creation was answered with
    QCborMap tags; // texts by key
    QStringList handles; // names, ids and ARNs that it can be asked for by
    QString verb; // of the operation that changed it last; empty: none did
    QDateTime changed; // by that; invalid: never
    QDateTime ended; // deleted, but still to be seen for a while; invalid: it is there
};

// The things of a ledger. To be used as the rest of it, between begin() and commit().
class Things
{
public:
    explicit Things(Ledger &ledger)
        : m_ledger(ledger)
    {
    }

    // Which are meant.
    struct Place {
        QString service;
        QStringList kinds;
        QString region; // or account and Region
    };

    [[nodiscard]] Result<void> add(const Thing &thing); // what the resource is that was added last
    [[nodiscard]] Result<void> change(const Thing &thing); // input, output and handles, by id
    [[nodiscard]] Result<void> remove(qint64 id); // and the resource, with what it counts under

    // In the order of their creation, so many at most after the one with that id.
    [[nodiscard]] Result<QList<Thing>> list(const Place &place, qint64 after, int most) const;
    // Those that one of the handles is for.
    [[nodiscard]] Result<QList<Thing>> find(const Place &place, const QStringList &handles) const;
    [[nodiscard]] Result<QList<Thing>> named(const Place &place, const QString &name) const;
    // In the order of their names, from that one on or after it.
    [[nodiscard]] Result<QList<Thing>> byName(const Place &place, const QString &from, bool withIt,
                                              int most) const;

    // Bytes that belong to a thing.
    [[nodiscard]] Result<void> addBody(const QByteArray &bytes); // to the one that was added last
    [[nodiscard]] Result<QByteArray> body(qint64 id) const;

private:
    [[nodiscard]] Result<QList<Thing>> query(const Place &place, const QString &condition,
                                             const QVariantList &values) const;
    [[nodiscard]] Result<void> addHandles(qint64 id, const QStringList &handles);

    Ledger &m_ledger;
};

} // namespace formwork::practice
