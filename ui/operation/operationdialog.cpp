// SPDX-License-Identifier: Apache-2.0
#include "operation/operationdialog.h"

#include "forms/formview.h"
#include "operation/footer.h"
#include "operation/formoffers.h"
#include "operation/reviewview.h"
#include "operation/sendingflow.h"
#include "operation/sidepanel.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/elidedlabel.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/sidebar.h"
#include "widgets/stylesheet.h"
#include "widgets/tabstops.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

namespace formwork::operation
{
namespace
{

using widgets::Space;
using widgets::Tone;

QString placeId(int step) { return QString::number(step); }

forms::FormModel::Checker checkerOf(const Opened &opened)
{
    return [operation = opened.operation, guide = opened.guide](const QCborValue &document) {
        return client::check(*operation, *guide, guide->visible(document));
    };
}

} // namespace

OperationDialog::OperationDialog(session::Session *session, Opened opened, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_session(session)
    , m_opened(std::move(opened))
    , m_form(new forms::FormModel(m_opened.operation, m_opened.guide, checkerOf(m_opened), this))
    , m_submission(new Submission(session, m_opened.operation, m_form, this))
    , m_flow(new SendingFlow(session, m_opened.guide, m_submission, this))
    , m_drafts(nullptr)
{
    setObjectName(QStringLiteral("operationDialog"));
    m_form->setDocument(m_opened.document);
    m_form->forgetChanges();
    m_submission->setEditedFrom(m_opened.origin.editedFrom);
    m_drafts = new DraftKeeper(session, m_opened.operation, m_form, m_opened.origin, this);
    m_offers = new FormOffers(session, &m_submission->destination(), this);
    m_form->setOffers(m_offers);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(widgets::separator(this));
    column->addWidget(buildBody(), 1);
    buildFooter();
    column->addWidget(m_footer);
    setMinimumSize(900, 600);
    resize(widgets::openingSize(this, {1280, 832}));
    connectForm();
    connectSending();
    refreshTarget();
    showStep(0);
    m_form->checkNow();
}

// The field with the focus is finished while everybody whom it tells is still there.
OperationDialog::~OperationDialog()
{
    if (QWidget *field = focusWidget())
        field->clearFocus();
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
    auto *target = new QHBoxLayout;
    target->setSpacing(widgets::space(this, Space::Tiny));
    m_colour = new QLabel(header);
    m_where = new widgets::ElidedLabel({}, header);
    widgets::setRole(m_where, "heading");
    m_where->setObjectName(QStringLiteral("dialogTarget"));
    target->addWidget(m_colour);
    target->addWidget(m_where);
    m_production = new widgets::Chip({tr("Production"), {}, Tone::Rejected}, header);
    m_production->setObjectName(QStringLiteral("dialogProduction"));
    target->addWidget(m_production);
    row->addLayout(target);
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
    m_middle = buildMiddle(editing);
    editing->addWidget(m_middle);
    m_panel = new SidePanel(m_session, &m_submission->destination(), m_opened.operation, m_form, editing);
    editing->addWidget(m_panel);
    editing->setStretchFactor(0, 0);
    editing->setStretchFactor(1, 3);
    editing->setStretchFactor(2, 2);
    editing->setSizes(
        {widgets::textWidth(this, 24), widgets::textWidth(this, 84), widgets::textWidth(this, 56)});

    m_center->addWidget(editing);
    return m_center;
}

// The form, and over it what the guide has to say and what has just happened.
QWidget *OperationDialog::buildMiddle(QWidget *parent)
{
    auto *middle = new QWidget(parent);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *messages = new QVBoxLayout;
    const int margin = widgets::space(this, Space::Small);
    messages->setContentsMargins(margin, margin, margin, 0); // not there while nothing is said
    messages->setSpacing(margin);
    const auto addNotice = [&](Tone tone, const char *name, const QString &text) {
        auto *notice = new widgets::Banner(tone, middle);
        notice->setObjectName(QLatin1String(name));
        notice->setText({}, text);
        notice->setClosable(true);
        messages->addWidget(notice);
        return notice;
    };
    if (m_opened.guide->notice)
        addNotice(Tone::Neutral, "guideNotice", m_opened.guide->notice->text);
    if (!m_opened.notice.isEmpty())
        addNotice(Tone::Warning, "openingNotice", m_opened.notice);
    if (const model::Service &service = *m_opened.operation->service;
        !session::Session::canRehearse(service)) {
        m_foreign = addNotice(
            Tone::Neutral, "practiceNotice",
            tr("The practice account cannot answer for %1. The request can be built and looked at here; "
               "sending it takes an account of AWS.")
                .arg(service.title));
    }
    m_elsewhere = new widgets::Banner(Tone::Warning, middle);
    m_elsewhere->setObjectName(QStringLiteral("elsewhereBanner"));
    messages->addWidget(m_elsewhere);
    m_message = new widgets::Banner(Tone::Warning, middle);
    m_message->setObjectName(QStringLiteral("dialogBanner"));
    m_message->setClosable(true);
    messages->addWidget(m_message);
    hideMessage();
    column->addLayout(messages);
    m_pages = new QStackedWidget(middle);
    column->addWidget(m_pages, 1);
    return middle;
}

void OperationDialog::buildSteps()
{
    m_steps = new widgets::SideBar(tr("Steps"), this);
    m_steps->setObjectName(QStringLiteral("stepList"));
    for (int step = 0; step < reviewStep(); ++step)
        m_steps->addPlace(placeId(step),
                          QStringLiteral("%1  %2").arg(step + 1).arg(m_opened.guide->steps[step].title));
    m_steps->addPlace(placeId(reviewStep()), tr("Review"));
    m_steps->setMinimumWidth(qMin(m_steps->widthFor(QStringLiteral("88")), widgets::textWidth(this, 30)));
    m_stepPages.resize(stepCount());
    m_isVisited.resize(stepCount());
    connect(m_steps, &widgets::SideBar::placeChosen, this,
            [this](const QString &id) { showStep(id.toInt()); });
}

void OperationDialog::buildFooter()
{
    m_footer = new Footer(m_form, m_submission, this);
    connect(m_footer, &Footer::problemChosen, this, &OperationDialog::goTo);
    connect(m_footer, &Footer::saveRequested, m_drafts, &DraftKeeper::save);
    connect(m_footer, &Footer::backRequested, this, [this] { moveTo(m_step - 1); });
    connect(m_footer, &Footer::nextRequested, this, [this] { moveTo(m_step + 1); });
    connect(m_footer, &Footer::createRequested, this, &OperationDialog::create);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this,
                &OperationDialog::create);
}

void OperationDialog::connectForm()
{
    connect(m_form, &forms::FormModel::problemsChanged, this, &OperationDialog::refreshProblems);
    connect(m_form, &forms::FormModel::changed, this, &OperationDialog::hideMessage);
    connect(m_form, &forms::FormModel::wentBack, this, &OperationDialog::showWhatWentBack);
    const auto addKey = [this](QKeySequence::StandardKey key, void (forms::FormModel::*step)()) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, [this, step] {
            if (m_center->currentIndex() == 0)
                (m_form->*step)();
        });
    };
    connect(m_offers, &FormOffers::creationAsked, this,
            [this](const QString &service, const QString &operation) {
                openDialog(m_session, {service, operation, {}, 0}, this);
            });
    connect(m_panel, &SidePanel::placeChosen, this, &OperationDialog::goTo);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_G), this), &QShortcut::activated, m_panel,
            &SidePanel::showOutline);
    addKey(QKeySequence::Undo, &forms::FormModel::undo);
    addKey(QKeySequence::Redo, &forms::FormModel::redo);
    connect(&m_submission->destination(), &session::Destination::changed, this,
            &OperationDialog::refreshTarget);
    connect(m_submission, &Submission::kindChanged, this, &OperationDialog::refreshTarget);
    connect(m_drafts, &DraftKeeper::saved, this, &OperationDialog::noteSaved);
    connect(m_drafts, &DraftKeeper::failed, this, [this](const QString &sentence) {
        m_closesWhenSaved = false;
        say(Tone::Warning, {}, sentence);
    });
}

int OperationDialog::stepCount() const { return static_cast<int>(m_opened.guide->steps.size()) + 1; }

QWidget *OperationDialog::pageOf(int step)
{
    if (m_stepPages[step])
        return m_stepPages[step];
    QWidget *page = nullptr;
    if (step == reviewStep()) {
        auto *review = new ReviewView(m_session, &m_submission->destination(), m_form, m_pages);
        connect(review, &ReviewView::problemChosen, this, &OperationDialog::goTo);
        page = review;
    } else {
        auto *form = new forms::FormView(*m_form, m_pages);
        form->showStep(step);
        connect(form, &forms::FormView::focusedPointerChanged, m_panel, &SidePanel::showHelpFor);
        page = form;
    }
    m_pages->addWidget(page);
    m_stepPages[step] = page;
    return page;
}

// What is wrong in a step is told once the person goes on to another.
void OperationDialog::leaveStep()
{
    m_isVisited[m_step] = true;
    const QList<document::Problem> problems = m_form->problems();
    for (const document::Problem &problem : problems) {
        if (m_form->stepOf(problem.pointer) == m_step)
            m_form->touch(problem.pointer);
    }
}

void OperationDialog::showStep(int step)
{
    step = qBound(0, step, reviewStep());
    if (step != m_step)
        leaveStep();
    m_step = step;
    m_steps->setCurrentId(placeId(m_step));
    m_pages->setCurrentWidget(pageOf(m_step));
    m_center->setCurrentIndex(0);
    m_footer->show();
    m_footer->setStep(m_step, stepCount());
    refreshProblems();
}

void OperationDialog::moveTo(int step)
{
    showStep(step);
    if (auto *view = qobject_cast<forms::FormView *>(m_stepPages[m_step]))
        view->focusFirst();
    else
        m_stepPages[m_step]->setFocus();
}

void OperationDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous()) {
        moveTo(m_step);
        QTimer::singleShot(0, m_offers, [this] { m_offers->learn(m_opened.operation); }); // once it is seen
    }
}

void OperationDialog::showWhatWentBack(const document::Pointer &pointer)
{
    const qsizetype step = m_form->stepOf(pointer);
    if (m_step == reviewStep() || pointer.isRoot() || step < 0)
        return;
    if (step != m_step)
        showStep(static_cast<int>(step));
    if (auto *view = qobject_cast<forms::FormView *>(m_stepPages[m_step]))
        view->focusPointer(pointer);
}

// From the form straight to the buttons that go on, then all that stands around, and round.
bool OperationDialog::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    if (m_center->currentIndex() == 0)
        stops = widgets::tabStops(m_middle) + m_footer->tabOrder() + widgets::tabStops(m_panel)
            + widgets::tabStops(m_steps);
    else
        stops = widgets::tabStops(m_center) + widgets::tabStops(m_footer);
    return widgets::stepAmong(stops, next, true) || QDialog::focusNextPrevChild(next);
}

void OperationDialog::goTo(const document::Pointer &pointer)
{
    const qsizetype step = m_form->stepOf(pointer);
    m_form->touch(pointer);
    if (!pointer.isRoot() && !m_form->memberAt(pointer)) { // it can be mended where it was written only
        showStep(qBound(0, m_step, reviewStep() - 1));
        m_panel->showInJson(pointer);
        return;
    }
    showStep(step < 0 ? 0 : static_cast<int>(step));
    if (auto *view = qobject_cast<forms::FormView *>(m_stepPages[m_step]))
        view->focusPointer(pointer);
}

QList<document::Problem> OperationDialog::shownErrors() const
{
    QList<document::Problem> errors;
    for (const document::Problem &problem : m_form->problems()) {
        if (problem.severity == document::Severity::Error && m_form->isProblemShown(problem.pointer))
            errors.append(problem);
    }
    return errors;
}

void OperationDialog::refreshProblems()
{
    m_footer->setProblems(shownErrors());
    for (int step = 0; step < reviewStep(); ++step)
        refreshMark(step);
}

void OperationDialog::refreshMark(int step)
{
    const QList<document::Problem> errors = shownErrors();
    const auto count = std::ranges::count_if(
        errors, [&](const auto &problem) { return m_form->stepOf(problem.pointer) == step; });
    if (count > 0)
        m_steps->setBadge(placeId(step), QString::number(count), Tone::Rejected,
                          widgets::SideBar::Badge::Pill);
    else if (m_isVisited[step] && m_form->errorsInStep(step) == 0)
        m_steps->setMark(placeId(step), QStringLiteral("check"), Tone::Created);
    else
        m_steps->setBadge(placeId(step), {});
}

} // namespace formwork::operation
