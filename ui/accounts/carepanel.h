// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"

#include <QWidget>

class QCheckBox;

namespace formwork::accounts
{

class ColourBox;
class GuardBox;

// How careful one is with an account whose keys are not entered here: its colour, whether it is production,
// its guard. What is changed counts at once.
class CarePanel : public QWidget
{
    Q_OBJECT

public:
    explicit CarePanel(QWidget *parent = nullptr);

    void show(const credentials::Profile &profile);
    [[nodiscard]] credentials::Profile applied(credentials::Profile profile) const;

Q_SIGNALS:
    void edited(); // by the person

private:
    void showRole();

    ColourBox *m_colour;
    QCheckBox *m_production;
    GuardBox *m_guard;
    QCheckBox *m_tags;
    QCheckBox *m_asksForLess;
    QWidget *m_role; // the box and its help; only where a role is assumed
    bool m_assumesRole = false;
};

} // namespace formwork::accounts
