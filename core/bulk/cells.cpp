// SPDX-License-Identifier: Apache-2.0
#include "bulk/cells.h"

#include "base/tr.h"
#include "document/json.h"
#include "document/timestamp.h"

#include <QLocale>

namespace formwork::bulk
{

using model::ShapeType;

namespace
{

QCborValue truthOf(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == u"true" || word == u"false")
        return word == u"true";
    return text;
}

QCborValue wholeNumberOf(const QString &text)
{
    bool isNumber = false;
    const qlonglong number = text.trimmed().toLongLong(&isNumber);
    return isNumber ? QCborValue(qint64(number)) : QCborValue(text);
}

QCborValue numberOf(const QString &text)
{
    const QString trimmed = text.trimmed();
    bool isNumber = false;
    const double number = QLocale::c().toDouble(trimmed, &isNumber);
    return isNumber && !trimmed.contains(u',') ? QCborValue(number) : QCborValue(text);
}

QCborValue timeOf(const QString &text)
{
    const std::optional<document::Moment> moment = document::parseMoment(text.trimmed());
    return moment ? document::momentValue(*moment) : QCborValue(text);
}

QCborValue bytesOf(const QString &text)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text.trimmed().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? QCborValue(*decoded) : QCborValue(text);
}

QString exampleOf(ShapeType type)
{
    if (type == ShapeType::List)
        return QStringLiteral("[\"a\",\"b\"]");
    return type == ShapeType::Document ? QStringLiteral("\"text\"") : QStringLiteral("{\"Name\":\"value\"}");
}

} // namespace

Result<QCborValue> cellValue(const QString &text, const model::Shape &shape)
{
    switch (shape.type) {
    case ShapeType::Boolean:
        return truthOf(text);
    case ShapeType::Blob:
        return bytesOf(text);
    case ShapeType::Timestamp:
        return timeOf(text);
    case ShapeType::Float:
    case ShapeType::Double:
        return numberOf(text);
    case ShapeType::BigInteger:
    case ShapeType::BigDecimal:
        return QCborValue(text.trimmed());
    case ShapeType::Document:
    case ShapeType::List:
    case ShapeType::Map:
    case ShapeType::Structure:
    case ShapeType::Union:
        break;
    default:
        return shape.isInteger() ? wholeNumberOf(text) : QCborValue(text);
    }
    Result<QCborValue> value = document::fromJson(text.toUtf8(), shape);
    if (!value)
        return failure(Phase::Input, QStringLiteral("CellNotJson"),
                       Tr::tr("The cell has to be JSON, such as %1. %2")
                           .arg(exampleOf(shape.type), value.error().message));
    return value;
}

} // namespace formwork::bulk
