// SPDX-License-Identifier: Apache-2.0
#include "operation/sendingview.h"

#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace formwork::operation
{

SendingView::SendingView(QWidget *parent)
    : QWidget(parent)
    , m_title(widgets::titleLabel({}, this))
    , m_where(widgets::mutedLabel({}, this))
    , m_stage(widgets::wrappedLabel({}, this))
    , m_meaning(widgets::helpLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("sendingView"));
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Sending"));
    m_cancel->setObjectName(QStringLiteral("cancelSending"));
    m_cancel->setAutoDefault(false);
    m_timer->setInterval(1000);
    connect(m_timer, &QTimer::timeout, this, &SendingView::tick);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        Q_EMIT cancelRequested();
    });
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Huge, widgets::Space::Medium);
    column->addStretch(1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_where, m_bar, m_stage, m_meaning})
        column->addWidget(widget);
    column->addWidget(m_cancel, 0, Qt::AlignLeft);
    column->addStretch(2);
}

void SendingView::start(const QString &title, const QString &where)
{
    m_title->setText(title);
    m_where->setText(where);
    m_cancel->setEnabled(true);
    m_elapsed.start();
    m_timer->start();
    showProgress({});
}

void SendingView::showProgress(const client::Progress &progress)
{
    using Stage = client::Progress::Stage;
    const bool mayHaveLeft = progress.stage == Stage::Sending || progress.attempt > 1;
    switch (progress.stage) {
    case Stage::Recording:
        m_words = tr("Writing the request to the history...");
        break;
    case Stage::Credentials:
        m_words = tr("Getting the credentials...");
        break;
    case Stage::Sending:
        m_words = tr("Sent, waiting for the answer. Attempt %1 of at most %2.")
                      .arg(progress.attempt)
                      .arg(progress.maxAttempts);
        break;
    case Stage::Waiting:
        m_words = tr("Attempt %1 did not succeed. Trying again in %2 s.")
                      .arg(progress.attempt)
                      .arg(static_cast<double>(progress.delay.count()) / 1000.0, 0, 'f', 1);
        break;
    case Stage::Done:
        m_words = tr("Done.");
        break;
    }
    m_meaning->setText(mayHaveLeft ? tr("The request may already have reached the service. Cancelling only "
                                        "stops the waiting: the outcome is then unknown, and a "
                                        "retry from the history finds out.")
                                   : tr("Nothing has been sent yet. Cancelling now means nothing happens."));
    tick();
}

void SendingView::tick()
{
    const qint64 seconds = m_elapsed.isValid() ? m_elapsed.elapsed() / 1000 : 0;
    m_stage->setText(seconds > 1 ? m_words + u' ' + tr("%1 s").arg(seconds) : m_words);
}

void SendingView::stop() { m_timer->stop(); }

} // namespace formwork::operation
