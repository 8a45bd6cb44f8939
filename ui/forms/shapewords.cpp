// SPDX-License-Identifier: Apache-2.0
#include "forms/shapewords.h"

#include "base/tr.h"
#include "document/redact.h"
#include "wording/plaintext.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <limits>

namespace formwork::forms
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

QString number(double value) { return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest); }

std::optional<double> specialFloat(const QString &text)
{
    if (text == u"NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == u"Infinity")
        return std::numeric_limits<double>::infinity();
    if (text == u"-Infinity")
        return -std::numeric_limits<double>::infinity();
    return std::nullopt;
}

} // namespace

QCborValue emptyValue(const Shape &shape)
{
    switch (shape.type) {
    case ShapeType::List:
        return QCborArray();
    case ShapeType::Map:
    case ShapeType::Structure:
    case ShapeType::Union:
        return QCborMap();
    case ShapeType::Boolean:
        return false;
    case ShapeType::Blob:
        return QByteArray();
    default:
        return QString();
    }
}

QString rangeInWords(const Member &member)
{
    const model::Constraints limits = member.effectiveConstraints();
    if (limits.minValue && limits.maxValue)
        return Tr::tr("%1 to %2").arg(number(*limits.minValue), number(*limits.maxValue));
    if (limits.minValue)
        return Tr::tr("at least %1").arg(number(*limits.minValue));
    if (limits.maxValue)
        return Tr::tr("at most %1").arg(number(*limits.maxValue));
    return {};
}

QString unsetInWords(const Member &member)
{
    const QCborValue usual =
        member.defaultValue.value_or(member.target->defaultValue.value_or(QCborValue(QCborValue::Undefined)));
    const QString text = usual.isBool() ? (usual.isTrue() ? Tr::tr("Yes") : Tr::tr("No"))
        : usual.isNull()                ? QString()
                                        : editText(usual);
    return text.isEmpty() ? Tr::tr("Not set") : Tr::tr("Not set (then: %1)").arg(text);
}

QString valueHelp(const model::EnumValue &value)
{
    QStringList parts = {wording::firstSentence(value.documentation)};
    if (value.deprecated)
        parts.append(Tr::tr("Deprecated. %1").arg(wording::plainText(value.deprecated->message)));
    return parts.join(u' ').trimmed();
}

QString summary(const QCborValue &value, const Shape &shape)
{
    if (value.isArray())
        return Tr::tr("%Ln item(s)", nullptr, static_cast<int>(value.toArray().size()));
    if (!value.isMap())
        return editText(value).left(80);
    QStringList parts;
    for (const auto &[key, entry] : value.toMap()) {
        const Member *member = shape.type == ShapeType::Map ? &shape.element : shape.member(key.toString());
        if (!member || document::isSecret(*member))
            continue;
        const bool isNested = entry.isMap() || entry.isArray();
        const QString text = isNested ? key.toString() : editText(entry).simplified();
        if (!text.isEmpty())
            parts.append(text.left(40));
        if (parts.size() == 3)
            break;
    }
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString offeredText(const guide::OfferedValue &offered, const QString &words)
{
    const QString said = words.isEmpty() ? offered.value->value : words;
    if (offered.retiredSince.isValid())
        return Tr::tr("%1 (retired since %2)").arg(said, offered.retiredSince.toString(Qt::ISODate));
    return offered.value->deprecated ? Tr::tr("%1 (deprecated)").arg(said) : said;
}

QString editText(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::String:
        return value.toString();
    case QCborValue::Integer:
        return QString::number(value.toInteger());
    case QCborValue::True:
        return QStringLiteral("true");
    case QCborValue::False:
        return QStringLiteral("false");
    case QCborValue::DateTime:
        return value.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    case QCborValue::Double: {
        const double n = value.toDouble();
        if (std::isnan(n))
            return QStringLiteral("NaN");
        if (std::isinf(n))
            return n > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
        return number(n);
    }
    case QCborValue::Null:
        return QStringLiteral("null");
    default:
        return {};
    }
}

QCborValue fromEditText(const QString &text, const Shape &shape)
{
    bool fits = false;
    if (shape.isInteger()) {
        const qlonglong n = text.trimmed().toLongLong(&fits);
        return fits ? QCborValue(n) : QCborValue(text);
    }
    if (shape.type == ShapeType::Float || shape.type == ShapeType::Double) {
        if (const auto special = specialFloat(text.trimmed()))
            return *special;
        const double n = QLocale::c().toDouble(text.trimmed(), &fits);
        return fits && std::isfinite(n) ? QCborValue(n) : QCborValue(text);
    }
    return text;
}

} // namespace formwork::forms
