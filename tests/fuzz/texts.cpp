// SPDX-License-Identifier: Apache-2.0
// Policies, schedules and networks: the first byte says what the rest is. A finding is a sentence about a
// place of the text, and the runs of a schedule follow each other.
#include "harness.h"
#include "texts/check.h"
#include "texts/schedule.h"

#include <QDateTime>

using namespace formwork;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size == 0)
        return 0;
    texts::Use use;
    use.kind = static_cast<texts::Kind>(*data % 8);
    use.policyOf = static_cast<texts::PolicyOf>(*data / 8 % 4);
    use.limit = {100, static_cast<texts::Count>(*data / 32 % 3), true};
    use.isUnix = *data / 8 % 2 == 1;
    use.hasOnce = *data / 16 % 2 == 1;
    const QString text = QString::fromUtf8(fuzz::bytes(data + 1, size - 1));
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    const qsizetype lines = text.count(u'\n') + 1;
    for (const texts::Finding &finding : texts::check(use, text, nullptr)) {
        fuzz::require(!finding.phrase.isEmpty(), "a finding has a sentence");
        fuzz::require(finding.place.line >= 1 && finding.place.line <= lines && finding.place.column >= 1,
                      "a finding is about a place of the text");
    }
    (void)texts::note(use, text, now, "Europe/Berlin");
    const auto runs = texts::nextRuns(text, {use.hasOnce, use.isUnix}, now, "Europe/Berlin", 4);
    fuzz::require(runs || !runs.error().isEmpty(), "a refusal has a sentence");
    QDateTime last = now;
    for (const QDateTime &run : runs.value_or(QList<QDateTime>())) {
        fuzz::require(run > last, "the runs of a schedule follow each other");
        last = run;
    }
    return 0;
}
