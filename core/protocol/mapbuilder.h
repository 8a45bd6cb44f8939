// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborMap>
#include <QCborValue>

#include <utility>
#include <vector>

namespace formwork::protocol
{

// Gathers the entries of a map in their order. QCborMap looks through all its keys at each insertion; an
// answer with a hundred thousand keys would take minutes, so large maps go another way. Of equal keys the
// last one wins.
class MapBuilder
{
public:
    void append(QString key, QCborValue value) { m_entries.emplace_back(std::move(key), std::move(value)); }
    [[nodiscard]] QCborMap take();

private:
    std::vector<std::pair<QString, QCborValue>> m_entries;
};

} // namespace formwork::protocol
