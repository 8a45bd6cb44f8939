// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <chrono>

namespace formwork::practice
{

class Server;

// What goes otherwise than usual for those who sign in to the practice account. One a server, its child.
class Rehearsal : public QObject
{
    Q_OBJECT

public:
    explicit Rehearsal(QObject *server);

    std::chrono::seconds session{0}; // that credentials given out from now on last; 0: as usual
    bool takesRoles = false; // of each account of the Identity Center only the right to read is left
};

[[nodiscard]] Rehearsal &rehearsalOf(Server &server);

} // namespace formwork::practice
