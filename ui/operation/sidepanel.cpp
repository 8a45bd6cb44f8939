// SPDX-License-Identifier: Apache-2.0
#include "operation/sidepanel.h"

#include "document/json.h"
#include "document/redact.h"
#include "exporting/export.h"
#include "operation/helpview.h"
#include "widgets/announce.h"
#include "widgets/codeview.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

namespace formwork::operation
{
namespace
{

// A pause in typing after which the JSON is read.
constexpr int kTypingPauseMs = 250;

enum Language { AwsCli, Boto3, Curl };

// Keys of the right shape for a preview: what is signed with them is never shown.
credentials::Credentials previewKeys()
{
    return {QStringLiteral("AKIAIOSFODNN7EXAMPLE"), QStringLiteral("preview"), {}, QStringLiteral("preview")};
}

// Secrets stand sealed in the JSON tab; what still reads so keeps its value.
QCborValue withKeptSecrets(const QCborValue &typed, const QCborValue &before, const model::Shape &shape)
{
    return document::mapSecrets(
        typed, shape, [&](const document::Pointer &pointer, const model::Member &, const QCborValue &value) {
            const bool untouched = value.isString() && value.toString() == document::kSealedText;
            return untouched ? document::valueAt(before, pointer) : value;
        });
}

} // namespace

SidePanel::SidePanel(session::Session *session, model::OperationPtr operation, forms::FormModel *form,
                     QWidget *parent)
    : QTabWidget(parent)
    , m_session(session)
    , m_operation(std::move(operation))
    , m_form(form)
    , m_help(new HelpView(*m_operation, m_form->guide(), this))
    , m_request(new widgets::CodeView(widgets::Syntax::Http, tr("Request"), this))
    , m_jsonPage(new QWidget(this))
    , m_json(new widgets::JsonView(tr("Input as JSON"), m_jsonPage))
    , m_jsonProblem(new QLabel(m_jsonPage))
    , m_jsonTimer(new QTimer(this))
    , m_codePage(new QWidget(this))
    , m_language(new QComboBox(m_codePage))
    , m_code(new widgets::CodeView(widgets::Syntax::Plain, tr("Command"), m_codePage))
{
    setObjectName(QStringLiteral("sidePanel"));
    setDocumentMode(true);
    buildJson();
    buildCode();
    m_help->setObjectName(QStringLiteral("helpView"));
    m_request->setObjectName(QStringLiteral("requestView"));
    addTab(m_help, tr("Help"));
    addTab(m_request, tr("Request"));
    addTab(m_jsonPage, tr("JSON"));
    addTab(m_codePage, tr("AWS CLI"));
    setCurrentWidget(m_request); // before anyone listens: a request is signed once, below
    connect(this, &QTabWidget::currentChanged, this, &SidePanel::refresh);
    connect(m_form, &forms::FormModel::documentChanged, this, &SidePanel::refresh);
    connect(m_session, &session::Session::targetChanged, this, &SidePanel::refresh);
    refresh();
}

void SidePanel::buildJson()
{
    m_json->setObjectName(QStringLiteral("jsonEditor"));
    m_json->setEditable(true);
    m_json->installEventFilter(this);
    widgets::setRole(m_jsonProblem, "problem");
    m_jsonProblem->setWordWrap(true);
    m_jsonProblem->hide();
    m_jsonTimer->setSingleShot(true);
    m_jsonTimer->setInterval(kTypingPauseMs);
    auto *column = new QVBoxLayout(m_jsonPage);
    column->setContentsMargins({});
    column->addWidget(m_json, 1);
    column->addWidget(m_jsonProblem);
    connect(m_json, &QPlainTextEdit::textChanged, this, [this] {
        if (m_json->hasFocus())
            m_jsonTimer->start();
    });
    connect(m_jsonTimer, &QTimer::timeout, this, &SidePanel::readJson);
}

bool SidePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_json && event->type() == QEvent::FocusOut && m_jsonTimer->isActive()) {
        m_jsonTimer->stop();
        readJson();
    }
    return QTabWidget::eventFilter(watched, event);
}

void SidePanel::buildCode()
{
    m_language->setObjectName(QStringLiteral("codeLanguage"));
    m_language->addItem(tr("AWS CLI"), AwsCli);
    m_language->addItem(tr("Python (boto3)"), Boto3);
    m_language->addItem(tr("curl"), Curl);
    widgets::setAccessible(m_language, tr("Show as"));
    m_code->setObjectName(QStringLiteral("codeView"));
    auto *column = new QVBoxLayout(m_codePage);
    widgets::setSpacing(column, font(), widgets::Space::Small, widgets::Space::Small);
    column->addWidget(m_language, 0, Qt::AlignLeft);
    column->addWidget(m_code, 1);
    connect(m_language, &QComboBox::currentIndexChanged, this, &SidePanel::refreshCode);
}

void SidePanel::showHelpFor(const document::Pointer &pointer)
{
    m_help->showMember(m_form->memberAt(pointer), m_form->labelOf(pointer));
}

void SidePanel::refresh()
{
    if (currentWidget() == m_request)
        refreshRequest();
    else if (currentWidget() == m_jsonPage)
        refreshJson();
    else if (currentWidget() == m_codePage)
        refreshCode();
}

Result<client::Prepared> SidePanel::prepared() const
{
    return client::prepare(*m_session->environment(), *m_operation, m_form->visibleDocument(),
                           m_session->target(), previewKeys(), m_session->environment()->clock->nowUtc());
}

void SidePanel::refreshRequest()
{
    const Result<client::Prepared> request = prepared();
    m_request->setCode(request
                           ? exporting::httpText(*m_operation, m_form->visibleDocument(), request->request)
                           : request.error().sentence());
}

void SidePanel::refreshJson()
{
    if (m_json->hasFocus())
        return; // what a person is typing is not rewritten under their hands
    const model::Shape &shape = *m_operation->input;
    m_json->setCode(
        QString::fromUtf8(document::toJson(document::redacted(m_form->visibleDocument(), shape), shape)));
    m_json->markError(0, 0);
    m_jsonProblem->hide();
}

void SidePanel::readJson()
{
    const Result<QCborValue> typed = document::fromJson(m_json->toPlainText().toUtf8(), *m_operation->input);
    m_jsonProblem->setVisible(!typed);
    if (!typed) {
        m_jsonProblem->setText(typed.error().sentence());
        widgets::announce(m_json, typed.error().sentence());
        return;
    }
    m_json->markError(0, 0);
    m_form->setDocument(withKeptSecrets(*typed, m_form->document(), *m_operation->input));
}

void SidePanel::refreshCode()
{
    const client::Target target = m_session->target();
    const exporting::Context context{target.region, target.profile.endpointUrl, {}};
    const QCborValue input = m_form->visibleDocument();
    switch (m_language->currentData().toInt()) {
    case Boto3:
        m_code->setSyntax(widgets::Syntax::Plain);
        m_code->setCode(exporting::boto3(*m_operation, input, context));
        return;
    case Curl:
        m_code->setSyntax(widgets::Syntax::Plain);
        if (const Result<client::Prepared> request = prepared(); request)
            m_code->setCode(exporting::curl(*m_operation, input, request->request, context));
        else
            m_code->setCode(request.error().sentence());
        return;
    default:
        m_code->setSyntax(widgets::Syntax::Plain);
        m_code->setCode(exporting::awsCli(*m_operation, input, context));
    }
}

} // namespace formwork::operation
