// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborMap>

#include <optional>

namespace formwork::practice
{

// Which page of a list is asked for, as the model's paginator has it.
class Paging
{
public:
    Paging(const model::Operation &operation, const QCborMap &input);

    [[nodiscard]] bool isValid() const { return m_after.has_value(); } // the token is one of ours
    [[nodiscard]] qint64 after() const { return m_after.value_or(0); } // id of the last thing before
    [[nodiscard]] int most() const { return m_most; } // things on the page

    // Says in the answer where the next page begins, behind the thing with that id.
    void tell(QCborMap &answer, bool hasMore, qint64 last) const;

private:
    QString m_outputToken; // empty: everything is one page
    QString m_moreResults;
    std::optional<qint64> m_after = 0;
    int m_most = 1000;
};

} // namespace formwork::practice
