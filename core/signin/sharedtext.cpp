// SPDX-License-Identifier: Apache-2.0
#include "signin/sharedtext.h"

#include "base/tr.h"

#include <QStringDecoder>

#include <algorithm>

namespace formwork::signin
{

namespace
{

bool isSpace(QChar c) { return c.isSpace() || (c >= QChar(0x1c) && c <= QChar(0x1f)); }

} // namespace

QString trimmedOfSpace(QStringView text)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text.toString();
}

qsizetype indentOf(QStringView line) { return std::ranges::find_if_not(line, isSpace) - line.begin(); }

QStringList decodedLines(const QByteArray &bytes, QList<Fault> &faults)
{
    QByteArray rest = bytes;
    if (rest.startsWith("\xef\xbb\xbf")) {
        rest.remove(0, 3);
        faults.append({1, Tr::tr("it begins with a byte order mark")});
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(rest);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    QStringList lines = text.split(u'\n');
    if (decoder.hasError()) {
        const auto bad = std::ranges::find_if(
            lines, [](const QString &line) { return line.contains(QChar(QChar::ReplacementCharacter)); });
        faults.append({int(bad - lines.begin()) + 1, Tr::tr("it has bytes that are no UTF-8")});
    }
    return lines;
}

void readMap(Value &value, bool namesMayBeEmpty, QList<Fault> &faults)
{
    int line = value.line - 1;
    for (const QString &text : value.text.split(u'\n')) {
        ++line;
        const QString trimmed = trimmedOfSpace(text);
        if (trimmed.isEmpty())
            continue;
        const qsizetype equals = trimmed.indexOf(u'=');
        const QString name = trimmedOfSpace(trimmed.first(std::max<qsizetype>(equals, 0)));
        if (equals < 0)
            faults.append({line, Tr::tr("a line that belongs to a nested setting has no =")});
        else if (name.isEmpty() && !namesMayBeEmpty)
            faults.append({line, Tr::tr("a line that belongs to a nested setting has no name before its =")});
        else
            value.map.insert(name, trimmedOfSpace(trimmed.sliced(equals + 1)));
    }
}

} // namespace formwork::signin
