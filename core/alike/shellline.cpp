// SPDX-License-Identifier: Apache-2.0
#include "alike/shellline.h"

#include "base/tr.h"

#include <QCborArray>
#include <QCborMap>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace formwork::alike
{

namespace
{

bool isBlank(QChar c) { return c == u' ' || c == u'\t' || c == u'\r'; }

bool endsCommand(QChar c)
{
    return c == u'\n' || c == u';' || c == u'|' || c == u'&' || c == u'(' || c == u')';
}

class Splitting
{
public:
    explicit Splitting(const QString &text)
        : m_text(text)
    {
    }

    [[nodiscard]] QList<QStringList> commands()
    {
        while (m_at < m_text.size())
            step();
        endWord();
        endCommand();
        return m_commands;
    }

    [[nodiscard]] bool isBroken() const { return m_isBroken; } // a quote is not closed
    [[nodiscard]] bool isRedirected() const { return m_isRedirected; }

private:
    [[nodiscard]] QChar peek(qsizetype by = 1) const
    {
        return m_at + by < m_text.size() ? m_text[m_at + by] : QChar();
    }

    void add(QChar c)
    {
        m_word += c;
        m_inWord = true;
    }

    void endWord()
    {
        if (m_inWord && !std::exchange(m_skipsWord, false))
            m_words.append(m_word);
        m_word.clear();
        m_inWord = false;
    }

    void endCommand()
    {
        if (!m_words.isEmpty())
            m_commands.append(std::exchange(m_words, {}));
        m_skipsWord = false;
    }

    void step()
    {
        const QChar c = m_text[m_at];
        if (isBlank(c)) {
            endWord();
            ++m_at;
        } else if (c == u'#' && !m_inWord) {
            while (m_at < m_text.size() && m_text[m_at] != u'\n')
                ++m_at;
        } else if (c == u'\\' || ((c == u'`' || c == u'^') && continues())) {
            escape();
        } else if (c == u'\'') {
            ++m_at;
            single();
        } else if (c == u'"') {
            ++m_at;
            twice();
        } else if (c == u'$') {
            dollar();
        } else if (c == u'`') {
            ++m_at;
            unknown(QStringLiteral("`...`"), u'`');
        } else if (endsCommand(c)) {
            endWord();
            endCommand();
            ++m_at;
        } else if (c == u'>' || c == u'<') {
            redirect();
        } else {
            add(c);
            ++m_at;
        }
    }

    // Whether the line ends after what stands here.
    [[nodiscard]] bool continues() const { return peek() == u'\n' || (peek() == u'\r' && peek(2) == u'\n'); }

    void escape()
    {
        if (continues()) {
            endWord();
            m_at += peek() == u'\r' ? 3 : 2;
            return;
        }
        ++m_at;
        if (m_at < m_text.size())
            add(m_text[m_at++]);
    }

    void redirect()
    {
        const bool isNumber = m_inWord && std::ranges::all_of(m_word, [](QChar d) { return d.isDigit(); });
        if (isNumber) {
            m_word.clear();
            m_inWord = false;
        }
        endWord();
        while (m_at < m_text.size() && (m_text[m_at] == u'>' || m_text[m_at] == u'<' || m_text[m_at] == u'&'))
            ++m_at;
        m_skipsWord = true;
        m_isRedirected = true;
    }

    void single()
    {
        m_inWord = true;
        const qsizetype end = m_text.indexOf(u'\'', m_at);
        m_isBroken = m_isBroken || end < 0;
        m_word += m_text.sliced(m_at, (end < 0 ? m_text.size() : end) - m_at);
        m_at = end < 0 ? m_text.size() : end + 1;
    }

    void twice()
    {
        m_inWord = true;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            if (c == u'"') {
                ++m_at;
                return;
            }
            if (c == u'\\' && (peek() == u'"' || peek() == u'\\' || peek() == u'$' || peek() == u'`')) {
                m_word += peek();
                m_at += 2;
            } else if (c == u'\\' && continues()) {
                m_at += peek() == u'\r' ? 3 : 2;
            } else if (c == u'$') {
                dollar();
            } else {
                m_word += c;
                ++m_at;
            }
        }
        m_isBroken = true;
    }

    // $'...' with its escapes, or what is not known here.
    void dollar()
    {
        const QChar next = peek();
        if (next == u'\'') {
            m_at += 2;
            escaped();
        } else if (next == u'(') {
            m_at += 2;
            parentheses();
        } else if (next == u'{') {
            m_at += 2;
            unknown({}, u'}');
        } else if (next.isLetter() || next == u'_') {
            ++m_at;
            QString name;
            while (m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'_'))
                name += m_text[m_at++];
            add(kUnknownBegin);
            m_word += u'$' + name + kUnknownEnd;
        } else {
            add(m_text[m_at++]);
        }
    }

    void unknown(const QString &said, QChar end)
    {
        const qsizetype until = m_text.indexOf(end, m_at);
        const QString inside = m_text.sliced(m_at, (until < 0 ? m_text.size() : until) - m_at);
        m_isBroken = m_isBroken || until < 0;
        m_at = until < 0 ? m_text.size() : until + 1;
        add(kUnknownBegin);
        static const QRegularExpression kName(QStringLiteral("^\\w+"));
        m_word += (said.isEmpty() ? u'$' + kName.match(inside).captured() : said) + kUnknownEnd;
    }

    void parentheses()
    {
        int open = 1;
        while (m_at < m_text.size() && open > 0) {
            open += m_text[m_at] == u'(' ? 1 : m_text[m_at] == u')' ? -1 : 0;
            ++m_at;
        }
        m_isBroken = m_isBroken || open > 0;
        add(kUnknownBegin);
        m_word += QStringLiteral("$(...)") + kUnknownEnd;
    }

    void escaped()
    {
        m_inWord = true;
        while (m_at < m_text.size() && m_text[m_at] != u'\'') {
            if (m_text[m_at] != u'\\' || m_at + 1 >= m_text.size()) {
                m_word += m_text[m_at++];
                continue;
            }
            const QChar c = m_text[m_at + 1];
            m_at += 2;
            const qsizetype digits = c == u'u' ? 4 : c == u'x' ? 2 : 0;
            bool isNumber = false;
            const uint code = digits > 0 ? QStringView(m_text).mid(m_at, digits).toUInt(&isNumber, 16) : 0;
            if (isNumber) {
                m_word += QChar(char16_t(code));
                m_at = std::min(m_text.size(), m_at + digits);
            } else {
                m_word += c == u'n' ? QChar(u'\n') : c == u't' ? QChar(u'\t') : c == u'r' ? QChar(u'\r') : c;
            }
        }
        m_isBroken = m_isBroken || m_at >= m_text.size();
        m_at = std::min(m_text.size(), m_at + 1);
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QString m_word;
    QStringList m_words;
    QList<QStringList> m_commands;
    bool m_inWord = false;
    bool m_skipsWord = false; // it is a file's name
    bool m_isBroken = false;
    bool m_isRedirected = false;
};

// "aws" of "/usr/local/bin/aws" and "aws.exe".
QString programOf(const QString &word)
{
    QString name = word.section(u'/', -1).section(u'\\', -1);
    if (name.endsWith(QLatin1StringView(".exe"), Qt::CaseInsensitive))
        name.chop(4);
    return name;
}

std::optional<Command> asCommand(const QStringList &words, const QStringList &programs)
{
    static const QRegularExpression kAssignment(QStringLiteral("^(\\w+)=(.*)$"),
                                                QRegularExpression::DotMatchesEverythingOption);
    static const QStringList kBefore{QStringLiteral("$"),    QStringLiteral("sudo"), QStringLiteral("time"),
                                     QStringLiteral("env"),  QStringLiteral("exec"), QStringLiteral("export"),
                                     QStringLiteral("nohup")};
    Command command;
    qsizetype at = 0;
    for (; at < words.size(); ++at) {
        if (const auto assignment = kAssignment.match(words[at]); assignment.hasMatch())
            command.assignments.append({assignment.captured(1), assignment.captured(2)});
        else if (!kBefore.contains(words[at]))
            break;
    }
    if (at >= words.size() || !programs.contains(programOf(words[at])))
        return std::nullopt;
    command.words = words.sliced(at);
    command.words.first() = programOf(words[at]);
    return command;
}

} // namespace

QCborValue withoutUnknown(const QCborValue &value, const QString &path, QList<Note> &notes)
{
    if (value.isString() && holdsUnknown(value.toString())) {
        const QString text = value.toString();
        const QString name = text.section(kUnknownBegin, 1, 1).section(kUnknownEnd, 0, 0);
        notes.append({Note::Why::NotUnderstood, path,
                      Tr::tr("%1 is %2, which only the shell knows.").arg(path, name)});
        return {QCborValue::Undefined};
    }
    if (value.isArray()) {
        QCborArray result;
        const QCborArray entries = value.toArray();
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QCborValue known =
                withoutUnknown(entries[i], path + u'[' + QString::number(i) + u']', notes);
            if (!known.isUndefined())
                result.append(known);
        }
        return result;
    }
    if (value.isMap()) {
        QCborMap result;
        const QCborMap entries = value.toMap();
        for (const auto &[key, inner] : entries) {
            const QString name = key.toString();
            const QCborValue known = withoutUnknown(inner, path.isEmpty() ? name : path + u'.' + name, notes);
            if (!known.isUndefined())
                result[name] = known;
        }
        return result;
    }
    return value;
}

std::optional<Command> commandIn(const QString &text, const QStringList &programs)
{
    Splitting splitting(text);
    const QList<QStringList> commands = splitting.commands();
    std::optional<Command> found;
    for (const QStringList &words : commands) {
        if (found) {
            found->notes.append({Note::Why::NotUnderstood, words.first(),
                                 Tr::tr("Only the first command is read; what stands around it is not.")});
            break;
        }
        found = asCommand(words, programs);
    }
    if (found && splitting.isBroken())
        found->notes.append({Note::Why::NotUnderstood, QStringLiteral("'"),
                             Tr::tr("A quote or a bracket is not closed: the end may be missing.")});
    if (found && splitting.isRedirected())
        found->notes.append({Note::Why::NotUnderstood, QStringLiteral("<>"),
                             Tr::tr("Files that the command reads or writes by < and > are not read here.")});
    return found;
}

} // namespace formwork::alike
