// SPDX-License-Identifier: Apache-2.0
#include "document/storedcbor.h"

#include <QCborArray>
#include <QCborMap>
#include <QStringDecoder>

namespace formwork::document
{

namespace
{

// The octets of a text come out as they went in; only reading them as a text drops the mark.
QString withMark(const QCborValue &text)
{
    const QByteArray cbor = text.toCbor();
    const int length = cbor.front() & 31;
    const qsizetype head = length < 24 ? 1 : 1 + (qsizetype(1) << (length - 24));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(cbor.mid(head));
}

} // namespace

QCborValue withTexts(const QCborValue &value, const std::function<QString(const QCborValue &)> &text)
{
    if (value.isString())
        return text(value);
    if (value.isArray()) {
        QCborArray array;
        for (const QCborValue &item : value.toArray())
            array.append(withTexts(item, text));
        return array;
    }
    if (!value.isMap())
        return value;
    QCborMap map;
    const QCborMap from = value.toMap();
    for (const auto &[key, item] : from)
        map.insert(text(key), withTexts(item, text));
    return map;
}

QCborValue fromStoredCbor(const QByteArray &bytes, QCborParserError *error)
{
    const QCborValue value = QCborValue::fromCbor(bytes, error);
    return bytes.contains("\xEF\xBB\xBF") ? withTexts(value, withMark) : value;
}

} // namespace formwork::document
