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

Q_SIGNALS:
    void changed(); // another one, edited, or something else is selected

private:
    Session *m_session;
    client::Target m_target; // as it was last
};

} // namespace formwork::session
