// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/itemvalues.h"
#include "practice/things.h"

namespace formwork::practice
{

// What the creation of a table says of the keys of its items, and of its indexes.
class ItemTable
{
public:
    static constexpr qint64 kLargestItem = 400 * 1024; // bytes

    struct KeyPart {
        QString name; // empty: there is none
        QString type; // "S", "N", "B"
    };
    struct Keys {
        KeyPart hash;
        KeyPart range;
    };
    struct Index {
        QString name;
        Keys keys;
        bool isGlobal = false;
        QString projection; // "ALL", "KEYS_ONLY", "INCLUDE"
        QStringList included;
    };

    explicit ItemTable(const Thing &table);

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] QString kind() const { return kindOf(m_name); } // of its items
    [[nodiscard]] static QString kindOf(const QString &table) { return QStringLiteral("item ") + table; }
    [[nodiscard]] const Keys &keys() const { return m_keys; }
    [[nodiscard]] const QList<Index> &indexes() const { return m_indexes; }
    [[nodiscard]] std::optional<Index> index(const QString &name) const;

    // What an item is called among the others, in the order of the keys; refused where its keys are not
    // right.
    [[nodiscard]] Outcome<QString> nameOfItem(const QCborMap &item) const;
    [[nodiscard]] Outcome<QString> nameOfKey(const QCborMap &key) const; // the keys and no more
    [[nodiscard]] Outcome<QString> nameFor(const QCborMap &item) const; // of one whose keys are of the types
    [[nodiscard]] QByteArray orderIn(const Keys &keys, const QCborMap &item) const; // empty: it is not in it
    [[nodiscard]] QCborMap keyOf(const QCborMap &item, const Keys &keys) const; // and the table's own
    [[nodiscard]] static QByteArray beginOf(const QCborMap &hash); // of the names of all with that value
    [[nodiscard]] bool isKey(const QString &attribute) const;
    // As the index has it.
    [[nodiscard]] QCborMap shownIn(const Index &index, const QCborMap &item) const;

private:
    [[nodiscard]] Keys keysIn(const QCborMap &description) const;

    QString m_name;
    QHash<QString, QString> m_types; // of the attributes that are defined
    Keys m_keys;
    QList<Index> m_indexes;
};

} // namespace formwork::practice
