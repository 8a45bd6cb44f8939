// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace formwork
{

// A text as it is. Qt takes U+FEFF in front of UTF-8 for a byte order mark and drops it, which it is only at
// the start of a file; what is not UTF-8 becomes U+FFFD.
[[nodiscard]] inline QString textFromUtf8(QByteArrayView utf8)
{
    constexpr QByteArrayView mark("\xef\xbb\xbf");
    const QString text = QString::fromUtf8(utf8); // without one mark, if there is any
    return utf8.startsWith(mark) ? QChar(0xfeff) + text : text;
}

} // namespace formwork
