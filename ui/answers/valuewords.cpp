// SPDX-License-Identifier: Apache-2.0
#include "answers/valuewords.h"

#include "base/figures.h"
#include "base/tr.h"
#include "document/filebody.h"
#include "document/json.h"
#include "document/redact.h"
#include "document/timestamp.h"
#include "model/service.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace formwork::answers
{
namespace
{

constexpr qsizetype kLongestLine = 300; // characters
constexpr qsizetype kLongestTip = 2000;

QString oneLine(const QString &text)
{
    QString line = text.left(kLongestLine + 1);
    line.replace(QLatin1String("\r\n"), QStringLiteral(" \u23CE "));
    line.replace(u'\n', QStringLiteral(" \u23CE "));
    line.replace(u'\t', u' ');
    return line.size() > kLongestLine ? line.left(kLongestLine) + u'\u2026' : line;
}

bool namesIt(const QString &key)
{
    return key.endsWith(u"name", Qt::CaseInsensitive) || key.endsWith(u"id", Qt::CaseInsensitive)
        || key.endsWith(u"identifier", Qt::CaseInsensitive) || key.endsWith(u"key", Qt::CaseInsensitive);
}

bool isScalar(const QCborValue &value) { return !value.isContainer() || document::momentOf(value); }

// Keys that say what kind of value stands there ({"S": "x"}), and no more.
bool isKindOfValue(const QString &key)
{
    return std::ranges::all_of(key, [](QChar c) { return c.isUpper(); });
}

// The value of what holds nothing else. Its name goes with it where that says more than the value does; the
// keys of a map always do.
QString onlyMember(const QString &key, const QCborValue &value, const model::Shape *shape)
{
    const bool isMap = shape && shape->type == model::ShapeType::Map;
    const bool isUnion = shape && shape->type == model::ShapeType::Union;
    const bool isNamed =
        value.isString() && (namesIt(key) || key.compare(u"value", Qt::CaseInsensitive) == 0);
    return !isMap && (isUnion || isKindOfValue(key) || isNamed) ? inWords(value)
                                                                : Tr::tr("%1: %2").arg(key, inWords(value));
}

// Few plain values, each with its name.
QString plainMembers(const QCborMap &map)
{
    QStringList parts;
    for (auto it = map.constBegin(); it != map.constEnd(); ++it)
        parts += Tr::tr("%1: %2").arg(it.key().toString(), inWords(it.value()));
    return parts.join(QStringLiteral(" \u00b7 "));
}

bool hasFewPlainMembers(const QCborMap &map)
{
    constexpr qsizetype kMost = 3;
    return !map.isEmpty() && map.size() <= kMost
        && std::ranges::all_of(map, [](const auto &member) { return isScalar(member.second); });
}

// The members by which a person would recognise a structure.
QString summary(const QCborMap &map, const model::Shape *shape)
{
    if (map.size() == 1)
        return onlyMember(map.constBegin().key().toString(), map.constBegin().value(), shape);
    QStringList parts;
    for (auto it = map.constBegin(); it != map.constEnd() && parts.size() < 2; ++it) {
        const QString key = it.key().toString();
        const bool isValue = key.compare(u"value", Qt::CaseInsensitive) == 0;
        if (it.value().isString() && !it.value().toString().isEmpty()
            && (namesIt(key) || (isValue && !parts.isEmpty())))
            parts += oneLine(it.value().toString());
    }
    if (!parts.isEmpty())
        return parts.join(QStringLiteral(" \u00b7 "));
    return hasFewPlainMembers(map) ? plainMembers(map) : Tr::tr("%n member(s)", nullptr, int(map.size()));
}

QString localTime(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    return momentText(local) + u' ' + local.timeZoneAbbreviation();
}

QString scalarName(model::ShapeType type)
{
    using enum model::ShapeType;
    switch (type) {
    case Blob:
        return Tr::tr("data");
    case Boolean:
        return Tr::tr("yes or no");
    case Enum:
        return Tr::tr("one of a list");
    case IntEnum:
    case Byte:
    case Short:
    case Integer:
    case Long:
    case BigInteger:
        return Tr::tr("whole number");
    case Float:
    case Double:
    case BigDecimal:
        return Tr::tr("number");
    case Timestamp:
        return Tr::tr("time");
    case Document:
        return Tr::tr("document");
    default:
        return Tr::tr("text");
    }
}

QString nameWithoutShape(const QCborValue &value)
{
    if (value.isArray())
        return Tr::tr("list");
    if (value.isMap())
        return Tr::tr("map");
    if (value.isBool())
        return scalarName(model::ShapeType::Boolean);
    if (value.isInteger())
        return scalarName(model::ShapeType::Integer);
    if (value.isDouble())
        return scalarName(model::ShapeType::Double);
    if (document::momentOf(value))
        return scalarName(model::ShapeType::Timestamp);
    if (value.isByteArray())
        return scalarName(model::ShapeType::Blob);
    return value.isNull() ? QString() : scalarName(model::ShapeType::String);
}

} // namespace

QString inWords(const QCborValue &value, const model::Shape *shape)
{
    if (const auto file = document::fileBodyOf(value))
        return Tr::tr("%1 of data in %2")
            .arg(QLocale().formattedDataSize(file->size, 1, QLocale::DataSizeSIFormat), file->path);
    if (value.isArray())
        return Tr::tr("%n item(s)", nullptr, int(value.toArray().size()));
    if (value.isMap())
        return summary(value.toMap(), shape);
    if (const auto moment = document::momentOf(value))
        return localTime(moment->toDateTime());
    if (value.isByteArray())
        return Tr::tr("%1 of data")
            .arg(QLocale().formattedDataSize(value.toByteArray().size(), 1,
                                             QLocale::DataSizeTraditionalFormat));
    if (value.isString() && value.toString() == document::kSealedText)
        return Tr::tr("hidden");
    return oneLine(asText(value));
}

QString atLength(const QCborValue &value, const model::Shape *shape)
{
    if (const auto moment = document::momentOf(value))
        return localTime(moment->toDateTime()) + u'\n' + document::timestampText(*moment);
    if (value.isContainer() || value.isByteArray())
        return inWords(value, shape);
    return asText(value).left(kLongestTip);
}

QString asText(const QCborValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDateTime())
        return document::timestampText(value.toDateTime());
    if (value.isByteArray())
        return QString::fromLatin1(value.toByteArray().toBase64());
    return QString::fromUtf8(document::toPlainJson(
        value, value.isContainer() ? document::JsonStyle::Indented : document::JsonStyle::Compact));
}

QString typeInWords(const QCborValue &value, const model::Shape *shape)
{
    if (!shape)
        return nameWithoutShape(value);
    using enum model::ShapeType;
    switch (shape->type) {
    case List:
        return Tr::tr("list of %1")
            .arg(shape->element.target->isAggregate() ? wording::words(shape->element.target->name)
                                                      : typeInWords({}, shape->element.target));
    case Map:
        return Tr::tr("map of %1")
            .arg(shape->element.target->isAggregate() ? wording::words(shape->element.target->name)
                                                      : typeInWords({}, shape->element.target));
    case Structure:
    case Union:
        return wording::words(shape->name);
    default:
        return scalarName(shape->type);
    }
}

} // namespace formwork::answers
