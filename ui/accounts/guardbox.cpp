// SPDX-License-Identifier: Apache-2.0
#include "accounts/guardbox.h"

namespace formwork::accounts
{

using credentials::Guard;

GuardBox::GuardBox(QWidget *parent)
    : QComboBox(parent)
{
    const auto add = [this](const QString &text, Guard guard) { addItem(text, static_cast<int>(guard)); };
    add(tr("None: requests go out when you send them"), Guard::None);
    add(tr("Confirm: asks before everything that writes"), Guard::Confirm);
    add(tr("Read only: sends nothing that writes"), Guard::ReadOnly);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
}

Guard GuardBox::guard() const { return static_cast<Guard>(currentData().toInt()); }

void GuardBox::setGuard(Guard guard) { setCurrentIndex(findData(static_cast<int>(guard))); }

QString GuardBox::help()
{
    return tr("Confirm asks for the account's name where something is deleted or stopped. formwork-cli keeps "
              "to it too. What only reads is never asked about.");
}

} // namespace formwork::accounts
