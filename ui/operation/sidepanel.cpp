// SPDX-License-Identifier: Apache-2.0
#include "operation/sidepanel.h"

#include "base/figures.h"
#include "endpoint/url.h"

#include "exporting/export.h"
#include "operation/helpview.h"
#include "operation/jsontab.h"
#include "operation/outlinetab.h"
#include "operation/presigndialog.h"
#include "widgets/announce.h"
#include "widgets/codeview.h"
#include "widgets/copybutton.h"
#include "widgets/metrics.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace formwork::operation
{
namespace
{

// Characters of a preview; more would only keep the window busy.
constexpr qsizetype kLongest = 256 * 1024;

enum Language { AwsCli, Boto3, Curl };

QString shortened(QString code)
{
    if (code.size() <= kLongest)
        return code;
    const qsizetype left = code.size() - kLongest;
    code.truncate(kLongest);
    return code + u'\n'
        + SidePanel::tr("... and %1 more character(s), which (is|are) sent and not shown here.", nullptr,
                        pluralOf(left))
              .arg(localNumber(left));
}

} // namespace

SidePanel::SidePanel(session::Session *session, session::Destination *destination,
                     model::OperationPtr operation, forms::FormModel *form, QWidget *parent)
    : QTabWidget(parent)
    , m_session(session)
    , m_destination(destination)
    , m_operation(std::move(operation))
    , m_form(form)
    , m_copy(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("sidePanel"));
    setDocumentMode(true);
    setUsesScrollButtons(false); // nobody finds a tab that is scrolled away
    buildCopyButtons();
    for (const QString &title : {tr("Help"), tr("Request"), tr("JSON"), tr("AWS CLI"), tr("Outline")})
        addTab(new QWidget(this), title);
    setCurrentIndex(Request); // before anyone listens: a request is signed once, below
    connect(this, &QTabWidget::currentChanged, this, &SidePanel::refresh);
    connect(m_form, &forms::FormModel::documentChanged, this, &SidePanel::refresh);
    connect(m_destination, &session::Destination::changed, this, &SidePanel::refresh);
    refresh();
}

void SidePanel::fill(Tab tab)
{
    QWidget *page = widget(tab);
    if (page->layout())
        return;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    switch (tab) {
    case Help:
        column->addWidget(buildHelp(page));
        break;
    case Request:
        m_request = new widgets::CodeView(widgets::Syntax::Http, tr("Request"), page);
        m_request->setObjectName(QStringLiteral("requestView"));
        column->addWidget(m_request);
        break;
    case Json:
        m_json = new JsonTab(m_operation, m_form, page);
        column->addWidget(m_json);
        break;
    case Code:
        column->addWidget(buildCode(page));
        break;
    case Outline:
        m_outline = new OutlineTab(m_form, page);
        connect(m_outline, &OutlineTab::chosen, this, &SidePanel::placeChosen);
        column->addWidget(m_outline);
        break;
    }
}

QWidget *SidePanel::buildHelp(QWidget *page)
{
    m_help = new HelpView(*m_operation, m_form->guide(), page);
    m_help->setObjectName(QStringLiteral("helpView"));
    showHelpFor(m_helped);
    return m_help;
}

QWidget *SidePanel::buildCode(QWidget *page)
{
    auto *content = new QWidget(page);
    m_language = new QComboBox(content);
    m_language->setObjectName(QStringLiteral("codeLanguage"));
    m_language->addItem(tr("AWS CLI"), AwsCli);
    m_language->addItem(tr("Python (boto3)"), Boto3);
    m_language->addItem(tr("curl"), Curl);
    widgets::setAccessible(m_language, tr("Show as"));
    m_code = new widgets::CodeView(widgets::Syntax::Plain, tr("Command"), content);
    m_code->setObjectName(QStringLiteral("codeView"));
    auto *column = new QVBoxLayout(content);
    widgets::setSpacing(column, font(), widgets::Space::Small, widgets::Space::Small);
    auto *row = new QHBoxLayout;
    row->addWidget(m_language);
    row->addStretch(1);
    if (client::mayPresign(*m_operation))
        row->addWidget(presignButton(content));
    column->addLayout(row);
    column->addWidget(m_code, 1);
    connect(m_language, &QComboBox::currentIndexChanged, this, &SidePanel::refresh);
    return content;
}

QPushButton *SidePanel::presignButton(QWidget *parent)
{
    auto *button = new QPushButton(tr("Presigned URL..."), parent);
    button->setObjectName(QStringLiteral("presignedUrlButton"));
    button->setAutoDefault(false);
    button->setToolTip(tr("A URL that sends this request without keys, for a while"));
    connect(button, &QPushButton::clicked, this, [this] {
        auto *dialog = new PresignDialog(m_session, m_operation, sent(), m_destination->target(), window());
        dialog->open();
    });
    return button;
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
    add(tr("JSON"), "copyJson", [this] { return m_json->sealedText(); }); // its tab is seen
    add(tr("command"), "copyCommand", [this] { return commandText(); });
    m_copy->addWidget(new QWidget(m_copy)); // outline
    m_copy->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCornerWidget(m_copy, Qt::TopRightCorner);
}

void SidePanel::showHelpFor(const document::Pointer &pointer)
{
    m_helped = pointer;
    if (m_help)
        m_help->showMember(m_form->memberAt(pointer), m_form->labelOf(pointer));
    if (m_json && currentIndex() == Json)
        m_json->follow(pointer);
    if (m_outline && currentIndex() == Outline)
        m_outline->follow(pointer);
}

void SidePanel::showOutline()
{
    setCurrentIndex(Outline);
    m_outline->enter();
}

void SidePanel::showInJson(const document::Pointer &pointer)
{
    setCurrentIndex(Json);
    m_json->goTo(pointer);
}

void SidePanel::refresh()
{
    const Tab tab = static_cast<Tab>(currentIndex());
    fill(tab);
    m_copy->setCurrentIndex(tab);
    if (tab == Request) {
        m_request->setCode(shortened(requestText()));
    } else if (tab == Json) {
        m_json->refresh();
        m_json->follow(m_helped);
    } else if (tab == Code) {
        m_code->setCode(shortened(commandText()));
    } else if (tab == Outline) {
        m_outline->refresh();
    }
}

QCborValue SidePanel::sent() const { return m_destination->asSent(*m_operation, m_form->visibleDocument()); }

Result<client::Prepared> SidePanel::prepared() const
{
    return client::prepare(*m_session->environment(), *m_operation, sent(), m_destination->target(),
                           client::previewKeys(), m_session->environment()->clock->nowUtc());
}

QString SidePanel::requestText() const
{
    const Result<client::Prepared> request = prepared();
    return request ? exporting::httpText(*m_operation, sent(), request->request) : request.error().sentence();
}

QString SidePanel::commandText() const
{
    const client::Target target = m_destination->target();
    exporting::Context context{target.region, endpoint::withoutUserInfo(target.profile.endpointUrl), {}};
    if (const Result<client::Prepared> request = prepared();
        request && target.profile.kind == credentials::ProfileKind::Practice)
        context.endpointUrl = m_session->environment()->practiceUrl().value_or(QString());
    const QCborValue input = sent();
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
