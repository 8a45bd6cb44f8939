// SPDX-License-Identifier: Apache-2.0
#include "readers/textplace.h"

#include "base/tr.h"

#include <QJsonDocument>

namespace formwork::readers
{

namespace
{

constexpr qsizetype kLargestText = qsizetype(64) << 20; // above this the second parser takes too much memory

} // namespace

QString lineAndColumn(const QByteArray &text, qsizetype offset)
{
    const QByteArrayView before = QByteArrayView(text).first(std::clamp(offset, qsizetype(0), text.size()));
    return Tr::tr("line %1, column %2")
        .arg(before.count('\n') + 1)
        .arg(before.size() - before.lastIndexOf('\n'));
}

std::optional<TextFault> jsonFault(const QByteArray &text)
{
    QJsonParseError found;
    if (text.size() <= kLargestText)
        (void)QJsonDocument::fromJson(text, &found);
    if (found.error == QJsonParseError::NoError)
        return std::nullopt;
    return TextFault{lineAndColumn(text, found.offset), found.errorString()};
}

} // namespace formwork::readers
