// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslKey>

namespace formwork::tests
{

// A self-signed certificate for 127.0.0.1 and localhost, made anew for every test.
struct TlsIdentity {
    QSslCertificate certificate;
    QSslKey key;
};

struct CertificateOptions {
    QByteArray names = "IP:127.0.0.1,DNS:localhost"; // subjectAltName
    int validFromSeconds = -3600; // from now
    int validToSeconds = 3600;
};

[[nodiscard]] TlsIdentity makeIdentity(const CertificateOptions &options = {});

} // namespace formwork::tests
