// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/connectiontest.h"
#include "session/session.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace formwork::accounts
{

// How an account is reached: proxy, certificates, time-outs; and a test that shows each step of the way with
// the address it really goes to.
class NetworkPanel : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkPanel(session::Session *session, QWidget *parent = nullptr);

    void show(const credentials::Profile &profile);
    [[nodiscard]] credentials::Network network() const; // as it is in the fields
    [[nodiscard]] std::optional<QString> password() const; // a new one; none (empty): it is removed
    void forgetPassword(); // it is in the keychain now

    // With `credentials`, those are tried, else the profile's own.
    void test(const credentials::Profile &profile, std::optional<credentials::Credentials> credentials);

Q_SIGNALS:
    void tested(bool works);

private:
    void build();
    QWidget *buildBundle();
    void addRow(QFormLayout *form, const QString &label, QWidget *field, const QString &name,
                const QString &help, QWidget *cell = nullptr);
    void refreshProxy();
    void showStep(const asking::TestStep &step);

    session::Session *m_session;
    credentials::Profile m_profile;
    QComboBox *m_proxy;
    QLineEdit *m_proxyUrl;
    QLineEdit *m_proxyUser;
    QLineEdit *m_proxyPassword;
    QLineEdit *m_bundle;
    QSpinBox *m_connect;
    QSpinBox *m_answer;
    QLabel *m_endpoints;
    QTreeWidget *m_steps;
    int m_run = 0; // of the test that is shown
};

} // namespace formwork::accounts
