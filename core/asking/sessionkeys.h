// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/profile.h"

#include <QCoroTask>
#include <QDateTime>
#include <QHash>

#include <memory>
#include <optional>

namespace formwork::asking
{

struct Question;

// The keys of sessions that are still good, in memory only; one a program.
class SessionCache
{
public:
    [[nodiscard]] std::optional<credentials::Credentials> find(const QByteArray &of,
                                                               const QDateTime &now) const;
    void keep(const QByteArray &of, const credentials::Credentials &keys, const QDateTime &end);

private:
    struct Entry {
        credentials::Credentials keys;
        QDateTime end;
    };
    QHash<QByteArray, Entry> m_entries;
};

// What a question, whose keys are those of the account, is signed with: these, or where its scheme asks for
// them those of a session. That begins with a question of its own.
QCoro::Task<Result<credentials::Credentials>> signingKeys(Question question, bool needsSession);

} // namespace formwork::asking
