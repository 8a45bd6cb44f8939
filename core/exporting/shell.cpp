// SPDX-License-Identifier: Apache-2.0
#include "exporting/shell.h"

#include "base/tr.h"
#include "document/redact.h"
#include "wording/names.h"

#include <algorithm>

namespace formwork::exporting
{

namespace
{

// Noncharacters of Unicode, with a number between them that nobody knows before: no text of a person is taken
// for one.
constexpr QChar kTextMark(0xFDD0);
constexpr QChar kJsonMark(0xFDD1);
constexpr QChar kMarkEnd(0xFDD2);

bool isPlain(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || QStringView(u"-_./:@%+,").contains(c);
    });
}

QString inSingleQuotes(QString text)
{
    text.remove(QChar(0)); // no argument of a program can hold one
    return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

} // namespace

QString shellWord(const QString &text) { return isPlain(text) ? text : inSingleQuotes(text); }

QString variableName(const QString &memberName)
{
    QString name = wording::cliName(memberName).toUpper();
    for (QChar &c : name) {
        const bool isAllowed = (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        if (!isAllowed)
            c = u'_';
    }
    const bool needsPrefix = name.isEmpty() || name.front().isDigit();
    return needsPrefix ? QStringLiteral("SECRET_") + name : name;
}

QString ShellVariables::mark(const QString &memberName, bool isText)
{
    const QString base = variableName(memberName);
    QString name = base;
    for (int i = 2; m_names.contains(name); ++i)
        name = base + u'_' + QString::number(i);
    m_names.append(name);
    return (isText ? kTextMark : kJsonMark) + numbered(m_names.size() - 1);
}

QString ShellVariables::numbered(qsizetype index) const
{
    return QString::number(m_nonce, 36) + u'-' + QString::number(index) + kMarkEnd;
}

QString ShellVariables::quoted(const QString &text) const
{
    QString result = inSingleQuotes(text);
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const QString reference = QStringLiteral("'\"$%1\"'").arg(m_names[i]);
        const QString number = numbered(i);
        result.replace(u'"' + (kJsonMark + number) + u'"', reference);
        result.replace(kJsonMark + number, reference);
        result.replace(kTextMark + number, reference);
    }
    return result;
}

QString ShellVariables::comment(Amid amid) const
{
    if (m_names.isEmpty())
        return {};
    QString result = QStringLiteral("# ")
        + Tr::tr("Set these variables first; the secrets are not part of this text: %1")
              .arg(m_names.join(u' '))
        + u'\n';
    if (!m_binary.isEmpty())
        result +=
            QStringLiteral("# ") + Tr::tr("In base64, as it is data: %1").arg(m_binary.join(u' ')) + u'\n';
    if (amid == Amid::Json && m_names.size() > m_binary.size())
        result += QStringLiteral("# ")
            + Tr::tr("They stand in JSON: write a line end in them as %1, a quote as %2, a backslash as %3.")
                  .arg(QStringLiteral("\\n"), QStringLiteral("\\\""), QStringLiteral("\\\\"))
            + u'\n';
    return result;
}

QCborValue ShellVariables::marked(const QCborValue &input, const model::Shape &shape)
{
    return document::mapSecrets(
        input, shape, [this](const document::Pointer &at, const model::Member &, const QCborValue &value) {
            const bool isText = value.isString() || value.isByteArray();
            const QString place = mark(at.last(), isText);
            if (value.isByteArray())
                setBinary();
            return QCborValue(place);
        });
}

} // namespace formwork::exporting
