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
    // The keys go by way of CBOR, which does not look for equal ones. The values do not, and keys that begin
    // with U+FEFF only where they are many, because Qt drops that when it reads.
    const auto isOdd = [](const QString &key) { return key.startsWith(QChar(0xfeff)); };
    std::vector<size_t> apart;
    for (size_t i = 0; i < entries.size(); ++i) {
        if (isOdd(entries[i].first) && last.value(entries[i].first) == i)
            apart.push_back(i);
    }
    if (apart.size() > kSmall)
        apart.clear();
    for (const size_t i : apart)
        last.remove(entries[i].first);
    QByteArray bytes;
    QCborStreamWriter writer(&bytes);
    writer.startMap(static_cast<quint64>(last.size()));
    for (size_t i = 0; i < entries.size(); ++i) {
        const QString &key = entries[i].first;
        if (last.value(key, entries.size()) != i)
            continue;
        writer.append(key);
        writer.append(nullptr);
    }
    writer.endMap();
    QCborMap map = QCborValue::fromCbor(bytes).toMap();
    auto place = map.begin();
    for (size_t i = 0; i < entries.size(); ++i) {
        if (last.value(entries[i].first, entries.size()) == i)
            (place++).value() = entries[i].second;
    }
    for (const size_t i : apart)
        map.insert(entries[i].first, entries[i].second);
    return map;
}

} // namespace formwork::protocol
