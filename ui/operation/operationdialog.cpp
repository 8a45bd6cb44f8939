// SPDX-License-Identifier: Apache-2.0
#include "operation/operationdialog.h"

#include "forms/formview.h"
#include "operation/resultview.h"
#include "operation/reviewview.h"
#include "operation/sendingview.h"
#include "operation/sidepanel.h"
#include "operation/tokenbar.h"
#include "widgets/banner.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/sidebar.h"
#include "widgets/stylesheet.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

namespace formwork::operation
{
namespace
{

using widgets::Space;
using widgets::Tone;

constexpr int kAutosaveMs = 3000; // after the last edit

QString placeId(int step) { return QString::number(step); }

bool isError(const document::Problem &problem) { return problem.severity == document::Severity::Error; }

} // namespace

OperationDialog::OperationDialog(session::Session *session, Opened opened, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_session(session)
    , m_opened(std::move(opened))
    , m_form(new forms::FormModel(
          m_opened.operation, m_opened.guide,
          [operation = m_opened.operation, guide = m_opened.guide](const QCborValue &document) {
              return client::check(*operation, *guide, document);
          },
          this))
    , m_submission(new Submission(session, m_opened.operation, m_form, this))
    , m_autosave(new QTimer(this))
{
    setObjectName(QStringLiteral("operationDialog"));
    m_form->setDocument(m_opened.document);
    m_submission->setEditedFrom(m_opened.editedFrom);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(widgets::separator(this));
    column->addWidget(buildBody(), 1);
    m_footer = buildFooter();
    column->addWidget(m_footer);
    setMinimumSize(900, 600);
    resize(1280, 832);
    connectForm();
    refreshTarget();
    showStep(0);
    m_form->checkNow();
}

QWidget *OperationDialog::buildHeader()
{
    auto *header = new QWidget(this);
    widgets::setRole(header, "bar");
    auto *row = new QHBoxLayout(header);
    widgets::setSpacing(row, font(), Space::Medium, Space::Medium);
    row->addWidget(widgets::titleLabel(m_opened.guide->title, header));
    row->addWidget(widgets::mutedLabel(
        m_opened.operation->service->title + QStringLiteral(" \u00b7 ") + m_opened.operation->name, header));
    row->addStretch(1);
    m_where = widgets::headingLabel({}, header);
    m_where->setObjectName(QStringLiteral("dialogTarget"));
    row->addWidget(m_where);
    return header;
}

QWidget *OperationDialog::buildBody()
{
    // Each with its parent from the start: what moves to another has all its styles made anew.
    m_center = new QStackedWidget(this);
    auto *editing = new QSplitter(Qt::Horizontal, m_center);
    editing->setChildrenCollapsible(false);
    buildSteps();
    editing->addWidget(m_steps);
    auto *middle = new QWidget(editing);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_banner = new widgets::Banner(Tone::Warning, middle);
    m_banner->setObjectName(QStringLiteral("dialogBanner"));
    m_banner->setClosable(true);
    m_banner->hide();
    column->addWidget(m_banner);
    m_pages = new QStackedWidget(middle);
    column->addWidget(m_pages, 1);
    editing->addWidget(middle);
    m_panel = new SidePanel(m_session, m_opened.operation, m_form, editing);
    editing->addWidget(m_panel);
    editing->setStretchFactor(0, 0);
    editing->setStretchFactor(1, 3);
    editing->setStretchFactor(2, 2);
    editing->setSizes(
        {widgets::textWidth(this, 24), widgets::textWidth(this, 84), widgets::textWidth(this, 56)});

    m_sending = new SendingView(m_center);
    m_result = new ResultView(m_center);
    for (QWidget *page : {static_cast<QWidget *>(editing), static_cast<QWidget *>(m_sending),
                          static_cast<QWidget *>(m_result)})
        m_center->addWidget(page);
    if (m_opened.guide->notice)
        m_banner->setText({}, m_opened.guide->notice->text);
    if (!m_opened.notice.isEmpty())
        m_banner->setText({}, m_opened.notice);
    m_banner->setVisible(m_opened.guide->notice || !m_opened.notice.isEmpty());
    return m_center;
}

void OperationDialog::buildSteps()
{
    m_steps = new widgets::SideBar(tr("Steps"), this);
    m_steps->setObjectName(QStringLiteral("stepList"));
    for (int step = 0; step + 1 < stepCount(); ++step)
        m_steps->addPlace(placeId(step),
                          QStringLiteral("%1  %2").arg(step + 1).arg(m_opened.guide->steps[step].title));
    m_steps->addPlace(placeId(stepCount() - 1), tr("Review"));
    m_stepPages.resize(stepCount());
    connect(m_steps, &widgets::SideBar::placeChosen, this,
            [this](const QString &id) { showStep(id.toInt()); });
}

QWidget *OperationDialog::buildFooter()
{
    auto *footer = new QWidget(this);
    widgets::setRole(footer, "bar");
    auto *column = new QVBoxLayout(footer);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(widgets::separator(footer));
    auto *row = new QHBoxLayout;
    widgets::setSpacing(row, font(), Space::Small, Space::Small);
    column->addLayout(row);
    row->addWidget(new TokenBar(m_submission, guide::lifetimeInWords(m_opened.guide->tokenLifetime),
                                m_opened.guide->noun, footer),
                   1);
    if (!m_submission->hasToken()) {
        row->addWidget(
            widgets::helpLabel(
                m_opened.operation->readOnly
                    ? tr("This operation only reads.")
                    : tr("This operation takes no client token: sending it twice may do it twice."),
                footer),
            1);
    }
    const auto add = [&](const QString &text, const char *name) {
        auto *button = new QPushButton(text, footer);
        button->setObjectName(QLatin1String(name));
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    m_problems = add({}, "problemCount");
    widgets::setFlag(m_problems, "quiet", true);
    connect(m_problems, &QPushButton::clicked, this, [this] {
        m_form->setShowsAllProblems(true);
        goToFirstProblem();
    });
    connect(add(tr("Save &draft"), "saveDraft"), &QPushButton::clicked, this, [this] { saveDraft(true); });
    m_back = add(tr("&Back"), "stepBack");
    connect(m_back, &QPushButton::clicked, this, [this] { showStep(m_step - 1); });
    m_next = add(tr("&Next"), "stepNext");
    connect(m_next, &QPushButton::clicked, this, [this] { showStep(m_step + 1); });
    m_create = add(m_opened.operation->name.startsWith(u"Create") ? tr("&Create") : tr("&Send"), "create");
    widgets::setFlag(m_create, "primary", true);
    connect(m_create, &QPushButton::clicked, this, &OperationDialog::create);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this), &QShortcut::activated, this,
            &OperationDialog::create);
    return footer;
}

void OperationDialog::connectForm()
{
    m_autosave->setSingleShot(true);
    m_autosave->setInterval(kAutosaveMs);
    connect(m_autosave, &QTimer::timeout, this, [this] { saveDraft(false); });
    connect(m_form, &forms::FormModel::problemsChanged, this, &OperationDialog::refreshProblems);
    connect(m_form, &forms::FormModel::changed, this, [this](const document::Pointer &pointer) {
        // A renewed token alone is nothing to keep.
        const model::Member *token = m_opened.operation->tokenMember();
        if (pointer.isRoot() || (token && pointer.tokens().first() == token->name))
            return;
        m_isEdited = true;
        m_autosave->start();
    });
    connect(m_session, &session::Session::targetChanged, this, &OperationDialog::refreshTarget);
    connect(m_submission, &Submission::kindChanged, this, &OperationDialog::refreshTarget);
    connect(m_submission, &Submission::progressed, m_sending, &SendingView::showProgress);
    connect(m_submission, &Submission::finished, this, &OperationDialog::showResult);
    connect(m_sending, &SendingView::cancelRequested, m_submission, &Submission::cancel);
    connect(m_result, &ResultView::againRequested, this, &OperationDialog::sendAgain);
    connect(m_result, &ResultView::backRequested, this, [this] { showStep(m_step); });
    connect(m_result, &ResultView::afreshRequested, this, &OperationDialog::startAfresh);
    connect(m_result, &ResultView::historyRequested, this,
            [this] { Q_EMIT historyRequested(m_submission->result().journalId); });
}

int OperationDialog::stepCount() const { return static_cast<int>(m_opened.guide->steps.size()) + 1; }

QWidget *OperationDialog::pageOf(int step)
{
    if (m_stepPages[step])
        return m_stepPages[step];
    QWidget *page = nullptr;
    if (step == stepCount() - 1) {
        auto *review = new ReviewView(m_session, m_form, m_pages);
        connect(review, &ReviewView::problemChosen, this, &OperationDialog::goTo);
        page = review;
    } else {
        auto *form = new forms::FormView(*m_form, m_pages);
        form->setReservedAccelerators(QStringLiteral("dbnck"));
        form->showStep(step);
        connect(form, &forms::FormView::focusedPointerChanged, m_panel, &SidePanel::showHelpFor);
        page = form;
    }
    m_pages->addWidget(page);
    m_stepPages[step] = page;
    return page;
}

void OperationDialog::showStep(int step)
{
    m_step = qBound(0, step, stepCount() - 1);
    m_steps->setCurrentId(placeId(m_step));
    m_pages->setCurrentWidget(pageOf(m_step));
    m_center->setCurrentIndex(0);
    m_footer->show();
    refreshButtons();
}

void OperationDialog::refreshButtons()
{
    m_back->setVisible(m_step > 0);
    m_next->setVisible(m_step + 1 < stepCount());
}

void OperationDialog::goTo(const document::Pointer &pointer)
{
    const qsizetype step = m_form->stepOf(pointer);
    showStep(step < 0 ? 0 : static_cast<int>(step));
    if (auto *view = qobject_cast<forms::FormView *>(m_stepPages[m_step]))
        view->focusPointer(pointer);
}

void OperationDialog::goToFirstProblem()
{
    const QList<document::Problem> &problems = m_form->problems();
    const auto first = std::ranges::find_if(problems, isError);
    if (first != problems.end())
        goTo(first->pointer);
}

void OperationDialog::refreshProblems()
{
    const auto count = std::ranges::count_if(m_form->problems(), isError);
    m_problems->setText(count > 0 ? tr("%n problem(s)", nullptr, static_cast<int>(count)) : QString());
    m_problems->setVisible(count > 0);
    widgets::setFlag(m_problems, "danger", count > 0);
    for (int step = 0; step + 1 < stepCount(); ++step) {
        const int errors = m_form->errorsInStep(step);
        const bool seen = m_stepPages[step] != nullptr;
        if (errors > 0 && (seen || m_form->showsAllProblems()))
            m_steps->setBadge(placeId(step), QString::number(errors), Tone::Rejected,
                              widgets::SideBar::Badge::Pill);
        else if (errors == 0 && seen)
            m_steps->setMark(placeId(step), QStringLiteral("check"), Tone::Created);
        else
            m_steps->setBadge(placeId(step), {});
    }
}

void OperationDialog::refreshTarget()
{
    const client::Target target = m_submission->target();
    m_where->setText(target.profile.name + QStringLiteral(" \u00b7 ") + target.region);
    setWindowTitle(m_opened.guide->createTitle + QStringLiteral(" \u2014 ") + m_where->text());
}

void OperationDialog::create()
{
    if (m_submission->isSending() || m_center->currentIndex() != 0)
        return;
    m_form->setShowsAllProblems(true);
    m_form->checkNow();
    if (m_submission->kind() == Submission::Kind::Again) {
        sendAgain();
        return;
    }
    const QList<document::Problem> &problems = m_form->problems();
    const bool blocked = std::ranges::any_of(
        problems, [](const auto &problem) { return isError(problem) && !problem.canSendAnyway; });
    const auto errors = std::ranges::count_if(problems, isError);
    if (errors == 0) {
        confirmAndSend(false);
        return;
    }
    goToFirstProblem();
    if (!blocked)
        askToSendAnyway(errors);
}

void OperationDialog::askToSendAnyway(qsizetype problems)
{
    m_banner->setTone(Tone::Warning);
    m_banner->setText(tr("%n problem(s).", nullptr, static_cast<int>(problems)),
                      tr("The model of the service says that this input is not valid. Models are sometimes "
                         "wrong: you can send it anyway, and the history will say so."));
    m_banner->clearButtons();
    m_banner->addButton(tr("Send anyway"), [this] { confirmAndSend(true); });
    m_banner->show();
}

void OperationDialog::confirmAndSend(bool anyway)
{
    const client::Target target = m_session->target();
    if (!target.profile.dangerous) {
        send(anyway);
        return;
    }
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("%1 in %2?").arg(m_opened.guide->createTitle, target.profile.name);
    question.text = tr("The account %1 wants you to confirm every creation. It goes to the Region %2.")
                        .arg(target.profile.name, target.region);
    question.answers = {{QStringLiteral("send"), tr("Create"), true}};
    widgets::ask(this, question, [this, anyway](const QString &answer) {
        if (answer == u"send")
            send(anyway);
    });
}

void OperationDialog::startSending()
{
    m_autosave->stop();
    m_banner->hide();
    m_footer->hide();
    m_sending->start(m_opened.guide->createTitle, m_where->text());
    m_center->setCurrentWidget(m_sending);
}

void OperationDialog::send(bool anyway)
{
    startSending();
    m_submission->send(anyway);
}

void OperationDialog::sendAgain()
{
    const journal::RetryPlan plan = m_submission->retryPlan();
    if (plan.kind == journal::RetryPlan::Kind::NotPossible) {
        widgets::tell(this, widgets::Question::Kind::Information, tr("This request cannot be sent again"),
                      plan.sentence);
        return;
    }
    if (plan.kind != journal::RetryPlan::Kind::MayDuplicate) {
        startSending();
        m_submission->sendAgain(false);
        return;
    }
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("A duplicate is possible");
    question.text = plan.sentence;
    question.answers = {{QStringLiteral("send"), tr("Send it again"), false}};
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer != u"send")
            return;
        startSending();
        m_submission->sendAgain(true);
    });
}

void OperationDialog::showResult()
{
    m_sending->stop();
    const client::CallResult &result = m_submission->result();
    if (result.journalId == 0 && !result.problems.isEmpty()) {
        showStep(m_step);
        goToFirstProblem();
        return;
    }
    m_result->show(*m_opened.operation, *m_opened.guide, result, m_submission->retryPlan());
    m_center->setCurrentWidget(m_result);
    if (result.outcome == journal::Outcome::Succeeded) {
        m_isEdited = false;
        m_session->drafts().remove(std::exchange(m_opened.draftId, {}));
    }
}

void OperationDialog::startAfresh()
{
    m_submission->startAfresh();
    m_form->setShowsAllProblems(false);
    showStep(0);
}

void OperationDialog::saveDraft(bool byPerson)
{
    journal::Draft draft;
    draft.id = m_opened.draftId;
    draft.service = m_opened.operation->service->id;
    draft.operation = m_opened.operation->name;
    draft.title = m_opened.guide->title;
    draft.what = document::valueAt(m_form->document(), m_opened.guide->what).toString();
    draft.parent = m_opened.editedFrom;
    draft.isAutomatic = !byPerson;
    const Result<QString> saved = m_session->drafts().save(draft, m_form->document(), *m_opened.operation);
    if (saved) {
        m_opened.draftId = *saved;
        m_isEdited = m_isEdited && !byPerson;
    }
    if (!byPerson && saved)
        return;
    m_banner->clearButtons();
    m_banner->setTone(saved ? Tone::Created : Tone::Warning);
    m_banner->setText({}, saved ? tr("Saved. You find it under Drafts.") : saved.error().sentence());
    m_banner->show();
}

void OperationDialog::reject()
{
    if (!m_isEdited || m_submission->isSending()) {
        QDialog::reject();
        close();
        return;
    }
    widgets::Question question;
    question.title = tr("Keep what you have typed as a draft?");
    question.text = tr("Nothing has been sent.");
    question.answers = {{QStringLiteral("keep"), tr("Keep the draft"), true},
                        {QStringLiteral("discard"), tr("Discard"), false}};
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer == widgets::kCancelAnswer)
            return;
        m_autosave->stop();
        if (answer == u"keep")
            saveDraft(true);
        else
            m_session->drafts().remove(m_opened.draftId);
        m_isEdited = false;
        QDialog::reject();
        close();
    });
}

} // namespace formwork::operation
