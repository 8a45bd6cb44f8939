// SPDX-License-Identifier: Apache-2.0
#include "protocol/mapbuilder.h"

#include <QCborStreamWriter>
#include <QHash>

namespace formwork::protocol
{

namespace
{
constexpr size_t kSmall = 64;
} // namespace

QCborMap MapBuilder::take()
{
    const auto entries = std::exchange(m_entries, {});
    if (entries.size() <= kSmall) {
        QCborMap map;
        for (const auto &[key, value] : entries)
            map.insert(key, value);
        return map;
    }
    QHash<QString, size_t> last;
    last.reserve(static_cast<qsizetype>(entries.size()));
    for (size_t i = 0; i < entries.size(); ++i)
        last.insert(entries[i].first, i);
    QByteArray bytes;
    QCborStreamWriter writer(&bytes);
    writer.startMap(static_cast<quint64>(last.size()));
    for (size_t i = 0; i < entries.size(); ++i) {
        if (last.value(entries[i].first) != i)
            continue;
        writer.append(entries[i].first);
        entries[i].second.toCbor(writer);
    }
    writer.endMap();
    return QCborValue::fromCbor(bytes).toMap();
}

} // namespace formwork::protocol
