// SPDX-License-Identifier: Apache-2.0
#include "endpoint/rulesetcache.h"

#include <QMutexLocker>

#include <algorithm>

namespace formwork::endpoint
{

Result<RuleSetPtr> RuleSetCache::get(const QByteArray &json, const QString &origin)
{
    const QMutexLocker lock(&m_mutex);
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.json.constData() == json.constData() && entry.json.size() == json.size();
    });
    if (found != m_entries.end()) {
        std::rotate(found, found + 1, m_entries.end());
        return m_entries.back().rules;
    }
    Result<RuleSetPtr> rules = RuleSet::parse(json, origin);
    if (rules) {
        if (m_entries.size() == kMost)
            m_entries.erase(m_entries.begin());
        m_entries.push_back({json, *rules});
    }
    return rules;
}

} // namespace formwork::endpoint
