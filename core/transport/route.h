// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>

namespace formwork::transport
{

// How connections are made: through which proxy, and whose certificates count.
struct Route {
    enum class Proxy {
        System, // the environment's, else the desktop's
        None,
        Manual
    };
    Proxy proxy = Proxy::System;
    QUrl proxyUrl = {}; // Manual: http or socks5, without user and password
    QString proxyUser = {};
    QString proxyPassword = {}; // never part of a text
    QString caBundle = {}; // a PEM file beside the system's certificates; empty: the one AWS_CA_BUNDLE names

    bool operator==(const Route &) const = default;
};

} // namespace formwork::transport
