// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "practice/arns.h"
#include "practice/ciphers.h"
#include "practice/cipherwords.h"
#include "practice/forms.h"

namespace formwork::practice
{

using namespace cipherwords;

namespace
{

const QString kWindow = QStringLiteral("PendingWindowInDays");
const QString kState = QStringLiteral("KeyState");
const QString kMetadata = QStringLiteral("KeyMetadata");
const QString kDate = QStringLiteral("DeletionDate");

QString stateOf(const Thing &key)
{
    if (deletionOf(key).isValid())
        return QStringLiteral("PendingDeletion");
    return key.settings.contains(kName) ? QStringLiteral("Disabled") : QStringLiteral("Enabled");
}

} // namespace

// The key in its state; what is to be deleted changes in no other way than that it is not.
Outcome<Thing> Ciphers::changeable(const Call &call, bool isPending) const
{
    Outcome<Thing> key = keyOf(call, text(call.input, "KeyId"));
    if (!key || deletionOf(*key).isValid() == isPending)
        return key;
    const QString arn = arnOf(call, *key);
    return refused("KMSInvalidStateException",
                   isPending ? Tr::tr("%1 is not pending deletion.").arg(arn)
                             : Tr::tr("%1 is pending deletion.").arg(arn));
}

// What else becomes of the key is as with any other thing.
Ciphers::Answer Ciphers::disable(const Call &call)
{
    Outcome<Thing> key = changeable(call, false);
    if (!key)
        return std::unexpected(key.error());
    key->settings[kName] = QCborMap{{QStringLiteral("Enabled"), false}};
    const Result<void> done = m_things.change(*key);
    return done ? Answer(std::nullopt) : internal(done.error());
}

Ciphers::Answer Ciphers::enable(const Call &call)
{
    Outcome<Thing> key = changeable(call, false);
    if (!key)
        return std::unexpected(key.error());
    key->settings.remove(kName);
    const Result<void> done = m_things.change(*key);
    return done ? Answer(std::nullopt) : internal(done.error());
}

Ciphers::Answer Ciphers::expire(const Call &call)
{
    constexpr qint64 kUsualWindow = 30; // days
    Outcome<Thing> key = changeable(call, false);
    if (!key)
        return std::unexpected(key.error());
    const qint64 window = call.input.value(kWindow).toInteger(kUsualWindow);
    const QDateTime end = call.now.addDays(window);
    key->settings[kName] = QCborMap{{kPending, QCborValue(end)}};
    if (const Result<void> done = m_things.change(*key); !done)
        return internal(done.error());
    return Told{
        {{kKeyId, arnOf(call, *key)}, {kDate, QCborValue(end)}, {kState, stateOf(*key)}, {kWindow, window}},
        0};
}

// It is disabled then, as AWS leaves it.
Ciphers::Answer Ciphers::keep(const Call &call)
{
    Outcome<Thing> key = changeable(call, true);
    if (!key)
        return std::unexpected(key.error());
    key->settings[kName] = QCborMap{{QStringLiteral("Enabled"), false}};
    if (const Result<void> done = m_things.change(*key); !done)
        return internal(done.error());
    return Told{{{kKeyId, arnOf(call, *key)}}, 0};
}

// Keys that nobody made, and names of such, are as the model has them.
Ciphers::Answer Ciphers::describe(const Call &call)
{
    const Outcome<Thing> key = keyOf(call, text(call.input, "KeyId"));
    if (!key || key->created.msecsTo(call.now) < call.timing.visible.count())
        return Answer(std::nullopt);
    return Told{{{kMetadata, metadataOf(call, *key)}}, 0};
}

// The key's own word from the first answer on.
Outcome<std::optional<QCborMap>> Ciphers::toldMade(const Call &call, const QCborMap &answer)
{
    if (forms().method(kName, call.name()) != u"make")
        return std::nullopt;
    const Outcome<Thing> key = keyOf(call, text(answer.value(kMetadata).toMap(), "KeyId"));
    if (!key)
        return std::unexpected(key.error());
    return QCborMap{{kMetadata, metadataOf(call, *key)}};
}

QCborMap Ciphers::metadataOf(const Call &call, const Thing &key)
{
    const QString arn = arnOf(call, key);
    const QString state = stateOf(key);
    QCborMap metadata = purposeOf(key);
    metadata[QStringLiteral("AWSAccountId")] = call.accountId;
    metadata[kKeyId] = arn.section(u'/', -1);
    metadata[QStringLiteral("Arn")] = arn;
    metadata[QStringLiteral("CreationDate")] = QCborValue(key.created);
    metadata[QStringLiteral("Enabled")] = state == u"Enabled";
    metadata[QStringLiteral("Description")] = text(key.input, "Description");
    metadata[kState] = state;
    metadata[QStringLiteral("Origin")] =
        key.input.contains(QStringLiteral("Origin")) ? text(key.input, "Origin") : QStringLiteral("AWS_KMS");
    metadata[QStringLiteral("KeyManager")] = QStringLiteral("CUSTOMER");
    metadata[QStringLiteral("MultiRegion")] = key.input.value(QStringLiteral("MultiRegion")).isTrue();
    if (const QDateTime end = deletionOf(key); end.isValid())
        metadata[kDate] = QCborValue(end);
    return metadata;
}

} // namespace formwork::practice
