// SPDX-License-Identifier: Apache-2.0
#include "accounts/networkpanel.h"

#include "widgets/announce.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>

namespace formwork::accounts
{

using credentials::Network;
using credentials::Profile;

NetworkPanel::NetworkPanel(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_proxy(new QComboBox(this))
    , m_proxyUrl(new QLineEdit(this))
    , m_proxyUser(new QLineEdit(this))
    , m_proxyPassword(new QLineEdit(this))
    , m_bundle(new QLineEdit(this))
    , m_connect(new QSpinBox(this))
    , m_answer(new QSpinBox(this))
    , m_endpoints(widgets::helpLabel({}, this))
    , m_steps(new QTreeWidget(this))
{
    const auto add = [this](const QString &text, Network::Proxy proxy) {
        m_proxy->addItem(text, static_cast<int>(proxy));
    };
    add(tr("As the system: HTTPS_PROXY and NO_PROXY, else the desktop's"), Network::Proxy::System);
    add(tr("None"), Network::Proxy::None);
    add(tr("This one"), Network::Proxy::Manual);
    m_proxy->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_proxyUrl->setPlaceholderText(QStringLiteral("http://proxy.example:3128"));
    m_proxyPassword->setEchoMode(QLineEdit::Password);
    m_proxyPassword->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    for (QSpinBox *box : {m_connect, m_answer}) {
        constexpr int longest = 3600;
        box->setRange(0, longest);
    }
    const transport::Timeouts usual;
    const auto seconds = [](std::chrono::milliseconds time) { return int(time.count() / 1000); };
    m_connect->setSpecialValueText(tr("As usual: %n second(s)", nullptr, seconds(usual.connect)));
    m_answer->setSpecialValueText(tr("As usual: %n second(s)", nullptr, seconds(usual.transfer)));
    m_steps->setObjectName(QStringLiteral("testSteps"));
    m_steps->setAccessibleName(tr("Steps of the test"));
    m_steps->setHeaderLabels({tr("Step"), tr("Result"), tr("Address")});
    m_steps->setRootIsDecorated(false);
    m_steps->setWordWrap(true);
    m_steps->header()->setStretchLastSection(true);
    m_endpoints->setObjectName(QStringLiteral("networkEndpoints"));
    build();
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &NetworkPanel::refreshProxy);
}

void NetworkPanel::addRow(QFormLayout *form, const QString &label, QWidget *field, const QString &name,
                          const QString &help, QWidget *cell)
{
    field->setObjectName(name);
    QString spoken = label;
    widgets::setAccessible(field, spoken.remove(u'&'), help);
    auto *caption = new QLabel(label, this);
    caption->setBuddy(field);
    form->addRow(caption, cell ? cell : field);
    if (!help.isEmpty())
        form->addRow(QString(), widgets::helpLabel(help, this));
}

void NetworkPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto *form = new QFormLayout;
    widgets::setUpForm(form, font());
    addRow(form, tr("Pro&xy"), m_proxy, QStringLiteral("networkProxy"), {});
    addRow(form, tr("Add&ress"), m_proxyUrl, QStringLiteral("networkProxyUrl"), {});
    addRow(form, tr("&User"), m_proxyUser, QStringLiteral("networkProxyUser"), {});
    addRow(form, tr("Pass&word"), m_proxyPassword, QStringLiteral("networkProxyPassword"),
           tr("Kept in the keychain of this desktop, never in a file."));
    addRow(form, tr("Certificate &authorities"), m_bundle, QStringLiteral("networkBundle"),
           tr("A PEM file with a company's own; the system's count as well."), buildBundle());
    addRow(form, tr("Time to &connect"), m_connect, QStringLiteral("networkConnect"), {});
    addRow(form, tr("Time with&out an answer"), m_answer, QStringLiteral("networkAnswer"), {});
    form->addRow(QString(), m_endpoints);
    column->addLayout(form);
    column->addWidget(m_steps, 1);
    m_steps->setMinimumHeight(widgets::lineHeight(font()) * 9);
}

QWidget *NetworkPanel::buildBundle()
{
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins({});
    row->addWidget(m_bundle, 1);
    auto *choose = new QPushButton(tr("Choose..."), both);
    choose->setAutoDefault(false);
    row->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Certificates in a PEM file"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, m_bundle, &QLineEdit::setText);
        dialog->open();
    });
    return both;
}

void NetworkPanel::show(const Profile &profile)
{
    if (profile.id != m_profile.id) {
        ++m_run;
        m_steps->clear();
    }
    m_profile = profile;
    const Network &network = profile.network;
    m_proxy->setCurrentIndex(m_proxy->findData(static_cast<int>(network.proxy)));
    m_proxyUrl->setText(network.proxyUrl);
    m_proxyUser->setText(network.proxyUser);
    m_bundle->setText(network.caBundle);
    m_connect->setValue(network.connectSeconds);
    m_answer->setValue(network.answerSeconds);
    QStringList endpoints;
    if (!profile.endpointUrl.isEmpty())
        endpoints.append(tr("Endpoint: %1.").arg(profile.endpointUrl));
    endpoints.append(profile.fips ? tr("FIPS endpoints are on.") : tr("FIPS endpoints are off."));
    endpoints.append(profile.dualStack ? tr("Dual-stack endpoints are on.")
                                       : tr("Dual-stack endpoints are off."));
    endpoints.append(profile.kind == credentials::ProfileKind::AccessKeys
                         ? tr("They are changed with the account's keys.")
                         : tr("They are read from where this account comes from."));
    m_endpoints->setText(endpoints.join(u' '));
    forgetPassword();
    refreshProxy();
}

void NetworkPanel::refreshProxy()
{
    const bool isManual = m_proxy->currentData().toInt() == static_cast<int>(Network::Proxy::Manual);
    for (QLineEdit *field : {m_proxyUrl, m_proxyUser, m_proxyPassword})
        field->setEnabled(isManual);
}

void NetworkPanel::forgetPassword()
{
    m_proxyPassword->clear();
    m_proxyPassword->setPlaceholderText(
        m_profile.network.hasProxyPassword ? tr("In the keychain; type to replace it") : tr("None"));
}

Network NetworkPanel::network() const
{
    Network network = m_profile.network;
    network.proxy = static_cast<Network::Proxy>(m_proxy->currentData().toInt());
    network.proxyUrl = m_proxyUrl->text().trimmed();
    network.proxyUser = m_proxyUser->text().trimmed();
    network.caBundle = m_bundle->text().trimmed();
    network.connectSeconds = m_connect->value();
    network.answerSeconds = m_answer->value();
    return network;
}

// Without a user there is no password either.
std::optional<QString> NetworkPanel::password() const
{
    if (!m_proxyPassword->text().isEmpty())
        return m_proxyPassword->text();
    const bool isOver = m_profile.network.hasProxyPassword
        && (m_proxyUser->text().trimmed().isEmpty() || !m_proxyPassword->isEnabled());
    return isOver ? std::optional(QString()) : std::nullopt;
}

void NetworkPanel::test(const Profile &profile, std::optional<credentials::Credentials> credentials)
{
    m_steps->clear();
    const int run = ++m_run;
    const asking::Target target{
        profile, profile.region.isEmpty() ? m_session->region() : profile.region, {}, {}};
    const auto told = [self = QPointer(this), run](const asking::TestStep &step) {
        if (self && self->m_run == run)
            self->showStep(step);
    };
    asking::testConnection(m_session->environment(), target, std::move(credentials), told)
        .then([self = QPointer(this), run](bool works) {
            if (self && self->m_run == run)
                Q_EMIT self->tested(works);
        });
}

void NetworkPanel::showStep(const asking::TestStep &step)
{
    const QString result = step.error ? step.error->sentence() : step.found;
    auto *item = new QTreeWidgetItem(m_steps, {asking::stepName(step.kind), result, step.url});
    item->setIcon(0,
                  widgets::icon(step.error ? QStringLiteral("cross") : QStringLiteral("check"),
                                step.error ? widgets::Tone::Rejected : widgets::Tone::Created));
    for (int part = 0; part < 3; ++part)
        item->setToolTip(part, item->text(part));
    m_steps->resizeColumnToContents(0);
    m_steps->setColumnWidth(1, m_steps->viewport()->width() / 2);
    widgets::announce(m_steps, item->text(0) + QStringLiteral(": ") + result);
}

} // namespace formwork::accounts
