// SPDX-License-Identifier: Apache-2.0
#include "base/englishplurals.h"

namespace formwork
{

QString EnglishPlurals::translate(const char *context, const char *sourceText, const char *disambiguation,
                                  int n) const
{
    Q_UNUSED(context)
    Q_UNUSED(disambiguation)
    if (n < 0) // a text without a number, which is nearly every one
        return {};
    const QString source = QString::fromUtf8(sourceText);
    QString out;
    out.reserve(source.size());
    for (qsizetype at = 0; at < source.size();) {
        const qsizetype open = source.indexOf(u'(', at);
        const qsizetype close = open < 0 ? -1 : source.indexOf(u')', open);
        if (close < 0)
            return out.append(QStringView(source).mid(at));
        out += QStringView(source).mid(at, open - at);
        const QStringView inside = QStringView(source).mid(open + 1, close - open - 1);
        const qsizetype bar = inside.indexOf(u'|');
        if (bar >= 0) {
            out += n == 1 ? inside.first(bar) : inside.sliced(bar + 1);
        } else if (inside == u"s") {
            if (n != 1)
                out += u's';
        } else { // brackets that are meant as such; what stands in them is looked at too
            out += u'(';
            at = open + 1;
            continue;
        }
        at = close + 1;
    }
    return out;
}

} // namespace formwork
