// SPDX-License-Identifier: Apache-2.0
#include "validation/patternwords.h"

#include "base/tr.h"
#include "validation/pattern.h"

#include <algorithm>

namespace formwork::validation
{

namespace
{

using Atom = PatternShape::Atom;

QString enumerated(QStringList words)
{
    if (words.size() < 2)
        return words.value(0);
    const QString last = words.takeLast();
    return Tr::tr("%1 and %2").arg(words.join(QStringLiteral(", ")), last);
}

bool hasAll(const CharSet &set, char32_t from, char32_t to)
{
    for (char32_t c = from; c <= to; ++c) {
        if (!set.contains(c))
            return false;
    }
    return true;
}

// Sets beyond ASCII, by what of ASCII stands in them or by what does not, whichever is shorter.
QString wideSetInWords(const CharSet &set)
{
    constexpr qsizetype kMostNamed = 16;
    if (!set.contains(U'\u00e9') || !set.contains(U'\u4e00') || !hasAll(set, U'a', U'z')
        || !hasAll(set, U'A', U'Z') || !hasAll(set, U'0', U'9'))
        return {};
    QStringList allowed{Tr::tr("letters of every language"), Tr::tr("digits")};
    QStringList refused;
    for (char32_t c = U' '; c < 0x7F; ++c) {
        if (QChar::isLetterOrNumber(c))
            continue;
        (set.contains(c) ? allowed : refused) +=
            c == U' ' ? Tr::tr("blanks") : QString(QChar(static_cast<char16_t>(c)));
    }
    if (refused.isEmpty() || std::min(refused.size(), allowed.size()) > kMostNamed)
        return {};
    return refused.size() <= allowed.size() ? Tr::tr("anything but %1").arg(enumerated(refused))
                                            : enumerated(allowed);
}

QString setInWords(const CharSet &set)
{
    const QString words = set.inWords();
    return words.isEmpty() && !set.isEverything() ? wideSetInWords(set) : words;
}

bool isAnyNumber(const Atom &atom) { return atom.most < 0 && atom.least <= 1; }

QString kindInWords(const QString &pattern)
{
    switch (kindOf(pattern)) {
    case PatternKind::WebAddress:
        return Tr::tr("A web address such as https://www.example.com.");
    case PatternKind::Arn:
        return Tr::tr("An ARN, which begins with arn:aws:.");
    case PatternKind::Uuid:
        return Tr::tr("A UUID such as 0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11.");
    case PatternKind::EMail:
        return Tr::tr("An e-mail address such as name@example.com.");
    case PatternKind::Other:
        break;
    }
    return {};
}

// A literal beginning and one class after it, which is all of the pattern.
QString prefixAndClass(const PatternShape &shape)
{
    const QString prefix = shape.prefix();
    const auto literals = static_cast<size_t>(prefix.toUcs4().size());
    if (!shape.isFlat || !shape.startsAnchored || !shape.endsAnchored || shape.leading.size() != literals + 1)
        return {};
    const Atom &atom = shape.leading.back();
    const QString set = setInWords(atom.set);
    if (set.isEmpty() && !atom.set.isEverything())
        return prefix.isEmpty() ? QString() : Tr::tr("Begins with %1.").arg(prefix);
    const bool isCount = !isAnyNumber(atom) && !set.startsWith(Tr::tr("anything but %1").arg(QString()));
    if (prefix.isEmpty() && isCount)
        return Tr::tr("Made of %1.").arg(counted(atom));
    if (prefix.isEmpty())
        return set.isEmpty() ? QString() : Tr::tr("May have: %1.").arg(set);
    if (isCount)
        return Tr::tr("Begins with %1, then %2.").arg(prefix, counted(atom));
    return set.isEmpty() ? Tr::tr("Begins with %1.").arg(prefix)
                         : Tr::tr("Begins with %1, then: %2.").arg(prefix, set);
}

QString beginning(const PatternShape &shape)
{
    if (!shape.startsAnchored || shape.leading.empty())
        return {};
    if (const QString prefix = shape.prefix(); !prefix.isEmpty())
        return Tr::tr("Begins with %1.").arg(prefix);
    const QString words = shape.leading.front().set.inWords();
    return shape.leading.front().least < 1 || words.isEmpty() || words == shape.allowed.inWords()
        ? QString()
        : Tr::tr("Begins with one of: %1.").arg(words);
}

QString ending(const PatternShape &shape)
{
    if (!shape.isFlat || !shape.endsAnchored || shape.leading.size() < 2 || shape.leading.back().least < 1)
        return {};
    const QString words = shape.leading.back().set.inWords();
    return words.isEmpty() || words == shape.allowed.inWords() ? QString()
                                                               : Tr::tr("Ends with one of: %1.").arg(words);
}

// Whether every text that fits begins with this letter: what looks so may be one way of several, or left out.
bool allBeginWith(QChar letter, const QString &pattern)
{
    constexpr qsizetype kMostWork = 20'000;
    for (char16_t c = u'!'; c < 0x7F; ++c) {
        qsizetype steps = kMostWork;
        if (QChar(c) != letter && couldGoOn(pattern, QString(QChar(c)), steps) != Verdict::Differs)
            return false;
    }
    return true;
}

} // namespace

PatternKind kindOf(const QString &pattern)
{
    const QString bare =
        QString(pattern).remove(u'^').remove(u'(').remove(u'\\').remove(QStringLiteral("?:"));
    if (bare.startsWith(u"http") && allBeginWith(u'h', pattern))
        return PatternKind::WebAddress;
    if ((bare.startsWith(u"arn:") || bare.startsWith(u"arn[:")) && allBeginWith(u'a', pattern))
        return PatternKind::Arn;
    const bool isHex =
        bare.startsWith(u"[0-9a-f") || bare.startsWith(u"[a-f0-9") || bare.startsWith(u"[a-fA-F0-9");
    if (isHex && bare.contains(u"]{8}-") && bare.contains(u"]{12}") && !bare.contains(u'|'))
        return PatternKind::Uuid;
    return bare.contains(u'@') && bare.contains(u"]+@") && !bare.contains(u'|') ? PatternKind::EMail
                                                                                : PatternKind::Other;
}

QString counted(const Atom &atom)
{
    const QString words = setInWords(atom.set);
    const bool isDigits = words == Tr::tr("digits");
    const QString things = isDigits ? Tr::tr("digits") : Tr::tr("characters");
    const QString rest = isDigits || words.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(words);
    if (atom.most == 1 && atom.least == 1)
        return (isDigits ? Tr::tr("one digit") : Tr::tr("one character")) + rest;
    if (atom.most == atom.least)
        return QStringLiteral("%1 %2").arg(QString::number(atom.least), things) + rest;
    if (atom.most < 0)
        return Tr::tr("at least %1 %2").arg(QString::number(atom.least), things) + rest;
    return Tr::tr("%1 to %2 %3").arg(QString::number(atom.least), QString::number(atom.most), things) + rest;
}

QString patternInWords(const QString &pattern)
{
    const PatternShape shape = shapeOf(pattern);
    const bool isKnown = shape.isUnderstood;
    if (isKnown && !shape.choices.isEmpty() && shape.choices.size() <= kMostChoices && shape.startsAnchored)
        return Tr::tr("One of %1.").arg(shape.choices.join(QStringLiteral(", ")));
    if (const QString kind = kindInWords(pattern); !kind.isEmpty())
        return kind;
    if (!isKnown)
        return {};
    if (shape.allowed.isEverything() && pattern.contains(u"\\S"))
        return Tr::tr("Not only blanks.");
    if (shape.isFlat && shape.leading.size() == 1 && !(shape.startsAnchored && shape.endsAnchored)) {
        const Atom &atom = shape.leading.front();
        return atom.least > 0 && !shape.startsAnchored && !shape.endsAnchored
                && !setInWords(atom.set).isEmpty()
            ? Tr::tr("Has to contain %1.").arg(counted(atom))
            : QString();
    }
    if (const QString whole = prefixAndClass(shape); !whole.isEmpty())
        return whole;
    QStringList said{beginning(shape), ending(shape)};
    const QString set = shape.allowed.isEverything() ? QString() : setInWords(shape.allowed);
    if (shape.startsAnchored && shape.endsAnchored && !set.isEmpty())
        said += Tr::tr("May have: %1.").arg(set);
    said.removeAll(QString());
    return said.join(u' ');
}

} // namespace formwork::validation
