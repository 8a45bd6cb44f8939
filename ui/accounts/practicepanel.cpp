// SPDX-License-Identifier: Apache-2.0
#include "accounts/practicepanel.h"

#include "practice/controls.h"
#include "practice/rehearsal.h"
#include "practice/signin.h"
#include "widgets/announce.h"
#include "widgets/copybutton.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
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

constexpr qint64 kStep = 30; // seconds that a code is shown
constexpr int kMostMinutes = 720;

} // namespace

PracticePanel::PracticePanel(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_state(widgets::wrappedLabel({}, this))
    , m_fault(new QComboBox(this))
    , m_count(new QSpinBox(this))
    , m_minutes(new QSpinBox(this))
    , m_lost(new QCheckBox(tr("Ro&les were taken away: only reading is left"), this))
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
    addReferences(column);
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

void PracticePanel::addReferences(QVBoxLayout *column)
{
    if (!m_session->practice())
        return;
    auto *references = new QCheckBox(tr("Refuse what refers to things that are not &there"), this);
    references->setObjectName(QStringLiteral("practiceReferences"));
    references->setToolTip(tr("A subnet, a role or a key of this account has to be created first"));
    practice::Controls *controls = &practice::Controls::of(*m_session->practice());
    references->setChecked(controls->checksReferences());
    connect(references, &QCheckBox::toggled, controls, &practice::Controls::setChecksReferences);
    column->addWidget(references);
}

// What the MFA device shows that roles and sessions of the practice account want.
void PracticePanel::addDevice(QVBoxLayout *column)
{
    column->addWidget(widgets::headingLabel(tr("Rehearse signing in")));
    column->addWidget(widgets::helpLabel(tr("Choose \u201cPractice sign-in\u201d under Sign in: an Identity "
                                            "Center with %1 accounts; or \u201cPractice console\u201d. The "
                                            "MFA device is %2.")
                                             .arg(practice::SignIn::kAccounts)
                                             .arg(practice::SignIn::mfaSerial())));
    auto *code = new QLabel(this);
    code->setObjectName(QStringLiteral("practiceMfaCode"));
    code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    const auto refresh = [this, code] {
        const QDateTime now = m_session->environment()->clock->nowUtc();
        const int left = static_cast<int>(kStep - now.toSecsSinceEpoch() % kStep);
        code->setText(tr("Its code now: %1").arg(practice::SignIn::mfaCode(now)) + u' '
                      + tr("(the next one in %n second(s))", nullptr, left));
    };
    auto *tick = new QTimer(this);
    tick->setInterval(std::chrono::seconds(1));
    connect(tick, &QTimer::timeout, code, refresh);
    tick->start();
    refresh();
    auto *copy = new widgets::CopyButton(tr("code"), this);
    copy->setObjectName(QStringLiteral("copyPracticeMfaCode"));
    copy->setSource([this] { return practice::SignIn::mfaCode(m_session->environment()->clock->nowUtc()); });
    auto *row = new QHBoxLayout;
    row->addWidget(code);
    row->addWidget(copy);
    row->addStretch(1);
    column->addLayout(row);
    addRehearsal(column);
}

// Sessions that end while one looks, and roles that somebody takes away.
void PracticePanel::addRehearsal(QVBoxLayout *column)
{
    m_minutes->setObjectName(QStringLiteral("practiceSessionMinutes"));
    m_minutes->setRange(0, kMostMinutes);
    m_minutes->setSpecialValueText(tr("as long as usual"));
    const auto name = [this](int count) { m_minutes->setSuffix(tr(" minute(s)", nullptr, count)); };
    connect(m_minutes, &QSpinBox::valueChanged, m_minutes, name);
    name(m_minutes->value());
    m_lost->setObjectName(QStringLiteral("practiceLostRoles"));
    auto *form = new QFormLayout;
    widgets::setUpForm(form, font());
    form->addRow(tr("New sessions &last"), m_minutes);
    form->addRow(QString(), m_lost);
    widgets::setAccessible(m_minutes, tr("How long new sessions last"));
    column->addLayout(form);
    const auto apply = [this] {
        if (!m_session->practice())
            return;
        practice::Rehearsal &rehearsal = practice::rehearsalOf(*m_session->practice());
        rehearsal.session = std::chrono::minutes(m_minutes->value());
        rehearsal.takesRoles = m_lost->isChecked();
    };
    connect(m_minutes, &QSpinBox::valueChanged, this, apply);
    connect(m_lost, &QCheckBox::toggled, this, apply);
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
    practice::Server *server = m_session->practice();
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
    const practice::Rehearsal &rehearsal = practice::rehearsalOf(*server);
    const QSignalBlocker quietMinutes(m_minutes);
    const QSignalBlocker quietLost(m_lost);
    m_minutes->setValue(static_cast<int>(rehearsal.session / std::chrono::minutes(1)));
    m_lost->setChecked(rehearsal.takesRoles);
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
