// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/itemexpressions.h"
#include "practice/itemtable.h"

#include <functional>

namespace formwork::practice
{

// The items in tables: written one by one, many at once and together, read by key, by query and by scan.
// Which operation does what is data ("methods" in resources/practice.json).
class Items final : public Behaviour
{
public:
    explicit Items(Ledger &ledger)
        : m_ledger(ledger)
        , m_things(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    // A write that is asked for, alone or beside others.
    struct Wish {
        enum class Kind : quint8 { Put, Update, Delete, Check };
        Kind kind = Kind::Put;
        QCborMap input;
    };
    struct Written {
        std::optional<QCborMap> before; // the item; nothing: there was none
        QCborMap after; // empty: there is none
        QList<ItemPath> touched; // by an update
        qint64 size = 0; // of the larger one, in bytes
    };
    // What a query or a scan goes through, and where it begins.
    struct Walk {
        ItemTable table;
        std::optional<ItemTable::Index> index;
        std::optional<QCborMap> hash; // of a query
        QByteArray start; // after this order; empty: from the first
        bool isBackward = false;
    };
    using Take = std::function<bool(const QCborMap &item)>; // false: that was the last one

    [[nodiscard]] Answer put(const Call &call);
    [[nodiscard]] Answer get(const Call &call);
    [[nodiscard]] Answer update(const Call &call);
    [[nodiscard]] Answer remove(const Call &call);
    [[nodiscard]] Answer query(const Call &call);
    [[nodiscard]] Answer scan(const Call &call);
    [[nodiscard]] Answer writeMany(const Call &call);
    [[nodiscard]] Answer readMany(const Call &call);
    [[nodiscard]] Answer writeTogether(const Call &call);
    [[nodiscard]] Answer readTogether(const Call &call);
    [[nodiscard]] Answer checkTable(const Call &call); // that is to be created
    [[nodiscard]] Answer changeTable(const Call &call);
    [[nodiscard]] Answer dropTable(const Call &call);
    [[nodiscard]] Answer describeTable(const Call &call);

    [[nodiscard]] Outcome<Thing> tableThing(const Call &call, const QString &name) const;
    [[nodiscard]] Outcome<ItemTable> table(const Call &call, const QString &name) const;
    [[nodiscard]] Outcome<std::optional<Thing>> known(const Call &call, const ItemTable &table,
                                                      const QString &name) const;
    [[nodiscard]] Outcome<void> keep(const Call &call, const ItemTable &table, const QString &name,
                                     const std::optional<Thing> &before, const QCborMap &item);
    [[nodiscard]] Outcome<Written> write(const Call &call, const Wish &wish);
    [[nodiscard]] Outcome<std::optional<QCborMap>> read(const Call &call, const QCborMap &input) const;
    [[nodiscard]] Answer written(const Call &call, Wish::Kind kind);

    [[nodiscard]] Outcome<void> eachItem(const Call &call, const ItemTable &table, const QByteArray &begin,
                                         const QByteArray &after, const Take &take) const;
    [[nodiscard]] Outcome<void> eachOf(const Call &call, const Walk &walk, const Take &take) const;
    [[nodiscard]] Outcome<Walk> walkOf(const Call &call) const;
    [[nodiscard]] Answer page(const Call &call, const Walk &walk, const std::optional<ItemCondition> &keys,
                              ItemWords &words) const;

    Ledger &m_ledger;
    Things m_things;
};

} // namespace formwork::practice
