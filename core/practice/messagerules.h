// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/call.h"
#include "practice/things.h"

namespace formwork::practice
{

// A queue as its attributes say, with what they are where none was set.
class Queue
{
public:
    explicit Queue(Thing thing);

    [[nodiscard]] const Thing &thing() const { return m_thing; }
    [[nodiscard]] QString kind() const { return kindOf(m_thing.name); } // of its messages
    [[nodiscard]] static QString kindOf(const QString &name) { return QStringLiteral("message ") + name; }
    [[nodiscard]] bool isFifo() const { return text("FifoQueue") == u"true"; }
    [[nodiscard]] QString text(const char *attribute) const;
    [[nodiscard]] qint64 number(const char *attribute) const;
    // Where what was received too often goes, and how often that is; no name: nowhere.
    struct Redrive {
        QString name;
        qint64 most = 0;
    };
    [[nodiscard]] Redrive redrive() const;
    [[nodiscard]] QCborMap attributes() const;

private:
    Thing m_thing;
};

[[nodiscard]] QString messageText(const QCborMap &map, const char *name);
[[nodiscard]] std::unexpected<Complaint> messageTrouble(const Error &error);
[[nodiscard]] std::unexpected<Complaint> messageRefused(const char *code, const QString &message);
// An error that has another name in forms than in JSON.
[[nodiscard]] std::unexpected<Complaint> queueRefused(const Call &call, const char *name,
                                                      const QString &message);

// What those wait for who ask the queue for messages.
[[nodiscard]] QString topicOfMessages(const Call &call, const Queue &queue);

// What a message may be in this queue; refused where it is not.
[[nodiscard]] Outcome<void> checkMessage(const Queue &queue, const QCborMap &input);
[[nodiscard]] qint64 sizeOfMessage(const QCborMap &input); // bytes
// A number of the input between two others; `usual` where it is not given.
[[nodiscard]] Outcome<qint64> messageNumber(const QCborMap &input, const char *member, qint64 least,
                                            qint64 most, qint64 usual);

// Digests as SQS makes them (Developer Guide, "Calculating the MD5 message digest for message attributes").
[[nodiscard]] QString digestOfText(const QString &text);
[[nodiscard]] QString digestOfAttributes(const QCborMap &attributes);

// What the service notes of a message that comes in; `number` grows with each.
[[nodiscard]] QCborMap systemOfMessage(const Call &call, const Queue &queue, const QCborMap &input,
                                       const QString &alike, qint64 number);
// Messages of which this is the same are one; empty: there are none.
[[nodiscard]] QString alikeMessage(const Queue &queue, const QCborMap &input);

[[nodiscard]] QString receiptFor(const Thing &message, qint64 count);
[[nodiscard]] std::optional<qint64>
messageOfReceipt(const QString &receipt); // id; nothing: it is none of ours

// What is told of a message to who receives it.
[[nodiscard]] QCborMap toldMessage(const Call &call, const Thing &message);
// Those of the names that are asked for; "All" asks for each.
[[nodiscard]] QCborMap askedFor(const QCborMap &all, const QCborValue &names);

} // namespace formwork::practice
