// SPDX-License-Identifier: Apache-2.0
#include "accounts/carepanel.h"

#include "accounts/colourbox.h"
#include "accounts/guardbox.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QCheckBox>
#include <QFormLayout>

namespace formwork::accounts
{

CarePanel::CarePanel(QWidget *parent)
    : QWidget(parent)
    , m_colour(new ColourBox(this))
    , m_production(new QCheckBox(tr("&Production: marked in red wherever it is shown"), this))
    , m_guard(new GuardBox(this))
{
    m_colour->setObjectName(QStringLiteral("careColour"));
    m_production->setObjectName(QStringLiteral("careProduction"));
    m_guard->setObjectName(QStringLiteral("careGuard"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins({});
    widgets::setUpForm(form, font());
    const auto add = [&](const QString &text, QWidget *field, const QString &name, const QString &help) {
        auto *label = new QLabel(text, this);
        label->setBuddy(field);
        widgets::setAccessible(field, name, help);
        form->addRow(label, field);
    };
    add(tr("C&olour"), m_colour, tr("Colour"), {});
    form->addRow(QString(), m_production);
    add(tr("&Guard"), m_guard, tr("Guard"), GuardBox::help());
    form->addRow(QString(), widgets::helpLabel(GuardBox::help(), this));
    connect(m_colour, &QComboBox::activated, this, &CarePanel::edited);
    connect(m_production, &QCheckBox::clicked, this, &CarePanel::edited);
    connect(m_guard, &QComboBox::activated, this, &CarePanel::edited);
}

void CarePanel::show(const credentials::Profile &profile)
{
    m_colour->setColour(profile.colour);
    m_production->setChecked(profile.isProduction);
    m_guard->setGuard(profile.guard);
}

credentials::Profile CarePanel::applied(credentials::Profile profile) const
{
    profile.colour = m_colour->colour();
    profile.isProduction = m_production->isChecked();
    profile.guard = m_guard->guard();
    return profile;
}

} // namespace formwork::accounts
