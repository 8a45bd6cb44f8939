// SPDX-License-Identifier: Apache-2.0
// From step to step, and what is wrong in each of them.
#include "forms/formview.h"
#include "operation/footer.h"
#include "operation/operationdialog.h"
#include "operation/reviewview.h"
#include "operation/sidepanel.h"
#include "widgets/metrics.h"
#include "widgets/sidebar.h"

#include <QStackedWidget>

#include <algorithm>

namespace formwork::operation
{
namespace
{

using widgets::Tone;

QString placeId(int step) { return QString::number(step); }

} // namespace

void OperationDialog::buildSteps()
{
    m_steps = new widgets::SideBar(tr("Steps"), this);
    m_steps->setObjectName(QStringLiteral("stepList"));
    for (int step = 0; step < reviewStep(); ++step)
        m_steps->addPlace(placeId(step),
                          QStringLiteral("%1  %2").arg(step + 1).arg(m_opened.guide->steps[step].title));
    m_steps->addPlace(placeId(reviewStep()), tr("Review"));
    m_steps->setMinimumWidth(qMin(m_steps->widthFor(QStringLiteral("88")), widgets::textWidth(this, 42)));
    m_stepPages.resize(stepCount());
    m_isVisited.resize(stepCount());
    connect(m_steps, &widgets::SideBar::placeChosen, this,
            [this](const QString &id) { showStep(id.toInt()); });
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
