// SPDX-License-Identifier: Apache-2.0
#include "accounts/signinwaitpage.h"

#include "widgets/announce.h"
#include "widgets/copybutton.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/qrcode.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include <chrono>

namespace formwork::accounts
{

using namespace std::chrono_literals;
using signin::SignInWay;

namespace
{

constexpr int kCodeSize = 3; // times as large as the rest

} // namespace

SignInWaitPage::SignInWaitPage(ClockPtr clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_opener(&QDesktopServices::openUrl)
    , m_text(widgets::wrappedLabel({}, this))
    , m_code(new QLabel(this))
    , m_picture(new widgets::QrCode(this))
    , m_address(new QLineEdit(this))
    , m_left(widgets::helpLabel({}, this))
    , m_paste(new QWidget(this))
    , m_pasteField(new QLineEdit(m_paste))
    , m_other(new QPushButton(tr("Use a co&de instead"), this))
    , m_tick(new QTimer(this))
{
    build();
    m_tick->setInterval(1s);
    connect(m_tick, &QTimer::timeout, this, &SignInWaitPage::refreshLeft);
}

void SignInWaitPage::build()
{
    m_text->setObjectName(QStringLiteral("signInText"));
    m_code->setObjectName(QStringLiteral("signInCode"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * kCodeSize);
    large.setWeight(QFont::DemiBold);
    m_code->setFont(large);
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_address->setObjectName(QStringLiteral("signInAddress"));
    m_address->setReadOnly(true); // in one line: a long address would make the window wider than a screen
    m_left->setObjectName(QStringLiteral("signInLeft"));
    auto *copyCode = new widgets::CopyButton(tr("code"), this);
    copyCode->setObjectName(QStringLiteral("copySignInCode"));
    copyCode->setSource([this] { return m_code->text(); });
    m_code->setAccessibleName(tr("Code to confirm"));
    m_address->setAccessibleName(tr("Address to open"));
    auto *copyUrl = new widgets::CopyButton(tr("address"), this);
    copyUrl->setObjectName(QStringLiteral("copySignInUrl"));
    copyUrl->setSource([this] { return m_progress.url.toString(QUrl::FullyEncoded); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Medium));
    column->addWidget(m_text);
    m_picture->setObjectName(QStringLiteral("signInPicture"));
    widgets::setAccessible(m_picture, tr("QR code of the address, with the code in it"));
    m_picture->setToolTip(tr("Opens the address on a telephone that photographs it"));
    auto *code = new QHBoxLayout;
    code->setSpacing(widgets::space(this, widgets::Space::Medium));
    code->addStretch(1);
    code->addWidget(m_picture);
    code->addWidget(m_code);
    code->addWidget(copyCode);
    code->addStretch(1);
    column->addLayout(code);
    auto *address = new QHBoxLayout;
    address->addWidget(m_address, 1);
    address->addWidget(copyUrl);
    column->addLayout(address);
    auto *paste = new QHBoxLayout(m_paste);
    paste->setContentsMargins({});
    auto *done = new QPushButton(tr("&Go on"), m_paste);
    m_pasteField->setObjectName(QStringLiteral("signInPaste"));
    m_pasteField->setPlaceholderText(tr("The text that the browser shows"));
    widgets::setAccessible(m_pasteField, tr("Text that the browser shows"));
    paste->addWidget(m_pasteField, 1);
    paste->addWidget(done);
    const auto give = [this] {
        if (m_pasted && !m_pasteField->text().trimmed().isEmpty()) {
            m_pasted->addResult(m_pasteField->text().trimmed());
            std::exchange(m_pasted, nullptr)->finish();
            m_pasteField->clear();
        }
    };
    connect(done, &QPushButton::clicked, this, give);
    connect(m_pasteField, &QLineEdit::returnPressed, this, give);
    column->addWidget(m_paste);
    column->addWidget(m_left);
    auto *buttons = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("&Cancel"), this);
    cancel->setObjectName(QStringLiteral("cancelSignIn"));
    connect(cancel, &QPushButton::clicked, this, &SignInWaitPage::cancelRequested);
    m_other->setObjectName(QStringLiteral("useCode"));
    connect(m_other, &QPushButton::clicked, this, &SignInWaitPage::otherWayRequested);
    auto *again = new QPushButton(tr("&Open the browser again"), this);
    again->setObjectName(QStringLiteral("openBrowser"));
    connect(again, &QPushButton::clicked, this, [this] { m_opener(m_progress.url); });
    buttons->addWidget(m_other);
    buttons->addStretch(1);
    buttons->addWidget(again);
    buttons->addWidget(cancel);
    column->addStretch(1);
    column->addLayout(buttons);
}

void SignInWaitPage::begin(SignInWay way, bool isConsole)
{
    m_way = way;
    m_other->setText(isConsole ? tr("On another com&puter") : tr("Use a co&de instead"));
    m_progress = {};
    m_isOpened = false;
    m_text->setText(tr("Asking where to sign in..."));
    m_code->clear();
    m_picture->setText({});
    m_address->clear();
    m_left->clear();
    m_paste->hide();
    m_other->setVisible(way == SignInWay::Browser);
    m_code->setVisible(way == SignInWay::DeviceCode);
    findChild<QWidget *>(QStringLiteral("copySignInCode"))->setVisible(way == SignInWay::DeviceCode);
}

void SignInWaitPage::showProgress(const signin::SignInProgress &progress)
{
    m_progress = progress;
    m_code->setText(progress.userCode);
    switch (m_way) {
    case SignInWay::Browser:
        m_text->setText(
            tr("Sign in in the browser that has just been opened. It comes back here by itself."));
        break;
    case SignInWay::DeviceCode:
        m_text->setText(
            tr("Open this address on any computer, and confirm that it shows this code. Confirm no "
               "code that somebody else gave you."));
        m_picture->setText(progress.url.toString(QUrl::FullyEncoded));
        widgets::announce(m_code, tr("Code %1").arg(progress.userCode));
        break;
    case SignInWay::OtherMachine:
        m_text->setText(tr("Open this address on the other computer and sign in there. The page then shows a "
                           "text: enter it here."));
        break;
    }
    const QUrl address = progress.shortUrl.isEmpty() ? progress.url : progress.shortUrl;
    m_address->setText(address.toString(QUrl::FullyEncoded));
    m_address->setCursorPosition(0);
    m_paste->setVisible(progress.wantsText);
    const bool opens = m_way != SignInWay::OtherMachine && !std::exchange(m_isOpened, true);
    if (opens && !m_opener(progress.url))
        m_text->setText(m_way == SignInWay::DeviceCode
                            ? tr("No browser could be opened here.") + u' ' + m_text->text()
                            : tr("No browser could be opened. Open this address yourself."));
    m_tick->start();
    refreshLeft();
}

QFuture<QString> SignInWaitPage::pasted()
{
    m_pasted = std::make_shared<QPromise<QString>>();
    m_pasted->start();
    m_paste->show();
    m_pasteField->setFocus();
    return m_pasted->future();
}

void SignInWaitPage::end()
{
    m_tick->stop();
    if (m_pasted) {
        m_pasted->addResult(QString());
        std::exchange(m_pasted, nullptr)->finish();
    }
}

void SignInWaitPage::refreshLeft()
{
    if (!m_progress.until.isValid())
        return;
    const qint64 left = qMax<qint64>(0, m_clock->nowUtc().secsTo(m_progress.until));
    m_left->setText(left > 0 ? tr("Time left: %1:%2").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0'))
                             : tr("The time is up."));
}

} // namespace formwork::accounts
