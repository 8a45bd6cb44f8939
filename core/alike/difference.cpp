// SPDX-License-Identifier: Apache-2.0
#include "alike/difference.h"

#include "document/json.h"
#include "document/redact.h"

#include <QCborArray>
#include <QCborMap>
#include <QMultiHash>
#include <QSet>

#include <algorithm>

namespace formwork::alike
{

namespace
{

using Kind = Difference::Kind;

constexpr qsizetype kMostSought = 2000; // entries of a list that are found again one by one

bool isThere(const QCborValue &value)
{
    return !value.isUndefined() && !value.isInvalid() && !value.isNull();
}

bool isSealed(const QCborValue &value)
{
    return value.isString() && value.toString() == document::kSealedText;
}

// As it is, and as it may be shown.
struct Side {
    QCborValue full;
    QCborValue shown;

    [[nodiscard]] Side at(const QString &name) const
    {
        return {full.toMap().value(name), shown.toMap().value(name)};
    }
    [[nodiscard]] Side at(qsizetype index) const
    {
        return {full.toArray().at(index), shown.toArray().at(index)};
    }
    [[nodiscard]] bool isThere() const { return alike::isThere(full) || alike::isThere(shown); }
    [[nodiscard]] bool isKnown() const { return !isSealed(full); } // otherwise nobody can tell
};

Side sideOf(const QCborValue &value, const model::Shape &shape)
{
    return {value, document::redacted(value, shape)};
}

// What tells an entry of a list from the others; empty: nothing does.
QString identity(const QCborValue &entry)
{
    if (!entry.isMap())
        return entry.isString() ? entry.toString() : QString();
    static const QStringList kNames{
        QStringLiteral("key"), QStringLiteral("name"),     QStringLiteral("id"),        QStringLiteral("arn"),
        QStringLiteral("sid"), QStringLiteral("rulename"), QStringLiteral("devicename")};
    const QCborMap map = entry.toMap();
    for (const QString &name : kNames) {
        for (const auto &[key, value] : map) {
            if (key.toString().toLower() == name && value.isString() && !isSealed(value))
                return value.toString();
        }
    }
    for (const auto &[key, value] : map) {
        const QString name = key.toString();
        const bool isId = name.endsWith(u"Name") || name.endsWith(u"Id") || name.endsWith(u"Key");
        if (isId && value.isString() && !isSealed(value))
            return value.toString();
    }
    return {};
}

Difference ofValues(const QString &name, const Side &here, const Side &there);

Difference gathered(Difference difference)
{
    const bool isSame =
        std::ranges::all_of(difference.inside, [](const Difference &d) { return d.kind == Kind::Same; });
    difference.kind = isSame ? Kind::Same : Kind::Inside;
    return difference;
}

Difference ofMaps(const QString &name, const Side &here, const Side &there)
{
    Difference result{Kind::Same, name, here.shown, there.shown, {}};
    const QCborMap one = here.shown.toMap();
    const QCborMap other = there.shown.toMap();
    for (const auto &[key, value] : one) {
        const QString member = key.toString();
        result.inside.append(ofValues(member, here.at(member), there.at(member)));
    }
    for (const auto &[key, value] : other) {
        const QString member = key.toString();
        if (!one.contains(key))
            result.inside.append(ofValues(member, Side(), there.at(member)));
    }
    return gathered(result);
}

Difference ofLists(const QString &name, const Side &here, const Side &there)
{
    Difference result{Kind::Same, name, here.shown, there.shown, {}};
    const qsizetype ours = here.shown.toArray().size();
    const qsizetype theirs = there.shown.toArray().size();
    // By identity where each has one of its own.
    QMultiHash<QString, qsizetype> byIdentity;
    for (qsizetype i = theirs; i-- > 0;)
        byIdentity.insert(identity(there.shown.toArray().at(i)), i);
    QSet<qsizetype> met;
    for (qsizetype i = 0; i < ours; ++i) {
        const QString key = identity(here.shown.toArray().at(i));
        const QString label = key.isEmpty() ? u'[' + QString::number(i) + u']' : key;
        qsizetype partner = -1;
        if (key.isEmpty()) {
            const bool isFree =
                i < theirs && !met.contains(i) && identity(there.shown.toArray().at(i)).isEmpty();
            partner = isFree ? i : -1;
        } else if (const auto found = byIdentity.constFind(key); found != byIdentity.cend()) {
            partner = *found;
            byIdentity.erase(found);
        }
        if (partner >= 0)
            met.insert(partner);
        result.inside.append(ofValues(label, here.at(i), partner < 0 ? Side() : there.at(partner)));
    }
    for (qsizetype i = 0; i < theirs; ++i) {
        if (met.contains(i))
            continue;
        const QString key = identity(there.shown.toArray().at(i));
        result.inside.append(
            ofValues(key.isEmpty() ? u'[' + QString::number(i) + u']' : key, Side(), there.at(i)));
    }
    return gathered(result);
}

Difference ofValues(const QString &name, const Side &here, const Side &there)
{
    if (!here.isThere() || !there.isThere()) {
        const Kind kind = here.isThere() ? Kind::OnlyHere : there.isThere() ? Kind::OnlyThere : Kind::Same;
        return {kind, name, here.shown, there.shown, {}};
    }
    if (here.shown.isMap() && there.shown.isMap())
        return ofMaps(name, here, there);
    const bool areLists = here.shown.isArray() && there.shown.isArray();
    if (areLists && here.shown.toArray().size() + there.shown.toArray().size() < kMostSought)
        return ofLists(name, here, there);
    if (!here.isKnown() || !there.isKnown())
        return {Kind::Unknown, name, here.shown, there.shown, {}};
    return {here.full == there.full ? Kind::Same : Kind::Differs, name, here.shown, there.shown, {}};
}

QString shown(const QCborValue &value)
{
    if (value.isString())
        return value.toString();
    return QString::fromUtf8(document::toPlainJson(value));
}

void write(const Difference &difference, const QString &path, QString &text)
{
    const QString place = path.isEmpty() || difference.name.startsWith(u'[') ? path + difference.name
                                                                             : path + u'.' + difference.name;
    if (difference.kind == Kind::Inside) {
        for (const Difference &inner : difference.inside)
            write(inner, place, text);
        return;
    }
    if (difference.kind == Kind::OnlyHere || difference.kind == Kind::Differs)
        text += QStringLiteral("- %1: %2\n").arg(place, shown(difference.here));
    if (difference.kind == Kind::OnlyThere || difference.kind == Kind::Differs)
        text += QStringLiteral("+ %1: %2\n").arg(place, shown(difference.there));
    if (difference.kind == Kind::Unknown)
        text += QStringLiteral("? %1: %2\n").arg(place, document::kSealedText);
}

} // namespace

Difference compared(const QCborValue &here, const QCborValue &there, const model::Shape &shape)
{
    return ofValues({}, sideOf(here, shape), sideOf(there, shape));
}

int countOf(const Difference &difference)
{
    if (difference.kind != Kind::Inside)
        return difference.kind == Kind::Same ? 0 : 1;
    int sum = 0;
    for (const Difference &inner : difference.inside)
        sum += countOf(inner);
    return sum;
}

QString asText(const Difference &difference)
{
    QString text;
    write(difference, {}, text);
    return text;
}

} // namespace formwork::alike
