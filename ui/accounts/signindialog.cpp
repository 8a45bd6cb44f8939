// SPDX-License-Identifier: Apache-2.0
#include "accounts/signindialog.h"

#include "accounts/portalpage.h"
#include "accounts/signinplacepage.h"
#include "accounts/signinwaitpage.h"
#include "asking/plan.h"
#include "signin/questions.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/metrics.h"

#include <QCoroFuture>
#include <QPointer>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace formwork::accounts
{

using signin::SessionState;
using signin::SignInWay;

namespace
{

QCoro::Task<Result<QString>> entered(QPointer<SignInWaitPage> page)
{
    if (!page)
        co_return failure(Phase::Credentials, QStringLiteral("Cancelled"), SignInDialog::tr("Cancelled."));
    const QFuture<QString> pasted = page->pasted();
    const QString text = co_await pasted;
    if (text.isEmpty())
        co_return failure(Phase::Credentials, QStringLiteral("Cancelled"), SignInDialog::tr("Cancelled."));
    co_return text;
}

// Who is called by an ARN: the user, or the session of the role.
QString whoIn(const QString &arn) { return arn.section(u'/', -1).section(u':', -1); }

} // namespace

SignInDialog::SignInDialog(session::Session *session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_banner(new widgets::Banner(widgets::Tone::Warning, this))
    , m_pages(new QStackedWidget(this))
    , m_place(new SignInPlacePage(session->signIns()->centers(), session->signIns()->consoleSessions(),
                                  session->region(), this))
    , m_wait(new SignInWaitPage(session->environment()->clock, this))
{
    setObjectName(QStringLiteral("signInDialog"));
    setWindowTitle(tr("Sign in"));
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    m_banner->setObjectName(QStringLiteral("signInBanner"));
    m_banner->hide();
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(m_place);
    m_pages->addWidget(m_wait);
    resize(widgets::openingSize(this, {widgets::textWidth(this, 100), widgets::lineHeight(font()) * 26}));
    connect(m_place, &SignInPlacePage::startRequested, this, &SignInDialog::begin);
    connect(m_place, &SignInPlacePage::placeChanged, this, [this] {
        m_banner->hide();
        askState();
    });
    connect(m_place, &SignInPlacePage::signOutRequested, this, &SignInDialog::signOut);
    connect(m_place, &SignInPlacePage::accountsRequested, this, [this] {
        m_center = m_place->center();
        m_banner->hide();
        showAccounts();
    });
    connect(m_wait, &SignInWaitPage::cancelRequested, this, &SignInDialog::endWaiting);
    connect(m_wait, &SignInWaitPage::otherWayRequested, this, [this] {
        if (const transport::CancellationPtr given = std::exchange(m_cancellation, nullptr))
            given->cancel();
        start(m_center ? SignInWay::DeviceCode : SignInWay::OtherMachine);
    });
    askState();
}

void SignInDialog::chooseFor(const credentials::Profile &profile)
{
    m_place->choose(m_session->signIns()->centerOf(profile), m_session->signIns()->consoleOf(profile));
}

bool SignInDialog::signInFor(const credentials::Profile &profile)
{
    m_center = m_session->signIns()->centerOf(profile);
    m_console = m_session->signIns()->consoleOf(profile);
    if (!m_center && !m_console)
        return false;
    chooseFor(profile);
    m_isForOne = true;
    // The old form of the shared files has no place for a session that a browser comes back with.
    const bool isOldForm = m_center && m_center->session.isEmpty() && !m_center->profile.isEmpty();
    start(isOldForm ? SignInWay::DeviceCode : SignInWay::Browser);
    return true;
}

// From what is chosen and typed.
void SignInDialog::begin(SignInWay way)
{
    if (const Result<void> checked = m_place->check(); !checked) {
        say(checked.error());
        return;
    }
    m_center = m_place->center();
    m_console = m_place->console();
    start(way);
}

void SignInDialog::start(SignInWay way)
{
    m_banner->hide();
    m_wait->begin(way, !m_center);
    m_pages->setCurrentWidget(m_wait);
    if (m_center)
        signIn(*m_center, way);
    else if (m_console)
        signIn(*m_console, way);
}

// What a sign-in that was given up comes to is not told any more.
template <typename Place>
void SignInDialog::signIn(const Place &place, SignInWay way)
{
    const auto mine = std::make_shared<transport::Cancellation>();
    m_cancellation = mine;
    signin::SignInOptions options;
    options.way = way;
    options.cancellation = mine;
    options.progress = [self = QPointer(this), mine](const signin::SignInProgress &progress) {
        if (self && self->m_cancellation == mine)
            self->m_wait->showProgress(progress);
    };
    options.pasted = [page = QPointer(m_wait)] { return entered(page); };
    m_session->signIns()
        ->signIn(place, options)
        .then([self = QPointer(this), mine](const Result<SessionState> &state) {
            if (self && self->m_cancellation == mine)
                self->finish(state);
        });
}

template <typename Place>
void SignInDialog::askState(const Place &place)
{
    m_session->signIns()->state(place).then(
        [self = QPointer(this), mine = ++m_asked](const Result<SessionState> &state) {
            if (self && self->m_asked == mine && state)
                self->m_place->showState(*state);
        });
}

// Of what is typed nothing is known before it is whole.
void SignInDialog::askState()
{
    if (const auto center = m_place->center(); center && !center->startUrl.isEmpty())
        askState(*center);
    else if (const auto console = m_place->console(); console && !console->arn.isEmpty())
        askState(*console);
}

void SignInDialog::signOut()
{
    const auto done = [self = QPointer(this)](const Result<void> &signedOut) {
        if (!self)
            return;
        if (!signedOut)
            self->say(signedOut.error());
        self->m_place->showState({});
        self->askState();
        widgets::announce(self->m_place, tr("Signed out."));
    };
    if (const auto center = m_place->center())
        m_session->signIns()->signOut(*center).then(done);
    else if (const auto console = m_place->console())
        m_session->signIns()->signOut(*console).then(done);
}

void SignInDialog::endWaiting()
{
    if (const transport::CancellationPtr given = std::exchange(m_cancellation, nullptr))
        given->cancel();
    m_wait->end();
    if (m_isForOne)
        QDialog::reject();
    else
        m_pages->setCurrentWidget(m_place);
}

void SignInDialog::finish(const Result<SessionState> &state)
{
    m_cancellation.reset();
    m_wait->end();
    if (!state) {
        m_pages->setCurrentWidget(m_place);
        say(state.error());
        return;
    }
    const bool addsConsole = !m_isForOne && m_console;
    if (addsConsole)
        addConsole(*state);
    Q_EMIT signedIn();
    if (m_isForOne || addsConsole)
        accept();
    else
        showAccounts();
    if (!state->notKept.isEmpty())
        say({Phase::Credentials, QStringLiteral("NotKept"), state->notKept, {}});
}

// An account for whoever signed in to the console, unless there is one.
void SignInDialog::addConsole(const SessionState &state)
{
    credentials::ProfileStore &profiles = m_session->profiles();
    for (const credentials::Profile &known : profiles.profiles()) {
        if (known.signIn.consoleIdentity == state.identity) {
            Q_EMIT accountsAdded(known.id);
            return;
        }
    }
    credentials::Profile profile;
    const QString who = whoIn(state.identity);
    profile.accountId = state.identity.section(u':', 4, 4);
    profile.name = profiles.profile(who) ? who + u' ' + profile.accountId : who;
    profile.kind = credentials::ProfileKind::SignedIn;
    profile.region = m_console->region;
    profile.colour = QStringLiteral("#2361d6");
    if (signin::isPracticeConsole(*m_console))
        profile.endpointUrl = asking::practiceAddress();
    profile.signIn.consoleIdentity = state.identity;
    profile.signIn.region = m_console->region;
    profiles.save(profile, {}).then([self = QPointer(this), name = profile.name](const Result<void> &saved) {
        if (!self)
            return;
        if (!saved)
            self->say(saved.error());
        else if (const auto stored = self->m_session->profiles().profile(name))
            Q_EMIT self->accountsAdded(stored->id);
    });
}

void SignInDialog::showAccounts()
{
    delete m_portal;
    m_portal = new PortalPage(m_session, *m_center, m_pages);
    m_pages->addWidget(m_portal);
    m_pages->setCurrentWidget(m_portal);
    m_portal->setFocus();
    connect(m_portal, &PortalPage::failed, this, [this](const Error &error) {
        say(error);
        if (error.code == u"SignInNeeded")
            m_pages->setCurrentWidget(m_place);
    });
    connect(m_portal, &PortalPage::added, this, [this](const QString &firstId) {
        accept();
        Q_EMIT accountsAdded(firstId);
    });
}

void SignInDialog::say(const Error &error)
{
    m_banner->setText({}, error.sentence());
    m_banner->show();
    widgets::announce(m_banner, error.sentence());
}

void SignInDialog::reject()
{
    if (const transport::CancellationPtr given = std::exchange(m_cancellation, nullptr))
        given->cancel();
    m_wait->end();
    QDialog::reject();
}

} // namespace formwork::accounts
