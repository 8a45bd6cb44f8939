// SPDX-License-Identifier: Apache-2.0
#include "protocol/misfit.h"

#include "base/tr.h"
#include "document/pointer.h"

#include <algorithm>

namespace formwork::protocol
{

namespace
{

constexpr size_t kMaxNotes = 20; // enough to see what is wrong; an answer may hold a million odd values

QString pointerOf(QStringList tokens)
{
    std::ranges::reverse(tokens);
    QString result;
    for (QString &token : tokens)
        result += u'/' + token.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return result;
}

QString sentenceOf(const QString &clause, const QStringList &tokens)
{
    return tokens.isEmpty()
        ? Tr::tr("The value %1").arg(clause)
        : Tr::tr("The value of %1 (at %2) %3").arg(tokens.first(), pointerOf(tokens), clause);
}

} // namespace

bool Misfit::because(const QString &clause)
{
    if (!isLenient())
        m_clause = clause;
    else if (m_notes.size() < kMaxNotes)
        m_notes.push_back({clause, {}});
    else
        ++m_unnoted;
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

bool Misfit::keepsOdd(const model::Shape &expected, const QCborValue &found, QCborValue &result)
{
    wrongType(expected, found);
    const bool isSimple = found.isString() || found.isInteger() || found.isDouble() || found.isBool()
        || found.isByteArray() || found.isDateTime();
    if (!isLenient() || !isSimple)
        return false;
    result = found;
    return true;
}

bool Misfit::placed(Mark mark, const QString &token)
{
    if (isSet())
        return under(token);
    for (size_t i = mark; i < m_notes.size(); ++i)
        m_notes[i].tokens.append(token);
    return true;
}

QString Misfit::pointer() const { return pointerOf(m_tokens); }

Error Misfit::error(Phase phase, const QString &code) const
{
    return Error{phase, code, sentenceOf(m_clause, m_tokens), {}};
}

QStringList Misfit::notes() const
{
    QStringList result;
    for (const Note &note : m_notes)
        result.append(sentenceOf(note.clause, note.tokens));
    if (m_unnoted > 0)
        result.append(Tr::tr("%n more value(s) do not fit the model.", nullptr, int(m_unnoted)));
    return result;
}

Result<void> checkSize(const QByteArray &body)
{
    constexpr qsizetype most = 64 * 1024 * 1024;
    if (body.size() <= most)
        return {};
    return failure(
        Phase::Parse, QStringLiteral("TooLarge"),
        Tr::tr("The body is %1 bytes long; Formwork reads at most %2.").arg(body.size()).arg(most));
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
