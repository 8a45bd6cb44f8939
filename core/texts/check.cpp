// SPDX-License-Identifier: Apache-2.0
#include "texts/check.h"

#include "base/tr.h"
#include "texts/cidr.h"
#include "texts/inputcheck.h"
#include "texts/policy.h"
#include "texts/schedule.h"

#include <QCborArray>
#include <QCborMap>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace formwork::texts
{
namespace
{

using document::Severity;
using model::ShapeType;

constexpr qsizetype kLongest = 1024 * 1024; // characters that are looked at on every key stroke

Finding noJson(const QString &text, const JsonFault &fault)
{
    const Place place = placeOf(text, fault.offset);
    return {Tr::tr("This is no JSON: see line %1, column %2.").arg(place.line).arg(place.column),
            Severity::Error, place, true};
}

QList<Finding> checkTemplate(const QString &text)
{
    if (text.trimmed().startsWith(u'{')) {
        const auto root = readJson(text);
        if (!root)
            return {noJson(text, root.error())};
        if (!root->member(u"Resources"))
            return {{Tr::tr("There are no Resources in this template."), Severity::Warning, {}}};
        return {};
    }
    const QStringList lines = text.split(u'\n');
    static const QRegularExpression kTab(QStringLiteral("^ *\\t"));
    const auto tab =
        std::ranges::find_if(lines, [](const QString &line) { return kTab.match(line).hasMatch(); });
    QList<Finding> found;
    if (tab != lines.end())
        found.append({Tr::tr("YAML is indented with blanks; here stands a tab."),
                      Severity::Error,
                      {int(tab - lines.begin()) + 1, 1}});
    if (!std::ranges::any_of(lines, [](const QString &line) { return line.startsWith(u"Resources:"); }))
        found.append({Tr::tr("There are no Resources in this template."), Severity::Warning, {}});
    return found;
}

bool isBase64(const QString &text)
{
    static const QRegularExpression kForm(QStringLiteral("^[A-Za-z0-9+/\\s]+={0,2}\\s*$"));
    return text.size() >= 8 && kForm.match(text).hasMatch() && !text.trimmed().contains(u' ');
}

QList<Finding> checkScript(const Use &use, const QString &text)
{
    if (use.wantsBase64)
        return isBase64(text)
            ? QList<Finding>()
            : QList<Finding>{{Tr::tr("The service wants this in base64, and nobody encodes it on "
                                     "the way. Encode it first."),
                              Severity::Warning,
                              {}}};
    if (use.isEncoded && isBase64(text))
        return {
            {Tr::tr("This seems to be base64 already; it will be encoded once more. Give the plain text."),
             Severity::Warning,
             {}}};
    static const QStringList kStarts{
        QStringLiteral("#!"),           QStringLiteral("#cloud-"),       QStringLiteral("<powershell>"),
        QStringLiteral("<script>"),     QStringLiteral("Content-Type:"), QStringLiteral("MIME-Version:"),
        QStringLiteral("#include"),     QStringLiteral("## template:"),  QStringLiteral("#part-handler"),
        QStringLiteral("#upstart-job"), QStringLiteral("[settings"),     QStringLiteral("version:"),
        QStringLiteral("<persist>")};
    const bool isKnown = !use.isEncoded
        || std::ranges::any_of(kStarts, [&text](const QString &start) { return text.startsWith(start); });
    return isKnown
        ? QList<Finding>()
        : QList<Finding>{{Tr::tr("Linux runs this only if it begins with #! (a script) or #cloud-config, "
                                 "Windows with <powershell>."),
                          Severity::Advice,
                          {}}};
}

QList<Finding> checkCidr(const QString &text)
{
    const auto network = readCidr(text);
    if (!network)
        return {
            {text.trimmed() != text && readCidr(text.trimmed())
                 ? Tr::tr("There is a blank around it.")
                 : Tr::tr(
                       "This is no network: give one in CIDR notation, as in 10.0.0.0/16 or 2001:db8::/56."),
             Severity::Error,
             {}}};
    if (network->hasHostBits())
        return {{Tr::tr("%1 lies in the middle of a network; the one that is meant is %2.")
                     .arg(text, network->toString()),
                 Severity::Warning,
                 {}}};
    return {};
}

QList<Finding> checkSize(const Use &use, const QString &text)
{
    const qint64 size = sizeOf(text, use.limit.count);
    if (use.limit.most <= 0 || size <= use.limit.most || use.wantsBase64)
        return {};
    const QLocale locale;
    const QString counted = use.limit.count == Count::Bytes ? Tr::tr("It has %1 bytes; at most %2 are taken.")
        : use.limit.count == Count::WithoutBlanks
        ? Tr::tr("It has %1 characters without white space; at most %2 are taken.")
        : Tr::tr("It has %1 characters; at most %2 are taken.");
    QString phrase = counted.arg(locale.toString(size), locale.toString(use.limit.most));
    if (!use.limit.isFixed)
        phrase += u' ' + Tr::tr("AWS raises that for an account on request.");
    return {{phrase, use.limit.isFixed ? Severity::Error : Severity::Warning, {}}};
}

QList<Finding> checkKind(const Use &use, const QString &text, const Actions *actions)
{
    switch (use.kind) {
    case Kind::Policy: {
        const auto root = readJson(text);
        return root ? PolicyCheck(text, use.policyOf, actions).findings(*root)
                    : QList<Finding>{noJson(text, root.error())};
    }
    case Kind::Json: {
        const auto root = readJson(text);
        return root ? QList<Finding>() : QList<Finding>{noJson(text, root.error())};
    }
    case Kind::Template:
        return checkTemplate(text);
    case Kind::Script:
        return checkScript(use, text);
    case Kind::Schedule: {
        const auto runs = nextRuns(text, {use.hasOnce, use.isUnix}, QDateTime::currentDateTimeUtc(), {}, 1);
        return runs ? QList<Finding>() : QList<Finding>{{runs.error(), Severity::Error, {}}};
    }
    case Kind::Cidr:
        return checkCidr(text);
    case Kind::Sql:
    case Kind::Plain:
        break;
    }
    return {};
}

// All texts of an input with the place of each.
class Walk
{
public:
    Walk(const model::Operation &operation, Namer name, const Actions *actions)
        : m_operation(operation)
        , m_name(std::move(name))
        , m_actions(actions)
    {
    }

    void visit(const model::Shape &shape, const QCborValue &value, const document::Pointer &place)
    {
        const bool isMap = shape.type == ShapeType::Map;
        if (value.isMap()
            && (isMap || shape.type == ShapeType::Structure || shape.type == ShapeType::Union)) {
            for (const auto &[key, entry] : value.toMap()) {
                const model::Member *member = isMap ? &shape.element : shape.member(key.toString());
                if (member)
                    look(*member, key.toString(), isMap, entry, place.child(key.toString()));
            }
        } else if (value.isArray() && shape.type == ShapeType::List) {
            qsizetype index = 0;
            for (const QCborValue &entry : value.toArray())
                look(shape.element, shape.element.name, false, entry, place.child(index++));
        }
    }

    QList<document::Problem> found;
    bool hasPolicy = false;

private:
    void look(const model::Member &member, const QString &name, bool isInMap, const QCborValue &value,
              const document::Pointer &place)
    {
        if (!value.isString()) {
            visit(*member.target, value, place);
            return;
        }
        const Use use = useOf(m_operation, member, name, isInMap);
        hasPolicy = hasPolicy || use.kind == Kind::Policy;
        if (use.kind == Kind::Plain || value.toString().isEmpty())
            return;
        for (const Finding &finding : check(use, value.toString(), m_actions))
            found.append({place, finding.isNoJson ? QStringLiteral("json") : QStringLiteral("text"),
                          sentenceOf(member, use, place, finding), finding.severity, true});
    }

    [[nodiscard]] QString sentenceOf(const model::Member &member, const Use &use,
                                     const document::Pointer &place, const Finding &finding) const
    {
        const QString label = m_name ? m_name(place, member) : member.name;
        const bool hasLine = use.isLong() && (finding.place.line > 1 || finding.place.column > 1);
        return hasLine ? Tr::tr("%1, line %2, column %3: %4")
                             .arg(label)
                             .arg(finding.place.line)
                             .arg(finding.place.column)
                             .arg(finding.phrase)
                       : Tr::tr("%1: %2").arg(label, finding.phrase);
    }

    const model::Operation &m_operation;
    const Namer m_name;
    const Actions *m_actions;
};

} // namespace

QList<Finding> check(const Use &use, const QString &text, const Actions *actions)
{
    if (text.isEmpty() || text.size() > kLongest)
        return {};
    QList<Finding> found = checkSize(use, text) + checkKind(use, text, actions);
    const auto key = [](const Finding &one) {
        return std::tuple(one.severity, one.place.line, one.place.column, one.phrase);
    };
    std::ranges::sort(found, {}, key);
    return found;
}

QList<document::Problem> problems(const model::Operation &operation, const QCborValue &input,
                                  const Namer &name, const Actions *actions)
{
    Walk walk(operation, name, actions);
    walk.visit(*operation.input, input, {});
    return walk.found;
}

QList<document::Problem> withTextProblems(QList<document::Problem> found, const model::Operation &operation,
                                          const QCborValue &input, const Namer &name, const Actions *actions)
{
    const qsizetype before = found.size();
    for (const document::Problem &problem : problems(operation, input, name, actions)) {
        const bool isKnown =
            std::any_of(found.cbegin(), found.cbegin() + before, [&problem](const document::Problem &other) {
                return other.pointer == problem.pointer && other.severity == Severity::Error;
            });
        if (problem.kind != u"json" || !isKnown)
            found.append(problem);
    }
    return found;
}

bool holdsPolicy(const model::Operation &operation, const QCborValue &input)
{
    Walk walk(operation, {}, nullptr);
    walk.visit(*operation.input, input, {});
    return walk.hasPolicy;
}

} // namespace formwork::texts
