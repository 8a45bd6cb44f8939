// SPDX-License-Identifier: Apache-2.0
#include "texts/jsontree.h"

#include <algorithm>

namespace formwork::texts
{
namespace
{

constexpr int kDeepest = 100;

class Reader
{
public:
    explicit Reader(const QString &text)
        : m_text(text)
    {
    }

    std::expected<JsonNode, JsonFault> all()
    {
        JsonNode node = value(0);
        skipBlank();
        if (!m_isBroken && m_at < m_text.size())
            m_isBroken = true;
        if (m_isBroken)
            return std::unexpected(JsonFault{m_at});
        return node;
    }

private:
    void skipBlank()
    {
        while (m_at < m_text.size() && QStringView(u" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }

    bool take(QChar c)
    {
        skipBlank();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    JsonNode value(int depth)
    {
        skipBlank();
        JsonNode node;
        node.offset = m_at;
        if (m_isBroken || m_at >= m_text.size() || depth > kDeepest) {
            m_isBroken = true;
            return node;
        }
        const QChar c = m_text[m_at];
        if (c == u'{')
            object(node, depth);
        else if (c == u'[')
            list(node, depth);
        else if (c == u'"')
            string(node);
        else
            word(node);
        return node;
    }

    void object(JsonNode &node, int depth)
    {
        node.type = JsonNode::Type::Object;
        ++m_at;
        if (take(u'}'))
            return;
        do {
            skipBlank();
            JsonNode key;
            key.offset = m_at;
            string(key);
            if (!m_isBroken && !take(u':'))
                m_isBroken = true;
            if (m_isBroken)
                return;
            node.keys.push_back(std::move(key));
            node.items.push_back(value(depth + 1));
        } while (!m_isBroken && take(u','));
        if (!m_isBroken && !take(u'}'))
            m_isBroken = true;
    }

    void list(JsonNode &node, int depth)
    {
        node.type = JsonNode::Type::List;
        ++m_at;
        if (take(u']'))
            return;
        do {
            node.items.push_back(value(depth + 1));
        } while (!m_isBroken && take(u','));
        if (!m_isBroken && !take(u']'))
            m_isBroken = true;
    }

    void string(JsonNode &node)
    {
        node.type = JsonNode::Type::Text;
        if (m_at >= m_text.size() || m_text[m_at] != u'"') {
            m_isBroken = true;
            return;
        }
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] < u' ')
                break;
            if (m_text[m_at] == u'\\')
                escape(node.text);
            else
                node.text.append(m_text[m_at]);
            if (m_isBroken)
                return;
        }
        if (m_at >= m_text.size() || m_text[m_at] != u'"')
            m_isBroken = true;
        else
            ++m_at;
    }

    void escape(QString &into)
    {
        static constexpr QStringView kFrom = u"\"\\/bfnrt";
        static constexpr QStringView kTo = u"\"\\/\b\f\n\r\t";
        const QChar c = ++m_at < m_text.size() ? m_text[m_at] : QChar();
        if (const qsizetype known = kFrom.indexOf(c); known >= 0) {
            into.append(kTo[known]);
            return;
        }
        bool isHex = false;
        const ushort code = c == u'u' ? m_text.mid(m_at + 1, 4).toUShort(&isHex, 16) : ushort(0);
        if (!isHex || m_at + 4 >= m_text.size()) {
            m_isBroken = true;
            return;
        }
        into.append(QChar(code));
        m_at += 4;
    }

    void word(JsonNode &node)
    {
        qsizetype end = m_at;
        while (end < m_text.size()
               && (m_text[end].isLetterOrNumber() || QStringView(u"+-.").contains(m_text[end])))
            ++end;
        node.text = m_text.mid(m_at, end - m_at);
        bool isNumber = false;
        static_cast<void>(node.text.toDouble(&isNumber));
        isNumber = isNumber && (node.text[0].isDigit() || node.text[0] == u'-');
        if (node.text == u"true" || node.text == u"false")
            node.type = JsonNode::Type::Truth;
        else if (isNumber)
            node.type = JsonNode::Type::Number;
        else if (node.text != u"null") {
            m_isBroken = true;
            return;
        }
        m_at = end;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    bool m_isBroken = false;
};

} // namespace

const JsonNode *JsonNode::member(QStringView key) const
{
    const auto found = std::ranges::find_if(keys, [key](const JsonNode &one) { return one.text == key; });
    const auto index = size_t(found - keys.begin());
    return index < items.size() ? &items[index] : nullptr;
}

std::expected<JsonNode, JsonFault> readJson(const QString &text) { return Reader(text).all(); }

Place placeOf(const QString &text, qsizetype offset)
{
    const QStringView before = QStringView(text).first(qBound<qsizetype>(0, offset, text.size()));
    return {int(before.count(u'\n')) + 1, int(before.size() - before.lastIndexOf(u'\n'))};
}

} // namespace formwork::texts
