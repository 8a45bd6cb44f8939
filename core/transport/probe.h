// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/transport.h"

namespace formwork::transport
{

// What lies between this computer and an endpoint, found out without sending anything to it.
struct Probe {
    QString proxy; // "http://proxy.example:3128", without user and password; empty: none
    QStringList addresses; // of the proxy, else of the host
    QString security; // https: "TLSv1.3, certificate of *.example.com by Example CA"
    enum class Stop { Nowhere, Name, Connection };
    Stop stop = Stop::Nowhere;
    std::optional<Error> error; // why it stopped
};

// Looks the name up, connects through the route's proxy and, for https, shakes hands. `resolved` is called
// once the name is known, before anything is connected.
QCoro::Task<Probe> probe(QUrl url, Route route, Timeouts timeouts,
                         std::function<void(const Probe &)> resolved);

} // namespace formwork::transport
