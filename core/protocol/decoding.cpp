// SPDX-License-Identifier: Apache-2.0
#include "protocol/decoding.h"

#include "protocol/jsonreader.h"
#include "protocol/text.h"
#include "quirks/quirks.h"

#include <QCborArray>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

QCborValue jsonInside(const QByteArray &text, const QCborValue &asItCame)
{
    auto value = readPlainJson(text);
    return value ? *std::move(value) : asItCame;
}

// Texts of these shapes, wherever they stand in structures and lists.
QCborValue withJsonOf(const Shape &shape, const QStringList &shapes, const QCborValue &value)
{
    if (value.isString() && shapes.contains(shape.name))
        return jsonInside(percentDecoded(value.toString().toUtf8()), value);
    if (shape.type == ShapeType::List && value.isArray()) {
        QCborArray list;
        for (const QCborValue &item : value.toArray())
            list.append(withJsonOf(*shape.element.target, shapes, item));
        return list;
    }
    if (shape.type != ShapeType::Structure || !value.isMap())
        return value;
    QCborMap map = value.toMap();
    for (auto entry : map) {
        const Member *member = shape.member(entry.first.toString());
        if (member)
            entry.second = withJsonOf(*member->target, shapes, entry.second);
    }
    return map;
}

QCborValue textInBase64(const QCborValue &value)
{
    const auto bytes = QByteArray::fromBase64Encoding(value.toString().simplified().remove(u' ').toUtf8(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? QCborValue(textFromUtf8(*bytes)) : value;
}

} // namespace

QCborMap unwrapped(const model::Operation &operation, QCborMap output)
{
    const quirks::Quirks &quirks = quirks::quirksOf(operation);
    if (!quirks.jsonShapes.isEmpty())
        output = withJsonOf(*operation.output, quirks.jsonShapes, output).toMap();
    for (const QString &name : quirks.jsonTexts) {
        if (const QCborValue value = output.value(name); value.isString())
            output[name] = jsonInside(value.toString().toUtf8(), value);
    }
    for (const QString &name : quirks.base64Texts) {
        if (const QCborValue value = output.value(name); value.isString())
            output[name] = textInBase64(value);
    }
    return output;
}

} // namespace formwork::protocol
