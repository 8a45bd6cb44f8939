// SPDX-License-Identifier: Apache-2.0
#include "practice/messagerules.h"

#include "base/tr.h"
#include "practice/finding.h"

#include <QCborArray>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>

namespace formwork::practice
{

namespace
{

const QString kAttributes = QStringLiteral("MessageAttributes");
const QString kValue = QStringLiteral("StringValue");
const QString kBytes = QStringLiteral("BinaryValue");

// Seconds and bytes, as the Amazon SQS API Reference gives them.
const QHash<QString, QString> kUsual{{QStringLiteral("DelaySeconds"), QStringLiteral("0")},
                                     {QStringLiteral("MaximumMessageSize"), QStringLiteral("1048576")},
                                     {QStringLiteral("MessageRetentionPeriod"), QStringLiteral("345600")},
                                     {QStringLiteral("ReceiveMessageWaitTimeSeconds"), QStringLiteral("0")},
                                     {QStringLiteral("VisibilityTimeout"), QStringLiteral("30")}};

QByteArray bytesOf(const QCborMap &attribute)
{
    return attribute.contains(kBytes) ? attribute.value(kBytes).toByteArray()
                                      : attribute.value(kValue).toString().toUtf8();
}

void addPart(QCryptographicHash &hash, const QByteArray &part)
{
    QByteArray length(4, '\0');
    qToBigEndian(static_cast<quint32>(part.size()), length.data());
    hash.addData(length);
    hash.addData(part);
}

} // namespace

Queue::Queue(Thing thing)
    : m_thing(std::move(thing))
{
}

QCborMap Queue::attributes() const { return m_thing.input.value(QStringLiteral("Attributes")).toMap(); }

QString Queue::text(const char *attribute) const
{
    const QString name = QString::fromLatin1(attribute);
    const QString given = attributes().value(name).toString();
    return given.isEmpty() ? kUsual.value(name) : given;
}

qint64 Queue::number(const char *attribute) const { return text(attribute).toLongLong(); }

Queue::Redrive Queue::redrive() const
{
    const QJsonObject policy = QJsonDocument::fromJson(text("RedrivePolicy").toUtf8()).object();
    const QString target = policy[u"deadLetterTargetArn"].toString();
    return {target.section(u':', -1), policy[u"maxReceiveCount"].toVariant().toLongLong()};
}

QString messageText(const QCborMap &map, const char *name)
{
    return map.value(QLatin1StringView(name)).toString();
}

std::unexpected<Complaint> messageTrouble(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalError"), error.sentence(), {}, 500});
}

std::unexpected<Complaint> messageRefused(const char *code, const QString &message)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, 400});
}

std::unexpected<Complaint> queueRefused(const Call &call, const char *name, const QString &message)
{
    const QString own = QString::fromLatin1(name);
    const bool isForm = call.operation->service->protocols.value(0) == model::Protocol::Query;
    const bool isLong = isForm && !call.operation->error(own);
    return std::unexpected(
        Complaint{isLong ? QStringLiteral("AWS.SimpleQueueService.") + own : own, message, {}, 400});
}

QString topicOfMessages(const Call &call, const Queue &queue)
{
    const Things::Place place = placeOf(call, {queue.kind()});
    return place.service + u' ' + place.region + u' ' + queue.kind();
}

Outcome<qint64> messageNumber(const QCborMap &input, const char *member, qint64 least, qint64 most,
                              qint64 usual)
{
    const QCborValue given = input.value(QLatin1StringView(member));
    const qint64 number = given.toInteger(usual);
    if (!given.isInteger() || (number >= least && number <= most))
        return number;
    return messageRefused(
        "InvalidParameterValue",
        Tr::tr("Value %1 for parameter %2 is invalid. Reason: Must be between %3 and %4, if "
               "provided.")
            .arg(number)
            .arg(QLatin1StringView(member))
            .arg(least)
            .arg(most));
}

qint64 sizeOfMessage(const QCborMap &input)
{
    qint64 size = messageText(input, "MessageBody").toUtf8().size();
    for (const auto &[name, attribute] : input.value(kAttributes).toMap())
        size += name.toString().toUtf8().size() + messageText(attribute.toMap(), "DataType").size()
            + bytesOf(attribute.toMap()).size();
    return size;
}

Outcome<void> checkMessage(const Queue &queue, const QCborMap &input)
{
    const qint64 most = queue.number("MaximumMessageSize");
    if (messageText(input, "MessageBody").isEmpty())
        return messageRefused("MissingParameter",
                              Tr::tr("The request must contain the parameter MessageBody."));
    if (sizeOfMessage(input) > most)
        return messageRefused(
            "InvalidParameterValue",
            Tr::tr("One or more parameters are invalid. Reason: Message must be shorter than %1 bytes.")
                .arg(most));
    constexpr qsizetype kMostAttributes = 10;
    const QCborMap attributes = input.value(kAttributes).toMap();
    if (attributes.size() > kMostAttributes)
        return messageRefused("InvalidParameterValue",
                              Tr::tr("Number of message attributes [%1] exceeds the allowed maximum [10].")
                                  .arg(attributes.size()));
    for (const auto &[name, attribute] : attributes) {
        const QString type = messageText(attribute.toMap(), "DataType").section(u'.', 0, 0);
        const bool isBinary = type == u"Binary";
        if ((!isBinary && type != u"String" && type != u"Number")
            || attribute.toMap().value(isBinary ? kBytes : kValue).isUndefined())
            return messageRefused(
                "InvalidParameterValue",
                Tr::tr("The message attribute '%1' must contain a value of its type, which is "
                       "Binary, Number or String.")
                    .arg(name.toString()));
    }
    if (const auto delay = messageNumber(input, "DelaySeconds", 0, 900, 0); !delay)
        return std::unexpected(delay.error());
    if (!queue.isFifo())
        return {};
    if (input.contains(QStringLiteral("DelaySeconds")))
        return messageRefused(
            "InvalidParameterValue",
            Tr::tr("Value %1 for parameter DelaySeconds is invalid. Reason: The request include "
                   "parameter that is not valid for this queue type.")
                .arg(input.value(QStringLiteral("DelaySeconds")).toInteger()));
    if (messageText(input, "MessageGroupId").isEmpty())
        return messageRefused("MissingParameter",
                              Tr::tr("The request must contain the parameter MessageGroupId."));
    if (messageText(input, "MessageDeduplicationId").isEmpty()
        && queue.text("ContentBasedDeduplication") != u"true")
        return messageRefused("InvalidParameterValue",
                              Tr::tr("The queue should either have ContentBasedDeduplication enabled or "
                                     "MessageDeduplicationId provided explicitly"));
    return {};
}

QString digestOfText(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Md5).toHex());
}

QString digestOfAttributes(const QCborMap &attributes)
{
    QStringList names;
    for (const auto &[name, attribute] : attributes)
        names.append(name.toString());
    std::ranges::sort(names);
    QCryptographicHash hash(QCryptographicHash::Md5);
    for (const QString &name : names) {
        const QCborMap attribute = attributes.value(name).toMap();
        addPart(hash, name.toUtf8());
        addPart(hash, messageText(attribute, "DataType").toUtf8());
        hash.addData(QByteArray(1, attribute.contains(kBytes) ? '\2' : '\1'));
        addPart(hash, bytesOf(attribute));
    }
    return QString::fromLatin1(hash.result().toHex());
}

QString receiptFor(const Thing &message, qint64 count)
{
    return QString::fromLatin1(
        QByteArray("practice:" + QByteArray::number(message.id) + ':' + QByteArray::number(count))
            .toBase64());
}

std::optional<qint64> messageOfReceipt(const QString &receipt)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(receipt.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    const QByteArrayList parts = decoded ? decoded.decoded.split(':') : QByteArrayList();
    bool isNumber = false;
    const qint64 id = parts.value(1).toLongLong(&isNumber);
    return parts.size() == 3 && parts[0] == "practice" && isNumber ? std::optional(id) : std::nullopt;
}

QCborMap askedFor(const QCborMap &all, const QCborValue &names)
{
    QCborMap asked;
    for (const QCborValue entry : names.toArray()) {
        QString wanted = entry.toString();
        const bool isAll = wanted == u"All" || wanted == u".*";
        const bool isBegin = wanted.endsWith(QLatin1StringView(".*"));
        wanted.chop(isBegin ? 2 : 0);
        for (const auto &[name, value] : all) {
            if (isAll || name.toString() == wanted || (isBegin && name.toString().startsWith(wanted)))
                asked[name] = value;
        }
    }
    return asked;
}

QCborMap toldMessage(const Call &call, const Thing &message)
{
    const QCborMap &about = message.input;
    const QString body = messageText(about, "MessageBody");
    QCborMap told{{QStringLiteral("MessageId"), message.name},
                  {QStringLiteral("Body"), body},
                  {QStringLiteral("MD5OfBody"), digestOfText(body)},
                  {QStringLiteral("ReceiptHandle"),
                   receiptFor(message, about.value(QStringLiteral("Count")).toInteger())}};
    QCborMap system = about.value(QStringLiteral("System")).toMap();
    system[QStringLiteral("ApproximateReceiveCount")] =
        QString::number(about.value(QStringLiteral("Count")).toInteger());
    system[QStringLiteral("ApproximateFirstReceiveTimestamp")] =
        QString::number(about.value(QStringLiteral("First")).toInteger());
    QCborMap asked = askedFor(system, call.input.value(QStringLiteral("AttributeNames")));
    for (const auto &[name, value] :
         askedFor(system, call.input.value(QStringLiteral("MessageSystemAttributeNames"))))
        asked[name] = value;
    if (!asked.isEmpty())
        told[QStringLiteral("Attributes")] = asked;
    const QCborMap attributes =
        askedFor(about.value(kAttributes).toMap(), call.input.value(QStringLiteral("MessageAttributeNames")));
    if (!attributes.isEmpty()) {
        told[kAttributes] = attributes;
        told[QStringLiteral("MD5OfMessageAttributes")] = digestOfAttributes(attributes);
    }
    return told;
}

// What the service notes of a message that comes in.
QCborMap systemOfMessage(const Call &call, const Queue &queue, const QCborMap &input, const QString &alike,
                         qint64 number)
{
    QCborMap system{{QStringLiteral("SenderId"), call.arrival.accessKeyId},
                    {QStringLiteral("SentTimestamp"), QString::number(call.now.toMSecsSinceEpoch())}};
    if (const QString group = messageText(input, "MessageGroupId"); !group.isEmpty())
        system[QStringLiteral("MessageGroupId")] = group;
    for (const auto &[name, value] : input.value(QStringLiteral("MessageSystemAttributes")).toMap())
        system[name] = value.toMap().value(QStringLiteral("StringValue"));
    if (!queue.isFifo())
        return system;
    system[QStringLiteral("MessageDeduplicationId")] = alike;
    system[QStringLiteral("SequenceNumber")] = QStringLiteral("%1").arg(number, 20, 10, QLatin1Char('0'));
    return system;
}

QString alikeMessage(const Queue &queue, const QCborMap &input)
{
    const QString given = messageText(input, "MessageDeduplicationId");
    if (!given.isEmpty() || !queue.isFifo())
        return given;
    const QByteArray body = messageText(input, "MessageBody").toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
}

} // namespace formwork::practice
