// SPDX-License-Identifier: Apache-2.0
#include "protocol/misfit.h"

#include "base/tr.h"
#include "document/pointer.h"

#include <algorithm>

namespace formwork::protocol
{

bool Misfit::because(const QString &clause)
{
    m_clause = clause;
    return false;
}

bool Misfit::under(const QString &token)
{
    m_tokens.append(token);
    return false;
}

bool Misfit::wrongType(const model::Shape &expected, const QCborValue &found)
{
    return because(Tr::tr("is %1 where %2 belongs.").arg(kindOfValue(found), kindOfShape(expected)));
}

QString Misfit::pointer() const
{
    QStringList tokens = m_tokens;
    std::ranges::reverse(tokens);
    QString result;
    for (QString &token : tokens)
        result += u'/' + token.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return result;
}

Error Misfit::error(Phase phase, const QString &code) const
{
    const QString sentence = m_tokens.isEmpty()
        ? Tr::tr("The value %1").arg(m_clause)
        : Tr::tr("The value of %1 (at %2) %3").arg(m_tokens.first(), pointer(), m_clause);
    return Error{phase, code, sentence, {}};
}

QString tooDeep() { return Tr::tr("is nested more than %1 levels deep.").arg(kMaxDepth); }

QString kindOfValue(const QCborValue &value)
{
    if (value.isString())
        return Tr::tr("text");
    if (value.isInteger() || value.isDouble())
        return Tr::tr("a number");
    if (value.isBool())
        return Tr::tr("true or false");
    if (value.isByteArray())
        return Tr::tr("a series of bytes");
    if (value.isArray())
        return Tr::tr("a list");
    if (value.isMap())
        return Tr::tr("a structure");
    if (value.isDateTime())
        return Tr::tr("a date and time");
    return Tr::tr("nothing");
}

QString kindOfShape(const model::Shape &shape)
{
    using enum model::ShapeType;
    switch (shape.type) {
    case Blob:
        return Tr::tr("a series of bytes");
    case Boolean:
        return Tr::tr("true or false");
    case String:
    case Enum:
        return Tr::tr("text");
    case Timestamp:
        return Tr::tr("a date and time");
    case List:
        return Tr::tr("a list");
    case Map:
        return Tr::tr("a map");
    case Structure:
    case Union:
        return Tr::tr("a structure");
    case Document:
        return Tr::tr("a JSON value");
    default:
        return shape.isInteger() ? Tr::tr("a whole number of at most 64 bits") : Tr::tr("a number");
    }
}

} // namespace formwork::protocol
