// SPDX-License-Identifier: Apache-2.0
#include "validation/knownvalues.h"

#include "document/json.h"
#include "document/redact.h"
#include "validation/explain.h"
#include "validation/pattern.h"
#include "validation/sentences.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::validation
{
namespace
{

using document::Severity;
using model::Member;

constexpr qint64 kShortestArn = 20; // a length that models ask of nothing but ARNs
constexpr qsizetype kLongestJson = 1024 * 1024; // looked at on every key stroke

struct Rule {
    enum class Form { Pattern, Json, Object, Number, Arn };
    QStringList names; // with "*" in front: the end of a name
    QStringList shapes;
    QStringList says; // all of these stand in the documentation
    QStringList saysAny;
    QStringList unless; // none of these
    bool inMaps = false; // the names are keys of maps
    Form form = Form::Pattern;
    QString pattern;
    Severity severity = Severity::Warning;
};

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

QList<Rule> readRules()
{
    QFile file(QStringLiteral(":/values.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Rule> rules;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject entry = value.toObject();
        const QString form = entry.value(u"form").toString();
        rules.append({texts(entry.value(u"names")), texts(entry.value(u"shapes")),
                      texts(entry.value(u"says")), texts(entry.value(u"saysAny")),
                      texts(entry.value(u"unless")), entry.value(u"inMaps").toBool(),
                      form == u"json"         ? Rule::Form::Json
                          : form == u"object" ? Rule::Form::Object
                          : form == u"number" ? Rule::Form::Number
                          : form == u"arn"    ? Rule::Form::Arn
                                              : Rule::Form::Pattern,
                      entry.value(u"pattern").toString(),
                      entry.value(u"severity").toString() == u"error" ? Severity::Error : Severity::Warning});
    }
    return rules;
}

const QList<Rule> &rules()
{
    static const QList<Rule> all = readRules();
    return all;
}

bool isNamed(const QStringList &patterns, const QString &name)
{
    return std::ranges::any_of(patterns, [&name](const QString &pattern) {
        if (!pattern.startsWith(u'*'))
            return name.compare(pattern, Qt::CaseInsensitive) == 0;
        return name.endsWith(QStringView(pattern).sliced(1), Qt::CaseInsensitive);
    });
}

bool says(const Member &member, const QString &words)
{
    return member.documentation.contains(words) || member.target->documentation.contains(words);
}

bool applies(const Rule &rule, const Member &member, const QString &name, bool isInMap)
{
    if (rule.inMaps != isInMap && rule.shapes.isEmpty())
        return false;
    // A shape named for what it may hold among others says nothing of a member with a name of its own.
    const bool isByShape = rule.shapes.contains(member.target->name)
        || (name == u"member" && isNamed(rule.shapes, member.target->name));
    if (!isByShape && !isNamed(rule.names, name))
        return false;
    const auto said = [&member](const QString &words) { return says(member, words); };
    return std::ranges::all_of(rule.says, said) && std::ranges::none_of(rule.unless, said)
        && (rule.saysAny.isEmpty() || std::ranges::any_of(rule.saysAny, said));
}

// All that decides which rules are asked.
struct Place {
    QString name;
    QString shape;
    QString documentation;
    QString shapeDocumentation;
    bool isInMap = false;
    bool operator==(const Place &) const = default;
};

size_t qHash(const Place &place, size_t seed)
{
    return qHashMulti(seed, place.name, place.shape, place.documentation, place.shapeDocumentation,
                      place.isInMap);
}

// Which rules that is does not change with the text, and a batch has many texts for one place.
const QList<qsizetype> &rulesFor(const Member &member, const QString &name, bool isInMap)
{
    constexpr qsizetype kMost = 2'000;
    thread_local QHash<Place, QList<qsizetype>> kept;
    const Place place{name, member.target->name, member.documentation, member.target->documentation, isInMap};
    if (const auto known = kept.constFind(place); known != kept.cend())
        return *known;
    if (kept.size() >= kMost)
        kept.clear();
    QList<qsizetype> applying;
    for (qsizetype i = 0; i < rules().size(); ++i) {
        if (applies(rules().at(i), member, name, isInMap))
            applying.append(i);
    }
    return *kept.insert(place, applying);
}

QList<Finding> jsonFindings(const QString &text, bool isObject, Severity severity)
{
    if (text.size() > kLongestJson)
        return {};
    const QByteArray json = text.toUtf8();
    QJsonParseError error;
    const QJsonDocument read = QJsonDocument::fromJson(json, &error);
    if (read.isObject() || (!isObject && read.isArray()))
        return {};
    if (error.error == QJsonParseError::NoError || document::fromPlainJson(json)) // a scalar is JSON, too
        return {{QStringLiteral("pattern"), sentences::noJsonObject(), true, severity}};
    const QByteArray before = json.left(error.offset);
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.sliced(before.lastIndexOf('\n') + 1)).size();
    return {{QStringLiteral("pattern"), sentences::noJson(line, qMax<qsizetype>(1, column)), true, severity}};
}

QList<Finding> findings(const Rule &rule, const Member &member, const QString &text)
{
    const model::Constraints constraints = member.effectiveConstraints();
    switch (rule.form) {
    case Rule::Form::Json:
    case Rule::Form::Object:
        return jsonFindings(text, rule.form == Rule::Form::Object, rule.severity);
    case Rule::Form::Number: {
        bool isNumber = false;
        static_cast<void>(text.toDouble(&isNumber));
        const bool isPlain = !text.contains(u"nan", Qt::CaseInsensitive)
            && !text.contains(u"inf", Qt::CaseInsensitive) && text == text.trimmed();
        if (isNumber && isPlain)
            return {};
        return {{QStringLiteral("pattern"), sentences::noNumber(), true, rule.severity}};
    }
    case Rule::Form::Arn: {
        if (!constraints.pattern.isEmpty() || text.startsWith(u"arn:"))
            return {};
        if (text.trimmed().startsWith(u"arn:"))
            return {{QStringLiteral("blank"), sentences::blankAround(text)}};
        const bool isCertain = constraints.minLength.value_or(0) >= kShortestArn;
        return {{QStringLiteral("pattern"), sentences::noArn(), true,
                 isCertain ? Severity::Error : rule.severity}};
    }
    case Rule::Form::Pattern:
        break;
    }
    if (!constraints.pattern.isEmpty() || search(rule.pattern, text) != Verdict::Differs)
        return {};
    if (text != text.trimmed() && search(rule.pattern, text.trimmed()) == Verdict::Matches)
        return {{QStringLiteral("blank"), sentences::blankAround(text), true, rule.severity}};
    return {{QStringLiteral("pattern"), explain(rule.pattern, text, document::isSecret(member)).phrase, true,
             rule.severity}};
}

} // namespace

QList<Finding> knownFindings(const Member &member, const QString &name, bool isInMap, const QString &text)
{
    if (text.isEmpty())
        return {};
    if ((member.jsonValue || member.target->mediaType == u"application/json")
        && !text.trimmed().startsWith(u'"')) // a string alone is JSON, too
        return jsonFindings(text, false, Severity::Warning);
    for (const qsizetype rule : rulesFor(member, name, isInMap)) {
        if (QList<Finding> found = findings(rules().at(rule), member, text); !found.isEmpty())
            return found;
    }
    return {};
}

bool isPlaceholder(const QString &text)
{
    if (text.size() < 4 || text.size() > 80 || !text.startsWith(u'<') || !text.endsWith(u'>'))
        return false;
    static const QRegularExpression kWords(QStringLiteral("^<[A-Za-z][\\w .:/-]*[\\w.]>$"));
    return kWords.match(text).hasMatch();
}

} // namespace formwork::validation
