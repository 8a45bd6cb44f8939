// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/complaint.h"
#include "practice/things.h"

// What the sources of Ciphers say alike.
namespace formwork::practice::cipherwords
{

inline const QString kName = QStringLiteral("ciphers");
inline const QString kKeyId = QStringLiteral("KeyId");
inline const QString kMessage = QStringLiteral("Message");
inline const QString kPending = QStringLiteral("Pending"); // moment of its deletion
inline const QString kAlgorithm = QStringLiteral("SYMMETRIC_DEFAULT");

inline QString text(const QCborMap &map, const char *name)
{
    return map.value(QLatin1StringView(name)).toString();
}

inline std::unexpected<Complaint> refused(const char *code, const QString &message)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, 400});
}

inline std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("KMSInternalException"), error.sentence(), {}, 500});
}

inline QString specOf(const Thing &key)
{
    for (const char *member : {"KeySpec", "CustomerMasterKeySpec"}) {
        if (const QString spec = text(key.input, member); !spec.isEmpty())
            return spec;
    }
    return kAlgorithm;
}

inline QString usageOf(const Thing &key)
{
    const QString usage = text(key.input, "KeyUsage");
    return usage.isEmpty() ? QStringLiteral("ENCRYPT_DECRYPT") : usage;
}

// When it is to be deleted; invalid: it stays.
inline QDateTime deletionOf(const Thing &key)
{
    return key.settings.value(kName).toMap().value(kPending).toDateTime();
}

} // namespace formwork::practice::cipherwords
