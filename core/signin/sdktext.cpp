// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "signin/sharedtext.h"

#include <QRegularExpression>

#include <optional>

// The shared files by the specification that AWS's SDKs share: what is written again is merged, comments may
// stand behind values.
namespace formwork::signin
{

namespace
{

class SdkReader
{
public:
    SdkReader(QString file, Dialect dialect)
        : m_file(std::move(file))
        , m_isMended(dialect == Dialect::Mended)
    {
    }

    SharedText read(const QByteArray &bytes)
    {
        for (const QString &line : decodedLines(bytes, m_result.faults)) {
            ++m_line;
            readLine(line);
        }
        finishValue();
        return std::move(m_result);
    }

private:
    void readLine(const QString &line)
    {
        const QString text = trimmedOfSpace(line);
        const bool isIndented = indentOf(line) > 0;
        const bool isComment = text.startsWith(u'#') || text.startsWith(u';');
        if (text.isEmpty() || (isComment && (!isIndented || m_isMended)))
            return;
        const bool isHeader = text.startsWith(u'[') && (!isIndented || (m_isMended && !m_value));
        if (isHeader)
            readHeader(text);
        else if (isIndented && !(m_isMended && !m_value))
            continueValue(text);
        else if (!m_inSection)
            fault(Tr::tr("Expected a profile definition: there is text before the first section"));
        else
            readKey(withoutComment(text, true));
    }

    // Behind a value a comment is one only after white space.
    static QString withoutComment(const QString &text, bool needsSpace)
    {
        static const QRegularExpression any(QStringLiteral("[#;]"));
        static const QRegularExpression spaced(QStringLiteral("\\s[#;]"));
        const qsizetype start = text.indexOf(needsSpace ? spaced : any);
        return start < 0 ? text : trimmedOfSpace(text.first(start));
    }

    void readHeader(const QString &text)
    {
        finishValue();
        const QString bare =
            m_isMended ? text.first(text.lastIndexOf(u']') + 1) : withoutComment(text, false);
        m_inSection = true;
        m_isIgnored = !bare.endsWith(u']');
        if (m_isIgnored) { // what follows belongs to no section, least of all to the one before
            fault(Tr::tr("Profile definition must end with ']'"));
            return;
        }
        m_result.sections.append({trimmedOfSpace(bare.sliced(1, bare.size() - 2)), m_line, {}});
    }

    void readKey(const QString &text)
    {
        finishValue();
        qsizetype delimiter = text.indexOf(u'=');
        if (const qsizetype colon = text.indexOf(u':'); m_isMended && colon >= 0)
            delimiter = delimiter < 0 ? colon : std::min(delimiter, colon);
        if (delimiter < 0)
            return fault(Tr::tr("Expected an '=' sign defining a property"));
        const QString key = trimmedOfSpace(text.first(delimiter)).toLower();
        if (key.isEmpty())
            return fault(Tr::tr("Property did not have a name"));
        m_key = key;
        m_value = Value{trimmedOfSpace(text.sliced(delimiter + 1)), {}, m_file, m_line};
    }

    void continueValue(const QString &text)
    {
        if (m_value)
            m_value->text += u'\n' + text;
        else
            fault(m_inSection
                      ? Tr::tr("Expected a property definition, found continuation")
                      : Tr::tr("Expected a profile definition: there is text before the first section"));
    }

    void finishValue()
    {
        static const QRegularExpression good(QStringLiteral("\\A[A-Za-z0-9_\\-/.%@:+]+\\z"));
        if (!m_value)
            return;
        if (m_value->isMap())
            checkMap();
        if (!m_isIgnored && (m_isMended || good.match(m_key).hasMatch()))
            m_result.sections.last().values.insert(m_key, *m_value);
        m_value.reset();
    }

    void checkMap()
    {
        QList<Fault> faults;
        readMap(*m_value, m_isMended, faults);
        m_result.faults += faults;
    }

    void fault(const QString &reason) { m_result.faults.append({m_line, reason}); }

    QString m_file;
    SharedText m_result;
    QString m_key;
    std::optional<Value> m_value; // the one that further lines belong to
    int m_line = 0;
    bool m_isMended;
    bool m_inSection = false;
    bool m_isIgnored = false;
};

} // namespace

SharedText readSdkText(const QByteArray &bytes, const QString &file, Dialect dialect)
{
    return SdkReader(file, dialect).read(bytes);
}

} // namespace formwork::signin
