// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QComboBox>

namespace formwork::accounts
{

// The colours an account can be marked with. One that stands in the list of accounts and is none of these
// stays.
class ColourBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ColourBox(QWidget *parent = nullptr);

    [[nodiscard]] QString colour() const { return currentData().toString(); } // "#rrggbb"
    void setColour(const QString &colour);
};

} // namespace formwork::accounts
