// SPDX-License-Identifier: Apache-2.0
#include "many/manywindow.h"

#include "base/latest.h"
#include "journal/reader.h"
#include "many/batchpage.h"
#include "many/filepage.h"
#include "many/mappage.h"
#include "many/rowspage.h"
#include "many/runpage.h"
#include "many/starting.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/sidebar.h"
#include "widgets/stylesheet.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace formwork::many
{
namespace
{

using widgets::Space;

} // namespace

ManyWindow::ManyWindow(session::Session *session, model::OperationPtr operation, const QCborValue &fixed,
                       QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_session(session)
    , m_operation(std::move(operation))
    , m_job(m_operation ? new Job(session, m_operation, fixed, this) : nullptr)
    , m_steps(new widgets::SideBar(tr("Steps"), this))
    , m_pages(new QStackedWidget(this))
    , m_message(new widgets::Banner(widgets::Tone::Warning, this))
{
    setObjectName(QStringLiteral("manyWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(widgets::separator(this));
    m_message->setObjectName(QStringLiteral("manyMessage"));
    m_message->setClosable(true);
    m_message->hide();
    column->addWidget(m_message);
    auto *body = new QHBoxLayout;
    body->setContentsMargins({});
    body->setSpacing(0);
    m_steps->setObjectName(QStringLiteral("manySteps"));
    const QStringList names{tr("1  File"), tr("2  Columns"), tr("3  Rows"), tr("4  Send"), tr("5  Results")};
    for (int step = 0; step < StepCount; ++step)
        m_steps->addPlace(QString::number(step), names[step]);
    m_steps->setFixedWidth(m_steps->widthFor(QStringLiteral("88")));
    body->addWidget(m_steps);
    body->addWidget(m_pages, 1);
    column->addLayout(body, 1);
    buildPages();
    column->addWidget(buildFooter());
    connect(m_steps, &widgets::SideBar::placeChosen, this, [this](const QString &id) {
        if (isReachable(id.toInt()))
            showStep(id.toInt());
        else
            m_steps->setCurrentId(QString::number(m_step));
    });
    setMinimumSize(860, 540); // with a frame, all of it on a screen of 900 by 600
    resize(widgets::openingSize(this, {1180, 780}));
    setWindowTitle(m_operation ? tr("%1, once for each row of a file").arg(m_job->guide()->createTitle)
                               : tr("Batch"));
    showStep(m_job ? FileStep : BatchStep);
}

QWidget *ManyWindow::buildHeader()
{
    auto *header = new QWidget(this);
    widgets::setRole(header, "bar");
    auto *row = new QHBoxLayout(header);
    widgets::setSpacing(row, font(), Space::Medium, Space::Medium);
    row->addWidget(widgets::titleLabel(
        m_job ? tr("%1, once for each row of a file").arg(m_job->guide()->createTitle) : tr("Batch"),
        header));
    row->addStretch(1);
    m_where = new QLabel(header);
    m_where->setTextFormat(Qt::PlainText);
    m_where->setObjectName(QStringLiteral("manyTarget"));
    widgets::setRole(m_where, "heading");
    row->addWidget(m_where);
    m_production = new widgets::Chip({tr("Production"), {}, widgets::Tone::Rejected}, header);
    m_production->setObjectName(QStringLiteral("manyProduction"));
    m_production->hide();
    row->addWidget(m_production);
    return header;
}

void ManyWindow::buildPages()
{
    if (m_job) {
        m_pages->addWidget(new FilePage(m_job, m_pages));
        m_pages->addWidget(new MapPage(m_job, m_pages));
        m_pages->addWidget(new RowsPage(m_job, m_pages));
        m_run = new RunPage(m_job, m_pages);
        m_pages->addWidget(m_run);
        connect(m_run, &RunPage::sendRequested, this, [this] { send(m_job->destination().target(), false); });
        connect(m_run, &RunPage::rehearseRequested, this, &ManyWindow::rehearse);
        for (const auto signal : {&Job::readingChanged, &Job::mappingChanged, &Job::checkedChanged})
            connect(m_job, signal, this, &ManyWindow::refresh);
        connect(&m_job->destination(), &session::Destination::changed, this, &ManyWindow::refresh);
    }
    m_batch = new BatchPage(m_session, m_pages);
    m_pages->addWidget(m_batch);
    connect(m_batch, &BatchPage::shown, this, [this](qint64 batch) {
        if (!m_job)
            setWindowTitle(tr("Batch %1").arg(batch));
    });
    connect(m_batch, &BatchPage::correctRequested, this, &ManyWindow::correct);
}

QWidget *ManyWindow::buildFooter()
{
    auto *footer = new QWidget(this);
    widgets::setRole(footer, "bar");
    auto *row = new QHBoxLayout(footer);
    widgets::setSpacing(row, font(), Space::Medium, Space::Small);
    row->addStretch(1);
    const auto add = [&](const QString &text, const char *name, auto pressed) {
        auto *button = new QPushButton(text, footer);
        button->setObjectName(QLatin1String(name));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, pressed);
        row->addWidget(button);
        return button;
    };
    m_back = add(tr("&Back"), "manyBack", [this] { showStep(m_step - 1); });
    m_next = add(tr("&Next"), "manyNext", [this] { showStep(m_step + 1); });
    widgets::setFlag(m_next, "primary", true);
    add(tr("C&lose"), "manyClose", [this] { reject(); });
    return footer;
}

bool ManyWindow::isReachable(int step) const
{
    if (step == BatchStep)
        return m_batch->batch() > 0 || !m_job;
    if (!m_job || step < 0 || step > BatchStep)
        return false;
    if (step == FileStep)
        return true;
    if (!m_job->hasTable())
        return false;
    return step == MapStep || m_job->mappingProblem().isEmpty();
}

void ManyWindow::showStep(int step)
{
    if (!isReachable(step))
        return;
    m_step = step;
    m_pages->setCurrentIndex(m_job ? step : 0);
    m_steps->setCurrentId(QString::number(step));
    refresh();
}

void ManyWindow::refresh()
{
    for (int step = 0; step < StepCount; ++step)
        m_steps->setBadge(QString::number(step), {});
    if (m_job) {
        const client::Target target = m_job->destination().target();
        m_where->setText(tr("%1 \u00b7 %2").arg(target.profile.name, target.region));
        m_production->setVisible(target.profile.isProduction);
        if (const qsizetype bad = m_job->badRows().size(); bad > 0)
            m_steps->setBadge(QString::number(RowsStep), QString::number(bad), widgets::Tone::Rejected,
                              widgets::SideBar::Badge::Pill);
        if (m_job->hasTable() && !m_job->mappingProblem().isEmpty())
            m_steps->setBadge(QString::number(MapStep), QStringLiteral("1"), widgets::Tone::Rejected,
                              widgets::SideBar::Badge::Pill);
    }
    if (!m_back) // while it is built
        return;
    m_back->setEnabled(m_job && m_step > FileStep && m_step < BatchStep);
    m_next->setEnabled(m_step < RunStep && isReachable(m_step + 1));
    m_next->setVisible(m_step < RunStep);
    m_back->setVisible(m_step < BatchStep);
}

void ManyWindow::tellProblem(const QString &sentence)
{
    m_message->setText({}, sentence);
    m_message->show();
    widgets::announce(this, sentence);
}

void ManyWindow::rehearse()
{
    client::Target target;
    target.profile = m_session->profiles()
                         .profile(credentials::practiceProfile().id)
                         .value_or(credentials::practiceProfile());
    target.region = practice::Server::region();
    send(target, true);
}

void ManyWindow::send(const client::Target &target, bool isRehearsal)
{
    if (m_isAsking || m_job->toSend() == 0)
        return;
    if (m_batch->isRunning()) {
        tellProblem(tr("The last batch is still being sent."));
        return;
    }
    m_message->hide();
    m_isAsking = true;
    auto *starting = new Starting(m_job, m_run->wishes(), m_run->triesOne(), this);
    connect(starting, &Starting::busy, m_run, &RunPage::setBusy);
    connect(starting, &Starting::problem, this, &ManyWindow::tellProblem);
    connect(starting, &Starting::batchChosen, this, &ManyWindow::showBatch);
    connect(starting, &Starting::started, this, &ManyWindow::showBatch);
    connect(starting, &Starting::ended, this, [this] { m_isAsking = false; });
    starting->start(target, isRehearsal);
}

void ManyWindow::correct(const QByteArray &csv, const QString &name, qint64 batch)
{
    if (m_job) {
        m_job->readBytes(csv, name, batch);
        showStep(FileStep);
        return;
    }
    const auto read = [batch](const journal::Reader &history) { return history.batch(batch); };
    whenAnswered(m_session->journal().ask<journal::Batch>(read), this,
                 [this, csv, name](const Result<journal::Batch> &known) { correctOf(known, csv, name); });
}

void ManyWindow::correctOf(const Result<journal::Batch> &known, const QByteArray &csv, const QString &name)
{
    const Result<model::OperationPtr> operation = known
        ? m_session->environment()->catalog->operation(known->made.where.service, known->made.where.operation)
        : std::unexpected(known.error());
    if (!operation) {
        tellProblem(operation.error().sentence());
        return;
    }
    ManyWindow *window = openMany(m_session, *operation, {}, parentWidget());
    window->correct(csv, name, known->id);
    close();
}

void ManyWindow::showBatch(qint64 batch)
{
    m_batch->showBatch(batch);
    showStep(BatchStep);
}

qint64 ManyWindow::batch() const { return m_batch->batch(); }

void ManyWindow::readFile(const QString &path)
{
    if (m_job)
        m_job->readFile(path);
}

void ManyWindow::reject()
{
    const bool isWorkedOn = m_job && m_batch->batch() == 0
        && !(m_job->source().amendments.cells.isEmpty() && m_job->source().amendments.leftOut.isEmpty());
    if (!isWorkedOn) {
        QDialog::reject();
        return;
    }
    widgets::Question question;
    question.title = tr("Close, and forget what was edited?");
    question.text = tr("Nothing was sent. The file itself is as it was.");
    question.answers = {{QStringLiteral("close"), tr("Close"), false}};
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer == u"close")
            QDialog::reject();
    });
}

ManyWindow *openMany(session::Session *session, const model::OperationPtr &operation, const QCborValue &fixed,
                     QWidget *parent)
{
    auto *window = new ManyWindow(session, operation, fixed, parent);
    widgets::placeOnScreen(window);
    window->show();
    return window;
}

ManyWindow *openBatch(session::Session *session, qint64 batch, QWidget *parent)
{
    for (QWidget *one : QApplication::topLevelWidgets()) {
        auto *window = qobject_cast<ManyWindow *>(one);
        if (window && window->isVisible() && window->batch() == batch) {
            window->raise();
            window->activateWindow();
            return window;
        }
    }
    auto *window = new ManyWindow(session, {}, {}, parent);
    widgets::placeOnScreen(window);
    window->showBatch(batch);
    window->show();
    return window;
}

} // namespace formwork::many
