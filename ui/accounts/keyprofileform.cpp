// SPDX-License-Identifier: Apache-2.0
#include "accounts/keyprofileform.h"

#include "accounts/accountwords.h"
#include "accounts/colourbox.h"
#include "accounts/guardbox.h"
#include "endpoint/resolve.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace formwork::accounts
{
namespace
{

QLineEdit *secretField(QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setEchoMode(QLineEdit::Password);
    field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    return field;
}

} // namespace

KeyProfileForm::KeyProfileForm(QWidget *parent)
    : QWidget(parent)
    , m_title(widgets::titleLabel({}, this))
    , m_name(new QLineEdit(this))
    , m_colour(new ColourBox(this))
    , m_accessKeyId(new QLineEdit(this))
    , m_secret(secretField(this))
    , m_sessionToken(secretField(this))
    , m_token(secretField(this))
    , m_removeToken(new QPushButton(this))
    , m_region(new QComboBox(this))
    , m_endpoint(new QLineEdit(this))
    , m_attempts(new QSpinBox(this))
    , m_fips(new QCheckBox(tr("&FIPS endpoints: cryptography validated for US government use"), this))
    , m_dualStack(new QCheckBox(tr("&Dual-stack endpoints: IPv6 besides IPv4"), this))
    , m_production(new QCheckBox(tr("&Production: marked in red wherever it is shown"), this))
    , m_guard(new GuardBox(this))
    , m_tags(new QCheckBox(tagSwitch(), this))
{
    m_region->setEditable(true);
    for (const endpoint::Partition &partition : endpoint::partitions()) {
        for (const endpoint::Region &region : partition.regions)
            m_region->addItem(region.id);
    }
    m_attempts->setRange(0, 10);
    m_attempts->setSpecialValueText(tr("As AWS's own tools: 3, for some services more"));
    m_accessKeyId->setPlaceholderText(QStringLiteral("AKIA..."));
    m_endpoint->setPlaceholderText(tr("AWS's own"));
    m_fips->setObjectName(QStringLiteral("accountFips"));
    m_dualStack->setObjectName(QStringLiteral("accountDualStack"));
    for (QCheckBox *box : {m_fips, m_dualStack})
        box->setToolTip(
            tr("Not every service and Region has such endpoints; a request to one that has none is "
               "not sent, and says so."));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Medium));
    column->addWidget(m_title);
    auto *form = new QFormLayout;
    widgets::setUpForm(form, font());
    addRow(form, tr("&Name"), m_name, QStringLiteral("accountName"),
           tr("What the account is called here, for example acme-production."));
    addRow(form, tr("C&olour"), m_colour, QStringLiteral("accountColour"), {});
    addRow(form, tr("Access &key ID"), m_accessKeyId, QStringLiteral("accountAccessKeyId"), {});
    addRow(form, tr("Se&cret access key"), m_secret, QStringLiteral("accountSecret"),
           tr("Kept in the keychain of this desktop, never in a file."));
    addRow(form, tr("Session to&ken"), m_sessionToken, QStringLiteral("accountSessionToken"),
           tr("Only with temporary keys."));
    addRow(form, tr("&Bearer token"), m_token, QStringLiteral("accountToken"),
           tr("Only for services that take one instead of keys. Kept in the keychain too."), buildToken());
    addRow(form, tr("Default &Region"), m_region, QStringLiteral("accountRegion"), {});
    addRow(form, tr("&Endpoint"), m_endpoint, QStringLiteral("accountEndpoint"),
           tr("Only to send somewhere else than to AWS, for example https://localhost:4566."));
    addRow(form, tr("Atte&mpts"), m_attempts, QStringLiteral("accountAttempts"),
           tr("How often a request is sent at most before Formwork gives up."));
    form->addRow(QString(), m_fips);
    form->addRow(QString(), m_dualStack);
    m_production->setObjectName(QStringLiteral("accountProduction"));
    form->addRow(QString(), m_production);
    addRow(form, tr("&Guard"), m_guard, QStringLiteral("accountGuard"), GuardBox::help());
    m_tags->setObjectName(QStringLiteral("accountTags"));
    m_tags->setAccessibleDescription(tagHelp());
    form->addRow(QString(), m_tags);
    form->addRow(QString(), widgets::helpLabel(tagHelp(), this));
    column->addLayout(form);
    column->addStretch(1);
    setFocusProxy(m_name);
}

void KeyProfileForm::addRow(QFormLayout *form, const QString &label, QWidget *field, const QString &name,
                            const QString &help, QWidget *cell)
{
    field->setObjectName(name);
    widgets::setAccessible(field, QString(label).remove(u'&'), help);
    if (auto *box = qobject_cast<QComboBox *>(field)) { // what has the focus in it is named too
        if (box->lineEdit())
            widgets::setAccessible(box->lineEdit(), field->accessibleName(), help);
        widgets::setAccessible(box->view(), field->accessibleName(), {});
    }
    auto *caption = new QLabel(label, this);
    caption->setBuddy(field);
    form->addRow(caption, cell ? cell : field);
    if (!help.isEmpty())
        form->addRow(QString(), widgets::helpLabel(help, this));
}

credentials::Profile KeyProfileForm::profile() const
{
    credentials::Profile profile = m_profile;
    profile.kind = credentials::ProfileKind::AccessKeys;
    profile.name = m_name->text().trimmed();
    profile.colour = m_colour->colour();
    profile.accessKeyId = m_accessKeyId->text().trimmed();
    profile.region = m_region->currentText().trimmed();
    profile.endpointUrl = m_endpoint->text().trimmed();
    profile.maxAttempts = m_attempts->value();
    profile.fips = m_fips->isChecked();
    profile.dualStack = m_dualStack->isChecked();
    profile.guard = m_guard->guard();
    profile.tagsRequests = m_tags->isChecked();
    profile.isProduction = m_production->isChecked();
    return profile;
}

std::optional<QString> KeyProfileForm::token() const
{
    const QString typed = m_token->text().trimmed();
    return typed.isEmpty() && !m_removesToken ? std::nullopt : std::optional(typed);
}

// The field, and the way to be rid of what is in the keychain: an empty field keeps it.
QWidget *KeyProfileForm::buildToken()
{
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins({});
    row->addWidget(m_token, 1);
    row->addWidget(m_removeToken);
    m_removeToken->setObjectName(QStringLiteral("removeAccountToken"));
    m_removeToken->setAutoDefault(false);
    connect(m_removeToken, &QPushButton::clicked, this, [this] { setRemovesToken(!m_removesToken); });
    return both;
}

void KeyProfileForm::setRemovesToken(bool removes)
{
    m_removesToken = removes;
    if (removes)
        m_token->clear();
    m_removeToken->setVisible(m_profile.hasBearerToken);
    m_removeToken->setText(removes ? tr("Keep it") : tr("Remove"));
    m_removeToken->setAccessibleName(removes ? tr("Keep the bearer token") : tr("Remove the bearer token"));
    m_token->setPlaceholderText(removes                        ? tr("Removed from the keychain when you save")
                                    : m_profile.hasBearerToken ? tr("In the keychain; type to replace it")
                                                               : tr("None"));
    m_token->setAccessibleDescription(m_token->placeholderText());
}

std::optional<credentials::Credentials> KeyProfileForm::secrets() const
{
    if (m_secret->text().isEmpty() && m_sessionToken->text().isEmpty())
        return std::nullopt;
    return credentials::Credentials{
        m_accessKeyId->text().trimmed(), m_secret->text(), m_sessionToken->text(), {}};
}

Result<void> KeyProfileForm::checkSecrets() const
{
    const bool isNew = m_profile.id.isEmpty();
    const bool isOtherKey = !isNew && m_accessKeyId->text().trimmed() != m_profile.accessKeyId;
    if (!m_secret->text().isEmpty() || (!isNew && !isOtherKey))
        return {};
    m_secret->setFocus(Qt::OtherFocusReason);
    if (isOtherKey)
        return failure(
            Phase::Credentials, QStringLiteral("SecretMissing"),
            tr("The access key ID is another one now, and the secret in the keychain does not belong to it."),
            tr("Type the secret access key of the new one."));
    return failure(Phase::Credentials, QStringLiteral("SecretMissing"), tr("The secret access key is empty."),
                   tr("Type the one that belongs to the access key ID."));
}

void KeyProfileForm::setProfile(const credentials::Profile &profile)
{
    m_profile = profile;
    m_title->setText(profile.id.isEmpty() ? tr("New account") : profile.name);
    m_name->setText(profile.name);
    m_colour->setColour(profile.colour);
    m_production->setChecked(profile.isProduction);
    m_accessKeyId->setText(profile.accessKeyId);
    m_region->setCurrentText(profile.region);
    m_endpoint->setText(profile.endpointUrl);
    m_attempts->setValue(profile.maxAttempts);
    m_fips->setChecked(profile.fips);
    m_dualStack->setChecked(profile.dualStack);
    m_guard->setGuard(profile.guard);
    m_tags->setChecked(profile.tagsRequests);
    forgetSecrets();
}

void KeyProfileForm::setAccountId(const QString &accountId) { m_profile.accountId = accountId; }

void KeyProfileForm::forgetSecrets()
{
    m_secret->clear();
    m_sessionToken->clear();
    m_token->clear();
    setRemovesToken(false);
    m_secret->setPlaceholderText(m_profile.id.isEmpty() ? QString()
                                                        : tr("In the keychain; type to replace it"));
    m_sessionToken->setPlaceholderText(m_profile.hasSessionToken ? tr("In the keychain; type to replace it")
                                                                 : tr("None"));
}

} // namespace formwork::accounts
