// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "signin/sharedtext.h"

#include <QHash>

#include <algorithm>

// The shared files as the AWS CLI reads them, which is with the configparser of Python's library: any
// repetition and any line that is neither header, setting nor continuation makes it refuse the file.
namespace formwork::signin
{

namespace
{

class CliReader
{
public:
    explicit CliReader(QString file)
        : m_file(std::move(file))
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
        if (text.startsWith(u'#') || text.startsWith(u';'))
            return;
        if (text.isEmpty()) {
            if (m_value)
                m_lines.append(QString());
            return;
        }
        const qsizetype indent = indentOf(line);
        if (m_value && indent > m_indent) {
            m_lines.append(text);
            return;
        }
        m_indent = indent;
        const qsizetype bracket = text.lastIndexOf(u']');
        if (text.startsWith(u'[') && bracket > 1)
            readHeader(text.sliced(1, bracket - 1));
        else if (m_result.sections.isEmpty() && !text.startsWith(u'['))
            fault(Tr::tr("there is text before the first section"));
        else
            readKey(text);
    }

    void readHeader(const QString &header)
    {
        finishValue();
        const auto known = m_headers.constFind(header);
        if (known != m_headers.constEnd() && header != u"DEFAULT")
            fault(
                Tr::tr("the section [%1] stands there a second time, after line %2").arg(header).arg(*known));
        else
            m_headers.insert(header, m_line);
        m_result.sections.append({header, m_line, {}});
    }

    void readKey(const QString &text)
    {
        finishValue();
        if (m_result.sections.isEmpty())
            return fault(noHeader());
        const qsizetype end = text.indexOf(u'='), colon = text.indexOf(u':');
        const qsizetype delimiter = end < 0 || (colon >= 0 && colon < end) ? colon : end;
        if (delimiter < 0) {
            fault(text.startsWith(u'[') ? noHeader() : Tr::tr("there is neither = nor : in the line"));
            return;
        }
        m_key = trimmedOfSpace(text.first(delimiter)).toLower();
        Values &values = m_result.sections.last().values;
        if (m_key.isEmpty())
            fault(Tr::tr("there is no name before the ="));
        else if (values.contains(m_key))
            fault(Tr::tr("the setting %1 stands in its section a second time, after line %2")
                      .arg(m_key)
                      .arg(values.value(m_key).line));
        m_value = &values[m_key];
        m_value->line = m_line;
        m_value->file = m_file;
        m_lines = {trimmedOfSpace(text.sliced(delimiter + 1))};
    }

    static QString noHeader() { return Tr::tr("the header of a section has no name or no ]"); }

    void finishValue()
    {
        if (!m_value)
            return;
        m_value->text = m_lines.join(u'\n');
        while (!m_value->text.isEmpty() && trimmedOfSpace(m_value->text.last(1)).isEmpty())
            m_value->text.chop(1);
        if (m_value->isMap())
            readMap(*m_value, true, m_result.faults);
        m_value = nullptr;
    }

    void fault(const QString &reason) { m_result.faults.append({m_line, reason}); }

    QString m_file;
    SharedText m_result;
    QHash<QString, int> m_headers;
    QString m_key;
    Value *m_value = nullptr; // the one that further lines belong to
    QStringList m_lines;
    qsizetype m_indent = 0;
    int m_line = 0;
};

// The settings of [DEFAULT] appear in every other section. An accident, but it decides what the CLI does.
void spreadDefaults(QList<RawSection> &sections)
{
    Values defaults;
    for (const RawSection &section : sections) {
        if (section.header == u"DEFAULT")
            defaults.insert(section.values);
    }
    sections.removeIf([](const RawSection &section) { return section.header == u"DEFAULT"; });
    for (RawSection &section : sections) {
        for (const auto &[key, value] : defaults.asKeyValueRange()) {
            if (!section.values.contains(key))
                section.values.insert(key, value);
        }
    }
}

} // namespace

SharedText readCliText(const QByteArray &bytes, const QString &file)
{
    SharedText text = CliReader(file).read(bytes);
    text.hasDefaults = std::ranges::any_of(
        text.sections, [](const RawSection &section) { return section.header == u"DEFAULT"; });
    spreadDefaults(text.sections);
    return text;
}

} // namespace formwork::signin
