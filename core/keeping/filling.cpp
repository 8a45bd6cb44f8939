// SPDX-License-Identifier: Apache-2.0
#include "keeping/filling.h"

#include "base/tr.h"
#include "document/filebody.h"
#include "document/redact.h"

#include <QCborArray>
#include <QCborMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <functional>

namespace formwork::keeping
{
namespace
{

using document::Pointer;
using model::ShapeType;

const QRegularExpression &braces()
{
    static const QRegularExpression pattern(
        QStringLiteral("(\\\\?)\\{\\{([A-Za-z][A-Za-z0-9_.-]{0,63})\\}\\}"));
    return pattern;
}

// A policy, a template, a script: what people do not type into a line.
bool isDocument(const QString &text)
{
    const QString start = text.trimmed();
    return start.contains(u'\n') || (start.startsWith(u'{') && !start.startsWith(u"{{"))
        || start.startsWith(u'[') || start.startsWith(u'<');
}

QSet<Pointer> secretsOf(const QCborValue &document, const model::Shape &shape)
{
    QSet<Pointer> places;
    static_cast<void>(document::mapSecrets(
        document, shape, [&places](const Pointer &place, const model::Member &, const QCborValue &value) {
            places.insert(place);
            return value;
        }));
    return places;
}

const model::Shape *below(const model::Shape *shape, const QString &token)
{
    if (!shape)
        return nullptr;
    if (shape->type == ShapeType::List || shape->type == ShapeType::Map)
        return shape->element.target;
    const model::Member *member = shape->member(token);
    return member ? member->target : nullptr;
}

// Every text of a document, but secrets and what files are.
QCborValue
mapTexts(const QCborValue &value, const model::Shape *shape, const Pointer &place,
         const QSet<Pointer> &secrets,
         const std::function<QCborValue(const QString &, const model::Shape *, const Pointer &)> &map)
{
    if (secrets.contains(place) || document::fileBodyOf(value))
        return value;
    if (value.isString())
        return map(value.toString(), shape, place);
    if (value.isArray()) {
        QCborArray array;
        qsizetype index = 0;
        for (const QCborValue &one : value.toArray()) {
            array.append(mapTexts(one, below(shape, {}), place.child(index), secrets, map));
            ++index;
        }
        return array;
    }
    if (value.isMap()) {
        QCborMap copy;
        const QCborMap members = value.toMap();
        for (const auto &[key, one] : members)
            copy.insert(
                key, mapTexts(one, below(shape, key.toString()), place.child(key.toString()), secrets, map));
        return copy;
    }
    return value;
}

QCborValue asShapeWants(const QString &text, const model::Shape *shape)
{
    if (shape && shape->type == ShapeType::Boolean && (text == u"true" || text == u"false"))
        return text == u"true";
    bool isNumber = false;
    if (shape && shape->isInteger()) {
        const qint64 number = text.toLongLong(&isNumber);
        return isNumber ? QCborValue(number) : QCborValue(text);
    }
    if (shape && (shape->type == ShapeType::Float || shape->type == ShapeType::Double)) {
        const double number = text.toDouble(&isNumber);
        return isNumber ? QCborValue(number) : QCborValue(text);
    }
    return text;
}

class Filler
{
public:
    Filler(const Variables &variables, const Names &names)
        : m_variables(variables)
        , m_names(names)
    {
    }

    QCborValue text(const QString &text, const model::Shape *shape, const Pointer &place)
    {
        const bool isLine = !isDocument(text);
        QString copy;
        QStringList missing;
        qsizetype from = 0;
        bool isTouched = false;
        auto matches = braces().globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const QString name = match.captured(2);
            if (!m_names.everywhere.contains(name) && !(isLine && m_names.inLines.contains(name)))
                continue;
            copy += QStringView(text).sliced(from, match.capturedStart() - from);
            from = match.capturedEnd();
            isTouched = true;
            const std::optional<QString> value = m_variables.value(name);
            const bool isEscaped = !match.captured(1).isEmpty();
            if (!isEscaped && !value)
                missing.append(name);
            copy += isEscaped ? match.captured().sliced(1) : value.value_or(match.captured());
        }
        if (!isTouched)
            return text;
        if (!missing.isEmpty()) {
            noteMissing(place, missing);
            return text;
        }
        copy += QStringView(text).sliced(from);
        m_texts.insert(place, copy);
        return asShapeWants(copy, shape);
    }

    [[nodiscard]] const QHash<Pointer, QString> &texts() const { return m_texts; }
    [[nodiscard]] const QList<document::Problem> &problems() const { return m_problems; }

private:
    void noteMissing(const Pointer &place, const QStringList &names)
    {
        document::Problem problem;
        problem.pointer = place;
        problem.kind = QStringLiteral("variable");
        problem.sentence = m_variables.whyNot(names.first());
        problem.canSendAnyway = false; // nobody means to send the braces
        m_problems.append(problem);
    }

    const Variables &m_variables;
    const Names &m_names;
    QHash<Pointer, QString> m_texts;
    QList<document::Problem> m_problems;
};

} // namespace

bool holdsBraces(const QCborValue &value)
{
    if (value.isString())
        return value.toString().contains(u"{{");
    if (value.isArray())
        return std::ranges::any_of(value.toArray(), [](const QCborValue &one) { return holdsBraces(one); });
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        return std::any_of(map.begin(), map.end(), [](const auto &one) { return holdsBraces(one.second); });
    }
    return false;
}

Filled filled(const QCborValue &document, const model::Shape &shape, const Variables &variables,
              const Names &names)
{
    if (!holdsBraces(document))
        return {document, {}, {}};
    Filler filler(variables, names);
    const QCborValue copy =
        mapTexts(document, &shape, {}, secretsOf(document, shape),
                 [&filler](const QString &text, const model::Shape *of, const Pointer &place) {
                     return filler.text(text, of, place);
                 });
    return {copy, filler.texts(), filler.problems()};
}

QStringList namesIn(const QCborValue &document, const model::Shape &shape, bool linesOnly)
{
    QStringList names;
    if (!holdsBraces(document))
        return names;
    static_cast<void>(mapTexts(document, &shape, {}, secretsOf(document, shape),
                               [&](const QString &text, const model::Shape *, const Pointer &) -> QCborValue {
                                   if (linesOnly && isDocument(text))
                                       return text;
                                   auto matches = braces().globalMatch(text);
                                   while (matches.hasNext()) {
                                       const QRegularExpressionMatch match = matches.next();
                                       if (match.captured(1).isEmpty() && !names.contains(match.captured(2)))
                                           names.append(match.captured(2));
                                   }
                                   return text;
                               }));
    return names;
}

QStringList suggestedNames(const QCborValue &document, const model::Shape &shape, const QStringList &known)
{
    QStringList names = namesIn(document, shape, true);
    for (const QString &name : namesIn(document, shape)) {
        if (known.contains(name) && !names.contains(name))
            names.append(name);
    }
    return names;
}

namespace
{

// Entries of lists have no name to be left out by.
QCborValue withoutGaps(const QCborValue &value)
{
    if (value.isArray()) {
        QCborArray array;
        for (const QCborValue &one : value.toArray()) {
            if (!one.isUndefined())
                array.append(withoutGaps(one));
        }
        return array;
    }
    if (!value.isMap())
        return value;
    QCborMap copy;
    const QCborMap members = value.toMap();
    for (const auto &[key, one] : members)
        copy.insert(key, withoutGaps(one));
    return copy;
}

} // namespace

WithoutSecrets withoutSecrets(const QCborValue &document, const model::Shape &shape)
{
    QList<Pointer> leftOut;
    const QCborValue copy = document::pruned(document::mapSecrets(
        document, shape, [&leftOut](const Pointer &place, const model::Member &, const QCborValue &) {
            leftOut.append(place);
            return QCborValue(QCborValue::Undefined);
        }));
    return {withoutGaps(copy), leftOut};
}

QList<document::Problem> missingSecrets(const QCborValue &document, const QList<Pointer> &leftOut)
{
    QList<document::Problem> problems;
    for (const Pointer &place : leftOut) {
        const QCborValue value = document::valueAt(document, place);
        if (!value.isUndefined() && !(value.isString() && value.toString().isEmpty()))
            continue;
        document::Problem problem;
        problem.pointer = place;
        problem.kind = QStringLiteral("secret");
        problem.sentence =
            Tr::tr("%1 is a secret and was not kept with the saved values: type it again.").arg(place.last());
        problems.append(problem);
    }
    return problems;
}

} // namespace formwork::keeping
