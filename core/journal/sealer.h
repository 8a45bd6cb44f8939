// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>

namespace formwork::journal {

// Seals single values with AES-256-GCM (OpenSSL) under a key the keychain keeps. Without a persistent keychain the
// key lives for this run, and what was sealed cannot be opened after it. The key never leaves this object.
class Sealer
{
public:
    explicit Sealer(QByteArray key = {}); // 32 bytes; empty: locked, sealing uses a key of this run
    [[nodiscard]] static QByteArray newKey();
    [[nodiscard]] QByteArray seal(const QByteArray &clear) const; // nonce + ciphertext + tag, with a key id
    [[nodiscard]] Result<QByteArray> open(const QByteArray &sealed) const; // error: other key, damaged
    [[nodiscard]] bool isPersistent() const { return m_persistent; }

private:
    QByteArray m_key;
    bool m_persistent = false;
};

} // namespace formwork::journal
