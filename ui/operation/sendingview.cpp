// SPDX-License-Identifier: Apache-2.0
#include "operation/sendingview.h"

#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QLabel>
#include <QLocale>
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
    , m_amount(widgets::wrappedLabel({}, this))
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
    m_amount->setObjectName(QStringLiteral("sendingAmount"));
    m_meaning->setObjectName(QStringLiteral("cancelMeaning"));
    connect(m_cancel, &QPushButton::clicked, this, &SendingView::cancel);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Huge, widgets::Space::Medium);
    column->addStretch(1);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_title, m_where, m_bar, m_amount, m_stage, m_meaning})
        column->addWidget(widget);
    column->addWidget(m_cancel, 0, Qt::AlignLeft);
    column->addStretch(2);
}

void SendingView::start(const QString &title, const QString &where, bool isRetry,
                        journal::Protection protection)
{
    m_isRetry = isRetry;
    m_protection = protection;
    m_isCancelled = false;
    m_title->setText(title);
    m_where->setText(where);
    m_cancel->setEnabled(true);
    m_cancel->setFocus(); // Return must not press a button that is no longer seen
    m_elapsed.start();
    m_timer->start();
    m_moved = {};
    m_progress = {};
    showAmount();
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
    const QString before = m_words;
    if (progress.stage != m_progress.stage || progress.attempt != m_progress.attempt) {
        m_moved = {};
        showAmount();
    }
    m_progress = progress;
    showWords();
    if (m_words != before)
        widgets::announce(m_stage, m_words);
}

void SendingView::showTransferred(const client::Transferred &moved)
{
    constexpr qint64 interval = 100; // milliseconds
    const bool isWhole = moved.received > 0 ? moved.received == moved.toReceive : moved.sent == moved.toSend;
    m_moved = moved;
    if (m_sinceAmount.isValid() && m_sinceAmount.elapsed() < interval && !isWhole)
        return;
    m_sinceAmount.start();
    showAmount();
    showWords();
}

void SendingView::showWords()
{
    const bool isDone = m_progress.stage == client::Progress::Stage::Done;
    m_words = m_isCancelled && !isDone ? tr("Cancelling...") : wordsNow();
    m_meaning->setText(meaningOf(m_progress));
    m_cancel->setAccessibleDescription(m_meaning->text());
    tick();
}

QString SendingView::wordsNow() const
{
    using Stage = client::Progress::Stage;
    switch (m_progress.stage) {
    case Stage::Reading:
        return m_isRetry ? tr("Reading the file, to see that it is still the same...")
                         : tr("Reading the file, for its digest...");
    case Stage::Recording:
        return m_isRetry ? tr("Reading the request from the history...")
                         : tr("Writing the request to the history...");
    case Stage::Credentials:
        return tr("Getting the credentials...");
    case Stage::Sending:
        return attemptWords(m_moved.received > 0 ? tr("Attempt %1 of at most %2: the answer is arriving.")
                                : isSendingFile()
                                ? tr("Attempt %1 of at most %2: sending the file.")
                                : tr("Attempt %1 of at most %2: sent, waiting for the answer."));
    case Stage::Waiting:
        return attemptWords(tr("Attempt %1 of at most %2 did not succeed. The next one follows in %3 s."))
            .arg(static_cast<double>(m_progress.delay.count()) / 1000.0, 0, 'f', 1);
    case Stage::Done:
        break;
    }
    return tr("Done.");
}

QString SendingView::attemptWords(const QString &words) const
{
    return words.arg(m_progress.attempt).arg(m_progress.maxAttempts);
}

bool SendingView::isSendingFile() const { return m_moved.sent > 0 && m_moved.sent < m_moved.toSend; }

// How far a file is on its way, in bytes; nothing where none is moving.
void SendingView::showAmount()
{
    constexpr int steps = 1000;
    const auto size = [](qint64 bytes) {
        return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
    };
    const bool isReading = m_moved.sent == 0 && m_moved.toRead > 0;
    const bool isReceiving = m_moved.received > 0;
    m_amount->setVisible(isReading || isReceiving || isSendingFile());
    if (!isReading && !isReceiving && !isSendingFile()) {
        m_bar->setRange(0, 0);
        m_sinceAmount.invalidate();
        return;
    }
    const QString words = isReceiving ? tr("Received %1") : isReading ? tr("Read %1") : tr("Sent %1");
    const qint64 done = isReceiving ? m_moved.received : isReading ? m_moved.read : m_moved.sent;
    const qint64 total = isReceiving ? m_moved.toReceive : isReading ? m_moved.toRead : m_moved.toSend;
    m_bar->setRange(0, total > 0 ? steps : 0);
    if (total <= 0) {
        m_amount->setText(words.arg(size(done)));
        return;
    }
    m_bar->setValue(static_cast<int>(static_cast<double>(done) / static_cast<double>(total) * steps));
    m_amount->setText(words.arg(tr("%1 of %2 (%3 %)").arg(size(done), size(total)).arg(done * 100 / total)));
}

// What pressing Cancel means now.
QString SendingView::meaningOf(const client::Progress &progress) const
{
    using Stage = client::Progress::Stage;
    switch (progress.stage) {
    case Stage::Sending:
        if (m_moved.received > 0)
            return tr(
                "Cancelling keeps what has arrived. The same request for the same file fetches the rest, "
                "where the service can send a part.");
        if (isSendingFile())
            return tr("A part of the file has left this computer. Cancelling breaks it off: what the service "
                      "made of it is then unknown, and a retry sends the whole file again.");
        return journal::afterCancelling(m_protection);
    case Stage::Waiting:
        return tr("Nothing is on its way now. Cancelling leaves it at the attempts made so far.");
    case Stage::Done:
        return {};
    case Stage::Reading:
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
