// SPDX-License-Identifier: Apache-2.0
#include "model/traittext.h"

#include <QJsonDocument>
#include <QMutex>

#include <algorithm>
#include <vector>

namespace formwork::model
{

namespace
{

constexpr size_t kMost = 32;

struct Entry {
    QByteArray json; // held, so that its address cannot belong to another text
    QJsonObject object;
};

} // namespace

QJsonObject traitObject(const QByteArray &json)
{
    if (json.isEmpty())
        return {};
    static QMutex mutex;
    static std::vector<Entry> entries; // the one used last at the end
    const QMutexLocker lock(&mutex);
    const auto known = std::ranges::find_if(entries, [&json](const Entry &entry) {
        return entry.json.constData() == json.constData() && entry.json.size() == json.size();
    });
    if (known != entries.end()) {
        std::rotate(known, known + 1, entries.end());
        return entries.back().object;
    }
    if (entries.size() == kMost)
        entries.erase(entries.begin());
    entries.push_back({json, QJsonDocument::fromJson(json).object()});
    return entries.back().object;
}

} // namespace formwork::model
