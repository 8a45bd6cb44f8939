// SPDX-License-Identifier: Apache-2.0
#include "endpoint/contextparameters.h"

#include "model/traittext.h"

#include <QCborArray>
#include <QJsonObject>

namespace formwork::endpoint
{

namespace
{

constexpr int kDeepest = 16; // paths within paths

QCborValue valueAt(const QCborValue &value, QStringView path, int depth);

// Where the bracket that opens at the start of the text closes; -1 if it does not.
qsizetype closing(QStringView text)
{
    int open = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == u'[')
            ++open;
        else if (text[at] == u']' && --open == 0)
            return at;
    }
    return -1;
}

// The rest of the path for every item; those it does not lead to are left out.
QCborValue project(const QCborArray &items, QStringView path, int depth)
{
    QCborArray result;
    for (const QCborValue &item : items) {
        const QCborValue found = valueAt(item, path, depth);
        if (!found.isUndefined() && !found.isNull())
            result.append(found);
    }
    return result;
}

QCborArray flattened(const QCborArray &items)
{
    QCborArray result;
    for (const QCborValue &item : items) {
        if (!item.isArray()) {
            result.append(item);
            continue;
        }
        const QCborArray inner = item.toArray();
        for (const QCborValue &value : inner)
            result.append(value);
    }
    return result;
}

// "[a.b, c]": a list of what each path leads to.
QCborValue several(const QCborValue &value, QStringView inside, int depth)
{
    QCborArray result;
    for (const QStringView path : inside.split(u',')) {
        const QCborValue found = valueAt(value, path.trimmed(), depth);
        if (!found.isUndefined())
            result.append(found);
    }
    return result;
}

QCborArray valuesOf(const QCborMap &map)
{
    QCborArray result;
    for (const auto &[key, value] : map)
        result.append(value);
    return result;
}

QCborValue keysOf(const QCborValue &value)
{
    if (!value.isMap())
        return QCborValue(QCborValue::Undefined);
    QCborArray keys;
    for (const QCborValue &key : value.toMap().keys())
        keys.append(key);
    return keys;
}

QCborValue valueAtBracket(const QCborValue &value, QStringView path, int depth)
{
    const qsizetype close = closing(path);
    if (close < 0)
        return QCborValue(QCborValue::Undefined);
    const QStringView inside = path.sliced(1, close - 1).trimmed();
    QStringView rest = path.sliced(close + 1);
    // A "[]" after a projection flattens what the projection came to.
    const bool flattenAfter = rest.endsWith(u"[]");
    if (flattenAfter)
        rest.chop(2);
    QCborValue result(QCborValue::Undefined);
    if (inside == u"*" || inside.isEmpty()) {
        if (value.isArray())
            result = project(inside.isEmpty() ? flattened(value.toArray()) : value.toArray(), rest, depth);
    } else if (const int index = inside.toInt(); inside == QString::number(index)) {
        result = valueAt(value.isArray() ? value.toArray().at(index) : QCborValue(QCborValue::Undefined),
                         rest, depth);
    } else {
        result = valueAt(several(value, inside, depth), rest, depth);
    }
    return flattenAfter && result.isArray() ? QCborValue(flattened(result.toArray())) : result;
}

QCborValue valueAt(const QCborValue &value, QStringView path, int depth)
{
    if (path.startsWith(u'.'))
        path = path.sliced(1);
    if (path.isEmpty())
        return value;
    if (--depth < 0)
        return QCborValue(QCborValue::Undefined);
    if (path.startsWith(u"keys(") && path.endsWith(u')'))
        return keysOf(valueAt(value, path.sliced(5, path.size() - 6).trimmed(), depth));
    if (path.startsWith(u'['))
        return valueAtBracket(value, path, depth);
    qsizetype end = 0;
    while (end < path.size() && path[end] != u'.' && path[end] != u'[')
        ++end;
    const QStringView name = path.first(end);
    const QStringView rest = path.sliced(end);
    if (name == u"*")
        return value.isMap() ? project(valuesOf(value.toMap()), rest, depth)
                             : QCborValue(QCborValue::Undefined);
    return valueAt(value.isMap() ? value.toMap().value(name.toString()) : QCborValue(QCborValue::Undefined),
                   rest, depth);
}

void addStatic(const QByteArray &json, QCborMap &result)
{
    const QJsonObject bound = model::traitObject(json);
    for (auto parameter = bound.begin(); parameter != bound.end(); ++parameter)
        result.insert(parameter.key(),
                      QCborValue::fromJsonValue(parameter.value().toObject().value(u"value")));
}

void addPaths(const QByteArray &json, const QCborMap &input, QCborMap &result)
{
    const QJsonObject bound = model::traitObject(json);
    for (auto parameter = bound.begin(); parameter != bound.end(); ++parameter) {
        const QCborValue found = valueAtPath(input, parameter.value().toObject().value(u"path").toString());
        if (!found.isUndefined() && !found.isNull())
            result.insert(parameter.key(), found);
    }
}

} // namespace

QCborValue valueAtPath(const QCborValue &value, QStringView path) { return valueAt(value, path, kDeepest); }

QCborMap contextParameters(const model::Operation &operation, const QCborMap &input)
{
    QCborMap result;
    if (!operation.staticContextParams.isEmpty())
        addStatic(operation.staticContextParams, result);
    if (!operation.operationContextParams.isEmpty())
        addPaths(operation.operationContextParams, input, result);
    if (!operation.input)
        return result;
    for (const model::Member &member : operation.input->members) {
        if (member.contextParam.isEmpty())
            continue;
        const QCborValue value = input.value(member.name);
        if (!value.isUndefined() && !value.isNull())
            result.insert(member.contextParam, value);
    }
    return result;
}

} // namespace formwork::endpoint
