// SPDX-License-Identifier: Apache-2.0
#include "evidence/words.h"

#include "asking/commonerrors.h"
#include "base/figures.h"
#include "base/tr.h"

#include <QCborMap>

#include <algorithm>
#include <array>

namespace formwork::evidence
{

namespace
{

template <size_t N>
bool containsAny(const QString &code, const std::array<QLatin1StringView, N> &words)
{
    return std::ranges::any_of(
        words, [&code](QLatin1StringView word) { return code.contains(word, Qt::CaseInsensitive); });
}

constexpr std::array kRungs{std::pair(Rung::Answer, QLatin1StringView("answer")),
                            std::pair(Rung::Read, QLatin1StringView("read")),
                            std::pair(Rung::Again, QLatin1StringView("again")),
                            std::pair(Rung::Tag, QLatin1StringView("tag")),
                            std::pair(Rung::List, QLatin1StringView("list")),
                            std::pair(Rung::Trail, QLatin1StringView("trail")),
                            std::pair(Rung::History, QLatin1StringView("history")),
                            std::pair(Rung::Person, QLatin1StringView("person"))};

} // namespace

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Happened:
        return QStringLiteral("happened");
    case Verdict::Refused:
        return QStringLiteral("refused");
    case Verdict::NotSeen:
        return QStringLiteral("not-seen");
    case Verdict::CannotTell:
        break;
    }
    return QStringLiteral("cannot-tell");
}

QString rungName(Rung rung)
{
    const auto *found = std::ranges::find(kRungs, rung, &std::pair<Rung, QLatin1StringView>::first);
    return found == kRungs.end() ? QString() : QString(found->second);
}

QCborArray asCbor(const QList<Finding> &findings)
{
    QCborArray list;
    for (const Finding &finding : findings)
        list.append(QCborMap{{QStringLiteral("rung"), rungName(finding.rung)},
                             {QStringLiteral("asked"), finding.asked},
                             {QStringLiteral("found"), finding.found},
                             {QStringLiteral("sentence"), finding.sentence}});
    return list;
}

QList<Finding> findingsFrom(const QCborValue &stored)
{
    QList<Finding> findings;
    for (const QCborValue &entry : stored.toArray()) {
        const QCborMap map = entry.toMap();
        const QString name = map.value(QStringLiteral("rung")).toString();
        const auto *rung =
            std::ranges::find_if(kRungs, [&name](const auto &one) { return one.second == name; });
        findings.append({rung == kRungs.end() ? Rung::Read : rung->first,
                         map.value(QStringLiteral("asked")).toString(),
                         map.value(QStringLiteral("found")).toString(),
                         map.value(QStringLiteral("sentence")).toString()});
    }
    return findings;
}

QString inWords(const QDateTime &time) { return momentText(time.toLocalTime()); }

bool isDenied(const Error &error)
{
    static constexpr std::array words{QLatin1StringView("AccessDenied"), QLatin1StringView("Unauthorized"),
                                      QLatin1StringView("NotAuthorized"), QLatin1StringView("Forbidden"),
                                      QLatin1StringView("AuthorizationError")};
    return error.phase == Phase::Service && !asking::saysKeysAreWrong(error)
        && (error.httpStatus == 403 || containsAny(error.code, words));
}

bool isNotThere(const Error &error)
{
    static constexpr std::array words{QLatin1StringView("NotFound"), QLatin1StringView("NoSuch"),
                                      QLatin1StringView("DoesNotExist"), QLatin1StringView("NonExistent"),
                                      QLatin1StringView("NotExist")};
    return error.phase == Phase::Service && (error.httpStatus == 404 || containsAny(error.code, words));
}

QString deniedSentence(const QString &operation)
{
    return Tr::tr("%1 is not permitted to these keys, so it was left out.").arg(operation);
}

QString notAnsweredSentence(const QString &operation, const Error &error)
{
    return Tr::tr("%1 was not answered: %2").arg(operation, error.message);
}

QString notSeenSentence(const QString &times, const QString &place)
{
    return Tr::tr("Not seen so far. Asked in %1: %2. That it was not seen does not say that it did not "
                  "happen.")
        .arg(place, times);
}

} // namespace formwork::evidence
