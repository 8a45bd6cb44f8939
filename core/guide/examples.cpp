// SPDX-License-Identifier: Apache-2.0
#include "guide/examples.h"

#include "base/tr.h"
#include "document/json.h"
#include "wording/plaintext.h"

#include <QCborMap>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace formwork::guide
{

namespace
{

using model::Shape;
using model::ShapeType;

constexpr int kDeepest = 64;

QJsonValue fitted(const QJsonValue &value, const Shape &shape, int depth);

QJsonObject fittedMembers(const QJsonObject &object, const Shape &shape, int depth)
{
    QJsonObject result;
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const model::Member *member =
            shape.type == ShapeType::Map ? &shape.element : shape.member(entry.key());
        if (member != nullptr && !member->idempotencyToken)
            result.insert(entry.key(), fitted(entry.value(), *member->target, depth + 1));
    }
    return result;
}

// Examples are written by hand: bytes stand in them as text, numbers and truth now and then in quotes.
QJsonValue fittedText(const QString &text, const Shape &shape)
{
    bool isNumber = false;
    if (shape.type == ShapeType::Blob)
        return QString::fromLatin1(text.toUtf8().toBase64());
    if (shape.type == ShapeType::Boolean && (text == u"true" || text == u"false"))
        return text == u"true";
    if (shape.isInteger()) {
        const qlonglong number = text.toLongLong(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue(text);
    }
    if (shape.type == ShapeType::Float || shape.type == ShapeType::Double) {
        const double number = text.toDouble(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue(text);
    }
    return text;
}

QJsonValue fitted(const QJsonValue &value, const Shape &shape, int depth)
{
    if (depth > kDeepest)
        return value;
    if (value.isString())
        return fittedText(value.toString(), shape);
    const bool hasMembers =
        shape.type == ShapeType::Structure || shape.type == ShapeType::Union || shape.type == ShapeType::Map;
    if (value.isObject() && hasMembers)
        return fittedMembers(value.toObject(), shape, depth);
    if (value.isArray() && shape.type == ShapeType::List) {
        QJsonArray items;
        for (const QJsonValue &item : value.toArray())
            items.append(fitted(item, *shape.element.target, depth + 1));
        return items;
    }
    return value;
}

} // namespace

QList<Example> examplesOf(const model::Operation &operation)
{
    QList<Example> examples;
    for (const QJsonValue &value : QJsonDocument::fromJson(operation.examples).array()) {
        const QJsonObject entry = value.toObject();
        const QJsonObject input = fittedMembers(entry.value(u"input").toObject(), *operation.input, 0);
        if (input.isEmpty())
            continue; // nothing to fill in
        const Result<QCborValue> read =
            document::fromJson(QJsonDocument(input).toJson(QJsonDocument::Compact), *operation.input);
        if (!read)
            continue;
        const QString title = wording::plainText(entry.value(u"title").toString());
        examples.append({title.isEmpty() ? Tr::tr("Example %1").arg(examples.size() + 1) : title,
                         wording::plainText(entry.value(u"documentation").toString()), *read});
    }
    return examples;
}

} // namespace formwork::guide
