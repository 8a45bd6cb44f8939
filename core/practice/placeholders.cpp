// SPDX-License-Identifier: Apache-2.0
#include "practice/placeholders.h"

#include "document/timestamp.h"
#include "document/value.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::practice
{

namespace
{

constexpr QStringView kDigits = u"0123456789";
constexpr QStringView kCapitals = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr QStringView kLetters = u"0123456789abcdefghijklmnopqrstuvwxyz";

QString plainText(const QCborValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDateTime())
        return value.toDateTime().toUTC().toString(Qt::ISODate);
    return value.toVariant().toString();
}

} // namespace

Placeholders::Placeholders(Facts facts, QCborValue input, TokenSourcePtr tokens)
    : m_facts(std::move(facts))
    , m_input(std::move(input))
    , m_tokens(std::move(tokens))
{
}

QString Placeholders::text(const QString &pattern)
{
    QString result;
    qsizetype at = 0;
    while (true) {
        const qsizetype open = pattern.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(u'}', open);
        if (close < 0)
            return result.append(QStringView(pattern).sliced(at));
        result += QStringView(pattern).sliced(at, open - at);
        result += plainText(value(pattern.sliced(open + 1, close - open - 1)));
        at = close + 1;
    }
}

QCborValue Placeholders::tree(const QCborValue &pattern, const model::Shape &shape)
{
    if (pattern.isString())
        return typed(leaf(pattern.toString()), shape);
    if (pattern.isArray()) {
        QCborArray list;
        for (const QCborValue entry : pattern.toArray()) {
            const QCborValue made = shape.element.target ? tree(entry, *shape.element.target) : entry;
            if (!made.isUndefined())
                list.append(made);
        }
        return list;
    }
    if (!pattern.isMap())
        return typed(pattern, shape);
    QCborMap map;
    for (const auto &[key, part] : pattern.toMap()) {
        const QString name = key.toString();
        const model::Member *member =
            shape.type == model::ShapeType::Map ? &shape.element : shape.member(name);
        if (!member || !member->target)
            continue;
        const QCborValue made = tree(part, *member->target);
        if (!made.isUndefined())
            map.insert(name, made);
    }
    return map;
}

// A placeholder alone in its string keeps the type of what it stands for.
QCborValue Placeholders::leaf(const QString &pattern)
{
    if (pattern.startsWith(u'{') && pattern.indexOf(u'}') == pattern.size() - 1)
        return value(pattern.sliced(1, pattern.size() - 2));
    return text(pattern);
}

QCborValue Placeholders::value(const QString &name)
{
    const auto known = m_known.constFind(name);
    return known != m_known.cend() ? *known : *m_known.insert(name, fresh(name));
}

QCborValue Placeholders::fresh(const QString &name) const
{
    if (name.startsWith(u'/')) {
        const bool isLast = name.endsWith(QStringLiteral("|last"));
        const QCborValue member =
            document::valueAt(m_input, document::Pointer::parse(isLast ? name.chopped(5) : name));
        if (!isLast || !member.isString())
            return member;
        const QString whole = member.toString();
        return whole.sliced(whole.lastIndexOf(u'/') + 1);
    }
    if (name == u"accountId")
        return m_facts.accountId;
    if (name == u"region")
        return m_facts.region;
    if (name == u"count")
        return m_facts.count ? m_facts.count() : 0;
    if (name == u"now")
        return QCborValue(m_facts.now);
    if (name == u"uuid")
        return m_tokens->nextToken();
    const qsizetype colon = name.indexOf(u':');
    const int length = name.sliced(colon + 1).toInt();
    if (name.startsWith(u"hex:"))
        return random(kLetters.first(16), length);
    if (name.startsWith(u"base36:"))
        return random(kLetters, length);
    if (name.startsWith(u"base32:"))
        return random(kCapitals, length);
    if (name.startsWith(u"digits:"))
        return random(kDigits.sliced(1), 1) + random(kDigits, length - 1);
    return {};
}

QString Placeholders::random(QStringView characters, int length) const
{
    QString text;
    for (int i = 0; i < length; ++i)
        text += characters[static_cast<qsizetype>(m_tokens->nextFraction()
                                                  * static_cast<double>(characters.size()))];
    return text;
}

QCborValue typed(const QCborValue &value, const model::Shape &shape)
{
    if (shape.isText() && !value.isString() && !value.isUndefined())
        return plainText(value);
    if (shape.type == model::ShapeType::Timestamp && value.isString())
        return QCborValue(document::writtenTime(value.toString()));
    if (shape.isInteger() && value.isString())
        return value.toString().toLongLong();
    if (shape.type == model::ShapeType::Blob && value.isString())
        return value.toString().toUtf8();
    if ((shape.type == model::ShapeType::Float || shape.type == model::ShapeType::Double)
        && value.isInteger())
        return static_cast<double>(value.toInteger());
    return value;
}

} // namespace formwork::practice
