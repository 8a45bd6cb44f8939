// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/call.h"
#include "practice/knowledge.h"

namespace formwork::practice
{

// The filters of a request that lists: lists of names with values ("vpc-id", "tag:team"), the beginning of a
// name, and members that say what the things have under the same name. What is not known of a thing filters
// nothing.
class Sieve
{
public:
    explicit Sieve(const Call &call);

    [[nodiscard]] bool isEmpty() const
    {
        return m_wanted.isEmpty() && m_beginnings.isEmpty() && m_folder.isEmpty();
    }
    [[nodiscard]] bool passes(const Knowledge &known) const;

private:
    struct Wanted {
        QString name;
        QStringList values;
    };
    void addFilters(const QCborValue &filters);

    QList<Wanted> m_wanted;
    QList<Wanted> m_beginnings;
    QString m_folder; // that the names are in; empty: any
    bool m_isDeep = false; // or in one of its folders
};

} // namespace formwork::practice
