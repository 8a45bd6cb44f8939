// SPDX-License-Identifier: Apache-2.0
#include "accounts/carepanel.h"

#include "accounts/accountwords.h"
#include "accounts/colourbox.h"
#include "accounts/guardbox.h"
#include "signin/sharedaccounts.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QVBoxLayout>

namespace formwork::accounts
{

CarePanel::CarePanel(QWidget *parent)
    : QWidget(parent)
    , m_colour(new ColourBox(this))
    , m_production(new QCheckBox(tr("&Production: marked in red wherever it is shown"), this))
    , m_guard(new GuardBox(this))
    , m_tags(new QCheckBox(tagSwitch(), this))
    , m_asksForLess(new QCheckBox(tr("AWS &refuses writing too: assume the role with ReadOnlyAccess"), this))
    , m_role(new QWidget(this))
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
    m_tags->setObjectName(QStringLiteral("careTags"));
    m_tags->setAccessibleDescription(tagHelp());
    form->addRow(QString(), m_tags);
    form->addRow(QString(), widgets::helpLabel(tagHelp(), this));
    m_asksForLess->setObjectName(QStringLiteral("careAsksForLess"));
    const QString help =
        tr("The session may then do what both the role and AWS's policy ReadOnlyAccess allow. "
           "Some reading is not in that policy, such as the values of secrets.");
    m_asksForLess->setAccessibleDescription(help);
    auto *column = new QVBoxLayout(m_role);
    column->setContentsMargins({});
    column->addWidget(m_asksForLess);
    column->addWidget(widgets::helpLabel(help, m_role));
    form->addRow(QString(), m_role);
    connect(m_colour, &QComboBox::activated, this, &CarePanel::edited);
    connect(m_production, &QCheckBox::clicked, this, &CarePanel::edited);
    connect(m_tags, &QCheckBox::clicked, this, &CarePanel::edited);
    connect(m_guard, &QComboBox::activated, this, &CarePanel::showRole);
    connect(m_guard, &QComboBox::activated, this, &CarePanel::edited);
    connect(m_asksForLess, &QCheckBox::clicked, this, &CarePanel::edited);
}

void CarePanel::show(const credentials::Profile &profile)
{
    m_colour->setColour(profile.colour);
    m_production->setChecked(profile.isProduction);
    m_guard->setGuard(profile.guard);
    m_tags->setChecked(profile.tagsRequests);
    m_asksForLess->setChecked(profile.asksForLess);
    m_assumesRole = signin::assumesRole(profile);
    showRole();
}

// What can be held to reading by AWS alone: keys and roles of Identity Center have what they have.
void CarePanel::showRole()
{
    m_role->setVisible(m_assumesRole && m_guard->guard() == credentials::Guard::ReadOnly);
}

credentials::Profile CarePanel::applied(credentials::Profile profile) const
{
    profile.colour = m_colour->colour();
    profile.isProduction = m_production->isChecked();
    profile.guard = m_guard->guard();
    profile.tagsRequests = m_tags->isChecked();
    profile.asksForLess = m_asksForLess->isChecked();
    return profile;
}

} // namespace formwork::accounts
