// SPDX-License-Identifier: Apache-2.0
#include "practice/versionlist.h"

#include "practice/call.h"
#include "practice/handles.h"
#include "practice/knowledge.h"

#include <algorithm>

namespace formwork::practice
{

namespace
{

// No members are called so, and what is no map is not told.
const QString kVersions = QStringLiteral("versions kept");
const QString kMade = QStringLiteral("versions made");
const QString kTexts = QStringLiteral("version in texts");
const QString kNumbers = QStringLiteral("version in numbers");
constexpr qint64 kStride = 1'000'000; // versions of a thing, at most

QCborMap written(const VersionList::Version &version)
{
    return {{QStringLiteral("number"), version.number},
            {QStringLiteral("id"), version.id},
            {QStringLiteral("created"), QCborValue(version.created)},
            {QStringLiteral("input"), version.input},
            {QStringLiteral("marks"), QCborArray::fromStringList(version.marks)}};
}

VersionList::Version readVersion(const QCborMap &map)
{
    VersionList::Version version;
    version.number = map.value(QStringLiteral("number")).toInteger();
    version.id = map.value(QStringLiteral("id")).toString();
    version.created = map.value(QStringLiteral("created")).toDateTime();
    version.input = map.value(QStringLiteral("input")).toMap();
    for (const QCborValue mark : map.value(QStringLiteral("marks")).toArray())
        version.marks.append(mark.toString());
    return version;
}

// Members of answers that say it, of whatever type.
void addNames(QCborMap &map, const QString &noun, const QString &before, const QCborValue &value)
{
    for (const QString &name :
         {QStringLiteral("Version"), QStringLiteral("VersionId"), QStringLiteral("VersionNumber")}) {
        map[before + name] = value;
        if (before.isEmpty())
            map[noun + name] = value;
    }
}

} // namespace

VersionList::VersionList(const Call &call, const Lineage &lineage, Thing &thing)
    : m_call(call)
    , m_lineage(lineage)
    , m_thing(thing)
    , m_made(thing.settings.value(kMade).toInteger())
{
    for (const QCborValue version : thing.settings.value(kVersions).toArray())
        m_versions.append(readVersion(version.toMap()));
}

bool VersionList::isFull() const
{
    const int most = m_lineage.data[u"most"].toInt();
    return most > 0 && m_versions.size() >= most;
}

// Numbers are not given again. Some services take the request's token.
QString VersionList::idFor(qint64 number, const QCborMap &input) const
{
    const QString pattern = m_lineage.data[u"number"].toString(QStringLiteral("{n}"));
    if (pattern != u"{uuid}")
        return QString(pattern).replace(QStringLiteral("{n}"), QString::number(number));
    const model::Member *token = m_call.operation->tokenMember();
    const QString given = token ? input.value(token->name).toString() : QString();
    return given.isEmpty() ? m_call.arrival.requestId : given;
}

void VersionList::add(const QCborMap &input, const QCborMap &rest)
{
    Version version;
    version.number = ++m_made;
    version.id = idFor(version.number, input);
    version.created = m_call.now;
    version.input = rest;
    for (const auto &[name, value] : withoutSecrets(input, *m_call.operation->input))
        version.input[name] = value;
    m_versions.append(version);
    seal(input);
    const bool isFirst = m_versions.size() == 1;
    const bool isAsked = std::ranges::any_of(input, [](const auto &part) {
        return part.second.isTrue() && part.first.toString().endsWith(u"AsDefault", Qt::CaseInsensitive);
    });
    const QString member = m_lineage.data[u"marks"][u"given"].toString();
    const QCborArray marks = member.isEmpty() ? QCborArray() : input.value(member).toArray();
    for (const QCborValue mark : marks) {
        if (mark.toString() != m_lineage.currentMark())
            this->mark(m_versions.size() - 1, mark.toString());
    }
    if (isFirst || isAsked || (!m_lineage.isChosen && marks.isEmpty())
        || marks.contains(m_lineage.currentMark()))
        choose(m_versions.size() - 1);
}

void VersionList::seal(const QCborMap &input)
{
    if (m_call.secrets && m_thing.id != 0 && !m_versions.isEmpty() && m_versions.last().input != input)
        m_call.secrets->add(portrait(m_versions.size() - 1), input);
}

void VersionList::remove(qsizetype index) { m_versions.removeAt(index); }

void VersionList::mark(qsizetype index, const QString &mark)
{
    for (Version &version : m_versions)
        version.marks.removeAll(mark);
    m_versions[index].marks.append(mark);
}

void VersionList::unmark(qsizetype index, const QString &mark) { m_versions[index].marks.removeAll(mark); }

qsizetype VersionList::current() const
{
    for (qsizetype index = 0; index < m_versions.size(); ++index) {
        if (m_versions[index].marks.contains(m_lineage.currentMark()))
            return index;
    }
    return m_versions.size() - 1;
}

void VersionList::choose(qsizetype index)
{
    const QString previous = m_lineage.data[u"marks"][u"previous"].toString();
    const qsizetype before = current();
    const bool isOther =
        before >= 0 && before != index && m_versions[before].marks.contains(m_lineage.currentMark());
    mark(index, m_lineage.currentMark());
    if (isOther && !previous.isEmpty())
        mark(before, previous);
    const bool isSnapshot = !m_lineage.hasFirst && !m_lineage.isByChange;
    if (isSnapshot || m_thing.id == 0)
        return;
    for (const auto &[name, value] : m_versions[index].input) {
        if (!tellsVersion(name.toString(), m_lineage.noun) && value.isString())
            m_thing.input[name] = value;
    }
    if (m_call.secrets) {
        const QCborMap secrets = m_call.secrets->inputOf(portrait(index));
        if (!secrets.isEmpty())
            m_call.secrets->add(m_thing, secrets);
    }
}

bool VersionList::isTheThing(const QString &asked) const
{
    const QString own = m_lineage.text(QLatin1StringView("current"));
    return !own.isEmpty() && asked == own;
}

qsizetype VersionList::indexOf(const QString &asked) const
{
    if (asked.compare(u"$latest", Qt::CaseInsensitive) == 0)
        return m_versions.size() - 1;
    if (asked.compare(u"$default", Qt::CaseInsensitive) == 0)
        return current();
    for (qsizetype index = 0; index < m_versions.size(); ++index) {
        const Version &version = m_versions[index];
        if (version.id == asked || QString::number(version.number) == asked || version.marks.contains(asked))
            return index;
    }
    return asked.startsWith(u"arn:") ? indexOf(asked.section(u':', -1)) : -1;
}

QString VersionList::arn() const
{
    const QString known = m_lineage.text(QLatin1StringView("arn"));
    for (const relations::Identifier &identifier : m_lineage.creation->identifiers) {
        const QString text =
            valueAtPath(m_thing.output, known.isEmpty() ? identifier.path : known).toString();
        if (text.startsWith(u"arn:") && identifier.source == relations::Filling::Source::Output)
            return text;
    }
    return {};
}

QCborArray VersionList::marksOf(const Version &version) const
{
    QStringList marks = version.marks;
    if (!m_lineage.data[u"marks"].toObject().contains(u"current"))
        marks.removeAll(m_lineage.currentMark());
    return QCborArray::fromStringList(marks);
}

QCborMap VersionList::told(qsizetype index, bool asNumbers) const
{
    const Version &version = m_versions[index];
    QCborMap told;
    addNames(told, m_lineage.noun, {}, asNumbers ? QCborValue(version.number) : QCborValue(version.id));
    const bool isCurrent = version.marks.contains(m_lineage.currentMark());
    for (const char *name : {"IsDefaultVersion", "DefaultVersion", "IsDefault"})
        told[QLatin1StringView(name)] = isCurrent;
    const QString marks = m_lineage.data[u"marks"][u"told"].toString();
    if (!marks.isEmpty())
        told[marks] = marksOf(version);
    const QString arn = this->arn();
    if (!arn.isEmpty()) {
        told[m_lineage.noun + QStringLiteral("VersionArn")] = arn + u':' + version.id;
        const QString own = m_lineage.text(QLatin1StringView("versionArn")); // the thing's own says which
        if (!own.isEmpty())
            told[own] = arn + u':' + version.id;
    }
    return told;
}

QCborMap VersionList::toldOfThing(bool asNumbers) const
{
    QCborMap told;
    const auto valueOf = [&](qsizetype index) {
        return asNumbers ? QCborValue(m_versions[index].number) : QCborValue(m_versions[index].id);
    };
    const QString own = m_lineage.text(QLatin1StringView("current"));
    if (!own.isEmpty())
        addNames(told, m_lineage.noun, {}, own);
    if (m_versions.isEmpty())
        return told;
    const qsizetype last = m_versions.size() - 1;
    const qsizetype current = std::max<qsizetype>(this->current(), 0);
    if (own.isEmpty())
        addNames(told, m_lineage.noun, {}, valueOf(current));
    for (const char *before : {"Latest", "Default", "Current"})
        addNames(told, m_lineage.noun, QLatin1StringView(before),
                 valueOf(QByteArrayView(before) == "Latest" ? last : current));
    if (const QString arn = this->arn(); !arn.isEmpty())
        told[m_lineage.noun + QStringLiteral("VersionArn")] = arn + u':' + m_versions[last].id;
    const QString marks = m_lineage.data[u"marks"][u"told"].toString();
    if (!marks.isEmpty())
        told[marks] = marksOf(m_versions[current]);
    const QString map = m_lineage.data[u"marks"][u"map"].toString();
    QCborMap byId;
    for (const Version &version : m_versions) {
        if (!version.marks.isEmpty())
            byId[version.id] = marksOf(version);
    }
    if (!map.isEmpty())
        told[map] = byId;
    return told;
}

Thing VersionList::portrait(qsizetype index) const
{
    Thing one = m_thing;
    if (index < 0)
        return one;
    const Version &version = m_versions[index];
    one.id = -(m_thing.id * kStride + version.number); // for the strong box: no thing has such
    one.created = version.created;
    one.changed = version.created;
    one.verb.clear();
    one.output = flattened(m_thing.output);
    one.input = version.input;
    if (!m_lineage.creation->ownName.isEmpty())
        one.input[m_lineage.creation->ownName] = m_thing.input.value(m_lineage.creation->ownName);
    one.settings = {{kNumbers, told(index, true)}, {kTexts, told(index, false)}};
    return one;
}

void VersionList::keep()
{
    QCborArray list;
    for (const Version &version : m_versions)
        list.append(written(version));
    m_thing.settings[kVersions] = list;
    m_thing.settings[kMade] = m_made;
    m_thing.settings[kNumbers] = toldOfThing(true);
    m_thing.settings[kTexts] = toldOfThing(false);
}

QString versionAsked(const Call &call, const Lineage &lineage)
{
    const QString known = lineage.text(QLatin1StringView("asked"));
    for (const auto &[name, value] : call.input) {
        const QString member = name.toString();
        if (member != known && !tellsVersion(member, lineage.noun))
            continue;
        if (value.isString())
            return value.toString();
        if (value.isInteger())
            return QString::number(value.toInteger());
    }
    return {};
}

} // namespace formwork::practice
