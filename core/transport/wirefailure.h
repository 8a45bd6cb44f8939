// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QAbstractSocket>
#include <QSslError>
#include <QUrl>

#include <chrono>

namespace formwork::transport
{

// What is known of an exchange that ended without an answer.
struct WireFailure {
    QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
    QString text; // the library's own, English
    QList<QSslError> sslErrors;
    QUrl url;
    QString proxy; // the one that has not let the request through; else empty
    bool bytesMayHaveLeft = false;
};

// The failure in words: its code and phase as transport.h says, a sentence that names the endpoint, and the
// way out.
[[nodiscard]] Error describe(const WireFailure &wireFailure);

// Answers that are none.
[[nodiscard]] Error notHttp(const QUrl &url);
[[nodiscard]] Error brokenAnswer(const QUrl &url); // where its body ends cannot be told
[[nodiscard]] Error tooLarge(const QUrl &url, qint64 limit);

[[nodiscard]] Error becameShorter(const QUrl &url, const QString &file); // while it was sent

// In place of a way to the service.
[[nodiscard]] Error proxyRefused(const QUrl &url, const QString &proxy, int status);
[[nodiscard]] Error proxyOverTls(const QUrl &url, const QString &proxy);
[[nodiscard]] Error proxyAnsweredOddly(const QUrl &url, const QString &proxy);

// No connection was made, with a proxy where it was on its way there; and no answer came.
[[nodiscard]] Error timedOut(const QUrl &url, const QString &proxy, std::chrono::milliseconds limit);
[[nodiscard]] Error unanswered(const QUrl &url, std::chrono::milliseconds limit);
[[nodiscard]] Error cancelled(const QUrl &url, bool bytesMayHaveLeft);

} // namespace formwork::transport
