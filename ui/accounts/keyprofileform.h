// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace formwork::accounts
{

class ColourBox;
class GuardBox;

// The fields of an account with access keys. A secret that is in the keychain is never read back into a
// field: an empty field keeps it.
class KeyProfileForm : public QWidget
{
    Q_OBJECT

public:
    explicit KeyProfileForm(QWidget *parent = nullptr);

    [[nodiscard]] credentials::Profile profile() const;
    // Empty: those in the keychain stay.
    [[nodiscard]] std::optional<credentials::Credentials> secrets() const;

    // What becomes of the bearer token: a new one, none (empty), or the one in the keychain stays.
    [[nodiscard]] std::optional<QString> token() const;

    // Whether there is a secret for the access key ID; where not, its field takes the keyboard.
    [[nodiscard]] Result<void> checkSecrets() const;

    void setProfile(const credentials::Profile &profile);
    void setAccountId(const QString &accountId);
    void forgetSecrets();

private:
    [[nodiscard]] QWidget *buildToken();
    void setRemovesToken(bool removes);
    // Which holds the field among others.
    void addRow(QFormLayout *form, const QString &label, QWidget *field, const QString &name,
                const QString &help, QWidget *cell = nullptr);

    credentials::Profile m_profile;
    QLabel *m_title;
    QLineEdit *m_name;
    ColourBox *m_colour;
    QLineEdit *m_accessKeyId;
    QLineEdit *m_secret;
    QLineEdit *m_sessionToken;
    QLineEdit *m_token;
    QPushButton *m_removeToken;
    bool m_removesToken = false; // when it is saved
    QComboBox *m_region;
    QLineEdit *m_endpoint;
    QSpinBox *m_attempts;
    QCheckBox *m_fips;
    QCheckBox *m_dualStack;
    QCheckBox *m_production;
    GuardBox *m_guard;
    QCheckBox *m_tags;
};

} // namespace formwork::accounts
