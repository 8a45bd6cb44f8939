// SPDX-License-Identifier: Apache-2.0
#include "filling.h"

#include "document/timestamp.h"
#include "practice/sample.h"

#include <QCborArray>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace formwork;

namespace
{

constexpr int kDeepest = 12;

QString textFor(const model::Member &member)
{
    if (!member.target->enumValues.isEmpty())
        return member.target->enumValues.constFirst().value;
    const model::Constraints limits = member.effectiveConstraints();
    const QRegularExpression pattern(limits.pattern);
    for (const char *candidate :
         {"a1", "1", "A", "arn:aws:iam::000000000000:role/a", "000000000000", "https://example.com/a",
          "00000000-0000-4000-8000-000000000000", "2026-01-02", "us-east-1", "a@example.com", "12345678",
          "arn:aws:s3:us-east-1:000000000000:a/a1", "s3://a/b", "a.b", "d-1234567890", "/a", "10.0.0.0/16"}) {
        QString text = QString::fromLatin1(candidate);
        text = text.leftJustified(static_cast<qsizetype>(limits.minLength.value_or(0)), u'0');
        const bool isTooLong = limits.maxLength && text.size() > *limits.maxLength;
        if (!isTooLong && (limits.pattern.isEmpty() || !pattern.isValid() || pattern.match(text).hasMatch()))
            return text;
    }
    return practice::sampleOf(limits, 1).value_or(QStringLiteral("a1"));
}

QCborValue valueFor(const model::Member &member, int depth);

// Another for each: the same one again is another request's.
QString nextToken(const model::Member &member)
{
    static int count = 0;
    const qint64 least = member.effectiveConstraints().minLength.value_or(0);
    return QString::number(++count).rightJustified(static_cast<qsizetype>(std::max<qint64>(least, 32)), u'0');
}

QCborMap structureFor(const model::Shape &shape, int depth)
{
    QCborMap map;
    for (const model::Member &member : shape.members) {
        const bool isChoice = shape.type == model::ShapeType::Union && map.isEmpty();
        if (member.idempotencyToken)
            map[member.name] = nextToken(member);
        else if ((member.required || isChoice) && depth < kDeepest)
            map[member.name] = valueFor(member, depth + 1);
    }
    return map;
}

QCborValue valueFor(const model::Member &member, int depth)
{
    const model::Shape &shape = *member.target;
    const model::Constraints limits = member.effectiveConstraints();
    const qint64 least = std::min<qint64>(limits.minLength.value_or(0), 50);
    const double number =
        std::min(std::max(0.0, limits.minValue.value_or(0)), limits.maxValue.value_or(1e15));
    switch (shape.type) {
    case model::ShapeType::Boolean:
        return true;
    case model::ShapeType::Blob:
        return QByteArray(static_cast<qsizetype>(std::max<qint64>(least, 1)), 'b');
    case model::ShapeType::Timestamp:
        return QCborValue(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC));
    case model::ShapeType::Document:
        return QCborMap();
    case model::ShapeType::Structure:
    case model::ShapeType::Union:
        return structureFor(shape, depth);
    case model::ShapeType::List: {
        QCborArray list;
        for (qint64 i = 0; i < least && depth < kDeepest; ++i)
            list.append(valueFor(shape.element, depth + 1));
        return list;
    }
    case model::ShapeType::Map:
        return least > 0 && depth < kDeepest
            ? QCborValue(QCborMap{{textFor(shape.key), valueFor(shape.element, depth + 1)}})
            : QCborValue(QCborMap());
    case model::ShapeType::String:
    case model::ShapeType::Enum:
        return textFor(member);
    case model::ShapeType::BigInteger:
    case model::ShapeType::BigDecimal:
        return QString::number(static_cast<qint64>(std::ceil(number)));
    case model::ShapeType::IntEnum:
        return shape.enumValues.isEmpty() ? 0 : shape.enumValues.constFirst().value.toLongLong();
    default:
        return shape.isInteger() ? QCborValue(static_cast<qint64>(std::ceil(number))) : QCborValue(number);
    }
}

} // namespace

QCborMap filled(const model::Operation &operation) { return structureFor(*operation.input, 0); }
