// SPDX-License-Identifier: Apache-2.0
#include "practice/fingerprint.h"

#include "signing/digest.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>
#include <vector>

namespace formwork::practice
{

namespace
{

constexpr QCborTag kMap{0x666d}; // tells a map from a list

QCborValue sorted(const QCborValue &value)
{
    if (value.isArray()) {
        QCborArray result;
        for (const QCborValue entry : value.toArray())
            result.append(sorted(entry));
        return result;
    }
    if (!value.isMap())
        return value;
    std::vector<std::pair<QString, QCborValue>> members;
    for (const auto &[key, member] : value.toMap())
        members.emplace_back(key.toString(), sorted(member));
    std::ranges::sort(members, {}, &std::pair<QString, QCborValue>::first);
    QCborArray result; // a map would search itself at each insertion
    for (const auto &[key, member] : members) {
        result.append(key);
        result.append(member);
    }
    return {kMap, result};
}

} // namespace

QString fingerprint(const QCborValue &value)
{
    return QString::fromLatin1(signing::hex(signing::sha256(sorted(value).toCbor())));
}

} // namespace formwork::practice
