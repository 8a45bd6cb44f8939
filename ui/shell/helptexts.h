// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace formwork::shell
{

// One line of a help page; a line without a text is a title over those that follow.
struct HelpLine {
    QString name;
    QString text;
};

[[nodiscard]] QList<HelpLine> dailyTasks();
[[nodiscard]] QList<HelpLine> keyLines();

} // namespace formwork::shell
