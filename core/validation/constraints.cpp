// SPDX-License-Identifier: Apache-2.0
#include "validation/constraints.h"

#include "document/redact.h"
#include "document/timestamp.h"
#include "validation/explain.h"
#include "validation/knownvalues.h"
#include "validation/pattern.h"
#include "validation/sentences.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace formwork::validation
{

namespace
{

using document::Severity;
using model::Constraints;
using model::Location;
using model::Member;
using model::ShapeType;

struct Limits {
    qint64 least;
    qint64 most;
};

Limits limitsOf(ShapeType type)
{
    switch (type) {
    case ShapeType::Byte:
        return {std::numeric_limits<qint8>::min(), std::numeric_limits<qint8>::max()};
    case ShapeType::Short:
        return {std::numeric_limits<qint16>::min(), std::numeric_limits<qint16>::max()};
    case ShapeType::Long:
        return {std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()};
    default:
        return {std::numeric_limits<qint32>::min(), std::numeric_limits<qint32>::max()};
    }
}

qint64 codePoints(const QString &text)
{
    const auto lows = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
    return text.size() - lows; // of valid UTF-16
}

void checkLength(QList<Finding> &findings, const Constraints &constraints, qint64 length,
                 sentences::Unit unit)
{
    const bool isShort = constraints.minLength && length < *constraints.minLength;
    const bool isLong = constraints.maxLength && length > *constraints.maxLength;
    if (isShort || isLong)
        findings.append({QStringLiteral("length"), sentences::length(constraints, length, unit)});
}

// Text that stands in the address or in a header line, where not everything can stand.
void checkWire(QList<Finding> &findings, const Member &member, const QString &text)
{
    const bool isHeader = member.location == Location::Header || member.location == Location::PrefixHeaders;
    if (isHeader && std::any_of(text.begin(), text.end(), [](QChar c) {
            return c == u'\r' || c == u'\n' || c == u'\0';
        }))
        findings.append({QStringLiteral("type"), sentences::lineBreakInHeader(), false});
    const bool isPlain =
        isHeader && !member.jsonValue && member.target->mediaType.isEmpty(); // else in base64
    if (isPlain && std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x7e; })) {
        const bool isRefused = member.location == Location::PrefixHeaders;
        findings.append({QStringLiteral("type"), sentences::beyondAsciiInHeader(), !isRefused,
                         isRefused ? document::Severity::Error : document::Severity::Warning});
    }
    const bool isLabel = member.location == Location::Label || member.location == Location::GreedyLabel;
    if (isLabel && text.isEmpty())
        findings.append({QStringLiteral("required"), sentences::emptyLabel(), false});
}

// Where the class of characters that begins there ends; where it has no end, it is none.
qsizetype endOfClass(QStringView pattern, qsizetype begin)
{
    qsizetype at = begin + 1;
    if (at < pattern.size() && pattern[at] == u'^')
        ++at;
    const qsizetype first = at; // a bracket here stands for itself, if there is another
    if (at < pattern.size() && pattern[at] == u']')
        ++at;
    for (; at < pattern.size() && pattern[at] != u']'; ++at)
        at += pattern[at] == u'\\' ? 1 : 0;
    if (at < pattern.size())
        return at;
    return first < pattern.size() && pattern[first] == u']' ? first : begin;
}

// Asked for every text that is checked.
bool isAnchored(QStringView pattern)
{
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        if (pattern[at] == u'^' || pattern[at] == u'$')
            return true;
        if (pattern[at] == u'\\')
            ++at;
        else if (pattern[at] == u'[')
            at = endOfClass(pattern, at);
    }
    return false;
}

// The same pattern for the whole of a text; empty where it says itself where it stands.
QString wholePattern(const QString &pattern)
{
    return isAnchored(pattern) ? QString() : QStringLiteral("^(?:") + pattern + QStringLiteral(")$");
}

// Models of older services leave the anchors out, and the services ask the pattern of the whole text: a name
// in "my name!" does not make it one. Certain where the pattern is one class of characters that repeats.
void checkWhole(QList<Finding> &findings, const QString &pattern, const QString &text, bool isSecret)
{
    static const QRegularExpression kOneClass(
        QStringLiteral("^\\[(?:[^\\]\\\\]|\\\\.)+\\](?:[+*]|\\{\\d+(?:,\\d*)?\\})$"));
    const QString whole = wholePattern(pattern);
    if (whole.isEmpty() || (text.contains(u'\n') && pattern.contains(u'.'))
        || search(whole, text) != Verdict::Differs)
        return;
    const bool isCertain = kOneClass.match(pattern).hasMatch();
    const QString asked = isCertain ? u'^' + pattern + u'$' : whole;
    findings.prepend({QStringLiteral("pattern"), explain(asked, text, isSecret).phrase, true,
                      isCertain ? Severity::Error : Severity::Warning});
}

// What was pasted with a blank before or after it is told as that, where it would be right without.
bool checkBlanks(QList<Finding> &findings, const QString &pattern, const QString &text)
{
    const QString bare = text.trimmed();
    if (bare.isEmpty() || bare.size() == text.size() || search(pattern, bare) != Verdict::Matches)
        return false;
    findings.prepend({QStringLiteral("blank"), sentences::blankAround(text)});
    return true;
}

void checkPattern(QList<Finding> &findings, const QString &pattern, const QString &text, bool isSecret)
{
    const bool lengthIsWrong = !findings.isEmpty();
    switch (search(pattern, text)) {
    case Verdict::Matches:
        if (!lengthIsWrong)
            checkWhole(findings, pattern, text, isSecret);
        return;
    case Verdict::Differs: {
        if (checkBlanks(findings, pattern, text))
            return;
        const Explanation why = explain(pattern, text, isSecret);
        // The length alone may be why; what is expected says more than how long it is.
        if (!lengthIsWrong)
            findings.append({QStringLiteral("pattern"), why.phrase});
        else if (why.isSpecific && !text.isEmpty())
            findings.prepend({QStringLiteral("pattern"), why.phrase});
        return;
    }
    case Verdict::Unreadable:
        findings.append({QStringLiteral("pattern"), sentences::unreadablePattern(), true, Severity::Advice});
        return;
    case Verdict::GaveUp:
        if (!lengthIsWrong)
            findings.append({QStringLiteral("pattern"), sentences::patternTooHard(), true, Severity::Advice});
        return;
    }
}

QList<Finding> textFindings(const Member &member, const QString &text, const QString &key)
{
    QList<Finding> findings;
    if (!text.isValidUtf16())
        return {{QStringLiteral("type"), sentences::brokenText(), false}};
    const Constraints constraints = member.effectiveConstraints();
    checkWire(findings, member, text);
    checkLength(findings, constraints, codePoints(text), sentences::Unit::Characters);
    if (!constraints.pattern.isEmpty())
        checkPattern(findings, constraints.pattern, text, document::isSecret(member));
    if (isPlaceholder(text))
        findings.prepend({QStringLiteral("placeholder"), sentences::placeholder(text)});
    const QList<Finding> known = knownFindings(member, key.isNull() ? member.name : key, !key.isNull(), text);
    // What it must be goes before how long: the first is what a field shows.
    return findings.isEmpty() || findings.first().kind == u"length" ? known + findings : findings;
}

QList<Finding> enumFindings(const Member &member, const QString &value)
{
    const QList<model::EnumValue> &known = member.target->enumValues;
    if (known.isEmpty() || std::any_of(known.begin(), known.end(), [&value](const model::EnumValue &entry) {
            return entry.value == value;
        }))
        return {};
    return {{QStringLiteral("enum"), sentences::notInEnum(value, known, document::isSecret(member))}};
}

QList<Finding> numberFindings(const Member &member, const QCborValue &value)
{
    if (member.target->isInteger() && value.isInteger()) {
        const Limits limits = limitsOf(member.target->type);
        if (value.toInteger() < limits.least || value.toInteger() > limits.most)
            return {{QStringLiteral("range"), sentences::range(double(limits.least), double(limits.most))}};
    }
    const Constraints constraints = member.effectiveConstraints();
    if (!constraints.minValue && !constraints.maxValue)
        return {};
    const double number = value.isString() ? value.toString().toDouble() : value.toDouble();
    const bool fitsRange = !std::isnan(number) && (!constraints.minValue || number >= *constraints.minValue)
        && (!constraints.maxValue || number <= *constraints.maxValue);
    if (fitsRange)
        return {};
    return {{QStringLiteral("range"), sentences::range(constraints.minValue, constraints.maxValue)}};
}

bool isNumberText(const QString &text)
{
    bool isNumber = false;
    static_cast<void>(text.toDouble(&isNumber));
    return isNumber;
}

} // namespace

bool fits(ShapeType type, const QCborValue &value)
{
    switch (type) {
    case ShapeType::Blob:
        return value.isByteArray();
    case ShapeType::Boolean:
        return value.isBool();
    case ShapeType::String:
    case ShapeType::Enum:
        return value.isString();
    case ShapeType::IntEnum:
    case ShapeType::Byte:
    case ShapeType::Short:
    case ShapeType::Integer:
    case ShapeType::Long:
        return value.isInteger();
    case ShapeType::Float:
    case ShapeType::Double:
        return value.isInteger() || value.isDouble();
    case ShapeType::BigInteger:
    case ShapeType::BigDecimal:
        return value.isInteger() || value.isDouble() || (value.isString() && isNumberText(value.toString()));
    case ShapeType::Timestamp:
        return document::momentOf(value).has_value();
    case ShapeType::Document:
        return true;
    case ShapeType::List:
        return value.isArray();
    case ShapeType::Map:
    case ShapeType::Structure:
    case ShapeType::Union:
        return value.isMap();
    }
    return false;
}

QList<Finding> scalarFindings(const Member &member, const QCborValue &value, const QString &key)
{
    switch (member.target->type) {
    case ShapeType::String:
        return textFindings(member, value.toString(), key);
    case ShapeType::Enum: {
        QList<Finding> findings = enumFindings(member, value.toString());
        return findings.isEmpty() && !value.toString().isValidUtf16()
            ? textFindings(member, value.toString(), key)
            : findings;
    }
    case ShapeType::IntEnum:
        return enumFindings(member, QString::number(value.toInteger()));
    case ShapeType::Blob: {
        QList<Finding> findings;
        checkLength(findings, member.effectiveConstraints(), value.toByteArray().size(),
                    sentences::Unit::Bytes);
        return findings;
    }
    default:
        return member.target->isNumber() ? numberFindings(member, value) : QList<Finding>();
    }
}

QList<Finding> sizeFindings(const Member &member, qint64 entries)
{
    QList<Finding> findings;
    checkLength(findings, member.effectiveConstraints(), entries, sentences::Unit::Entries);
    return findings;
}

} // namespace formwork::validation
