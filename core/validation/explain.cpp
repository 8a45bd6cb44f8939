// SPDX-License-Identifier: Apache-2.0
#include "validation/explain.h"

#include "base/tr.h"
#include "validation/failingplace.h"
#include "validation/patternshape.h"
#include "validation/patternwords.h"

#include <algorithm>

namespace formwork::validation
{

namespace
{

using Atom = PatternShape::Atom;
using CodePoints = QList<uint>;

constexpr qsizetype kMostRepeated = 24; // characters of the text before the place that is wrong

QString named(char32_t c)
{
    switch (c) {
    case U' ':
        return Tr::tr("a blank is not allowed");
    case U'\n':
    case U'\r':
        return Tr::tr("a line break is not allowed");
    case U'\t':
        return Tr::tr("a tab is not allowed");
    default:
        break;
    }
    if (!QChar::isPrint(c))
        return Tr::tr("the invisible character U+%1 is not allowed")
            .arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
    return Tr::tr("the character %1 is not allowed").arg(QString::fromUcs4(&c, 1));
}

QString notAllowed(char32_t c, const CharSet &set, bool isSecret)
{
    const QString what = isSecret ? Tr::tr("it has a character that is not allowed") : named(c);
    const QString words = set.inWords();
    return words.isEmpty() ? what : Tr::tr("%1; use %2").arg(what, words);
}

// Patterns for one well-known kind of thing.
QString knownKind(const QString &pattern, const QString &text)
{
    switch (kindOf(pattern)) {
    case PatternKind::WebAddress:
        return text.startsWith(u"https://")
            ? QString()
            : Tr::tr("it must be a web address such as https://www.example.com");
    case PatternKind::Arn:
        return text.startsWith(u"arn:") ? QString() : Tr::tr("it must be an ARN, which begins with arn:aws:");
    case PatternKind::Uuid:
        return Tr::tr("it must be a UUID such as 0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11");
    case PatternKind::EMail:
        return text.contains(u'@') ? QString()
                                   : Tr::tr("it must be an e-mail address such as name@example.com");
    case PatternKind::Other:
        break;
    }
    return {};
}

// A literal beginning and one class after it: which character, or how many.
QString prefixAndClass(const PatternShape &shape, const QString &text, bool isSecret)
{
    const QString prefix = shape.prefix();
    const auto literals = static_cast<size_t>(prefix.toUcs4().size());
    if (!shape.isFlat || !shape.startsAnchored || !shape.endsAnchored || shape.leading.size() != literals + 1
        || !text.startsWith(prefix))
        return {};
    const Atom &atom = shape.leading.back();
    const CodePoints rest = text.mid(prefix.size()).toUcs4();
    const auto wrong =
        std::find_if(rest.begin(), rest.end(), [&atom](uint c) { return !atom.set.contains(c); });
    if (wrong != rest.end()) {
        const QString phrase = notAllowed(*wrong, atom.set, isSecret);
        return prefix.isEmpty() ? phrase : Tr::tr("after %1 %2").arg(prefix, phrase);
    }
    const QString count = counted(atom);
    return prefix.isEmpty()
        ? Tr::tr("it must be %1; this has %2").arg(count).arg(rest.size())
        : Tr::tr("after %1 there must be %2; this has %3").arg(prefix, count).arg(rest.size());
}

// The first or last character, where the pattern says what may stand there.
QString ends(const PatternShape &shape, const CodePoints &text)
{
    if (!shape.leading.empty() && shape.startsAnchored && shape.leading.front().least > 0
        && !shape.leading.front().set.contains(text.front())) {
        const QString words = shape.leading.front().set.inWords();
        return words.isEmpty() ? QString() : Tr::tr("it must begin with one of: %1").arg(words);
    }
    if (shape.isFlat && shape.endsAnchored && shape.leading.back().least > 0
        && !shape.leading.back().set.contains(text.back())) {
        const QString words = shape.leading.back().set.inWords();
        return words.isEmpty() ? QString() : Tr::tr("it must end with one of: %1").arg(words);
    }
    return {};
}

QString fromShape(const PatternShape &shape, const QString &text, bool isSecret)
{
    const CodePoints points = text.toUcs4();
    if (!shape.choices.isEmpty() && shape.choices.size() <= kMostChoices && shape.startsAnchored)
        return Tr::tr("it must be one of %1").arg(shape.choices.join(QStringLiteral(", ")));
    if (const QString phrase = prefixAndClass(shape, text, isSecret); !phrase.isEmpty())
        return phrase;
    const QString prefix = shape.prefix();
    if (shape.startsAnchored && !prefix.isEmpty() && !text.startsWith(prefix))
        return Tr::tr("it must start with %1").arg(prefix);
    if (shape.startsAnchored && shape.endsAnchored && !shape.allowed.isEverything()) {
        const auto wrong = std::find_if(points.begin(), points.end(),
                                        [&shape](uint c) { return !shape.allowed.contains(c); });
        if (wrong != points.end())
            return notAllowed(*wrong, shape.allowed, isSecret);
    }
    if (const QString phrase = points.isEmpty() || shape.leading.empty() ? QString() : ends(shape, points);
        !phrase.isEmpty())
        return phrase;
    if (shape.isFlat && shape.leading.size() == 1
        && !shape.leading.front().set.isEverything()) // unanchored: found nowhere
        return shape.leading.front().set.inWords().isEmpty()
            ? QString()
            : Tr::tr("it must contain %1").arg(counted(shape.leading.front()));
    return {};
}

// What stands before the place; where that is long, its end.
QString before(const CodePoints &points, qsizetype place)
{
    const qsizetype from = std::max<qsizetype>(0, place - kMostRepeated);
    const CodePoints shown = points.sliced(from, place - from);
    return (from > 0 ? QStringLiteral("\u2026") : QString())
        + QString::fromUcs4(reinterpret_cast<const char32_t *>(shown.constData()), shown.size());
}

QString tooShort(const FailingPlace &place, const QString &words)
{
    if (!place.only.isEmpty())
        return Tr::tr("it ends too early: %1 has to follow").arg(place.only);
    return words.isEmpty() ? Tr::tr("it ends too early, or its last character may not stand at the end")
                           : Tr::tr("it ends too early: there has to follow one of %1").arg(words);
}

// Whatever the pattern is: the place, what stands there, and what may.
QString fromPlace(const FailingPlace &place, const QString &text, bool isSecret)
{
    const CodePoints points = text.toUcs4();
    const QString words = place.next.inWords();
    if (place.isAfterEnd)
        return tooShort(place, words);
    if (isSecret) {
        const QString what = Tr::tr("it has a character that is not allowed at place %1").arg(place.at + 1);
        return words.isEmpty() ? what : Tr::tr("%1; use %2").arg(what, words);
    }
    if (place.at > 0 && place.nothingFollows)
        return Tr::tr("nothing may follow after %1").arg(before(points, place.at));
    const QString what = place.at == 0 ? named(points.at(0))
                                       : Tr::tr("%1 at place %2, after %3")
                                             .arg(named(points.at(place.at)))
                                             .arg(place.at + 1)
                                             .arg(before(points, place.at));
    const QString &use = place.only.isEmpty() ? words : place.only;
    return use.isEmpty() ? what : Tr::tr("%1; use %2").arg(what, use);
}

} // namespace

Explanation explain(const QString &pattern, const QString &text, bool isSecret)
{
    if (text.isEmpty())
        return {Tr::tr("it must not be empty"), true};
    if (text.trimmed().isEmpty() && (pattern.contains(u"\\S") || pattern.contains(u"(?!\\s*$)")))
        return {Tr::tr("it must not be blank"), true};
    if (const QString phrase = knownKind(pattern, text); !phrase.isEmpty())
        return {phrase, true};
    const PatternShape shape = shapeOf(pattern);
    if (const QString phrase = shape.isUnderstood ? fromShape(shape, text, isSecret) : QString();
        !phrase.isEmpty())
        return {phrase, true};
    if (const auto place = failingPlace(pattern, text))
        return {fromPlace(*place, text, isSecret), true};
    return {
        Tr::tr("it does not have the form that the service asks for; the help of the field has an example or "
               "the rule"),
        false};
}

} // namespace formwork::validation
