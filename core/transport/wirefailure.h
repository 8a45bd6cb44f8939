// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QNetworkReply>
#include <QSslError>

namespace formwork::transport
{

// What is known of an exchange that ended without an answer.
struct WireFailure {
    QNetworkReply::NetworkError error = QNetworkReply::UnknownNetworkError;
    QString text; // the library's own, English
    QList<QSslError> sslErrors;
    QUrl url;
    bool bytesMayHaveLeft = false;
};

// The failure in words: its code and phase as transport.h says, a sentence that names the endpoint, and the
// way out.
[[nodiscard]] Error describe(const WireFailure &wireFailure);

[[nodiscard]] Error timedOut(const QUrl &url, std::chrono::milliseconds limit, bool bytesMayHaveLeft);
[[nodiscard]] Error cancelled(const QUrl &url, bool bytesMayHaveLeft);

} // namespace formwork::transport
