// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"

#include <QComboBox>

namespace formwork::accounts
{

// How careful Formwork is with an account.
class GuardBox : public QComboBox
{
    Q_OBJECT

public:
    explicit GuardBox(QWidget *parent = nullptr);

    [[nodiscard]] credentials::Guard guard() const;
    void setGuard(credentials::Guard guard);
    [[nodiscard]] static QString help(); // what the levels mean
};

} // namespace formwork::accounts
