// SPDX-License-Identifier: Apache-2.0
#include "operation/operationdialog.h"

#include "many/manywindow.h"
#include "operation/alikeopening.h"
#include "operation/footer.h"
#include "operation/formoffers.h"
#include "operation/formvariables.h"
#include "operation/notesstrip.h"
#include "operation/sendingflow.h"
#include "operation/sidepanel.h"
#include "texts/inputcheck.h"
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
#include <QPushButton>
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

// What policies may name, by the models of this machine. It is looked at when a policy is.
std::shared_ptr<const texts::Actions> actionsOf(const session::Session &session)
{
    return std::make_shared<const texts::Actions>(session.environment()->catalog->services());
}

forms::FormModel::Checker checkerOf(const Opened &opened,
                                    const std::shared_ptr<const texts::Actions> &actions)
{
    return [operation = opened.operation, guide = opened.guide, actions](const QCborValue &document) {
        const QCborValue shown = guide->visible(document);
        const auto name = [&guide](const document::Pointer &pointer, const model::Member &member) {
            return guide->label(pointer, member);
        };
        return texts::withTextProblems(client::check(*operation, *guide, shown), *operation, shown, name,
                                       actions.get());
    };
}

} // namespace

OperationDialog::OperationDialog(session::Session *session, Opened opened, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_session(session)
    , m_opened(std::move(opened))
    , m_form(new forms::FormModel(
          m_opened.operation, m_opened.guide,
          [this, checker = checkerOf(m_opened, actionsOf(*session))](const QCborValue &document) {
              return m_variables->check(document, checker);
          },
          this))
    , m_submission(new Submission(session, m_opened.operation, m_form, this))
    , m_flow(new SendingFlow(session, m_opened.guide, m_submission, this))
    , m_drafts(nullptr)
{
    setObjectName(QStringLiteral("operationDialog"));
    m_form->setActions(actionsOf(*session));
    m_form->setSurroundings(m_opened.surroundings);
    m_form->setDocument(m_opened.document);
    m_form->forgetChanges();
    m_submission->setEditedFrom(m_opened.origin.editedFrom);
    if (!m_opened.saved.account.isEmpty())
        m_submission->destination().goTo(m_opened.saved.account, m_opened.saved.region);
    m_variables =
        new FormVariables(session, &m_submission->destination(), m_opened.operation, m_opened.guide, this);
    m_variables->setSaved(m_opened.origin.variables, m_opened.saved.leftOut);
    m_form->setFiller(m_variables);
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
    setMinimumSize(860, 540); // with a frame, all of it on a screen of 900 by 600
    resize(widgets::openingSize(this, {1280, 832}));
    connectForm();
    connectSending();
    connectKeeping();
    refreshTarget();
    showStep(m_opened.isToBeSent ? reviewStep() : 0);
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
    if (m_opened.guide->isOwn) {
        auto *own = new widgets::Chip({tr("Your guide"), {}, Tone::Neutral}, header);
        own->setObjectName(QStringLiteral("ownGuide"));
        own->setToolTip(m_opened.guide->file);
        row->addWidget(own);
    }
    row->addStretch(1);
    auto *createMany = new QPushButton(manyVerb(*m_opened.operation), header);
    m_many = createMany;
    createMany->setObjectName(QStringLiteral("createMany"));
    createMany->setToolTip(
        tr("One request for each row of a CSV file; what stands in the form goes into all of them"));
    createMany->setAutoDefault(false);
    widgets::setFlag(createMany, "quiet", true);
    connect(createMany, &QPushButton::clicked, this, [this] { // of the main window: it outlives this one
        many::openMany(m_session, m_opened.operation, m_form->visibleDocument(), parentWidget());
    });
    row->addWidget(createMany);
    auto *target = new QHBoxLayout;
    target->setSpacing(widgets::space(this, Space::Tiny));
    m_colour = new QLabel(header);
    m_where = new widgets::ElidedLabel({}, header);
    widgets::setRole(m_where, "heading");
    m_where->setObjectName(QStringLiteral("dialogTarget"));
    target->addWidget(m_colour);
    target->addWidget(m_where);
    m_mark = new widgets::Chip({}, header);
    m_mark->setObjectName(QStringLiteral("dialogMark"));
    target->addWidget(m_mark);
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
    if (m_opened.copied)
        messages->addWidget(notesStrip(*m_opened.copied, middle));
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
    connect(m_offers, &FormOffers::creationAsked, this, &OperationDialog::createFor);
    connect(m_offers, &FormOffers::alikeAsked, this,
            [this](const QString &service, const QString &operation, const QString &id) {
                openAlikeId(m_session, {service, operation, id}, m_submission->destination().target(), this);
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

void OperationDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous()) {
        moveTo(m_step);
        QTimer::singleShot(0, m_offers, [this] { m_offers->learn(m_opened.operation); }); // once it is seen
    }
}

// From the form straight to the buttons that go on, then all that stands around, and round.
bool OperationDialog::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    if (m_center->currentIndex() == 0)
        stops = widgets::tabStops(m_middle) + m_footer->tabOrder() + widgets::tabStops(m_panel)
            + widgets::tabStops(m_steps) + QList<QWidget *>{m_many};
    else
        stops = widgets::tabStops(m_center) + widgets::tabStops(m_footer);
    return widgets::stepAmong(stops, next, true) || QDialog::focusNextPrevChild(next);
}

} // namespace formwork::operation
