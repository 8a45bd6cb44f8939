// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "forms/offers.h"
#include "session/session.h"

namespace formwork::operation
{

// The texts that the members of an operation had in requests of one account and Region, and in saved forms,
// the latest first; never of secrets. Looked for in the background.
class UsedValues : public QObject
{
    Q_OBJECT

public:
    UsedValues(session::Session *session, QObject *parent);

    void learn(const model::OperationPtr &operation, const client::Target &target); // found() follows
    [[nodiscard]] QStringList at(const document::Pointer &place) const;

    // What of it is known by its place, with "*" for any entry of a list.
    using Found = QHash<QString, QStringList>;

Q_SIGNALS:
    void found();

private:
    session::Session *m_session;
    Found m_found;
    Latest m_reading;
};

} // namespace formwork::operation
