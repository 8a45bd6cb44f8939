// SPDX-License-Identifier: Apache-2.0
#include "protocol/eventframes.h"

#include "base/tr.h"
#include "protocol/text.h"

#include <QDateTime>
#include <QtEndian>
#include <QUuid>

#include <zlib.h>

namespace formwork::protocol
{

namespace
{

constexpr qsizetype kPrelude = 12; // length of all, length of the headers, CRC of both
constexpr qsizetype kChecksum = 4;

// As they stand on the wire.
enum class HeaderType : quint8 { True, False, Byte, Short, Integer, Long, Bytes, Text, Time, Uuid };

std::unexpected<Error> broken(const QString &reason)
{
    return failure(Phase::Parse, QStringLiteral("NotEventStream"),
                   Tr::tr("The stream of events is broken (%1).").arg(reason));
}

quint32 checksum(QByteArrayView bytes)
{
    return static_cast<quint32>(
        crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<uInt>(bytes.size())));
}

template <typename T>
T numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<T>(bytes.data() + at);
}

template <typename T>
void appendNumber(QByteArray &bytes, T number)
{
    const T big = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&big), sizeof(T));
}

// Reads the headers from front to back; false when they end too early or say what there is not.
class HeaderReader
{
public:
    explicit HeaderReader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    bool read(std::vector<std::pair<QByteArray, QCborValue>> &headers)
    {
        while (!m_rest.isEmpty()) {
            const auto length = static_cast<quint8>(m_rest.front());
            QByteArrayView name;
            QByteArrayView type;
            QCborValue value;
            m_rest = m_rest.sliced(1);
            if (length == 0 || !take(length, name) || !take(1, type)
                || !readValue(static_cast<HeaderType>(type.front()), value))
                return false;
            headers.emplace_back(name.toByteArray(), value);
        }
        return true;
    }

private:
    bool take(qsizetype count, QByteArrayView &bytes)
    {
        if (m_rest.size() < count)
            return false;
        bytes = m_rest.first(count);
        m_rest = m_rest.sliced(count);
        return true;
    }

    template <typename T>
    bool readNumber(QCborValue &value)
    {
        QByteArrayView bytes;
        if (!take(sizeof(T), bytes))
            return false;
        value = static_cast<qint64>(numberAt<T>(bytes, 0));
        return true;
    }

    bool takeSized(QByteArrayView &bytes)
    {
        QByteArrayView length;
        return take(2, length) && take(numberAt<quint16>(length, 0), bytes);
    }

    bool readValue(HeaderType type, QCborValue &value)
    {
        QByteArrayView bytes;
        bool isRead = true;
        switch (type) {
        case HeaderType::True:
        case HeaderType::False:
            value = type == HeaderType::True;
            return true;
        case HeaderType::Byte:
            return readNumber<qint8>(value);
        case HeaderType::Short:
            return readNumber<qint16>(value);
        case HeaderType::Integer:
            return readNumber<qint32>(value);
        case HeaderType::Long:
            return readNumber<qint64>(value);
        case HeaderType::Bytes:
            isRead = takeSized(bytes);
            value = bytes.toByteArray();
            return isRead;
        case HeaderType::Text:
            isRead = takeSized(bytes);
            value = textFromUtf8(bytes);
            return isRead;
        case HeaderType::Time:
            isRead = take(8, bytes);
            if (isRead)
                value = QCborValue(QDateTime::fromMSecsSinceEpoch(numberAt<qint64>(bytes, 0), Qt::UTC));
            return isRead;
        case HeaderType::Uuid:
            isRead = take(16, bytes);
            if (isRead)
                value = QCborValue(QUuid::fromRfc4122(bytes.toByteArray()));
            return isRead;
        }
        return false;
    }

    QByteArrayView m_rest;
};

void appendSized(QByteArray &bytes, HeaderType type, QByteArray text)
{
    text.truncate(0x7fff);
    bytes.append(static_cast<char>(type));
    appendNumber(bytes, static_cast<quint16>(text.size()));
    bytes.append(text);
}

void appendHeader(QByteArray &bytes, const QByteArray &name, const QCborValue &value)
{
    bytes.append(static_cast<char>(static_cast<quint8>(name.left(255).size()))).append(name.left(255));
    if (value.isBool()) {
        bytes.append(static_cast<char>(value.toBool() ? HeaderType::True : HeaderType::False));
    } else if (value.isInteger()) {
        bytes.append(static_cast<char>(HeaderType::Long));
        appendNumber(bytes, value.toInteger());
    } else if (value.isDateTime()) {
        bytes.append(static_cast<char>(HeaderType::Time));
        appendNumber(bytes, value.toDateTime().toMSecsSinceEpoch());
    } else if (value.isUuid()) {
        bytes.append(static_cast<char>(HeaderType::Uuid)).append(value.toUuid().toRfc4122());
    } else if (value.isByteArray()) {
        appendSized(bytes, HeaderType::Bytes, value.toByteArray());
    } else {
        appendSized(bytes, HeaderType::Text, value.toString().toUtf8());
    }
}

} // namespace

QCborValue EventMessage::header(QByteArrayView name) const
{
    for (const auto &[known, value] : headers) {
        if (known == name)
            return value;
    }
    return {};
}

QString EventMessage::headerText(QByteArrayView name) const { return header(name).toString(); }

Result<std::optional<EventMessage>> EventFrames::next()
{
    if (m_pending.size() < kPrelude)
        return std::nullopt;
    const auto length = numberAt<quint32>(m_pending, 0);
    const auto headerLength = numberAt<quint32>(m_pending, 4);
    if (numberAt<quint32>(m_pending, 8) != checksum(QByteArrayView(m_pending).first(8)))
        return broken(Tr::tr("the checksum of a frame's lengths is wrong"));
    if (length > kMostBytes || headerLength > kMostHeaderBytes
        || length < static_cast<quint32>(kPrelude + kChecksum) + headerLength)
        return broken(Tr::tr("a frame has an impossible length"));
    if (m_pending.size() < static_cast<qsizetype>(length))
        return std::nullopt;
    const QByteArrayView frame = QByteArrayView(m_pending).first(length);
    const QByteArrayView checked = frame.chopped(kChecksum);
    if (numberAt<quint32>(frame, checked.size()) != checksum(checked))
        return broken(Tr::tr("the checksum of a frame is wrong"));
    EventMessage message;
    if (!HeaderReader(frame.sliced(kPrelude, headerLength)).read(message.headers))
        return broken(Tr::tr("the headers of a frame cannot be read"));
    message.payload = checked.sliced(kPrelude + static_cast<qsizetype>(headerLength)).toByteArray();
    m_pending.remove(0, length);
    return message;
}

QByteArray framed(const EventMessage &message)
{
    QByteArray headers;
    for (const auto &[name, value] : message.headers)
        appendHeader(headers, name, value);
    QByteArray frame;
    appendNumber(frame, static_cast<quint32>(kPrelude + headers.size() + message.payload.size() + kChecksum));
    appendNumber(frame, static_cast<quint32>(headers.size()));
    appendNumber(frame, checksum(frame));
    frame += headers + message.payload;
    appendNumber(frame, checksum(frame));
    return frame;
}

} // namespace formwork::protocol
