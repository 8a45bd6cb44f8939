// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QList>
#include <QSet>

namespace formwork::texts
{

// A cron expression: of six fields as EventBridge and its relatives have it (minutes, hours, day of the
// month, month, day of the week from 1 for Sunday, year; one of the days is "?"), or of five as Unix has it
// (day of the week from 0 for Sunday; days that are both given are joined).
class CronExpression
{
public:
    enum class Dialect { Aws, Unix };

    // The error is a phrase that names the field and what it may hold.
    [[nodiscard]] static std::expected<CronExpression, QString> read(const QString &fields, Dialect dialect);

    // The first run after a time of the clock in the schedule's zone; not valid: there is none.
    [[nodiscard]] QDateTime nextAfter(const QDateTime &time) const;

private:
    enum Field { Minute, Hour, DayOfMonth, Month, DayOfWeek, Year };
    struct Part {
        bool isAny = true; // "*" or "?"
        bool isUnset = false; // "?"
        QSet<int> values;
        bool isLast = false; // "L"
        int nearest = 0; // "15W"
        bool isLastWeekday = false; // "LW"
        int nth = 0; // "6#3": of the weekday in `values`
        bool isLastOfKind = false; // "6L"
        [[nodiscard]] bool has(int value) const { return isAny || values.contains(value); }
    };

    [[nodiscard]] static QString readPart(const QString &text, Field field, Dialect dialect, Part &into);
    [[nodiscard]] static QString readItem(const QString &item, Field field, Dialect dialect, Part &into);
    [[nodiscard]] static bool readSpecial(const QString &item, Field field, Part &into);
    [[nodiscard]] bool runsOn(QDate day) const;
    [[nodiscard]] bool isDayOfMonth(QDate day) const;
    [[nodiscard]] bool isDayOfWeek(QDate day) const;

    QList<Part> m_parts; // six; of Unix the year is any
    Dialect m_dialect = Dialect::Aws;
};

} // namespace formwork::texts
