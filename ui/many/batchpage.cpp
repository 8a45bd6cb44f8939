// SPDX-License-Identifier: Apache-2.0
#include "many/batchpage.h"

#include "answers/saving.h"
#include "bulk/results.h"
#include "bulk/words.h"
#include "journal/reader.h"
#include "many/batchmodel.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/rowtable.h"
#include "widgets/stylesheet.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

// What is seen of a batch; what is done with it stands in batchactions.cpp.
namespace formwork::many
{
namespace
{

using widgets::Space;

constexpr int kSteps = 1000; // of the bar

} // namespace

BatchPage::BatchPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new BatchModel(session, this))
    , m_title(widgets::headingLabel({}, this))
    , m_counts(widgets::wrappedLabel({}, this))
    , m_progress(widgets::wrappedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_banner(new widgets::Banner(widgets::Tone::Warning, this))
    , m_table(new QTableView(this))
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Small);
    m_title->setObjectName(QStringLiteral("batchTitle"));
    m_title->setWordWrap(true);
    m_counts->setObjectName(QStringLiteral("batchCounts"));
    m_progress->setObjectName(QStringLiteral("batchProgress"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, kSteps);
    widgets::setAccessible(m_bar, tr("Rows that have ended"));
    m_banner->setObjectName(QStringLiteral("batchBanner"));
    m_banner->hide();
    for (QWidget *one : std::initializer_list<QWidget *>{m_title, m_counts, m_bar, m_progress, m_banner})
        column->addWidget(one);
    buildActions(column);
    m_table->setObjectName(QStringLiteral("batchTable"));
    m_table->setAccessibleName(tr("Rows of the batch"));
    m_table->setModel(m_model);
    widgets::setUpRows(m_table);
    m_table->setTextElideMode(Qt::ElideMiddle); // ARNs and URLs are told apart by their ends
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(BatchModel::Row, widgets::textWidth(this, 8));
    header->resizeSection(BatchModel::OutcomeColumn, widgets::textWidth(this, 12));
    header->resizeSection(BatchModel::What, widgets::textWidth(this, 24));
    header->resizeSection(BatchModel::Request, widgets::textWidth(this, 12));
    header->setSectionResizeMode(BatchModel::ErrorColumn, QHeaderView::Stretch);
    column->addWidget(m_table, 1);
    connect(m_model, &BatchModel::failed, this, &BatchPage::tellProblem);
    refresh();
}

QPushButton *BatchPage::addButton(QBoxLayout *row, const QString &text, const char *name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    row->addWidget(button);
    return button;
}

void BatchPage::buildActions(QVBoxLayout *column)
{
    auto *first = new QHBoxLayout;
    m_rest = addButton(first, tr("Send the &others"), "sendOthers");
    m_pause = addButton(first, tr("&Pause"), "pauseBatch");
    m_stop = addButton(first, tr("S&top"), "stopBatch");
    m_resume = addButton(first, tr("&Go on with what is not done"), "resumeBatch");
    m_correct = addButton(first, tr("&Correct the refused rows..."), "correctBatch");
    m_undo = addButton(first, tr("&Undo..."), "undoBatch");
    m_undo->setToolTip(tr("Shows what this batch made, to delete it again"));
    for (QPushButton *button : {m_rest, m_resume})
        widgets::setFlag(button, "primary", true);
    first->addStretch(1);
    column->addLayout(first);
    auto *second = new QHBoxLayout;
    m_onlyUndone = new QCheckBox(tr("Only rows that are &not done"), this);
    m_onlyUndone->setObjectName(QStringLiteral("onlyUndone"));
    second->addWidget(m_onlyUndone);
    second->addStretch(1);
    m_saveRefused = addButton(second, tr("Save &failed rows..."), "saveRefused");
    m_save = addButton(second, tr("Save &results..."), "saveResults");
    column->addLayout(second);
    connect(m_onlyUndone, &QCheckBox::toggled, m_model, &BatchModel::setOnlyUndone);
    connect(m_rest, &QPushButton::clicked, this, [this] {
        if (m_runner)
            m_runner->sendTheRest();
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_runner)
            m_runner->isPaused() ? m_runner->goOn() : m_runner->pause();
    });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_runner)
            m_runner->stop();
    });
    connect(m_resume, &QPushButton::clicked, this, &BatchPage::resume);
    connect(m_undo, &QPushButton::clicked, this, &BatchPage::undo);
    connect(m_save, &QPushButton::clicked, this, &BatchPage::saveResults);
    connect(m_saveRefused, &QPushButton::clicked, this, [this] {
        withRefused([this](const QByteArray &csv) {
            answers::saveAs(this, tr("Save failed rows"), tr("batch %1 failed").arg(m_batch),
                            QStringLiteral("csv"), [csv] { return csv; });
        });
    });
    connect(m_correct, &QPushButton::clicked, this, [this] {
        withRefused([this](const QByteArray &csv) {
            Q_EMIT correctRequested(csv, tr("Refused rows of batch %1").arg(m_batch), m_batch);
        });
    });
}

void BatchPage::showBatch(qint64 batch)
{
    m_batch = batch;
    m_known.reset();
    m_banner->hide();
    m_model->setBatch(batch);
    takeRunner(BatchRunner::of(*m_session, batch));
    look();
    Q_EMIT shown(batch);
}

void BatchPage::takeRunner(BatchRunner *runner)
{
    if (m_runner)
        m_runner->disconnect(this);
    m_runner = runner;
    if (runner) {
        runner->setWindow(window());
        connect(runner, &BatchRunner::changed, this, &BatchPage::refreshRunner);
        connect(runner, &BatchRunner::rowEnded, m_model, &BatchModel::take);
        connect(runner, &BatchRunner::finished, this, [this, runner] {
            if (!runner->reason().isEmpty())
                tellProblem(tr("Stopped: %1").arg(runner->reason()));
            m_runner.clear();
            look();
            m_model->look(); // what a row is called is known now
        });
    }
    refresh();
}

void BatchPage::look()
{
    m_looking.ask(m_session->journal().ask<journal::Batch>(
                      [batch = m_batch](const journal::Reader &history) { return history.batch(batch); }),
                  this, [this](const Result<journal::Batch> &batch) { take(batch); });
}

void BatchPage::take(const Result<journal::Batch> &batch)
{
    if (!batch) {
        tellProblem(batch.error().sentence());
        return;
    }
    m_known = *batch;
    m_isElsewhere = !m_runner && batch->isRunning; // who sends it here has it until it is left
    if (m_isElsewhere)
        tellProblem(tr("It is being sent by %1.").arg(batch->made.runner));
    refresh();
}

// While it runs, the counts are asked for again only as often as an answer comes.
void BatchPage::refreshRunner()
{
    if (!m_looking.isAsking())
        look();
    refresh();
}

void BatchPage::refresh()
{
    const bool isRunning = m_runner && m_runner->isRunning();
    const bool waits = m_runner && m_runner->isWaitingAfterFirst();
    const bool isPaused = m_runner && m_runner->isPaused();
    const bool isMine = isRunning || waits;
    if (m_known) {
        const journal::NewRequest &where = m_known->made.where;
        m_title->setText(
            tr("Batch %1: %2 %3, %4")
                .arg(QString::number(m_batch), where.service, where.operation, m_known->made.source));
        m_counts->setText(tr("%1, in %2 in the Region %3.")
                              .arg(bulk::countsText(m_known->counts), where.account, where.region));
    }
    m_bar->setVisible(isMine);
    m_progress->setVisible(isMine);
    if (isMine) {
        m_bar->setValue(static_cast<int>(kSteps * m_runner->ended() / qMax<qint64>(1, m_runner->toSend())));
        m_progress->setText(
            waits                        ? (m_runner->firstSucceeded()
                                                ? tr("The first row succeeded. Nothing more is sent before you say so.")
                                                : tr("The first row did not succeed, so the others are not sent."))
                : isPaused               ? tr("Paused. %1").arg(m_runner->progress())
                : m_runner->isStopping() ? tr("Stopping: what is under way is finished.")
                                         : m_runner->progress());
    }
    const journal::BatchCounts counts = m_known ? m_known->counts : journal::BatchCounts();
    const bool isFree = m_known && !m_runner && !m_isElsewhere;
    m_rest->setVisible(waits);
    m_pause->setVisible(isRunning);
    m_pause->setText(isPaused ? tr("&Go on") : tr("&Pause"));
    m_stop->setVisible(isMine);
    m_resume->setVisible(isFree && counts.waiting + counts.unknown + counts.rejected > 0);
    m_correct->setVisible(isFree && counts.rejected > 0 && m_known->made.undoes == 0);
    m_undo->setVisible(isFree && counts.succeeded > 0 && m_known->made.undoes == 0);
    m_saveRefused->setEnabled(isFree && counts.rejected > 0);
    m_save->setEnabled(m_known && !isRunning);
}

void BatchPage::tellProblem(const QString &sentence)
{
    if (m_banner->isVisibleTo(this) && m_banner->text() == sentence)
        return;
    m_banner->setText({}, sentence);
    m_banner->show();
    widgets::announce(this, sentence);
}

} // namespace formwork::many
