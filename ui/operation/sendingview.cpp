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
    m_stage->setObjectName(QStringLiteral("sendingStage"));
    m_meaning->setObjectName(QStringLiteral("cancelMeaning"));
    connect(m_cancel, &QPushButton::clicked, this, &SendingView::cancel);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Huge, widgets::Space::Medium);
    column->addStretch(1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_where, m_bar, m_stage, m_meaning})
        column->addWidget(widget);
    column->addWidget(m_cancel, 0, Qt::AlignLeft);
    column->addStretch(2);
}

void SendingView::start(const QString &title, const QString &where, bool isRetry)
{
    m_isRetry = isRetry;
    m_isCancelled = false;
    m_title->setText(title);
    m_where->setText(where);
    m_cancel->setEnabled(true);
    m_cancel->setFocus(); // Return must not press a button that is no longer seen
    m_elapsed.start();
    m_timer->start();
    showProgress({});
}

void SendingView::cancel()
{
    m_isCancelled = true;
    m_cancel->setEnabled(false);
    m_words = tr("Cancelling...");
    tick();
    Q_EMIT cancelRequested();
}

void SendingView::showProgress(const client::Progress &progress)
{
    using Stage = client::Progress::Stage;
    const QString before = m_words;
    switch (progress.stage) {
    case Stage::Recording:
        m_words = m_isRetry ? tr("Reading the request from the history...")
                            : tr("Writing the request to the history...");
        break;
    case Stage::Credentials:
        m_words = tr("Getting the credentials...");
        break;
    case Stage::Sending:
        m_words = tr("Attempt %1 of at most %2: sent, waiting for the answer.")
                      .arg(progress.attempt)
                      .arg(progress.maxAttempts);
        break;
    case Stage::Waiting:
        m_words = tr("Attempt %1 of at most %2 did not succeed. The next one follows in %3 s.")
                      .arg(progress.attempt)
                      .arg(progress.maxAttempts)
                      .arg(static_cast<double>(progress.delay.count()) / 1000.0, 0, 'f', 1);
        break;
    case Stage::Done:
        m_words = tr("Done.");
        break;
    }
    if (m_isCancelled && progress.stage != Stage::Done)
        m_words = tr("Cancelling...");
    m_meaning->setText(meaningOf(progress));
    m_cancel->setAccessibleDescription(m_meaning->text());
    tick();
    if (m_words != before)
        widgets::announce(m_stage, m_words);
}

// What pressing Cancel means now.
QString SendingView::meaningOf(const client::Progress &progress) const
{
    using Stage = client::Progress::Stage;
    switch (progress.stage) {
    case Stage::Sending:
        return tr("The request may already have reached the service. Cancelling only stops the waiting: the "
                  "outcome is "
                  "then unknown, and a retry finds out.");
    case Stage::Waiting:
        return tr("Nothing is on its way now. Cancelling leaves it at the attempts made so far.");
    case Stage::Done:
        return {};
    case Stage::Recording:
    case Stage::Credentials:
        break;
    }
    return m_isRetry
        ? tr("Nothing has been sent this time. Cancelling leaves the request as it stands in the history.")
        : tr("Nothing has been sent yet. Cancelling now means nothing happens.");
}

void SendingView::tick()
{
    const qint64 seconds = m_elapsed.isValid() ? m_elapsed.elapsed() / 1000 : 0;
    m_stage->setText(seconds > 1 ? m_words + u' ' + tr("%1 s").arg(seconds) : m_words);
}

void SendingView::stop() { m_timer->stop(); }

} // namespace formwork::operation
