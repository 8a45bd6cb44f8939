// SPDX-License-Identifier: Apache-2.0
#include "bulk/words.h"

#include "base/figures.h"
#include "base/tr.h"
#include "journal/retryplan.h"

#include <algorithm>

namespace formwork::bulk
{

QString countsText(const journal::BatchCounts &counts)
{
    QStringList parts{Tr::tr("%1 of %2 succeeded").arg(counts.succeeded).arg(counts.rows)};
    if (counts.rejected > 0)
        parts += Tr::tr("%1 refused").arg(counts.rejected);
    if (counts.unknown > 0)
        parts += Tr::tr("%1 unknown").arg(counts.unknown);
    if (counts.sending > 0)
        parts += Tr::tr("%1 being sent").arg(counts.sending);
    if (counts.waiting > 0)
        parts += Tr::tr("%1 not done").arg(counts.waiting);
    return parts.join(QStringLiteral(", "));
}

qint64 openRows(const journal::BatchCounts &counts) { return counts.rows - counts.succeeded; }

QString progressText(const RunCounts &counts, qint64 toSend, std::chrono::milliseconds elapsed)
{
    const double seconds = std::max(0.001, double(elapsed.count()) / 1000);
    const double rate = double(counts.ended) / seconds;
    const qint64 left = std::max<qint64>(toSend - counts.ended, 0);
    QString text = Tr::tr("%1 of %n row(s), %2 a second", nullptr, pluralOf(toSend))
                       .arg(counts.ended)
                       .arg(rate, 0, 'f', 1);
    if (counts.rejected + counts.unknown > 0)
        text += Tr::tr(", %1 refused, %2 unknown").arg(counts.rejected).arg(counts.unknown);
    if (counts.waiting > 0)
        text += Tr::tr(", %1 not sent").arg(counts.waiting);
    if (rate > 0 && left > 0)
        text += Tr::tr(", %1 left")
                    .arg(journal::durationInWords(std::chrono::seconds(qint64(double(left) / rate) + 1)));
    return text;
}

QString errorText(const Error &error)
{
    const QString sentence = error.sentence();
    return error.code.isEmpty() ? sentence : error.code + QStringLiteral(": ") + sentence;
}

} // namespace formwork::bulk
