// SPDX-License-Identifier: Apache-2.0
#include "document/csv.h"

#include "document/json.h"
#include "document/timestamp.h"

#include <QDateTime>

namespace formwork::document
{

namespace
{

QString textOf(const QCborValue &value)
{
    if (value.isDateTime())
        return timestampText(value.toDateTime());
    if (value.isByteArray())
        return QString::fromLatin1(value.toByteArray().toBase64());
    return value.isContainer() ? QString::fromUtf8(toPlainJson(value)) : value.toString();
}

} // namespace

QByteArray csvField(const QCborValue &value)
{
    if (value.isInteger())
        return QByteArray::number(value.toInteger());
    if (value.isDouble())
        return toPlainJson(value);
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    QString text = textOf(value);
    constexpr QStringView kFormula =
        u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"; // full-width forms count for some programs
    if (!text.isEmpty() && kFormula.contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u';') || text.contains(u'\n')
        || text.contains(u'\r') || text.startsWith(u'\'') || text.startsWith(u' ') || text.endsWith(u' '))
        text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text.toUtf8();
}

} // namespace formwork::document
