// SPDX-License-Identifier: Apache-2.0
#include "practice/server.h"

#include <array>

namespace formwork::practice
{

namespace
{

struct Entry {
    Fault::Kind kind;
    QLatin1StringView name;
    int count; // how often it happens if nothing is said
    int milliseconds;
};

// A clock that is wrong stays wrong: a client that learns the difference and signs again must then succeed.
constexpr std::array kEntries{
    Entry{Fault::Kind::None, QLatin1StringView("none"), 1, 0},
    Entry{Fault::Kind::Throttle, QLatin1StringView("throttle"), 1, 0},
    Entry{Fault::Kind::ServerError, QLatin1StringView("server-error"), 1, 0},
    Entry{Fault::Kind::HangUpBeforeWork, QLatin1StringView("hang-up-before-work"), 1, 0},
    Entry{Fault::Kind::HangUpAfterWork, QLatin1StringView("hang-up-after-work"), 1, 0},
    Entry{Fault::Kind::SlowAnswer, QLatin1StringView("slow-answer"), 1, 5000},
    Entry{Fault::Kind::ClockSkew, QLatin1StringView("clock-skew"), -1, 3'600'000},
};

bool readNumber(const QList<QStringView> &parts, qsizetype at, int least, int &number)
{
    if (at >= parts.size())
        return true;
    bool isNumber = false;
    number = parts[at].toInt(&isNumber);
    return isNumber && number >= least;
}

} // namespace

std::optional<Fault> Fault::parse(QStringView text)
{
    const QList<QStringView> parts = text.split(u':');
    for (const Entry &entry : kEntries) {
        if (parts.first() != entry.name)
            continue;
        Fault fault{entry.kind, entry.count, entry.milliseconds};
        const bool isRead = readNumber(parts, 1, -1, fault.count)
            && readNumber(parts, 2, std::numeric_limits<int>::min(), fault.milliseconds);
        return isRead && parts.size() <= 3 && fault.count != 0 ? std::optional(fault) : std::nullopt;
    }
    return std::nullopt;
}

QStringList Fault::names()
{
    QStringList list;
    for (const Entry &entry : kEntries)
        list.append(entry.name);
    return list;
}

QString Fault::name() const
{
    for (const Entry &entry : kEntries) {
        if (entry.kind == kind)
            return entry.name;
    }
    return {};
}

} // namespace formwork::practice
