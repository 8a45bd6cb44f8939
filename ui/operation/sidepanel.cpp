// SPDX-License-Identifier: Apache-2.0
#include "operation/sidepanel.h"

#include "exporting/export.h"
#include "operation/helpview.h"
#include "operation/jsontab.h"
#include "widgets/announce.h"
#include "widgets/codeview.h"
#include "widgets/copybutton.h"
#include "widgets/metrics.h"

#include <QComboBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace formwork::operation
{
namespace
{

// Characters of a preview; more would only keep the window busy.
constexpr qsizetype kLongest = 256 * 1024;

enum Language { AwsCli, Boto3, Curl };

// Keys of the right shape for a preview: what is signed with them is never shown.
credentials::Credentials previewKeys()
{
    return {QStringLiteral("AKIAIOSFODNN7EXAMPLE"), QStringLiteral("preview"), {}, QStringLiteral("preview")};
}

QString shortened(QString code)
{
    if (code.size() <= kLongest)
        return code;
    const qsizetype left = code.size() - kLongest;
    code.truncate(kLongest);
    return code + u'\n'
        + SidePanel::tr("... and %1 more characters, which are sent and not shown here.").arg(left);
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
    , m_json(new JsonTab(m_operation, m_form, this))
    , m_codePage(new QWidget(this))
    , m_language(new QComboBox(m_codePage))
    , m_code(new widgets::CodeView(widgets::Syntax::Plain, tr("Command"), m_codePage))
    , m_copy(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("sidePanel"));
    setDocumentMode(true);
    buildCode();
    buildCopyButtons();
    m_help->setObjectName(QStringLiteral("helpView"));
    m_request->setObjectName(QStringLiteral("requestView"));
    addTab(m_help, tr("Help"));
    addTab(m_request, tr("Request"));
    addTab(m_json, tr("JSON"));
    addTab(m_codePage, tr("AWS CLI"));
    setCurrentWidget(m_request); // before anyone listens: a request is signed once, below
    connect(this, &QTabWidget::currentChanged, this, &SidePanel::refresh);
    connect(m_form, &forms::FormModel::documentChanged, this, &SidePanel::refresh);
    connect(m_session, &session::Session::targetChanged, this, &SidePanel::refresh);
    refresh();
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
    connect(m_language, &QComboBox::currentIndexChanged, this, &SidePanel::refresh);
}

// Copied whole, however much is seen; secrets are sealed in all of it.
void SidePanel::buildCopyButtons()
{
    const auto add = [this](const QString &what, const char *name, std::function<QString()> source) {
        auto *button = new widgets::CopyButton(what, m_copy);
        button->setObjectName(QLatin1String(name));
        button->setSource(std::move(source));
        m_copy->addWidget(button);
    };
    m_copy->addWidget(new QWidget(m_copy)); // help
    add(tr("request"), "copyRequest", [this] { return requestText(); });
    add(tr("JSON"), "copyJson", [this] { return m_json->sealedText(); });
    add(tr("command"), "copyCommand", [this] { return commandText(); });
    m_copy->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCornerWidget(m_copy, Qt::TopRightCorner);
}

void SidePanel::showHelpFor(const document::Pointer &pointer)
{
    m_help->showMember(m_form->memberAt(pointer), m_form->labelOf(pointer));
}

void SidePanel::refresh()
{
    m_copy->setCurrentIndex(currentIndex());
    if (currentWidget() == m_request)
        m_request->setCode(shortened(requestText()));
    else if (currentWidget() == m_json)
        m_json->refresh();
    else if (currentWidget() == m_codePage)
        m_code->setCode(shortened(commandText()));
}

Result<client::Prepared> SidePanel::prepared() const
{
    return client::prepare(*m_session->environment(), *m_operation, m_form->visibleDocument(),
                           m_session->target(), previewKeys(), m_session->environment()->clock->nowUtc());
}

QString SidePanel::requestText() const
{
    const Result<client::Prepared> request = prepared();
    return request ? exporting::httpText(*m_operation, m_form->visibleDocument(), request->request)
                   : request.error().sentence();
}

QString SidePanel::commandText() const
{
    const client::Target target = m_session->target();
    exporting::Context context{target.region, target.profile.endpointUrl, {}};
    if (const Result<client::Prepared> request = prepared();
        request && target.profile.kind == credentials::ProfileKind::Practice)
        context.endpointUrl = m_session->environment()->practiceUrl().value_or(QString());
    const QCborValue input = m_form->visibleDocument();
    switch (m_language->currentData().toInt()) {
    case Boto3:
        return exporting::boto3(*m_operation, input, context);
    case Curl:
        if (const Result<client::Prepared> request = prepared(); !request)
            return request.error().sentence();
        else
            return exporting::curl(*m_operation, input, request->request, context);
    default:
        return exporting::awsCli(*m_operation, input, context);
    }
}

} // namespace formwork::operation
