// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/things.h"

#include <QHash>

#include <list>

namespace formwork::practice
{

// What things were given that is secret: in memory alone, for as long as the account runs, and never in its
// file. Where there is too much the oldest goes.
class StrongBox
{
public:
    static constexpr qsizetype kMost = 10'000; // things
    static constexpr qsizetype kLargest = 128 * 1024; // bytes of one thing

    void keep(const Thing &thing, const QCborMap &input);
    void add(const Thing &thing, const QCborMap &input); // to what is known of it
    void clear();
    [[nodiscard]] QCborMap inputOf(const Thing &thing) const; // whole, with its secrets; empty: none is known

private:
    QHash<QString, QCborMap> m_inputs;
    std::list<QString> m_order; // the oldest first
};

} // namespace formwork::practice
