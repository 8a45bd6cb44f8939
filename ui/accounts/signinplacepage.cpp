// SPDX-License-Identifier: Apache-2.0
#include "accounts/signinplacepage.h"

#include "base/figures.h"
#include "endpoint/resolve.h"
#include "signin/questions.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace formwork::accounts
{

using signin::ConsoleSession;
using signin::IdentityCenter;
using signin::SignInWay;

namespace
{

// "#/" comes along when the address is copied out of a browser, and means nothing.
QString withoutFragment(QString url)
{
    url = url.trimmed();
    const qsizetype fragment = url.indexOf(u'#');
    return fragment < 0 ? url : url.left(fragment);
}

QString nameOf(const IdentityCenter &center)
{
    return center.session.isEmpty() ? center.startUrl
                                    : QStringLiteral("%1 \u00b7 %2").arg(center.session, center.startUrl);
}

} // namespace

SignInPlacePage::SignInPlacePage(const QList<IdentityCenter> &centers, const QList<ConsoleSession> &consoles,
                                 const QString &region, QWidget *parent)
    : QWidget(parent)
    , m_which(new QComboBox(this))
    , m_url(new QLineEdit(this))
    , m_region(new QComboBox(this))
    , m_help(widgets::helpLabel({}, this))
    , m_state(widgets::wrappedLabel({}, this))
    , m_accounts(new QPushButton(tr("Choose &accounts..."), this))
    , m_signOut(new QPushButton(tr("Sign &out"), this))
    , m_otherWay(new QPushButton(this))
    , m_here(new QPushButton(tr("&Sign in with the browser"), this))
{
    for (const IdentityCenter &center : centers) {
        if (!signin::isPracticeCenter(center))
            m_places.append({nameOf(center), center, {}, false});
    }
    for (const ConsoleSession &console : consoles) {
        if (!signin::isPracticeConsole(console))
            m_places.append({tr("Console: %1").arg(console.arn), {}, console, false});
    }
    m_places.append({tr("Another IAM Identity Center"), IdentityCenter(), {}, true});
    m_places.append({tr("The AWS console, as with aws login"), {}, ConsoleSession(), true});
    for (const IdentityCenter &center : centers) {
        if (signin::isPracticeCenter(center))
            m_places.append({tr("Practice sign-in: an Identity Center inside Formwork"), center, {}, false});
    }
    for (const ConsoleSession &console : consoles) {
        if (signin::isPracticeConsole(console))
            m_places.append({tr("Practice console: as with aws login, inside Formwork"), {}, console, false});
    }
    for (const Place &one : std::as_const(m_places))
        m_which->addItem(one.text);
    build(region);
    connect(m_which, &QComboBox::currentIndexChanged, this, &SignInPlacePage::refresh);
    refresh();
}

void SignInPlacePage::build(const QString &region)
{
    m_which->setObjectName(QStringLiteral("signInPlace"));
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_url->setObjectName(QStringLiteral("signInUrl"));
    m_url->setPlaceholderText(QStringLiteral("https://d-1234567890.awsapps.com/start"));
    m_region->setObjectName(QStringLiteral("signInRegion"));
    m_region->setEditable(true);
    for (const endpoint::Partition &partition : endpoint::partitions()) {
        for (const endpoint::Region &one : partition.regions)
            m_region->addItem(one.id);
    }
    m_region->setCurrentText(region);
    m_state->setObjectName(QStringLiteral("signInState"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Medium));
    auto *form = new QFormLayout;
    widgets::setUpForm(form, font());
    const auto add = [&](const QString &text, QWidget *field, const QString &name) {
        auto *label = new QLabel(text, this);
        label->setBuddy(field);
        widgets::setAccessible(field, name);
        form->addRow(label, field);
    };
    add(tr("&Where"), m_which, tr("Where you sign in"));
    add(tr("Start &URL"), m_url, tr("Start URL of the Identity Center"));
    add(tr("&Region"), m_region, tr("Region of the sign-in"));
    form->addRow(QString(), m_help);
    form->addRow(QString(), m_state);
    column->addLayout(form);
    column->addStretch(1);
    column->addLayout(buildButtons());
}

QLayout *SignInPlacePage::buildButtons()
{
    m_accounts->setObjectName(QStringLiteral("signInAccounts"));
    m_signOut->setObjectName(QStringLiteral("signOut"));
    m_otherWay->setObjectName(QStringLiteral("signInElsewhere"));
    m_here->setObjectName(QStringLiteral("signInBrowser"));
    connect(m_accounts, &QPushButton::clicked, this, &SignInPlacePage::accountsRequested);
    connect(m_signOut, &QPushButton::clicked, this, &SignInPlacePage::signOutRequested);
    connect(m_here, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(SignInWay::Browser); });
    connect(m_otherWay, &QPushButton::clicked, this,
            [this] { Q_EMIT startRequested(isConsole() ? SignInWay::OtherMachine : SignInWay::DeviceCode); });
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_signOut);
    buttons->addStretch(1);
    for (QPushButton *one : {m_otherWay, m_here, m_accounts})
        buttons->addWidget(one);
    return buttons;
}

const SignInPlacePage::Place &SignInPlacePage::place() const { return m_places[m_which->currentIndex()]; }

void SignInPlacePage::choose(const std::optional<IdentityCenter> &center,
                             const std::optional<ConsoleSession> &console)
{
    for (int i = 0; i < m_places.size(); ++i) {
        const Place &one = m_places[i];
        const bool isCenter = center && one.center && one.center->startUrl == center->startUrl
            && one.center->session == center->session;
        const bool isConsole = console && one.console && one.console->arn == console->arn;
        if (isCenter || isConsole) {
            m_which->setCurrentIndex(i);
            return;
        }
    }
}

void SignInPlacePage::refresh()
{
    const Place &chosen = place();
    m_url->setEnabled(chosen.isTyped && chosen.center);
    m_region->setEnabled(chosen.isTyped);
    m_url->setText(chosen.center ? chosen.center->startUrl : QString());
    if (!chosen.isTyped)
        m_region->setCurrentText(chosen.center ? chosen.center->region : chosen.console->region);
    const bool isRehearsal = (chosen.center && signin::isPracticeCenter(*chosen.center))
        || (chosen.console && signin::isPracticeConsole(*chosen.console));
    m_help->setText(
        isRehearsal
            ? tr("To rehearse: the pages, the accounts and what goes wrong are Formwork's own. Nothing "
                 "leaves this computer.")
            : isConsole()
            ? tr("Gives you the rights that you have in the console, for up to twelve hours.")
            : tr("The Region is the one that the Identity Center is in, whichever you work in. Your "
                 "administrator knows both; the start URL is also the address of the page that "
                 "lists your accounts."));
    m_otherWay->setText(isConsole() ? tr("On another &computer...") : tr("With a &code..."));
    showState({});
    Q_EMIT placeChanged();
}

void SignInPlacePage::showState(const signin::SessionState &state)
{
    using Kind = signin::SessionState::Kind;
    const bool isIn = state.kind == Kind::SignedIn;
    const QString until = momentText(state.expiresAt.toLocalTime());
    QString text;
    if (state.kind == Kind::Over)
        text = tr("Your last sign-in here is over.");
    else if (isIn && state.isRenewed)
        text = tr("You are signed in here; the session is renewed by itself.");
    else if (isIn)
        text = tr("You are signed in here until %1.").arg(until);
    if (isIn && state.isOfCli)
        text += u' ' + tr("You did that with the AWS CLI, and sign out with it too.");
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    m_signOut->setVisible(isIn && !state.isOfCli);
    m_accounts->setVisible(isIn && !isConsole());
    QPushButton *primary = m_accounts->isHidden() ? m_here : m_accounts;
    for (QPushButton *one : {m_here, m_accounts}) {
        widgets::setFlag(one, "primary", one == primary);
        one->setDefault(one == primary);
    }
    m_here->setText(isIn ? tr("&Sign in again") : tr("&Sign in with the browser"));
}

Result<void> SignInPlacePage::check() const
{
    const auto wrong = [](const QString &message, const QString &advice) {
        return failure(Phase::Credentials, QStringLiteral("InvalidProfile"), message, advice);
    };
    const QUrl url(withoutFragment(m_url->text()), QUrl::StrictMode);
    if (!isConsole() && (url.scheme() != u"https" || url.host().isEmpty()))
        return wrong(m_url->text().trimmed().isEmpty()
                         ? tr("The start URL is missing.")
                         : tr("\u201c%1\u201d is no start URL.").arg(m_url->text().trimmed().left(200)),
                     tr("It looks like https://d-1234567890.awsapps.com/start."));
    if (m_region->currentText().trimmed().isEmpty())
        return wrong(tr("The Region is missing."),
                     isConsole() ? tr("Choose the one to sign in to.")
                                 : tr("Choose the one that the Identity Center is in."));
    return {};
}

std::optional<IdentityCenter> SignInPlacePage::center() const
{
    std::optional<IdentityCenter> center = place().center;
    if (center && place().isTyped) {
        center->startUrl = withoutFragment(m_url->text());
        center->region = m_region->currentText().trimmed();
    }
    return center;
}

std::optional<ConsoleSession> SignInPlacePage::console() const
{
    std::optional<ConsoleSession> console = place().console;
    if (console && place().isTyped)
        console->region = m_region->currentText().trimmed();
    return console;
}

} // namespace formwork::accounts
