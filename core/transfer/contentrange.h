// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace formwork::transfer
{

// Which bytes of how many an answer of 206 holds (RFC 9110): "bytes 5-9/10". -1: not told.
struct ContentRange {
    qint64 first = -1;
    qint64 last = -1;
    qint64 total = -1;

    [[nodiscard]] static ContentRange of(const QByteArray &header)
    {
        const qsizetype dash = header.indexOf('-');
        const qsizetype slash = header.indexOf('/');
        if (!header.startsWith("bytes ") || dash < 0 || slash < dash)
            return {};
        constexpr qsizetype unit = 6; // "bytes "
        return {number(header.sliced(unit, dash - unit)), number(header.sliced(dash + 1, slash - dash - 1)),
                number(header.sliced(slash + 1))};
    }

    // Whether there is more than that.
    [[nodiscard]] bool isPart() const { return first > 0 || (first == 0 && last + 1 != total); }

private:
    static qint64 number(const QByteArray &digits)
    {
        bool known = false;
        const qint64 value = digits.toLongLong(&known);
        return known ? value : -1;
    }
};

} // namespace formwork::transfer
