// SPDX-License-Identifier: Apache-2.0
#include "accounts/mfadialog.h"

#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QTimer>

#include <chrono>

namespace formwork::accounts
{

using namespace std::chrono_literals;

namespace
{

constexpr int kDigits = 6;
constexpr int kStep = 30; // seconds that a device shows a code

} // namespace

MfaDialog::MfaDialog(const signin::MfaQuestion &question, ClockPtr clock, QWidget *parent)
    : QDialog(parent)
    , m_question(question)
    , m_clock(std::move(clock))
    , m_code(new QLineEdit(this))
    , m_time(new QProgressBar(this))
    , m_next(widgets::helpLabel({}, this))
    , m_accept(new QPushButton(tr("&Go on"), this))
    , m_tick(new QTimer(this))
{
    setObjectName(QStringLiteral("mfaDialog"));
    setWindowTitle(tr("Code of an MFA device"));
    build();
    resize(widgets::textWidth(this, 70), sizeHint().height());
    m_tick->setInterval(500ms);
    connect(m_tick, &QTimer::timeout, this, &MfaDialog::refresh);
    m_tick->start();
    refresh();
    m_code->setFocus();
}

void MfaDialog::build()
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    column->addWidget(widgets::wrappedLabel(
        tr("The profile \u201c%1\u201d wants a code of this MFA device.").arg(m_question.profile), this));
    auto *form = new QFormLayout;
    widgets::setUpForm(form, font());
    auto *device = widgets::wrappedLabel(m_question.serial, this);
    device->setObjectName(QStringLiteral("mfaDevice"));
    device->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(tr("Device"), device);
    if (!m_question.role.isEmpty())
        form->addRow(tr("Role"), widgets::wrappedLabel(m_question.role, this));
    m_code->setObjectName(QStringLiteral("mfaCode"));
    m_code->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhNoPredictiveText);
    m_code->setMaxLength(kDigits + 1); // some devices show a gap in the middle
    m_code->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[0-9]{0,3} ?[0-9]{0,3}")), m_code));
    connect(m_code, &QLineEdit::textChanged, this, &MfaDialog::refresh);
    auto *label = new QLabel(tr("&Code, six digits"), this);
    label->setBuddy(m_code);
    widgets::setAccessible(m_code, tr("Code of the device, six digits"), m_question.problem);
    form->addRow(label, m_code);
    column->addLayout(form);
    if (!m_question.problem.isEmpty()) {
        auto *problem = new widgets::Banner(widgets::Tone::Warning, this);
        problem->setObjectName(QStringLiteral("mfaProblem"));
        problem->setText({}, m_question.problem);
        column->addWidget(problem);
    }
    m_time->setObjectName(QStringLiteral("mfaTime"));
    m_time->setRange(0, kStep);
    m_time->setTextVisible(false);
    m_next->setObjectName(QStringLiteral("mfaNext"));
    column->addWidget(m_time);
    column->addWidget(m_next);
    auto *buttons = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_accept->setObjectName(QStringLiteral("mfaAccept"));
    m_accept->setDefault(true);
    widgets::setFlag(m_accept, "primary", true);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    column->addLayout(buttons);
}

QString MfaDialog::code() const { return m_code->text().remove(u' '); }

bool MfaDialog::mustWait() const
{
    return m_question.needsNext && m_question.codeChangesAt.isValid()
        && m_clock->nowUtc() < m_question.codeChangesAt;
}

// All devices change at the same moments, every half a minute.
void MfaDialog::refresh()
{
    const bool waits = mustWait();
    const qint64 now = m_clock->nowUtc().toSecsSinceEpoch();
    const qint64 left = waits ? m_clock->nowUtc().secsTo(m_question.codeChangesAt) + 1 : kStep - now % kStep;
    m_time->setValue(static_cast<int>(qMin<qint64>(left, kStep)));
    m_time->setAccessibleName(tr("%n second(s) until the next code", nullptr, static_cast<int>(left)));
    m_next->setText(waits ? tr("The code that the device shows now has been used, and each works once. Wait "
                               "for the next one: %n second(s).",
                               nullptr, static_cast<int>(left))
                          : tr("The next code comes in %n second(s).", nullptr, static_cast<int>(left)));
    m_accept->setEnabled(code().size() == kDigits && !waits);
}

} // namespace formwork::accounts
