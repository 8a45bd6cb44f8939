// SPDX-License-Identifier: Apache-2.0
#include "signin/shellwords.h"

#include "base/tr.h"

namespace formwork::signin
{

namespace
{

std::unexpected<Error> unbalanced(const QString &what)
{
    return failure(Phase::Credentials, QStringLiteral("UnbalancedQuote"), what);
}

class PosixWords
{
public:
    Result<QStringList> of(const QString &line)
    {
        for (m_at = 0; m_at < line.size(); ++m_at) {
            const QChar c = line[m_at];
            if (c == u' ' || c == u'\t' || c == u'\r' || c == u'\n')
                finish();
            else if (c == u'\'' || c == u'"') {
                if (!quoted(line, c))
                    return unbalanced(Tr::tr("a quote is not closed"));
            } else if (c == u'\\') {
                if (++m_at == line.size())
                    return unbalanced(Tr::tr("it ends in a backslash"));
                add(line[m_at]);
            } else
                add(c);
        }
        finish();
        return m_words;
    }

private:
    void add(QChar c)
    {
        m_word += c;
        m_inWord = true;
    }

    void finish()
    {
        if (m_inWord)
            m_words.append(m_word);
        m_word.clear();
        m_inWord = false;
    }

    bool quoted(const QString &line, QChar quote)
    {
        m_inWord = true;
        for (++m_at; m_at < line.size(); ++m_at) {
            const QChar c = line[m_at];
            if (c == quote)
                return true;
            const QChar next = m_at + 1 < line.size() ? line[m_at + 1] : QChar();
            if (quote == u'"' && c == u'\\' && (next == u'"' || next == u'\\'))
                ++m_at;
            m_word += line[m_at];
        }
        return false;
    }

    QStringList m_words;
    QString m_word;
    qsizetype m_at = 0;
    bool m_inWord = false;
};

// Backslashes are literal unless they stand before a quote: there each pair is one of them, and an odd one
// makes the quote literal.
Result<QStringList> windowsWords(const QString &line)
{
    QStringList words;
    QString word;
    qsizetype backslashes = 0;
    bool isQuoted = false;
    bool inWord = false;
    for (const QChar c : line) {
        if (c == u'\\') {
            ++backslashes;
            inWord = true;
            continue;
        }
        if (c == u'"') {
            word += QString(backslashes / 2, u'\\');
            if (backslashes % 2)
                word += c;
            else
                isQuoted = !isQuoted;
            inWord = true;
            backslashes = 0;
            continue;
        }
        word += QString(std::exchange(backslashes, 0), u'\\');
        if ((c == u' ' || c == u'\t') && !isQuoted) {
            if (inWord)
                words.append(word);
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (isQuoted)
        return unbalanced(Tr::tr("a quote is not closed"));
    word += QString(backslashes, u'\\');
    if (inWord)
        words.append(word);
    return words;
}

} // namespace

Result<QStringList> shellWords(const QString &line, Platform platform)
{
    if (platform == Platform::Windows)
        return windowsWords(line);
    PosixWords words;
    return words.of(line);
}

} // namespace formwork::signin
