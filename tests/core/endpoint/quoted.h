// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace formwork::test
{

// JSON written with single quotes, as it reads better between double ones. (In raw strings moc stumbles over
// "//" and
// '#' at a line's end.)
inline QByteArray quoted(QByteArray json) { return json.replace('\'', '"'); }

} // namespace formwork::test
