// SPDX-License-Identifier: Apache-2.0
#include "validation/sentences.h"

#include "base/tr.h"
#include "wording/nearest.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace formwork::validation::sentences
{

namespace
{

using model::ShapeType;

constexpr qsizetype kMostListed = 8;
constexpr qsizetype kLongestQuoted = 40;

QString quoted(const QString &text)
{
    return u'"' + (text.size() > kLongestQuoted ? text.left(kLongestQuoted) + u'\u2026' : text) + u'"';
}

QString wanted(ShapeType type)
{
    switch (type) {
    case ShapeType::Blob:
        return Tr::tr("it must be binary data, in JSON as base64");
    case ShapeType::Boolean:
        return Tr::tr("it must be true or false");
    case ShapeType::String:
    case ShapeType::Enum:
        return Tr::tr("it must be text");
    case ShapeType::IntEnum:
    case ShapeType::Byte:
    case ShapeType::Short:
    case ShapeType::Integer:
    case ShapeType::Long:
    case ShapeType::BigInteger:
        return Tr::tr("it must be a whole number");
    case ShapeType::Float:
    case ShapeType::Double:
    case ShapeType::BigDecimal:
        return Tr::tr("it must be a number");
    case ShapeType::Timestamp:
        return Tr::tr("it must be a date and time such as 2026-01-02T03:04:05Z");
    case ShapeType::List:
        return Tr::tr("it must be a list, in JSON [ ... ]");
    case ShapeType::Map:
    case ShapeType::Structure:
    case ShapeType::Union:
    case ShapeType::Document:
        break;
    }
    return Tr::tr("it must be an object, in JSON { ... }");
}

QString found(const QCborValue &value, bool isSecret)
{
    if (value.isString())
        return isSecret ? Tr::tr("text") : Tr::tr("the text %1").arg(quoted(value.toString()));
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isInteger() || value.isDouble())
        return isSecret ? Tr::tr("a number") : Tr::tr("the number %1").arg(value.toVariant().toString());
    if (value.isArray())
        return Tr::tr("a list");
    if (value.isMap())
        return Tr::tr("an object");
    if (value.isNull() || value.isUndefined())
        return Tr::tr("nothing");
    return value.isByteArray() ? Tr::tr("binary data") : Tr::tr("something else");
}

QString counted(qint64 number, Unit unit)
{
    const int count = static_cast<int>(std::min<qint64>(number, std::numeric_limits<int>::max()));
    switch (unit) {
    case Unit::Characters:
        return Tr::tr("%n character(s)", nullptr, count);
    case Unit::Bytes:
        return Tr::tr("%n byte(s)", nullptr, count);
    case Unit::Entries:
        break;
    }
    return Tr::tr("%n (entry|entries)", nullptr, count);
}

QString plain(double number) // whole numbers without an exponent
{
    constexpr double kExact = 9007199254740992.0;
    return std::abs(number) <= kExact && std::floor(number) == number
        ? QString::number(static_cast<qint64>(number))
        : QString::number(number, 'g', 17);
}

} // namespace

QString sentence(const QString &label, const QString &phrase)
{
    return label + QStringLiteral(": ") + phrase
        + (phrase.endsWith(u'?') || phrase.endsWith(u'.') ? QString() : QStringLiteral("."));
}

QString wholeInput() { return Tr::tr("The input"); }

QString entryLabel(const QString &label, const QStringList &tokens)
{
    QString result = label;
    for (const QString &token : tokens) {
        bool isIndex = false;
        const int index = token.toInt(&isIndex);
        result += isIndex ? Tr::tr(", entry %1").arg(index + 1) : Tr::tr(", %1").arg(token);
    }
    return result;
}

QString required(const model::Shape &shape)
{
    switch (shape.type) {
    case ShapeType::List:
        return Tr::tr("it is required; add at least the list");
    case ShapeType::Structure:
    case ShapeType::Union:
        return Tr::tr("it is required; fill in its members");
    case ShapeType::Enum:
    case ShapeType::Boolean:
        return Tr::tr("it is required; choose a value");
    default:
        return Tr::tr("it is required; enter a value");
    }
}

QString wrongType(ShapeType type, const QCborValue &value, bool isSecret)
{
    return Tr::tr("%1, not %2").arg(wanted(type), found(value, isSecret));
}

QString nullMember() { return Tr::tr("it is null; leave it out, or give it a value"); }

QString nullEntry()
{
    return Tr::tr("it is null, which this list does not take; remove the entry, or give it a value");
}

QString tooDeep(int levels) { return Tr::tr("it is nested more than %1 levels deep").arg(levels); }

QString brokenText() { return Tr::tr("it holds half of a character, which cannot be sent; enter it again"); }

QString lineBreakInHeader()
{
    return Tr::tr("a line break is not allowed, because the value is sent as one line of the HTTP header");
}

QString beyondAsciiInHeader()
{
    return Tr::tr("it travels in an HTTP header, and only characters of ASCII arrive there as they were "
                  "signed; write others percent-encoded or in base64");
}

QString noHeaderName()
{
    return Tr::tr("it becomes part of the name of an HTTP header: letters and digits of ASCII, hyphens, dots "
                  "and underscores can be sent");
}

QString sameHeader(const QString &otherKey)
{
    return Tr::tr("it becomes the same HTTP header as “%1”, where upper and lower case are one; keep one of "
                  "the two")
        .arg(otherKey);
}

QString emptyLabel() { return Tr::tr("it must not be empty, because it is part of the address"); }

QString notInEnum(const QString &value, const QList<model::EnumValue> &known, bool isSecret)
{
    QStringList values;
    for (const model::EnumValue &entry : known)
        values += entry.value;
    const QString subject = isSecret ? Tr::tr("the value") : quoted(value);
    if (values.size() <= kMostListed)
        return Tr::tr("%1 is not one of %2").arg(subject, values.join(QStringLiteral(", ")));
    const QStringList nearest = isSecret ? QStringList() : wording::nearestNames(value, values);
    const QString guess = nearest.isEmpty()
        ? QString()
        : QStringLiteral(". ") + Tr::tr("Did you mean %1?").arg(nearest.join(Tr::tr(" or ")));
    return Tr::tr("%1 is not one of the %n value(s) that are known", nullptr, int(values.size())).arg(subject)
        + guess;
}

QString length(const model::Constraints &constraints, qint64 length, Unit unit)
{
    const auto least = constraints.minLength;
    const auto most = constraints.maxLength;
    if (length == 0 && least)
        return unit == Unit::Entries ? Tr::tr("it must have at least %1").arg(counted(*least, unit))
                                     : Tr::tr("it must not be empty");
    if (least && most && *least == *most)
        return Tr::tr("it must have exactly %1, this has %2").arg(counted(*least, unit)).arg(length);
    if (most && length > *most)
        return Tr::tr("at most %1, this has %2").arg(counted(*most, unit)).arg(length);
    return Tr::tr("at least %1, this has %2").arg(counted(least.value_or(0), unit)).arg(length);
}

QString range(std::optional<double> least, std::optional<double> most)
{
    if (least && most)
        return *least == *most ? Tr::tr("it must be %1").arg(plain(*least))
                               : Tr::tr("it must be between %1 and %2").arg(plain(*least), plain(*most));
    return least ? Tr::tr("it must be %1 or more").arg(plain(*least))
                 : Tr::tr("it must be %1 or less").arg(plain(most.value_or(0)));
}

QString blankAround(const QString &text)
{
    const bool inFront = text.front().isSpace();
    const char16_t what = inFront ? text.front().unicode() : text.back().unicode();
    if (inFront && text.back().isSpace())
        return Tr::tr("it begins and ends with blanks, which are not allowed there; remove them");
    const QString name = what == u' '    ? Tr::tr("a blank")
        : what == u'\n' || what == u'\r' ? Tr::tr("a line break")
        : what == u'\t'                  ? Tr::tr("a tab")
                                         : Tr::tr("an invisible blank (U+%1)")
                              .arg(QString::number(what, 16).toUpper().rightJustified(4, u'0'));
    return inFront ? Tr::tr("it begins with %1, which is not allowed there; remove it").arg(name)
                   : Tr::tr("it ends with %1, which is not allowed there; remove it").arg(name);
}

QString noJson(qsizetype line, qsizetype column)
{
    return Tr::tr("it must be JSON, and this is none: look at line %1, column %2").arg(line).arg(column);
}

QString noJsonObject() { return Tr::tr("it must be a JSON object, { ... }"); }

QString noNumber() { return Tr::tr("it must be a number, written as text, such as 42 or -1.5"); }

QString noArn() { return Tr::tr("it must be an ARN, which begins with arn:aws:"); }

QString placeholder(const QString &text)
{
    return Tr::tr("%1 only holds the place; replace it by a value of yours").arg(text);
}

QString equalKeys(const QString &key, qsizetype first, qsizetype second)
{
    return Tr::tr("entries %1 and %2 have the same key, %3; change or remove one of them")
        .arg(first + 1)
        .arg(second + 1)
        .arg(quoted(key));
}

QString unreadablePattern()
{
    return Tr::tr("AWS publishes a form for it that cannot be checked here; AWS will check it");
}

QString patternTooHard() { return Tr::tr("it takes too long to check its form here; AWS will check it"); }

QString equalEntries(qsizetype first, qsizetype second)
{
    return Tr::tr("entries %1 and %2 are equal; remove one of them").arg(first + 1).arg(second + 1);
}

QString noChoice(const QStringList &members)
{
    if (members.size() > kMostListed)
        return Tr::tr("choose exactly one of its %1 members").arg(members.size());
    return Tr::tr("choose exactly one of %1").arg(members.join(QStringLiteral(", ")));
}

QString severalChoices(const QStringList &set)
{
    return Tr::tr("only one of %1 can be set; remove the others").arg(set.join(QStringLiteral(", ")));
}

QString unknownMember(const QStringList &nearest)
{
    const QString phrase = Tr::tr("there is no member of this name, and it would not be sent");
    return nearest.isEmpty()
        ? phrase
        : phrase + QStringLiteral(". ") + Tr::tr("Did you mean %1?").arg(nearest.join(Tr::tr(" or ")));
}

QString notInDocument() { return Tr::tr("binary data and dates cannot stand in free-form JSON; use text"); }

} // namespace formwork::validation::sentences
