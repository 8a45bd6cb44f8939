// SPDX-License-Identifier: Apache-2.0
#include "operation/resultview.h"

#include "accounts/signingin.h"
#include "answers/answerview.h"
#include "checking/checkpanel.h"
#include "document/json.h"
#include "document/redact.h"
#include "evidence/check.h"
#include "journal/reader.h"
#include "model/effect.h"
#include "operation/followup.h"
#include "operation/followupbar.h"
#include "operation/footer.h"
#include "operation/thingactions.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/copybutton.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/notifier.h"
#include "widgets/stylesheet.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace formwork::operation
{
namespace
{

using widgets::Space;
using widgets::Tone;

constexpr qsizetype kMostOfOneKind = 6; // identifiers over the answer, which has all of them

QPushButton *button(const QString &text, const char *name, QWidget *parent)
{
    auto *result = new QPushButton(text, parent);
    result->setObjectName(QLatin1String(name));
    result->setAutoDefault(false);
    return result;
}

QString joined(const QStringList &sentences)
{
    QString text;
    for (const QString &sentence : sentences) {
        if (!sentence.isEmpty())
            text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
    }
    return text;
}

} // namespace

ResultView::ResultView(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(widgets::titleLabel({}, this))
    , m_banner(new widgets::Banner(Tone::Neutral, this))
    , m_identifiers(new QWidget(this))
    , m_followUp(new FollowUp(session, this))
    , m_output(new answers::AnswerView(this))
    , m_things(new ThingActions(session, m_output))
    , m_checking(new checking::CheckPanel(session, this))
    , m_check(button(tr("Chec&k"), "resultCheck", this))
    , m_region(button({}, "resultRegion", this))
    , m_again(button(tr("&Retry safely"), "resultAgain", this))
    , m_signIn(button(tr("&Sign in and go on"), "resultSignIn", this))
    , m_back(button(tr("&Back to the form"), "resultBack", this))
    , m_afresh(button(tr("Create &another"), "resultAnother", this))
    , m_history(button(tr("Show in &history"), "resultHistory", this))
    , m_close(button(tr("&Close"), "resultClose", this))
{
    setObjectName(QStringLiteral("resultView"));
    m_title->setObjectName(QStringLiteral("resultTitle"));
    m_identifiers->setLayout(new QGridLayout);
    m_identifiers->layout()->setContentsMargins({});
    widgets::setFlag(m_again, "primary", true);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Medium);
    column->addWidget(m_title);
    column->addWidget(m_banner);
    column->addWidget(m_checking);
    column->addWidget(m_identifiers);
    column->addWidget(new FollowUpBar(m_followUp, this));
    column->addWidget(m_output, 1);
    column->addStretch(0);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *one : {m_check, m_region, m_signIn, m_again, m_back, m_afresh, m_history, m_close}) {
        one->installEventFilter(this);
        buttons->addWidget(one);
    }
    buttons->addStretch(1); // nothing stands where the button was that sent it
    column->addLayout(buttons);
    connect(m_output, &answers::AnswerView::useAsked, this,
            [this](const QString &name, const QString &value) {
                auto *dialog = new UseDialog(m_session, m_from, {name, value}, window());
                dialog->open();
            });
    connect(m_followUp, &FollowUp::extended, m_output, &answers::AnswerView::extend);
    connect(m_followUp, &FollowUp::extended, m_things, &ThingActions::extend);
    connect(m_followUp, &FollowUp::ended, this,
            [this, session](std::chrono::milliseconds took, const QString &sentence) {
                session->notifier().ended(this, took, window()->windowTitle(), sentence);
            });
    m_check->setToolTip(tr("Find out whether it happened. Only reads; nothing is sent again."));
    connect(m_check, &QPushButton::clicked, this, &ResultView::startCheck);
    connect(m_checking, &checking::CheckPanel::ended, this, [this] { m_check->setEnabled(true); });
    connect(m_checking, &checking::CheckPanel::settled, this, &ResultView::showSettled);
    connect(m_region, &QPushButton::clicked, this, &ResultView::regionRequested);
    connect(m_again, &QPushButton::clicked, this, &ResultView::againRequested);
    m_signIn->setToolTip(tr("Sign in, then send the same request with the same client token"));
    connect(m_signIn, &QPushButton::clicked, this, &ResultView::signInRequested);
    connect(m_back, &QPushButton::clicked, this, &ResultView::backRequested);
    connect(m_afresh, &QPushButton::clicked, this, &ResultView::afreshRequested);
    connect(m_history, &QPushButton::clicked, this, &ResultView::historyRequested);
    connect(m_close, &QPushButton::clicked, this, &ResultView::closeRequested);
}

// The second click of a double click on what sent it is meant for nothing that stands here.
bool ResultView::eventFilter(QObject *watched, QEvent *event)
{
    return event->type() == QEvent::MouseButtonDblClick || QWidget::eventFilter(watched, event);
}

QString ResultView::title() const { return m_title->text(); }

void ResultView::leave()
{
    m_reading.drop();
    m_followUp->clear();
    m_checking->clear();
}

// "Already exists" where an earlier attempt may have made it leads straight into the looking.
void ResultView::offerCheck(const model::Operation &operation, const client::CallResult &result)
{
    m_id = result.journalId;
    const bool isUnknown = result.outcome == journal::Outcome::Unknown && m_id > 0 && !operation.readOnly;
    m_check->setVisible(isUnknown);
    m_check->setEnabled(true);
    m_checking->setVisible(isUnknown);
    if (isUnknown && evidence::pointsToCheck(*m_session->environment(), operation, result))
        startCheck();
}

void ResultView::startCheck()
{
    m_check->setEnabled(false);
    m_checking->start(m_id);
}

// What is settled is retried only as that allows, and nothing is left to find out.
void ResultView::showSettled(qint64 id)
{
    const QDateTime now = m_session->environment()->clock->nowUtc();
    m_reading.ask(m_session->journal().ask<journal::PlannedRow>(
                      [id, now](const journal::Reader &history) { return history.planned(id, now); }),
                  this, [this](const Result<journal::PlannedRow> &row) {
                      if (row)
                          showSettlement(*row);
                  });
}

void ResultView::showSettlement(const journal::PlannedRow &row)
{
    m_title->setText(row.record.settled == journal::Settled::Happened ? tr("It happened")
                                                                      : tr("It did not happen"));
    m_banner->hide();
    m_check->hide();
    m_again->setVisible(row.plan.kind != journal::RetryPlan::Kind::NotPossible);
    m_again->setText(tr("&Send it again"));
    QPushButton *next = m_again->isVisibleTo(this) ? m_again : m_back;
    widgets::setFlag(m_check, "primary", false);
    widgets::setFlag(next, "primary", true);
    next->setFocus();
}

void ResultView::show(const model::OperationPtr &operation, const guide::Guide &guide,
                      const QCborValue &input, const client::CallResult &result,
                      const journal::RetryPlan &plan, const client::Target &target)
{
    clearIdentifiers();
    leave();
    static const QRegularExpression verb(QStringLiteral("\\A[A-Z][a-z]+"));
    m_from = {operation->service->id, QString(operation->name).remove(verb), target.profile};
    const bool succeeded = result.outcome == journal::Outcome::Succeeded;
    if (succeeded) {
        showSuccess(operation, guide, result);
        m_followUp->start(operation, input, result, target);
        m_things->set(operation, input, result.output, target);
    } else {
        showFailure(*operation, guide, result, plan);
        showErrorFacts(*operation, result);
    }
    if (!result.requestId.isEmpty())
        addIdentifier(tr("Request ID"), result.requestId);
    offerCheck(*operation, result);
    m_history->setEnabled(result.journalId > 0);
    m_back->setVisible(!succeeded);
    m_afresh->setVisible(succeeded);
    m_again->setVisible(!succeeded && result.journalId > 0
                        && plan.kind != journal::RetryPlan::Kind::NotPossible);
    using Kind = journal::RetryPlan::Kind;
    m_again->setText(plan.kind == Kind::MayDuplicate          ? tr("&Retry...")
                         : plan.kind == Kind::SafeNothingDone ? tr("&Send it again")
                                                              : tr("&Retry safely"));
    // A refusal comes again for the same request: what helps is another input, or another permission first.
    const Error error = result.error.value_or(Error{});
    const bool mayPass = result.outcome == journal::Outcome::Unknown || error.throttling || error.retryable;
    const bool moves = !succeeded && !result.belongsIn.isEmpty();
    const bool isBucket = operation->input->member(u"Bucket") != nullptr;
    m_region->setText(isBucket ? tr("Send to the bucket's Re&gion, %1").arg(result.belongsIn)
                               : tr("Send to the Re&gion %1").arg(result.belongsIn));
    m_region->setVisible(moves);
    const bool signsIn =
        m_again->isVisibleTo(this) && !moves && accounts::wantsSignIn(*m_session, target.profile, error.code);
    m_signIn->setVisible(signsIn);
    // Where a retry might do it twice, the first thing is to find out whether it was done.
    const bool checks = m_check->isVisibleTo(this) && plan.kind == Kind::MayDuplicate && !signsIn;
    const bool retries = m_again->isVisibleTo(this) && mayPass && !moves && !signsIn && !checks;
    widgets::setFlag(m_signIn, "primary", signsIn);
    widgets::setFlag(m_region, "primary", moves);
    widgets::setFlag(m_check, "primary", checks);
    widgets::setFlag(m_again, "primary", retries);
    widgets::setFlag(m_back, "primary", !succeeded && !retries && !moves && !signsIn && !checks);
    widgets::announce(this, m_title->text() + u' ' + m_banner->text());
    (succeeded     ? m_afresh
         : moves   ? m_region
         : signsIn ? m_signIn
         : checks  ? m_check
         : retries ? m_again
                   : m_back)
        ->setFocus();
}

void ResultView::showSuccess(const model::OperationPtr &operation, const guide::Guide &guide,
                             const client::CallResult &result)
{
    const QCborValue shown = document::redacted(result.output, *operation->output);
    for (const document::Pointer &pointer : guide.resultIds)
        addIdentifiers(shown, pointer);
    const bool tellsWhat = !m_identifiers->findChildren<QLabel *>().isEmpty();
    const bool creates = model::isCreate(operation->name) || (tellsWhat && model::makes(operation->name));
    const bool reads = model::effectOf(*operation) == model::Effect::Reads; // older models do not say so
    m_title->setText(creates ? tr("Created") : reads ? tr("Answer") : tr("Done"));
    m_afresh->setText(reads ? tr("&Another request")
                            : tr("%1 &another").arg(sendingVerb(*operation).remove(u'&')));
    m_banner->setVisible(!reads);
    m_banner->setTone(Tone::Created);
    m_banner->setText({},
                      creates ? tr("The %1 was created.").arg(guide.noun) : tr("The service has done it."));
    for (const QString &note : result.notes)
        addIdentifier(tr("Note"), note);
    m_output->setVisible(true);
    m_output->show(operation, result.output);
}

// What whoever is asked for help wants to know.
void ResultView::showErrorFacts(const model::Operation &operation, const client::CallResult &result)
{
    const Error error = result.error.value_or(Error{});
    if (!error.code.isEmpty())
        addIdentifier(tr("Error code"), error.code);
    if (!error.message.isEmpty())
        addIdentifier(tr("Message"), error.message);
    if (const int status = error.httpStatus > 0 ? error.httpStatus : result.httpStatus; status > 0)
        addIdentifier(tr("HTTP status"), QString::number(status));
    const model::Shape *shape = operation.error(error.code);
    const QCborMap members =
        (shape ? document::redacted(result.errorMembers, *shape) : QCborValue(result.errorMembers)).toMap();
    for (const auto &[name, value] : members)
        addIdentifier(wording::words(name.toString()),
                      value.isString() ? value.toString() : QString::fromUtf8(document::toPlainJson(value)));
}

void ResultView::showFailure(const model::Operation &operation, const guide::Guide &guide,
                             const client::CallResult &result, const journal::RetryPlan &plan)
{
    const Error error = result.error.value_or(Error{});
    const bool unknown = result.outcome == journal::Outcome::Unknown;
    const guide::ErrorHelp help = guide.errors.value(error.code);
    m_output->setVisible(false);
    m_banner->setVisible(true);
    m_banner->setTone(unknown ? Tone::Unknown : Tone::Rejected);
    if (unknown) {
        // Of what only reads it does not matter what the service made of it, but what is kept of the answer.
        m_title->setText(!operation.readOnly                                ? tr("The outcome is unknown")
                             : error.code == QLatin1StringView("Cancelled") ? tr("Cancelled")
                                                                            : tr("No whole answer came"));
        // Elsewhere the plan says what is advisable.
        m_banner->setText({},
                          operation.readOnly ? joined({error.sentence(), plan.sentence})
                                             : joined({error.message, plan.sentence}));
        return;
    }
    const bool fromService = error.phase == Phase::Service;
    m_title->setText(fromService ? tr("The service said no: %1").arg(error.code) : tr("Nothing was sent"));
    m_banner->setText({},
                      joined({error.message, help.meaning == error.message ? QString() : help.meaning,
                              help.advice.isEmpty() ? error.advice : help.advice}));
}

// Where the guide points to the first entry of a list, every entry was made: each is told.
void ResultView::addIdentifiers(const QCborValue &answer, const document::Pointer &pointer)
{
    const qsizetype first = pointer.tokens().indexOf(u"0");
    const document::Pointer list(pointer.tokens().first(qMax<qsizetype>(0, first)));
    const qsizetype entries = first < 0 ? 1 : document::valueAt(answer, list).toArray().size();
    QStringList values;
    for (qsizetype entry = 0; entry < entries; ++entry) {
        QStringList tokens = pointer.tokens();
        if (first >= 0)
            tokens[first] = QString::number(entry);
        const QCborValue value = document::valueAt(answer, document::Pointer(tokens));
        if (value.isString() && !values.contains(value.toString()))
            values.append(value.toString());
    }
    for (const QString &value : values.first(qMin(kMostOfOneKind, values.size())))
        addIdentifier(wording::words(pointer.last()), value);
    if (values.size() > kMostOfOneKind)
        addIdentifier(
            tr("Note"),
            tr("%n more stand(s) below.", nullptr, static_cast<int>(values.size() - kMostOfOneKind)));
}

void ResultView::addIdentifier(const QString &label, const QString &value)
{
    auto *grid = static_cast<QGridLayout *>(m_identifiers->layout());
    const int row = grid->rowCount();
    auto *text = new QLabel(value, m_identifiers);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(label);
    widgets::setRole(text, "mono");
    text->ensurePolished();
    // A short value stands in one line with its button beside it; a long one wraps.
    text->setMinimumWidth(
        qMin(text->fontMetrics().horizontalAdvance(value) + 1, widgets::textWidth(this, 80)));
    auto *copy = new widgets::CopyButton(label, m_identifiers);
    copy->setSourceText(value);
    grid->addWidget(widgets::mutedLabel(label, m_identifiers), row, 0);
    grid->addWidget(text, row, 1);
    grid->addWidget(copy, row, 2);
    grid->setColumnStretch(3, 1); // the button stands beside what it copies
}

void ResultView::clearIdentifiers()
{
    delete m_identifiers->layout();
    qDeleteAll(m_identifiers->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    auto *grid = new QGridLayout(m_identifiers);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(widgets::space(this, Space::Medium));
    grid->setVerticalSpacing(widgets::space(this, Space::Tiny));
}

} // namespace formwork::operation
