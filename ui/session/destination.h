// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

namespace formwork::session
{

// Where the requests of one window go: to the account and the Region that were selected when it was opened,
// whatever is selected in the main window since. Belongs to that window.
class Destination : public QObject
{
    Q_OBJECT
public:
    explicit Destination(Session *session, QObject *parent = nullptr);

    [[nodiscard]] client::Target target() const; // the account as it is now
    [[nodiscard]] bool isSelected() const; // in the main window too
    void follow(); // goes to what is selected now
    // The document of a form as it would be sent there: with the tag of an account that wants one.
    [[nodiscard]] QCborValue asSent(const model::Operation &operation, const QCborValue &document) const;
    [[nodiscard]] QString
    takeRequestTag(); // what asSent() has shown, maybe empty; the next request has another
    void goTo(const QString &profileId, const QString &region); // where there is such an account

Q_SIGNALS:
    void changed(); // another one, edited, or something else is selected

private:
    Session *m_session;
    client::Target m_target; // as it was last
    mutable QString m_requestTag; // shown; empty: not yet
};

} // namespace formwork::session
