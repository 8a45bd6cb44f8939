// SPDX-License-Identifier: Apache-2.0
#include "practice/signindirectory.h"

#include "practice/signin.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace formwork::practice
{

namespace
{

constexpr qint64 kFirstId = 100'000'000'001;
constexpr int kMostOnAPage = 100;
constexpr int kHour = 3600;
constexpr int kShort = 300;
const QString kShortRole = QStringLiteral("FiveMinutes");
const QString kLastRole = QStringLiteral("ReadOnlyAccess"); // the one that nobody loses

QString idOf(int index) { return QString::number(kFirstId + index); }

int indexOf(const QString &accountId)
{
    const qint64 index = accountId.toLongLong() - kFirstId;
    return index >= 0 && index < SignIn::kAccounts ? static_cast<int>(index) : -1;
}

QString nameOf(int index)
{
    constexpr std::array stages{"prod", "staging", "test", "dev"};
    constexpr std::array teams{"payments", "shop",    "search", "billing",  "media",   "identity",
                               "data",     "network", "mobile", "security", "logging", "backup"};
    return QStringLiteral("%1-%2-%3")
        .arg(QLatin1String(teams.at(size_t(index) % teams.size())),
             QLatin1String(stages.at(size_t(index) / teams.size() % stages.size())))
        .arg(index / int(teams.size() * stages.size()) + 1);
}

} // namespace

QJsonObject accountPage(int first, int count)
{
    first = std::clamp(first, 0, SignIn::kAccounts);
    const int last =
        std::min(first + std::clamp(count > 0 ? count : kMostOnAPage, 1, kMostOnAPage), SignIn::kAccounts);
    QJsonArray list;
    for (int i = first; i < last; ++i)
        list.append(
            QJsonObject{{QStringLiteral("accountId"), idOf(i)},
                        {QStringLiteral("accountName"), nameOf(i)},
                        {QStringLiteral("emailAddress"), nameOf(i) + QStringLiteral("@example.com")}});
    QJsonObject page{{QStringLiteral("accountList"), list}};
    if (last < SignIn::kAccounts)
        page.insert(QStringLiteral("nextToken"), QString::number(last));
    return page;
}

QStringList rolesIn(const QString &accountId, bool areTaken)
{
    const int index = indexOf(accountId);
    if (index < 0 || index == SignIn::kAccounts - 1)
        return {};
    if (areTaken)
        return {kLastRole};
    QStringList roles{QStringLiteral("AdministratorAccess"), kLastRole};
    if (index % 3 == 0)
        roles.append(QStringLiteral("Billing"));
    if (index % 5 == 0)
        roles.append(kShortRole);
    return roles;
}

QJsonObject rolePage(const QString &accountId, bool areTaken)
{
    QJsonArray list;
    for (const QString &role : rolesIn(accountId, areTaken))
        list.append(
            QJsonObject{{QStringLiteral("roleName"), role}, {QStringLiteral("accountId"), accountId}});
    return {{QStringLiteral("roleList"), list}};
}

int secondsOf(const QString &role) { return role == kShortRole ? kShort : kHour; }

} // namespace formwork::practice
