// SPDX-License-Identifier: Apache-2.0
#include "base/http.h"

#include <algorithm>

namespace formwork::http
{

namespace
{
bool sameName(QByteArrayView a, QByteArrayView b) { return a.compare(b, Qt::CaseInsensitive) == 0; }
} // namespace

QByteArray Headers::value(QByteArrayView name) const
{
    const auto found =
        std::ranges::find_if(m_list, [&](const Header &header) { return sameName(header.first, name); });
    return found == m_list.cend() ? QByteArray() : found->second;
}

QByteArrayList Headers::values(QByteArrayView name) const
{
    QByteArrayList result;
    for (const Header &header : m_list) {
        if (sameName(header.first, name))
            result.append(header.second);
    }
    return result;
}

bool Headers::contains(QByteArrayView name) const
{
    return std::ranges::any_of(m_list, [&](const Header &header) { return sameName(header.first, name); });
}

void Headers::set(const QByteArray &name, QByteArray value)
{
    remove(name);
    append(name, std::move(value));
}

void Headers::remove(QByteArrayView name)
{
    m_list.removeIf([&](const Header &header) { return sameName(header.first, name); });
}

} // namespace formwork::http
