// SPDX-License-Identifier: Apache-2.0
#include "accounts/practicepanel.h"

#include "practice/signin.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace formwork::accounts
{
namespace
{

using practice::Fault;

} // namespace

PracticePanel::PracticePanel(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_state(widgets::wrappedLabel({}, this))
    , m_fault(new QComboBox(this))
    , m_count(new QSpinBox(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Medium));
    column->addWidget(widgets::titleLabel(tr("Practice")));
    column->addWidget(widgets::wrappedLabel(
        tr("An account inside Formwork that answers like AWS: it checks signatures and inputs, keeps what "
           "you create "
           "and honours client tokens. Nothing in it costs anything or leaves this computer.")));
    column->addWidget(m_state);
    addFaultControls(column);
    addDevice(column);
    auto *reset = new QPushButton(tr("&Empty the practice account..."), this);
    reset->setObjectName(QStringLiteral("resetPractice"));
    reset->setAutoDefault(false);
    connect(reset, &QPushButton::clicked, this, &PracticePanel::askToReset);
    column->addWidget(reset, 0, Qt::AlignLeft);
    column->addStretch(1);
    if (m_session->practice()) {
        connect(m_session->practice(), &practice::Server::requestServed, this, &PracticePanel::refresh);
        connect(m_session->practice(), &practice::Server::faultChanged, this, &PracticePanel::refresh);
    }
    refresh();
}

// What the MFA device shows that roles and sessions of the practice account want.
void PracticePanel::addDevice(QVBoxLayout *column)
{
    column->addWidget(widgets::headingLabel(tr("Rehearse signing in")));
    column->addWidget(widgets::helpLabel(tr("Choose \u201cPractice sign-in\u201d under Sign in: an Identity "
                                            "Center with %1 accounts. Its MFA device "
                                            "is %2.")
                                             .arg(practice::SignIn::kAccounts)
                                             .arg(practice::SignIn::mfaSerial())));
    auto *code = new QLabel(this);
    code->setObjectName(QStringLiteral("practiceMfaCode"));
    code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    const auto refresh = [this, code] {
        code->setText(
            tr("Its code now: %1").arg(practice::SignIn::mfaCode(m_session->environment()->clock->nowUtc())));
    };
    auto *tick = new QTimer(this);
    tick->setInterval(std::chrono::seconds(1));
    connect(tick, &QTimer::timeout, code, refresh);
    tick->start();
    refresh();
    column->addWidget(code);
}

void PracticePanel::addFaultControls(QVBoxLayout *column)
{
    column->addWidget(widgets::headingLabel(tr("Rehearse a bad day")));
    column->addWidget(widgets::helpLabel(tr(
        "Choose what goes wrong with the next requests, send one, and see how the history gets you out.")));
    const auto add = [this](const QString &text, Fault::Kind kind) {
        m_fault->addItem(text, static_cast<int>(kind));
    };
    add(tr("Everything works"), Fault::Kind::None);
    add(tr("Too many requests: throttled"), Fault::Kind::Throttle);
    add(tr("Server error (5xx)"), Fault::Kind::ServerError);
    add(tr("Hangs up before doing the work"), Fault::Kind::HangUpBeforeWork);
    add(tr("Does the work and hangs up without an answer"), Fault::Kind::HangUpAfterWork);
    add(tr("Answers slowly (20 seconds)"), Fault::Kind::SlowAnswer);
    add(tr("Its clock is an hour ahead"), Fault::Kind::ClockSkew);
    m_fault->setObjectName(QStringLiteral("practiceFault"));
    m_count->setObjectName(QStringLiteral("practiceFaultCount"));
    m_count->setRange(1, 100);
    const auto name = [this](int count) { m_count->setSuffix(tr(" request(s)", nullptr, count)); };
    connect(m_count, &QSpinBox::valueChanged, m_count, name);
    name(m_count->value());
    auto *form = new QFormLayout;
    widgets::setUpForm(form, font());
    form->addRow(tr("What goes &wrong"), m_fault);
    form->addRow(tr("For the ne&xt"), m_count);
    widgets::setAccessible(m_fault, tr("What goes wrong"));
    widgets::setAccessible(m_count, tr("For how many requests"));
    column->addLayout(form);
    connect(m_fault, &QComboBox::activated, this, &PracticePanel::applyFault);
    connect(m_count, &QSpinBox::valueChanged, this, &PracticePanel::applyFault);
}

void PracticePanel::applyFault()
{
    if (!m_session->practice())
        return;
    Fault fault;
    fault.kind = static_cast<Fault::Kind>(m_fault->currentData().toInt());
    fault.count = m_count->value();
    if (fault.kind == Fault::Kind::SlowAnswer)
        fault.milliseconds = 20'000;
    if (fault.kind == Fault::Kind::ClockSkew)
        fault.milliseconds = 3'600'000;
    m_session->practice()->setFault(fault);
}

void PracticePanel::refresh()
{
    const practice::Server *server = m_session->practice();
    if (!server)
        return;
    m_state->setText(server->url().isEmpty()
                         ? tr("It starts with the first request and remembers what was created in it.")
                         : tr("It holds %n resource(s).", nullptr, server->resourceCount()) + u' '
                             + tr("It listens at %1.").arg(server->url()));
    const Fault fault = server->fault();
    const QSignalBlocker quietFault(m_fault);
    const QSignalBlocker quietCount(m_count);
    m_fault->setCurrentIndex(m_fault->findData(static_cast<int>(fault.kind)));
    if (fault.count > 0)
        m_count->setValue(fault.count);
}

void PracticePanel::askToReset()
{
    widgets::Question question;
    question.title = tr("Empty the practice account?");
    question.text = tr("Everything created in it is forgotten, client tokens too. The history stays.");
    question.answers = {{QStringLiteral("reset"), tr("Empty it"), true}};
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer != u"reset" || !m_session->practice())
            return;
        const Result<void> reset = m_session->practice()->reset();
        if (!reset)
            widgets::tell(this, widgets::Question::Kind::Warning, reset.error().message,
                          reset.error().advice);
        refresh();
    });
}

} // namespace formwork::accounts
