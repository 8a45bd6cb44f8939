// SPDX-License-Identifier: Apache-2.0
#include "evidence/comparing.h"

#include "base/tr.h"
#include "document/creationtime.h"
#include "document/redact.h"
#include "document/timestamp.h"
#include "document/value.h"
#include "evidence/words.h"

#include <QCborArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace formwork::evidence
{

namespace
{

constexpr qint64 kTimeSlack = 2'000; // ms: many services write whole seconds
constexpr qint64 kSoon = 120'000; // ms: who is later than that may be somebody else with the same name
constexpr qint64 kLongAfter = 3'600'000; // ms: what a request makes it has made by then

bool isAbsent(const QCborValue &value) { return value.isUndefined() || value.isInvalid() || value.isNull(); }

bool isSealed(const QCborValue &value)
{
    return value.isString() && value.toString() == document::kSealedText;
}

// A policy is the same in any layout, and some services answer with it encoded as in a URL.
QJsonDocument jsonIn(QString text)
{
    if (text.startsWith(u'%'))
        text = QUrl::fromPercentEncoding(text.toLatin1());
    text = text.trimmed();
    return text.startsWith(u'{') || text.startsWith(u'[') ? QJsonDocument::fromJson(text.toUtf8())
                                                          : QJsonDocument();
}

// A thing that was named by its name or id is answered by its ARN, and the other way round.
bool isArnOf(const QString &arn, const QString &name)
{
    return arn.startsWith(u"arn:") && !name.isEmpty()
        && (arn.endsWith(u'/' + name) || arn.endsWith(u':' + name));
}

bool sameText(const QString &ours, const QString &theirs)
{
    if (ours == theirs || isArnOf(ours, theirs) || isArnOf(theirs, ours))
        return true;
    const QJsonDocument one = jsonIn(ours);
    return !one.isNull() && one == jsonIn(theirs);
}

bool isScalar(const QCborValue &value)
{
    return value.isString() || value.isInteger() || value.isDouble() || value.isBool() || value.isDateTime();
}

QString textOf(const QCborValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isInteger())
        return QString::number(value.toInteger());
    return value.isDouble() ? QString::number(value.toDouble()) : QString();
}

std::optional<document::Moment> momentIn(const QCborValue &value)
{
    return value.isString() ? document::parseMoment(value.toString()) : document::momentOf(value);
}

bool sameScalar(const QCborValue &ours, const QCborValue &theirs)
{
    if (ours.isDateTime() || theirs.isDateTime()) {
        const std::optional<document::Moment> one = momentIn(ours);
        const std::optional<document::Moment> other = momentIn(theirs);
        return one && other && one->seconds == other->seconds;
    }
    return sameText(textOf(ours), textOf(theirs));
}

// In any order: most lists of services are sets. Services add tags of their own.
Agreement ofLists(const QCborArray &ours, const QCborArray &theirs)
{
    if (ours.size() > theirs.size())
        return {0, 1};
    Agreement sum;
    for (const QCborValue &entry : ours) {
        Agreement best{0, 1};
        for (const QCborValue &other : theirs) {
            const Agreement found = agreement(entry, other);
            if (found.different == 0 && found.equal >= best.equal)
                best = found;
        }
        sum.equal += best.equal;
        sum.different += best.different;
    }
    const bool isPlain = std::ranges::all_of(theirs, isScalar);
    if (isPlain && ours.size() != theirs.size())
        ++sum.different;
    return sum;
}

QCborValue valueAtPath(const QCborValue &structure, const QString &path)
{
    QCborValue at = structure;
    for (const QString &step : path.split(u'.', Qt::SkipEmptyParts))
        at = at.toMap().value(step);
    return at;
}

QString idOf(const Wanted &wanted, const QCborMap &structure)
{
    for (const QString &name : wanted.idNames) {
        const QCborValue value = structure.value(name);
        if (value.isString() && !isSealed(value) && !value.toString().isEmpty())
            return value.toString();
    }
    for (const QLatin1StringView end : {QLatin1StringView("arn"), QLatin1StringView("id")}) {
        for (const auto &[name, value] : structure) {
            if (name.toString().toLower() == end && value.isString() && !isSealed(value))
                return value.toString();
        }
    }
    const QCborValue own = wanted.input.value(wanted.ownName);
    return isSealed(own) ? QString() : own.toString();
}

} // namespace

Agreement agreement(const QCborValue &ours, const QCborValue &theirs)
{
    if (isAbsent(ours) || isAbsent(theirs) || isSealed(ours) || isSealed(theirs))
        return {};
    if (ours.isMap() && theirs.isMap()) {
        Agreement sum;
        const QCborMap one = ours.toMap();
        const QCborMap other = theirs.toMap();
        for (const auto &[name, value] : one) {
            const Agreement found = agreement(value, other.value(name));
            sum.equal += found.equal;
            sum.different += found.different;
        }
        return sum;
    }
    if (ours.isArray() && theirs.isArray())
        return ofLists(ours.toArray(), theirs.toArray());
    if (isScalar(ours) && isScalar(theirs))
        return sameScalar(ours, theirs) ? Agreement{1, 0} : Agreement{0, 1};
    if (ours.type() == theirs.type())
        return ours == theirs ? Agreement{1, 0} : Agreement{0, 1};
    return {}; // told in another form
}

Comparison compare(const Wanted &wanted, const relations::Cloning &cloning, const QCborValue &structure,
                   bool isAskedByName)
{
    Comparison result;
    for (const auto &[key, value] : wanted.input) {
        const QString member = key.toString();
        if (member == wanted.tokenMember)
            continue;
        const QString path = cloning.fills.value(member);
        const Agreement found = path.isEmpty() ? Agreement() : agreement(value, valueAtPath(structure, path));
        if (found.different > 0)
            result.different.append(member);
        else if (found.equal > 0)
            result.equal.append(member);
        else
            result.open.append(member);
    }
    result.hasOtherName = result.different.contains(wanted.ownName);
    result.isNamed = !result.hasOtherName && (isAskedByName || result.equal.contains(wanted.ownName));
    result.createdAt = document::creationTime(structure);
    if (!wanted.tag.isEmpty())
        result.tagged = taggedIn(structure, wanted.tag);
    result.id = idOf(wanted, structure.toMap());
    return result;
}

Comparison compareName(const Wanted &wanted, const QString &text)
{
    Comparison result;
    const QCborValue own = wanted.input.value(wanted.ownName);
    const QString name = isSealed(own) ? QString() : own.toString();
    result.isNamed =
        !name.isEmpty() && (text == name || text.endsWith(u'/' + name) || text.endsWith(u':' + name));
    result.hasOtherName = !result.isNamed;
    result.id = text;
    return result;
}

std::optional<Judgement> judgeAge(const Wanted &wanted, const std::optional<QDateTime> &made)
{
    if (!made)
        return {};
    if (made->addMSecs(kTimeSlack) < wanted.firstSent)
        return Judgement{Standing::Like, false,
                         Tr::tr("it was made on %1, before this request was first sent").arg(inWords(*made))};
    if (wanted.lastEnded.isValid() && *made > wanted.lastEnded.addMSecs(kLongAfter))
        return Judgement{
            Standing::Like, false,
            Tr::tr("it was made on %1, long after this request was last sent").arg(inWords(*made))};
    return {};
}

bool isLate(const Wanted &wanted, const QDateTime &made)
{
    return wanted.lastEnded.isValid() && made > wanted.lastEnded.addMSecs(kSoon);
}

QString lateReason(const QDateTime &made)
{
    return Tr::tr("it was made on %1, some minutes after this request was last sent, and may be somebody "
                  "else's")
        .arg(inWords(made));
}

QString withoutTagReason() { return Tr::tr("it does not carry the tag of this request"); }

Judgement judge(const Wanted &wanted, const Comparison &comparison)
{
    if (comparison.tagged == Tagged::Ours) // nobody else can have given it
        return {Standing::Ours, false, {}};
    const bool agrees = comparison.different.isEmpty();
    if (comparison.hasOtherName || (!agrees && !comparison.isNamed)
        || (agrees && comparison.equal.isEmpty() && !comparison.isNamed))
        return {};
    if (comparison.tagged == Tagged::Another)
        return {Standing::Like, false, Tr::tr("it carries the tag of another request")};
    if (const std::optional<Judgement> other = judgeAge(wanted, comparison.createdAt))
        return *other;
    if (comparison.tagged == Tagged::Missing)
        return {Standing::Like, true, withoutTagReason()};
    if (!agrees)
        return {Standing::Like, false,
                Tr::tr("it differs in %1").arg(comparison.different.join(QStringLiteral(", ")))};
    if (comparison.equal.isEmpty())
        return {Standing::Like, true, Tr::tr("nothing is told of it but that it is there")};
    if (!comparison.createdAt)
        return {Standing::Like, true,
                Tr::tr("nothing tells when it was made, so it may have been there before")};
    if (isLate(wanted, *comparison.createdAt))
        return {Standing::Like, true, lateReason(*comparison.createdAt)};
    return {Standing::Ours, false, {}};
}

} // namespace formwork::evidence
