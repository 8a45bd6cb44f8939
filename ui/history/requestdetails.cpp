// SPDX-License-Identifier: Apache-2.0
#include "history/requestdetails.h"

#include "accounts/signingin.h"
#include "answers/answerview.h"
#include "base/figures.h"
#include "client/presign.h"
#include "document/json.h"
#include "document/redact.h"
#include "evidence/check.h"
#include "exporting/export.h"
#include "history/attemptstable.h"
#include "history/historymodel.h"
#include "history/outcome.h"
#include "journal/reader.h"
#include "journal/settlement.h"
#include "model/effect.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/codeview.h"
#include "widgets/elidedlabel.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTabWidget>

namespace formwork::history
{
namespace
{

using widgets::Space;
using widgets::Tone;

// What the person needs to know about the row as it stands.
QString explanation(const journal::Record &record, const journal::RetryPlan &plan,
                    const guide::GuidePtr &guide)
{
    if (record.outcome != journal::Outcome::Rejected)
        return plan.sentence;
    const guide::ErrorHelp help = guide ? guide->errors.value(record.errorCode) : guide::ErrorHelp();
    const QStringList parts{help.meaning.isEmpty() ? record.errorMessage : help.meaning, help.advice,
                            plan.sentence};
    return QStringList(parts).filter(QRegularExpression(QStringLiteral("."))).join(u' ');
}

// Where it went and how, in one line.
QString aboutText(const journal::Record &record, bool onlyReads)
{
    const journal::NewRequest &request = record.request;
    QStringList parts{
        RequestDetails::tr("%1 to %2 in %3, %4")
            .arg(momentText(record.time.toLocalTime()), request.account, request.region, request.endpoint)};
    if (!request.clientToken.isEmpty())
        parts += RequestDetails::tr("client token %1").arg(request.clientToken);
    if (request.parent > 0)
        parts += (onlyReads ? RequestDetails::tr("follows request %1")
                            : RequestDetails::tr("edited from request %1"))
                     .arg(request.parent);
    if (request.sentAnyway)
        parts += RequestDetails::tr("sent in spite of problems found before");
    return parts.join(QStringLiteral(" \u00b7 "));
}

Tone toneOf(journal::Outcome outcome) { return outcomeLook(outcome, {}).tone; }

} // namespace

RequestDetails::RequestDetails(session::Session *session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_title(new widgets::ElidedLabel({}, this))
    , m_chip(new widgets::Chip({}, this))
    , m_edit(new QPushButton(tr("Edit as &new..."), this))
    , m_check(new QPushButton(tr("Chec&k"), this))
    , m_retry(new QPushButton(tr("&Retry safely"), this))
    , m_signIn(new QPushButton(tr("&Sign in and go on"), this))
    , m_about(widgets::helpLabel({}, this))
    , m_banner(new widgets::Banner(Tone::Neutral, this))
    , m_tabs(new QTabWidget(this))
    , m_request(new widgets::JsonView(tr("Request"), this))
    , m_attempts(new AttemptsTable(this))
    , m_evidence(new widgets::CodeView(widgets::Syntax::Plain, tr("Evidence"), this))
    , m_response(new QStackedWidget(this))
    , m_responseText(new widgets::JsonView(tr("Response"), m_response))
    , m_cli(new widgets::CodeView(widgets::Syntax::Plain, tr("AWS CLI"), this))
    , m_presign(new QPushButton(tr("Presigned &URL..."), this))
{
    setObjectName(QStringLiteral("requestDetails"));
    widgets::setRole(this, "panel");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(buildHead());
    auto *middle = new QVBoxLayout;
    const int side = widgets::space(this, Space::Medium);
    middle->setContentsMargins(side, 0, side, widgets::space(this, Space::Small));
    middle->setSpacing(widgets::space(this, Space::Small));
    middle->addWidget(m_about);
    middle->addWidget(m_banner);
    column->addLayout(middle);
    buildTabs();
    column->addWidget(m_tabs, 1);
    showRecord(0);
}

QLayout *RequestDetails::buildHead()
{
    auto *row = new QHBoxLayout;
    widgets::setSpacing(row, font(), Space::Medium, Space::Small);
    widgets::setRole(m_title, "heading");
    m_edit->setObjectName(QStringLiteral("editAsNew"));
    m_edit->setToolTip(tr("Open the form with this input. What you send from there is a new request, with a "
                          "new client token where it takes one."));
    m_retry->setObjectName(QStringLiteral("retryRequest"));
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editAsNewRequested(m_id); });
    m_check->setObjectName(QStringLiteral("checkRequest"));
    m_check->setToolTip(tr("Find out whether it happened. Only reads; nothing is sent again."));
    connect(m_check, &QPushButton::clicked, this, [this] { Q_EMIT checkRequested(m_id); });
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_id); });
    row->addWidget(m_title);
    row->addWidget(m_chip);
    row->addStretch(1);
    row->addWidget(m_check);
    row->addWidget(m_edit);
    row->addWidget(m_retry);
    m_signIn->setObjectName(QStringLiteral("signInForRequest"));
    m_signIn->setToolTip(tr("Sign in, then send the same request with the same client token"));
    connect(m_signIn, &QPushButton::clicked, this, [this] { Q_EMIT signInRequested(m_id); });
    row->addWidget(m_signIn);
    return row;
}

void RequestDetails::buildTabs()
{
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setMinimumHeight(widgets::lineHeight(font()) * 8); // a few lines of it, in any window
    m_tabs->addTab(m_request, tr("Request"));
    m_tabs->addTab(m_attempts, tr("Attempts"));
    m_response->addWidget(m_responseText);
    m_tabs->addTab(m_response, tr("Response"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &RequestDetails::showResponse);
    m_presign->setObjectName(QStringLiteral("presignedUrlButton"));
    m_presign->setToolTip(tr("A URL that sends this request without keys, for a while"));
    connect(m_presign, &QPushButton::clicked, this, [this] { Q_EMIT presignRequested(m_id); });
    m_evidence->setObjectName(QStringLiteral("evidenceText"));
    auto *code = new QWidget(m_tabs);
    auto *column = new QVBoxLayout(code);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, Space::Small));
    column->addWidget(m_presign, 0, Qt::AlignLeft);
    column->addWidget(m_cli, 1);
    m_tabs->addTab(code, tr("AWS CLI"));
    m_tabs->addTab(m_evidence, tr("Evidence"));
}

void RequestDetails::showRecord(qint64 id)
{
    m_wanted = id;
    if (id == 0) {
        m_reading.drop();
        showProblem(0, {});
        return;
    }
    const QDateTime now = m_session->environment()->clock->nowUtc();
    m_reading.ask(m_session->journal().ask<Shown>([id, now](const journal::Reader &history) -> Result<Shown> {
        const Result<journal::PlannedRow> row = history.planned(id, now);
        if (!row)
            return std::unexpected(row.error());
        const Result<QList<journal::Attempt>> attempts = history.attempts(id);
        if (!attempts)
            return std::unexpected(attempts.error());
        return Shown{row->record, *attempts, row->plan};
    }),
                  this, [this](const Result<Shown> &found) { show(found); });
}

void RequestDetails::show(const Result<Shown> &found)
{
    if (found) {
        m_id = m_wanted;
        showHead(found->record, found->plan);
        showEvidence(found->record);
        showAttempts(found->attempts);
        m_record = found->record;
        showResponse();
        showExports(found->record);
    } else {
        showProblem(m_wanted, found.error());
    }
    Q_EMIT shown();
}

// A row that cannot be read is shown as that, not as the one before it.
void RequestDetails::showProblem(qint64 id, const Error &error)
{
    m_id = 0;
    m_record = {};
    m_opening.drop();
    for (QPushButton *one : {m_retry, m_signIn, m_check})
        one->setVisible(false);
    m_edit->setEnabled(false);
    m_presign->setVisible(false);
    if (id == 0 || error.code == u"NotFound")
        return;
    m_title->setFullText(tr("Request %1").arg(id));
    m_chip->setLook(outcomeLook(journal::Outcome::Unknown, tr("Not readable")));
    m_banner->setTone(Tone::Rejected);
    m_banner->setText({}, error.sentence());
    m_banner->setVisible(true);
    showEvidence({});
    m_about->setText({});
    showAttempts({});
    for (widgets::CodeView *view :
         std::initializer_list<widgets::CodeView *>{m_request, m_responseText, m_cli})
        view->setCode({});
    m_response->setCurrentWidget(m_responseText);
}

void RequestDetails::showHead(const journal::Record &record, const journal::RetryPlan &plan)
{
    const Result<model::OperationPtr> operation =
        m_session->environment()->catalog->operation(record.request.service, record.request.operation);
    const guide::GuidePtr guide =
        operation ? m_session->environment()->guides->guideFor(**operation) : nullptr;
    const QString &what = record.request.what;
    m_title->setFullText(what.isEmpty() ? record.request.operation
                                        : record.request.operation + QStringLiteral(" \u00b7 ") + what);
    m_chip->setLook(outcomeLook(shownOutcome(record), outcomeText(record)));
    m_check->setVisible(evidence::canBeChecked(record));
    m_banner->setTone(toneOf(shownOutcome(record)));
    m_banner->setText({}, explanation(record, plan, guide));
    m_banner->setVisible(!m_banner->text().isEmpty());
    const bool mayRetry = plan.kind != journal::RetryPlan::Kind::NotPossible;
    m_retry->setVisible(mayRetry);
    using Kind = journal::RetryPlan::Kind;
    // What was refused is refused again, unless something changed at the service: the way out is to edit it.
    const bool wasRefused = plan.kind == Kind::SafeNothingDone;
    m_retry->setText(plan.kind == Kind::MayDuplicate ? tr("&Retry...")
                         : wasRefused                ? tr("&Retry")
                                                     : tr("&Retry safely"));
    const Result<credentials::Profile> profile = m_session->profiles().profile(record.request.profileId);
    const bool signsIn = mayRetry && profile && accounts::wantsSignIn(*m_session, *profile, record.errorCode);
    m_signIn->setVisible(signsIn);
    widgets::setFlag(m_signIn, "primary", signsIn);
    // Where a retry might do it twice, the first thing is to find out whether it was done.
    const bool checks = !m_check->isHidden() && plan.kind == Kind::MayDuplicate && !signsIn;
    widgets::setFlag(m_check, "primary", checks);
    widgets::setFlag(m_retry, "primary", !wasRefused && !signsIn && !checks);
    m_about->setText(aboutText(record, operation && (*operation)->readOnly));
    m_edit->setEnabled(operation.has_value());
}

bool RequestDetails::mayCheck() const { return m_id > 0 && !m_check->isHidden(); }

bool RequestDetails::wantsSignIn() const { return m_id > 0 && !m_signIn->isHidden(); }

// All that was ever found out of it, the last word first.
void RequestDetails::showEvidence(const journal::Record &record)
{
    QStringList lines;
    for (qsizetype i = record.settlements.size() - 1; i >= 0; --i) {
        const journal::Settlement &settlement = record.settlements.at(i);
        lines += journal::inWords(settlement);
        for (const evidence::Finding &finding : evidence::findingsFrom(settlement.evidence))
            lines += QStringLiteral("  ") + finding.sentence;
        lines += QString();
    }
    m_evidence->setCode(lines.join(u'\n').trimmed());
    m_tabs->setTabVisible(m_tabs->indexOf(m_evidence), !lines.isEmpty());
}

bool RequestDetails::mayPresign() const { return m_id > 0 && !m_presign->isHidden(); }

void RequestDetails::showAttempts(const QList<journal::Attempt> &attempts)
{
    m_tabs->setTabText(
        1, attempts.isEmpty() ? tr("Attempts") : tr("Attempts (%1)").arg(localNumber(attempts.size())));
    m_attempts->showAttempts(attempts);
}

model::OperationPtr RequestDetails::operationOf(const journal::Record &record) const
{
    return m_session->environment()
        ->catalog->operation(record.request.service, record.request.operation)
        .value_or(nullptr);
}

// Only when it is looked at: who walks through the rows does not wait for long answers.
void RequestDetails::showResponse()
{
    if (m_record.id == 0 || m_tabs->currentWidget() != m_response)
        return;
    const journal::Record record = std::exchange(m_record, {});
    m_opening.drop();
    const model::OperationPtr operation = operationOf(record);
    if (record.outcome == journal::Outcome::Succeeded && operation) {
        // What is sealed is opened where that needs no question, and shown hidden either way.
        m_opening.ask(m_session->journal().ask<QCborValue>([id = record.id](const journal::Reader &history) {
            return history.openOutput(id);
        }),
                      this, [this, operation, veiled = record.output](const Result<QCborValue> &opened) {
                          showAnswer(opened.value_or(veiled), operation);
                      });
        return;
    }
    m_response->setCurrentWidget(m_responseText);
    if (record.outcome == journal::Outcome::Succeeded) {
        m_responseText->setCode(
            QString::fromUtf8(document::toPlainJson(record.output, document::JsonStyle::Indented)));
        return;
    }
    QStringList lines;
    if (!record.errorCode.isEmpty())
        lines += record.errorCode;
    if (!record.errorMessage.isEmpty())
        lines += record.errorMessage;
    if (!record.requestId.isEmpty())
        lines += tr("Request ID %1").arg(record.requestId);
    if (record.output.isMap())
        lines += QString::fromUtf8(document::toPlainJson(record.output, document::JsonStyle::Indented));
    m_responseText->setCode(lines.isEmpty() ? tr("No answer yet.") : lines.join(u'\n'));
}

void RequestDetails::showAnswer(const QCborValue &output, const model::OperationPtr &operation)
{
    if (!m_answer) {
        m_answer = new answers::AnswerView(m_response);
        m_response->addWidget(m_answer);
    }
    m_answer->show(operation, output);
    m_response->setCurrentWidget(m_answer);
    Q_EMIT answerShown(m_answer, m_id);
}

void RequestDetails::showExports(const journal::Record &record)
{
    const Result<model::OperationPtr> operation =
        m_session->environment()->catalog->operation(record.request.service, record.request.operation);
    m_presign->setVisible(operation && client::mayPresign(**operation));
    m_isChange = operation && model::effectOf(**operation) != model::Effect::Reads;
    if (!operation) {
        m_request->setCode(
            QString::fromUtf8(document::toPlainJson(record.request.input, document::JsonStyle::Indented)));
        m_cli->setCode(operation.error().sentence());
        return;
    }
    const model::Shape &shape = *(*operation)->input;
    const QCborValue shown = document::redacted(record.request.input, shape);
    m_request->setCode(QString::fromUtf8(document::toJson(shown, shape)));
    m_cli->setCode(exporting::awsCli(**operation, record.request.input, {record.request.region, {}, {}}));
}

} // namespace formwork::history
