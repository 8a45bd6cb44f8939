// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QList>
#include <QReadWriteLock>

namespace formwork::journal
{

// Seals single values with AES-256-GCM (OpenSSL) under a key the keychain keeps. Without a persistent
// keychain the key lives for this run, and what was sealed cannot be opened after it. The key never leaves
// this object. May be used by several threads.
class Sealer
{
public:
    explicit Sealer(QByteArray key = {}); // 32 bytes; anything else: locked, sealing uses a key of this run
    ~Sealer();
    Sealer(const Sealer &) = delete;
    Sealer &operator=(const Sealer &) = delete;

    [[nodiscard]] static QByteArray newKey();

    // Takes the keychain's key (32 bytes) from now on; what was sealed with the key of this run can still be
    // opened.
    void unlock(QByteArray key);

    // Key id, nonce, ciphertext, tag. `place` is where the value stands: it opens nowhere else.
    [[nodiscard]] QByteArray seal(const QByteArray &clear, const QByteArray &place = {}) const;
    // Errors: "OtherKey", "SealDamaged".
    [[nodiscard]] Result<QByteArray> open(const QByteArray &sealed, const QByteArray &place = {}) const;
    // HMAC-SHA-256: equal values, without a way back. Under the key that seals now, or an earlier one.
    [[nodiscard]] QByteArray fingerprint(const QByteArray &clear, qsizetype key = 0) const;
    [[nodiscard]] qsizetype keys() const;
    [[nodiscard]] bool isPersistent() const;

private:
    struct Key {
        QByteArray bytes;
        QByteArray id;
    };
    [[nodiscard]] const Key *keyOf(const QByteArray &sealed) const; // null: none of ours

    mutable QReadWriteLock m_lock; // of what follows
    QList<Key> m_keys; // the first one seals
    bool m_persistent = false;
};

} // namespace formwork::journal
