// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/things.h"

namespace formwork::practice
{

// The objects in buckets: their bytes, parts of them, lists by prefix, copies, uploads in parts, conditions.
// Kept in the ledger, so that what was answered is there after a crash.
class Objects final : public Behaviour
{
public:
    explicit Objects(Ledger &ledger)
        : m_ledger(ledger)
        , m_things(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    struct Body {
        QByteArray bytes;
        QString etag;
    };

    [[nodiscard]] Answer put(const Call &call);
    [[nodiscard]] Answer get(const Call &call);
    [[nodiscard]] Answer copy(const Call &call);
    [[nodiscard]] Answer remove(const Call &call);
    [[nodiscard]] Answer removeMany(const Call &call);
    [[nodiscard]] Answer list(const Call &call);
    [[nodiscard]] Answer beginUpload(const Call &call);
    [[nodiscard]] Answer putPart(const Call &call);
    [[nodiscard]] Answer listParts(const Call &call);
    [[nodiscard]] Answer endUpload(const Call &call);
    [[nodiscard]] Answer abortUpload(const Call &call);
    [[nodiscard]] Answer removeBucket(const Call &call);
    [[nodiscard]] Answer setVersioning(const Call &call);
    [[nodiscard]] Answer versioning(const Call &call);
    [[nodiscard]] Answer listVersions(const Call &call);

    enum class Versioning : quint8 { Never, Enabled, Suspended }; // of a bucket
    struct Gone {
        QString version; // empty: there are none
        bool isMarker = false; // a mark was made, or taken away
    };
    [[nodiscard]] static QString versionsOf(const QString &bucket); // kind
    [[nodiscard]] static QString versionFor(Versioning versioning); // a new one's
    [[nodiscard]] Outcome<Thing> bucketOf(const Call &call) const;
    [[nodiscard]] Outcome<Versioning> versioningOf(const Call &call) const;
    [[nodiscard]] Result<QList<Thing>> versions(const Call &call, const QString &bucket,
                                                const QString &key) const;
    [[nodiscard]] Outcome<void> giveWay(const Call &call, const QString &bucket, const QString &key,
                                        Versioning versioning);
    [[nodiscard]] Outcome<Thing> versionAsked(const Call &call, const QString &bucket, const QString &key,
                                              const QString &version) const;
    [[nodiscard]] Outcome<void> promote(const Call &call, const QString &bucket, const QString &key);
    [[nodiscard]] Outcome<Gone> removeVersion(const Call &call, const QString &bucket, const QString &key,
                                              const QString &version);
    [[nodiscard]] Outcome<Gone> removeKey(const Call &call, const QString &key, const QString &version);
    // The object of that key, whatever was there before; its version, if it has one.
    [[nodiscard]] Outcome<QString> keepObject(const Call &call, const QString &key, QCborMap about,
                                              const Body &body);

    [[nodiscard]] Outcome<Thing> found(const Call &call, const QString &kind, const QString &name,
                                       const char *absence) const;
    [[nodiscard]] Outcome<void> checkBucket(const Call &call, const QString &bucket) const;
    [[nodiscard]] Outcome<void> keep(const Call &call, const QString &kind, const QString &name,
                                     QCborMap about, const Body &body);
    [[nodiscard]] Outcome<void> forgetUpload(const Call &call, const Thing &upload);

    Ledger &m_ledger;
    Things m_things;
};

} // namespace formwork::practice
