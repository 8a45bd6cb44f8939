// SPDX-License-Identifier: Apache-2.0
#include "bulk/jsonrows.h"

#include "base/tr.h"
#include "document/json.h"

#include <QCborMap>
#include <QHash>

#include <algorithm>

namespace formwork::bulk
{

namespace
{

constexpr qsizetype kMostColumns = 4096;

std::unexpected<Error> wrong(qint64 line, const QString &sentence)
{
    return failure(Phase::Input, QStringLiteral("Json"), Tr::tr("Line %1: %2").arg(line).arg(sentence),
                   Tr::tr("Each row is a JSON object, one a line or all in an array."));
}

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

QByteArrayView withoutMark(QByteArrayView bytes)
{
    return bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes;
}

// Finds where one value after the other begins and ends; what stands between is read elsewhere.
class Splitter
{
public:
    explicit Splitter(QByteArrayView text)
        : m_text(text)
    {
        skipBlanks();
        m_isArray = m_at < m_text.size() && m_text[m_at] == '[';
        if (m_isArray)
            ++m_at;
    }

    // Empty: there is no more.
    Result<QByteArrayView> next()
    {
        skipBlanks();
        if (m_isArray) {
            if (m_at >= m_text.size())
                return wrong(m_line, Tr::tr("the array has no end."));
            if (m_text[m_at] == ']')
                return atEnd();
            if (!m_isFirst && m_text[m_at++] != ',')
                return wrong(m_line, Tr::tr("between two rows of an array stands a comma."));
            skipBlanks();
        }
        m_isFirst = false;
        m_begin = m_line;
        if (m_at >= m_text.size())
            return m_isArray ? wrong(m_line, Tr::tr("the array has no end.")) : Result<QByteArrayView>();
        if (m_text[m_at] != '{')
            return wrong(m_line, Tr::tr("here begins no object."));
        return object();
    }

    [[nodiscard]] qint64 line() const { return m_begin; }

private:
    void skipBlanks()
    {
        for (; m_at < m_text.size() && isBlank(m_text[m_at]); ++m_at)
            m_line += m_text[m_at] == '\n' ? 1 : 0;
    }

    Result<QByteArrayView> atEnd()
    {
        ++m_at;
        skipBlanks();
        if (m_at < m_text.size())
            return wrong(m_line, Tr::tr("something stands behind the end of the array."));
        m_isArray = false;
        return QByteArrayView();
    }

    Result<QByteArrayView> object()
    {
        const qsizetype begin = m_at;
        int depth = 0;
        bool isText = false;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            m_line += c == '\n' ? 1 : 0;
            if (isText) {
                m_at += c == '\\' ? 1 : 0;
                isText = c != '"';
            } else if (c == '"') {
                isText = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                ++m_at;
                return m_text.sliced(begin, m_at - begin);
            }
        }
        return wrong(m_begin, Tr::tr("the object that begins here has no end."));
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    qint64 m_begin = 1;
    bool m_isArray = false;
    bool m_isFirst = true;
};

QString cellOf(const QCborValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    if (value.isString())
        return value.toString().isEmpty() ? QStringLiteral("") : value.toString();
    return QString::fromUtf8(document::toPlainJson(value));
}

} // namespace

bool isJson(QByteArrayView start)
{
    QByteArrayView text = withoutMark(start);
    const auto skip = [&text] {
        const auto begin = std::ranges::find_if_not(text, isBlank);
        text = text.sliced(begin - text.begin());
    };
    skip();
    if (text.isEmpty() || (text[0] != '{' && text[0] != '['))
        return false;
    const bool isArray = text[0] == '[';
    text = text.sliced(1);
    skip();
    return text.isEmpty() || (isArray ? text[0] == '{' || text[0] == ']' : text[0] == '"' || text[0] == '}');
}

Result<JsonRows> readJsonRows(const QByteArray &bytes)
{
    JsonRows read;
    QHash<QString, qsizetype> known;
    Splitter splitter(withoutMark(bytes));
    while (true) {
        const Result<QByteArrayView> text = splitter.next();
        if (!text)
            return std::unexpected(text.error());
        if (text->isEmpty())
            break;
        const Result<QCborValue> object = document::fromPlainJson(text->toByteArray());
        if (!object)
            return wrong(splitter.line(), object.error().message);
        QStringList cells(read.columns.size());
        const QCborMap members = object->toMap();
        for (const auto &[key, value] : members) {
            const QString name = key.toString();
            if (!known.contains(name)) {
                if (known.size() >= kMostColumns)
                    return wrong(splitter.line(),
                                 Tr::tr("there are more than %1 different members.").arg(kMostColumns));
                known.insert(name, read.columns.size());
                read.columns.append(name);
                cells.append(QString());
            }
            cells[known.value(name)] = cellOf(value);
        }
        read.rows.append(std::move(cells));
        read.lines.append(splitter.line());
    }
    for (QStringList &cells : read.rows) // members that came later
        cells.resize(read.columns.size());
    return read;
}

} // namespace formwork::bulk
