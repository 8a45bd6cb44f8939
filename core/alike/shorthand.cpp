// SPDX-License-Identifier: Apache-2.0
#include "alike/shorthand.h"

#include "alike/adapt.h"
#include "base/tr.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::alike
{

namespace
{

using model::ShapeType;

constexpr int kDeepest = 50;

class Reading
{
public:
    explicit Reading(const QString &text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool isBroken() const { return m_isBroken; }
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] qsizetype at() const { return m_at; }

    // Pairs up to `end`; a null character is the end of the text. `shape` may be null.
    QCborMap pairs(const model::Shape *shape, QChar end, int depth)
    {
        QCborMap result;
        if (depth > kDeepest)
            return fail(), result;
        skipBlanks();
        while (!m_isBroken && !isAtEnd() && now() != end) {
            const QString key = keyText();
            if (m_isBroken)
                break;
            result[key] = valueOf(shapeOf(shape, key), end, depth + 1);
            skipBlanks();
            if (!isAtEnd() && now() == u',') {
                ++m_at;
                skipBlanks();
            } else if (!isAtEnd() && now() != end) {
                fail();
            }
        }
        return result;
    }

private:
    [[nodiscard]] QChar now() const { return m_text[m_at]; }
    void fail() { m_isBroken = true; }

    void skipBlanks()
    {
        while (!isAtEnd() && now().isSpace())
            ++m_at;
    }

    static const model::Shape *shapeOf(const model::Shape *shape, const QString &key)
    {
        if (!shape)
            return nullptr;
        if (shape->type == ShapeType::List)
            shape = shape->element.target;
        if (shape->type == ShapeType::Map)
            return shape->element.target;
        const model::Member *member = memberNamed(*shape, key);
        return member ? member->target : nullptr;
    }

    QString keyText()
    {
        skipBlanks();
        QString key;
        while (!isAtEnd() && now() != u'=') {
            if (now() == u',' || now() == u'{' || now() == u'[' || now() == u']' || now() == u'}')
                return fail(), key;
            key += m_text[m_at++];
        }
        if (isAtEnd() || key.trimmed().isEmpty())
            return fail(), key;
        ++m_at; // the sign
        return key.trimmed();
    }

    QString word(const QString &stops)
    {
        skipBlanks();
        if (!isAtEnd() && (now() == u'\'' || now() == u'"'))
            return quoted(m_text[m_at++]);
        QString text;
        while (!isAtEnd() && !stops.contains(now())) {
            if (now() == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            text += m_text[m_at++];
        }
        return text.trimmed();
    }

    QString quoted(QChar quote)
    {
        QString text;
        for (; !isAtEnd(); ++m_at) {
            if (now() == quote) {
                ++m_at;
                return text;
            }
            if (now() == u'\\' && m_at + 1 < m_text.size()
                && (m_text[m_at + 1] == quote || m_text[m_at + 1] == u'\\'))
                ++m_at;
            text += now();
        }
        fail();
        return text;
    }

    QCborValue valueOf(const model::Shape *shape, QChar end, int depth)
    {
        skipBlanks();
        if (depth > kDeepest)
            return fail(), QCborValue();
        if (isAtEnd())
            return QString();
        if (now() == u'{') {
            ++m_at;
            const QCborMap inside = pairs(shape, u'}', depth + 1);
            return close(u'}') ? QCborValue(inside) : QCborValue();
        }
        if (now() == u'[')
            return listOf(shape, depth + 1);
        const QString stops = end.isNull() ? QStringLiteral(",") : QStringLiteral(",") + end;
        const QString first = word(stops);
        if (!shape || shape->type != ShapeType::List)
            return first;
        // Values=a,b,Name=c: what has no sign before the next comma goes on with the list.
        QCborArray entries{first};
        while (!m_isBroken && !isAtEnd() && now() == u',' && !isKeyAhead(stops)) {
            ++m_at;
            entries.append(word(stops));
        }
        return entries;
    }

    [[nodiscard]] bool isKeyAhead(const QString &stops) const
    {
        qsizetype at = m_at + 1;
        while (at < m_text.size() && m_text[at].isSpace())
            ++at;
        if (at < m_text.size() && (m_text[at] == u'\'' || m_text[at] == u'"'))
            return false;
        for (; at < m_text.size() && !stops.contains(m_text[at]); ++at) {
            if (m_text[at] == u'=')
                return true;
        }
        return at >= m_text.size() && m_at + 1 >= m_text.size(); // a comma at the end
    }

    QCborValue listOf(const model::Shape *shape, int depth)
    {
        ++m_at; // the bracket
        const model::Shape *entry = shape && shape->type == ShapeType::List ? shape->element.target : nullptr;
        QCborArray entries;
        skipBlanks();
        while (!m_isBroken && !isAtEnd() && now() != u']') {
            entries.append(valueOf(entry, u']', depth + 1));
            skipBlanks();
            if (!isAtEnd() && now() == u',') {
                ++m_at;
                skipBlanks();
            } else if (!isAtEnd() && now() != u']') {
                fail();
            }
        }
        return close(u']') ? QCborValue(entries) : QCborValue();
    }

    bool close(QChar bracket)
    {
        skipBlanks();
        if (m_isBroken || isAtEnd() || now() != bracket) {
            fail();
            return false;
        }
        ++m_at;
        return true;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    bool m_isBroken = false;
};

} // namespace

Result<QCborValue> fromShorthand(const QString &text, const model::Shape &shape)
{
    const bool isPairs =
        shape.type == ShapeType::Structure || shape.type == ShapeType::Union || shape.type == ShapeType::Map;
    if (!isPairs)
        return QCborValue(text);
    if (!text.contains(u'=')) {
        if (shape.members.size() == 1)
            return QCborValue(QCborMap{{shape.members.front().name, text}});
        return failure(Phase::Input, QStringLiteral("Shorthand"),
                       Tr::tr("there is no = between a name and a value"));
    }
    Reading reading(text);
    const QCborMap pairs = reading.pairs(&shape, QChar(), 0);
    if (reading.isBroken() || !reading.isAtEnd())
        return failure(Phase::Input, QStringLiteral("Shorthand"),
                       Tr::tr("the short form breaks off at character %1").arg(reading.at() + 1));
    return QCborValue(pairs);
}

} // namespace formwork::alike
