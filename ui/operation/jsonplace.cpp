// SPDX-License-Identifier: Apache-2.0
#include "operation/jsonplace.h"

namespace formwork::operation
{

namespace
{

class Walker
{
public:
    explicit Walker(QStringView text)
        : m_text(text)
    {
    }

    // The start of the value of an object's key or an array's entry; `begin` is where the key stands. -1: it
    // is not there.
    qsizetype find(qsizetype container, const QString &token, qsizetype *begin)
    {
        m_at = container;
        const bool isObject = now() == u'{';
        if (!isObject && now() != u'[')
            return -1;
        ++m_at;
        for (qlonglong index = 0;; ++index) {
            skipBlanks();
            if (m_at >= m_text.size() || now() == u'}' || now() == u']')
                return -1;
            const qsizetype here = m_at;
            const QString name = isObject ? string() : QString::number(index);
            skipBlanks();
            if (isObject && now() == u':')
                ++m_at;
            skipBlanks();
            if (name == token) {
                *begin = here;
                return m_at;
            }
            skipValue();
            skipBlanks();
            if (now() == u',')
                ++m_at;
        }
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    [[nodiscard]] qsizetype at() const { return m_at; }

private:
    [[nodiscard]] QChar now() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    QString string()
    {
        QString text;
        if (now() != u'"') {
            ++m_at;
            return text;
        }
        for (++m_at; m_at < m_text.size() && now() != u'"'; ++m_at) {
            if (now() == u'\\' && m_at + 1 < m_text.size())
                ++m_at; // what needs to be escaped in a name is the quote and the backslash
            text += now();
        }
        ++m_at;
        return text;
    }

    void skipValue()
    {
        int depth = 0;
        do {
            skipBlanks();
            const QChar c = now();
            if (c == u'"') {
                string();
                continue;
            }
            if (depth == 0 && (c == u',' || c == u'}' || c == u']'))
                return;
            depth += c == u'{' || c == u'[' ? 1 : c == u'}' || c == u']' ? -1 : 0;
            ++m_at;
            while (depth == 0 && m_at < m_text.size() && c != u'}' && c != u']' && now() != u','
                   && now() != u'}' && now() != u']' && !now().isSpace())
                ++m_at; // a number or a word
        } while (depth > 0 && m_at < m_text.size());
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

qsizetype placeInJson(QStringView text, const document::Pointer &pointer)
{
    Walker walker(text);
    walker.skipBlanks();
    qsizetype value = walker.at();
    if (value >= text.size() || (text[value] != u'{' && text[value] != u'['))
        return -1;
    qsizetype begin = value;
    for (const QString &token : pointer.tokens()) {
        value = walker.find(value, token, &begin);
        if (value < 0)
            break;
    }
    return begin;
}

} // namespace formwork::operation
