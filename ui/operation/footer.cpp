// SPDX-License-Identifier: Apache-2.0
#include "operation/footer.h"

#include "base/tr.h"
#include "forms/formmodel.h"
#include "journal/protection.h"
#include "model/effect.h"
#include "operation/answerplace.h"
#include "operation/submission.h"
#include "operation/tokenbar.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "widgets/tabstops.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace formwork::operation
{
namespace
{

constexpr qsizetype kListed = 15; // problems in the menu; more are a reading, and the review has them all
constexpr int kWidestLine = 90; // characters

} // namespace

QString problemCount(qsizetype count) { return Tr::tr("%n problem(s)", nullptr, static_cast<int>(count)); }

QString sendingVerb(const model::Operation &operation)
{
    if (model::isCreate(operation.name))
        return Tr::tr("&Create");
    const QString verb = model::verbOf(operation);
    return verb.isEmpty() ? Tr::tr("&Send") : verb;
}

QString manyVerb(const model::Operation &operation)
{
    return Tr::tr("%1 &many...").arg(sendingVerb(operation).remove(u'&'));
}

Footer::Footer(const forms::FormModel *form, Submission *submission, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_submission(submission)
{
    widgets::setRole(this, "bar");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(widgets::separator(this));
    if (submission->answersData()) {
        column->addWidget(new AnswerPlace(submission, this));
        column->addWidget(widgets::separator(this));
    }
    addHits(column);
    auto *row = new QHBoxLayout;
    widgets::setSpacing(row, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addLayout(row);
    addTokenBar(row);
    m_problems = addButton(row, {}, "problemCount");
    widgets::setFlag(m_problems, "quiet", true);
    widgets::setFlag(m_problems, "danger", true);
    connect(m_problems, &QPushButton::clicked, this, &Footer::showProblems);
    auto *values = addButton(row, tr("&Values"), "valuesMenu");
    auto *menu = new QMenu(values);
    menu->setObjectName(QStringLiteral("valuesOfForm"));
    values->setMenu(menu);
    values->setToolTip(tr("Save the values of this form, or take saved ones"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { Q_EMIT valuesMenuRequested(menu); });
    connect(addButton(row, tr("Save &draft"), "saveDraft"), &QPushButton::clicked, this,
            &Footer::saveRequested);
    m_back = addButton(row, tr("&Back"), "stepBack");
    connect(m_back, &QPushButton::clicked, this, &Footer::backRequested);
    m_next = addButton(row, tr("&Next"), "stepNext");
    connect(m_next, &QPushButton::clicked, this, &Footer::nextRequested);
    m_create = addButton(row, sendingVerb(m_form->operation()), "create");
    widgets::setFlag(m_create, "primary", true);
    widgets::setFlag(m_create, "danger", m_hits != nullptr);
    m_create->setToolTip(tr("Ctrl+Return"));
    connect(m_create, &QPushButton::clicked, this, &Footer::createRequested);
    setProblems({});
}

// What a deletion takes away is said beside the button that does it.
void Footer::addHits(QVBoxLayout *column)
{
    if (model::effectOf(m_form->operation()) != model::Effect::Destroys)
        return;
    m_hits = widgets::wrappedLabel({}, this);
    m_hits->setObjectName(QStringLiteral("hitSentence"));
    widgets::setRole(m_hits, "problem");
    const int margin = widgets::space(this, widgets::Space::Medium);
    m_hits->setContentsMargins(margin, widgets::space(this, widgets::Space::Small), margin, 0);
    column->addWidget(m_hits);
    connect(m_form, &forms::FormModel::documentChanged, this, &Footer::refreshHits);
    refreshHits();
}

void Footer::refreshHits()
{
    if (!m_hits)
        return;
    const client::Target target = m_submission->target();
    const QString hits = m_submission->hits();
    const QString &title = m_form->guide().createTitle;
    m_hits->setText(
        hits.isEmpty()
            ? tr("%1 in %2, Region %3.").arg(title, target.profile.name, target.region)
            : tr("%1: %2, in %3, Region %4.").arg(title, hits, target.profile.name, target.region));
}

void Footer::addTokenBar(QHBoxLayout *row)
{
    const guide::Guide &guide = m_form->guide();
    if (m_submission->hasToken()) {
        row->addWidget(
            new TokenBar(m_submission, guide::lifetimeInWords(guide.tokenLifetime), guide.noun, this), 1);
        return;
    }
    const journal::Protection protection = journal::protectionOf(m_form->operation(), {});
    row->addWidget(widgets::helpLabel(journal::promise(protection), this), 1);
}

QPushButton *Footer::addButton(QHBoxLayout *row, const QString &text, const char *name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    row->addWidget(button);
    return button;
}

void Footer::setStep(int step, int count)
{
    // Hiding the button that has the focus would send it to the next one, which creates.
    const bool wasOnBack = m_back->hasFocus();
    const bool wasOnNext = m_next->hasFocus();
    m_back->setEnabled(step > 0);
    m_next->setEnabled(step + 1 < count);
    if (wasOnBack && !m_back->isEnabled())
        m_next->setFocus();
    if (wasOnNext && !m_next->isEnabled())
        m_back->setFocus();
}

QList<QWidget *> Footer::tabOrder()
{
    QList<QWidget *> order = widgets::tabStops(this);
    for (QWidget *first : {m_create, m_next}) {
        if (const qsizetype at = order.indexOf(first); at > 0)
            order.move(at, 0);
    }
    return order;
}

void Footer::setProblems(const QList<document::Problem> &problems)
{
    m_list = problems;
    m_problems->setText(problems.isEmpty() ? QString() : problemCount(problems.size()));
    m_problems->setToolTip(problems.isEmpty() ? QString() : tr("Go to what is wrong"));
    m_problems->setVisible(!problems.isEmpty());
}

void Footer::showProblems()
{
    if (m_list.isEmpty())
        return;
    if (m_list.size() == 1) {
        Q_EMIT problemChosen(m_list.first().pointer);
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("problemMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const document::Problem &problem : m_list.first(qMin(kListed, m_list.size()))) {
        QString line = m_form->labelOf(problem.pointer) + QStringLiteral(": ") + problem.sentence;
        if (line.size() > kWidestLine)
            line = line.left(kWidestLine - 1) + u'\u2026';
        QAction *action = menu->addAction(line.replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this,
                [this, pointer = problem.pointer] { Q_EMIT problemChosen(pointer); });
    }
    if (m_list.size() > kListed)
        menu->addAction(tr("... and more; the review has them all"))->setEnabled(false);
    menu->popup(m_problems->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

} // namespace formwork::operation
