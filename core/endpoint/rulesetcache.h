// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/ruleset.h"

#include <QMutex>

namespace formwork::endpoint
{

// Compiled rule sets of the services used last. Found by the text's own bytes, which a service keeps for its
// life, so a hit costs a comparison of addresses. Thread-safe.
class RuleSetCache
{
public:
    [[nodiscard]] Result<RuleSetPtr> get(const QByteArray &json, const QString &origin);

private:
    static constexpr size_t kMost = 32;

    struct Entry {
        QByteArray json; // held, so that its address cannot belong to another text
        RuleSetPtr rules;
    };

    QMutex m_mutex;
    std::vector<Entry> m_entries; // the one used last at the end
};

} // namespace formwork::endpoint
