// SPDX-License-Identifier: Apache-2.0
#include "document/creationtime.h"

#include "document/timestamp.h"

#include <QCborMap>

#include <algorithm>
#include <array>

namespace formwork::document
{

namespace
{

// "createdBy" and "createMode" are no times, and so are not taken for one.
bool isOfMaking(const QString &name)
{
    static constexpr std::array<QStringView, 5> words{u"creat", u"launchtime", u"requestedat",
                                                      u"registeredat", u"registrationdate"};
    const QString plain = name.toLower().remove(u'_').remove(u'-');
    return std::ranges::any_of(words, [&plain](QStringView word) { return plain.contains(word); });
}

std::optional<QDateTime> timeOf(const QCborValue &value)
{
    if (value.isDateTime())
        return value.toDateTime().toUTC();
    if (!value.isString() || !value.toString().contains(u'T')) // a day alone tells too little
        return {};
    const std::optional<Moment> moment = parseMoment(value.toString());
    return moment ? std::optional(moment->toDateTime()) : std::nullopt;
}

} // namespace

std::optional<QDateTime> creationTime(const QCborValue &structure)
{
    const QCborMap members = structure.toMap();
    for (const auto &[name, value] : members) {
        if (const auto time = isOfMaking(name.toString()) ? timeOf(value) : std::nullopt)
            return time;
    }
    for (const auto &[name, value] : members) {
        const QCborMap inner = value.toMap();
        for (const auto &[innerName, innerValue] : inner) {
            if (const auto time = isOfMaking(innerName.toString()) ? timeOf(innerValue) : std::nullopt)
                return time;
        }
    }
    return {};
}

} // namespace formwork::document
