// SPDX-License-Identifier: Apache-2.0
#include "signing/keycache.h"

#include <openssl/crypto.h>
#include <QRandomGenerator>

#include <algorithm>
#include <mutex>
#include <vector>

namespace formwork::signing
{

namespace
{

class KeyCache
{
public:
    KeyCache() { QRandomGenerator::system()->fillRange(m_salt); }
    ~KeyCache()
    {
        for (Entry &entry : m_entries)
            OPENSSL_cleanse(entry.key.data(), entry.key.size());
    }
    KeyCache(const KeyCache &) = delete;
    KeyCache &operator=(const KeyCache &) = delete;

    QByteArrayView salt() const
    {
        return {reinterpret_cast<const char *>(m_salt), static_cast<qsizetype>(sizeof m_salt)};
    }

    bool find(const Digest &name, Digest &key)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::ranges::find(m_entries, name, &Entry::name);
        if (found == m_entries.end())
            return false;
        key = found->key;
        std::rotate(m_entries.begin(), found, found + 1); // the latest used comes first
        return true;
    }

    void insert(const Digest &name, const Digest &key)
    {
        const std::lock_guard lock(m_mutex);
        if (m_entries.size() == kCapacity) {
            OPENSSL_cleanse(m_entries.back().key.data(), m_entries.back().key.size());
            m_entries.pop_back();
        }
        m_entries.insert(m_entries.begin(), Entry{name, key});
    }

private:
    struct Entry {
        Digest name;
        Digest key;
    };
    static constexpr size_t kCapacity = 32;

    std::mutex m_mutex;
    std::vector<Entry> m_entries;
    quint32 m_salt[8] = {};
};

Digest derive(QByteArrayView secret, QByteArrayView date, QByteArrayView region, QByteArrayView service)
{
    QByteArray start = "AWS4" + secret.toByteArray();
    Digest key = hmacSha256(start, date);
    OPENSSL_cleanse(start.data(), static_cast<size_t>(start.size()));
    for (const QByteArrayView part : {region, service, QByteArrayView("aws4_request")})
        key = hmacSha256(viewOf(key), part);
    return key;
}

} // namespace

Digest signingKey(QByteArrayView secret, QByteArrayView date, QByteArrayView region, QByteArrayView service)
{
    static KeyCache cache;
    static constexpr QByteArrayView kBetween("\0", 1);
    const QByteArrayView parts[] = {cache.salt(), secret, kBetween, date,
                                    kBetween,     region, kBetween, service};
    const Digest name = sha256(parts);
    Digest key;
    if (!cache.find(name, key)) {
        key = derive(secret, date, region, service);
        cache.insert(name, key);
    }
    return key;
}

} // namespace formwork::signing
