// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::wording
{

// Published documentation as HTML that is safe to show: paragraphs, lists, emphasis, code, and links that
// lead to http or https, each with its address as title. Everything else of it is gone (other attributes,
// pictures, styles, scripts with what is in them) or shown as text; every element is closed. Text without
// markup comes back as paragraphs.
[[nodiscard]] QString safeHtml(QStringView documentation);

} // namespace formwork::wording
