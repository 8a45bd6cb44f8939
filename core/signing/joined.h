// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cstring>
#include <initializer_list>
#include <span>

namespace formwork::signing
{

// The parts one after another, in one allocation: signing is mostly this.
[[nodiscard]] inline QByteArray joined(std::span<const QByteArrayView> parts)
{
    qsizetype size = 0;
    for (const QByteArrayView part : parts)
        size += part.size();
    QByteArray text(size, Qt::Uninitialized);
    char *out = text.data();
    for (const QByteArrayView part : parts) {
        if (!part.isEmpty())
            std::memcpy(out, part.data(), static_cast<size_t>(part.size()));
        out += part.size();
    }
    return text;
}

[[nodiscard]] inline QByteArray joined(std::initializer_list<QByteArrayView> parts)
{
    return joined(std::span(parts.begin(), parts.size()));
}

} // namespace formwork::signing
