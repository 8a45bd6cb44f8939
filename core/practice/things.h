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
    QCborMap settings; // what was set of it by other operations, by what it is about
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
    // And what is in it: a kind that ends with the name of the thing ("object BUCKET").
    [[nodiscard]] Result<void> removeWhole(qint64 id);

    [[nodiscard]] Result<void> removeAll(const Place &place); // things of these kinds, however many there are

    [[nodiscard]] qint64 newest() const; // id of what was added last
    // Moves it to another kind and name, as it is.
    [[nodiscard]] Result<void> move(const Thing &thing);

    // Its name and what it can be asked for by are others from now on.
    [[nodiscard]] Result<void> rename(const Thing &thing);

    // Of any service and kind, in these Regions.
    [[nodiscard]] Result<QList<Thing>> everything(const QStringList &regions, qint64 after, int most) const;
    [[nodiscard]] Result<QList<Thing>> findAnywhere(const QStringList &regions,
                                                    const QStringList &handles) const;

    // Of any service, kind and Region, the newest first.
    [[nodiscard]] Result<QList<Thing>> newestOf(int most) const;

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
    [[nodiscard]] Result<QList<Thing>> where(const QString &condition, const QVariantList &values) const;
    [[nodiscard]] Result<void> addHandles(qint64 id, const QStringList &handles);

    Ledger &m_ledger;
};

} // namespace formwork::practice
