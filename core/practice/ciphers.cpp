// SPDX-License-Identifier: Apache-2.0
#include "practice/ciphers.h"

#include "base/tr.h"
#include "practice/arns.h"
#include "practice/cipherwords.h"
#include "practice/envelope.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/signatures.h"

#include <QMap>

#include <algorithm>

namespace formwork::practice
{

using namespace cipherwords;

namespace
{

using Method = Ciphers::Answer (Ciphers::*)(const Call &);

const QString kBlob = QStringLiteral("CiphertextBlob");
const QString kPlain = QStringLiteral("Plaintext");

std::unexpected<Complaint> noKey(const QString &name)
{
    return refused("NotFoundException", Tr::tr("There is no such key: %1.").arg(name));
}

QString materialKind(const Thing &key) { return QStringLiteral("material %1").arg(key.id); }

// The pairs of an encryption context in one order, so that it is the same however it was written.
QByteArray contextIn(const QCborMap &input, const char *member)
{
    QMap<QString, QString> pairs;
    for (const auto &[name, value] : input.value(QLatin1StringView(member)).toMap())
        pairs.insert(name.toString(), value.toString());
    QByteArray written;
    for (const auto &[name, value] : pairs.toStdMap()) {
        for (const QString &part : {name, value}) {
            const QByteArray bytes = part.toUtf8();
            written += QByteArray::number(bytes.size()) + ':' + bytes;
        }
    }
    return written;
}

// The operation that makes what the ciphers are of, and the one that gives it another name.
QStringList containers(const Call &call)
{
    return forms().container(kName, call.operation->service->id).split(u' ');
}

} // namespace

bool Ciphers::knows(const QString &operation) const { return !forms().method(kName, operation).isEmpty(); }

Ciphers::Answer Ciphers::perform(const Call &call)
{
    static const QHash<QString, Method> kMethods{
        {QStringLiteral("encrypt"), &Ciphers::encrypt},
        {QStringLiteral("decrypt"), &Ciphers::decrypt},
        {QStringLiteral("reencrypt"), &Ciphers::reencrypt},
        {QStringLiteral("dataKey"), &Ciphers::dataKey},
        {QStringLiteral("hiddenDataKey"), &Ciphers::hiddenDataKey},
        {QStringLiteral("random"), &Ciphers::random},
        {QStringLiteral("disable"), &Ciphers::disable},
        {QStringLiteral("enable"), &Ciphers::enable},
        {QStringLiteral("expire"), &Ciphers::expire},
        {QStringLiteral("keep"), &Ciphers::keep},
        {QStringLiteral("describe"), &Ciphers::describe},
        {QStringLiteral("sign"), &Ciphers::sign},
        {QStringLiteral("verify"), &Ciphers::verify},
        {QStringLiteral("makeMac"), &Ciphers::makeMac},
        {QStringLiteral("verifyMac"), &Ciphers::verifyMac},
        {QStringLiteral("publicKey"), &Ciphers::publicKey},
    };
    const Method method = kMethods.value(forms().method(kName, call.name()));
    return method ? (this->*method)(call) : Answer(std::nullopt);
}

Outcome<Thing> Ciphers::keyOf(const Call &call, const QString &name) const
{
    const QStringList kinds = containers(call);
    const qsizetype at = name.indexOf(QLatin1StringView("alias/"));
    QString wanted = name;
    if (at >= 0) {
        const Result<QList<Thing>> aliases = m_things.named(placeOf(call, {kinds.value(1)}), name.sliced(at));
        if (!aliases)
            return internal(aliases.error());
        if (aliases->isEmpty())
            return noKey(name);
        wanted = text(aliases->first().input, "TargetKeyId");
    }
    const Result<QList<Thing>> keys = m_things.find(placeOf(call, {kinds.value(0)}), handlesIn(wanted));
    if (!keys)
        return internal(keys.error());
    const bool isElsewhere = name.startsWith(QLatin1StringView("arn:"))
        && (name.section(u':', 3, 3) != call.region || name.section(u':', 4, 4) != call.accountId);
    if (keys->isEmpty() || isElsewhere)
        return noKey(name);
    const QDateTime end = deletionOf(keys->first());
    return end.isValid() && end <= call.now ? noKey(name) : Outcome<Thing>(keys->first());
}

Outcome<Thing> Ciphers::usableKey(const Call &call, const QString &name, const char *usage) const
{
    Outcome<Thing> key = keyOf(call, name);
    if (!key)
        return key;
    const QString arn = arnOf(call, *key);
    if (key->ended.isValid() || deletionOf(*key).isValid())
        return refused("KMSInvalidStateException", Tr::tr("%1 is pending deletion.").arg(arn));
    if (key->settings.contains(kName))
        return refused("DisabledException", Tr::tr("%1 is disabled.").arg(arn));
    if (usage && usageOf(*key) != QLatin1StringView(usage))
        return refused("InvalidKeyUsageException", Tr::tr("%1 key usage is %2.").arg(arn, usageOf(*key)));
    return key;
}

// Kept beside the key, in the account's own file: who takes the file away can open what was sealed.
Outcome<QByteArray> Ciphers::material(const Call &call, const Thing &key)
{
    Things::Place place = placeOf(call, {materialKind(key)});
    const Result<QList<Thing>> known = m_things.list(place, 0, 1);
    if (!known)
        return internal(known.error());
    if (!known->isEmpty()) {
        const Result<QByteArray> bytes = m_things.body(known->first().id);
        return bytes ? Outcome<QByteArray>(*bytes) : internal(bytes.error());
    }
    Thing thing;
    thing.service = place.service;
    thing.kind = materialKind(key);
    thing.region = place.region;
    thing.created = call.now;
    const bool isSealing = usageOf(key) == u"ENCRYPT_DECRYPT";
    const QByteArray bytes =
        isSealing ? randomBytes(kEnvelopeKeyLength) : newKey(specOf(key)).value_or(QByteArray());
    Result<void> done = m_ledger.addResource(call.name(), call.region, call.now, {});
    if (done)
        done = m_things.add(thing);
    if (done)
        done = m_things.addBody(bytes);
    return done ? Outcome<QByteArray>(bytes) : internal(done.error());
}

Outcome<QByteArray> Ciphers::closed(const Call &call, const Thing &key, const QByteArray &plain,
                                    const char *context)
{
    const Outcome<QByteArray> bytes = material(call, key);
    if (!bytes)
        return bytes;
    const auto blob = sealed(plain, arnOf(call, key), *bytes, contextIn(call.input, context));
    return blob ? Outcome<QByteArray>(*blob)
                : refused("KMSInternalException", Tr::tr("The text could not be sealed."));
}

Outcome<Ciphers::Opened> Ciphers::open(const Call &call, const char *keyMember, const char *context)
{
    const QByteArray blob = call.input.value(kBlob).toByteArray();
    const QString name = keyNameOf(blob);
    if (name.isEmpty())
        return refused("InvalidCiphertextException", Tr::tr("The ciphertext is none of this account's."));
    const Outcome<Thing> key = usableKey(call, name);
    if (!key)
        return std::unexpected(key.error());
    if (const QString wanted = text(call.input, keyMember); !wanted.isEmpty()) {
        const Outcome<Thing> other = keyOf(call, wanted);
        if (!other)
            return std::unexpected(other.error());
        if (other->id != key->id)
            return refused("IncorrectKeyException",
                           Tr::tr("The key ID in the request does not identify a key that can perform this "
                                  "operation."));
    }
    const Outcome<QByteArray> bytes = material(call, *key);
    const auto plain =
        bytes ? opened(blob, *bytes, contextIn(call.input, context)) : std::optional<QByteArray>();
    return plain ? Outcome<Opened>({*plain, arnOf(call, *key)})
                 : refused("InvalidCiphertextException",
                           Tr::tr("The ciphertext or the encryption context is not what was sealed."));
}

Ciphers::Answer Ciphers::encrypt(const Call &call)
{
    const Outcome<Thing> key = usableKey(call, text(call.input, "KeyId"));
    const Outcome<QByteArray> blob = key
        ? closed(call, *key, call.input.value(kPlain).toByteArray(), "EncryptionContext")
        : std::unexpected(key.error());
    if (!blob)
        return std::unexpected(blob.error());
    return Told{
        {{kBlob, *blob}, {kKeyId, arnOf(call, *key)}, {QStringLiteral("EncryptionAlgorithm"), kAlgorithm}},
        0};
}

Ciphers::Answer Ciphers::decrypt(const Call &call)
{
    const Outcome<Opened> done = open(call, "KeyId", "EncryptionContext");
    if (!done)
        return std::unexpected(done.error());
    return Told{
        {{kPlain, done->plain}, {kKeyId, done->keyArn}, {QStringLiteral("EncryptionAlgorithm"), kAlgorithm}},
        0};
}

Ciphers::Answer Ciphers::reencrypt(const Call &call)
{
    const Outcome<Opened> done = open(call, "SourceKeyId", "SourceEncryptionContext");
    const Outcome<Thing> key =
        done ? usableKey(call, text(call.input, "DestinationKeyId")) : std::unexpected(done.error());
    const Outcome<QByteArray> blob =
        key ? closed(call, *key, done->plain, "DestinationEncryptionContext") : std::unexpected(key.error());
    if (!blob)
        return std::unexpected(blob.error());
    return Told{{{kBlob, *blob},
                 {kKeyId, arnOf(call, *key)},
                 {QStringLiteral("SourceKeyId"), done->keyArn},
                 {QStringLiteral("SourceEncryptionAlgorithm"), kAlgorithm},
                 {QStringLiteral("DestinationEncryptionAlgorithm"), kAlgorithm}},
                0};
}

Outcome<QCborMap> Ciphers::madeDataKey(const Call &call)
{
    const QString spec = text(call.input, "KeySpec");
    const QCborValue count = call.input.value(QStringLiteral("NumberOfBytes"));
    if (spec.isEmpty() == !count.isInteger())
        return refused("ValidationException", Tr::tr("Please specify either number of bytes or key spec."));
    const qint64 length = count.isInteger() ? count.toInteger() : spec == u"AES_128" ? 16 : 32;
    const Outcome<Thing> key = usableKey(call, text(call.input, "KeyId"));
    const QByteArray plain = randomBytes(length);
    const Outcome<QByteArray> blob =
        key ? closed(call, *key, plain, "EncryptionContext") : std::unexpected(key.error());
    if (!blob)
        return std::unexpected(blob.error());
    return QCborMap{{kBlob, *blob}, {kKeyId, arnOf(call, *key)}, {kPlain, plain}};
}

Ciphers::Answer Ciphers::dataKey(const Call &call)
{
    const Outcome<QCborMap> made = madeDataKey(call);
    return made ? Answer(Told{*made, 0}) : std::unexpected(made.error());
}

Ciphers::Answer Ciphers::hiddenDataKey(const Call &call)
{
    Outcome<QCborMap> made = madeDataKey(call);
    if (made)
        made->remove(kPlain);
    return made ? Answer(Told{*made, 0}) : std::unexpected(made.error());
}

Ciphers::Answer Ciphers::random(const Call &call)
{
    return Told{{{kPlain, randomBytes(call.input.value(QStringLiteral("NumberOfBytes")).toInteger(32))}}, 0};
}

} // namespace formwork::practice
