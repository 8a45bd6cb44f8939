// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::wording
{

// Published documentation is HTML. These take the tags out, resolve the common entities and squeeze white
// space.
[[nodiscard]] QString plainText(QStringView html);
[[nodiscard]] QString
firstSentence(QStringView html); // plain text up to the first full stop, at most 300 characters

} // namespace formwork::wording
