// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QCborValue>
#include <QString>

namespace formwork::alike
{

// The first document of a text in YAML 1.1, as templates and inputs are written, read by libyaml. Plain words
// are taken as CloudFormation means them: true, false, null and numbers are such, "yes" and "on", dates and
// an account id with a zero in front are texts. A tag of CloudFormation becomes what it stands for: "!Ref X"
// is {"Ref": "X"},
// "!Sub x" is {"Fn::Sub": "x"}. Anchors and merged mappings are followed. An error names the line, never what
// stands there: no YAML, a key twice in one mapping, a key that is no text, nested deeper than 100, or over a
// million values once every alias is followed.
[[nodiscard]] Result<QCborValue> fromYaml(const QString &text);

} // namespace formwork::alike
