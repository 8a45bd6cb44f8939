// SPDX-License-Identifier: Apache-2.0
#include "operation/presigndialog.h"

#include "base/latest.h"
#include "base/tr.h"
#include "client/unlock.h"
#include "journal/reader.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/codeview.h"
#include "widgets/copybutton.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/secretclipboard.h"
#include "widgets/stylesheet.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>

namespace formwork::operation
{
namespace
{

using widgets::Space;
using widgets::Tone;

constexpr int kMinute = 60; // seconds

} // namespace

PresignDialog::PresignDialog(session::Session *session, model::OperationPtr operation, QCborValue input,
                             client::Target target, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_operation(std::move(operation))
    , m_input(std::move(input))
    , m_target(std::move(target))
    , m_minutes(new QSpinBox(this))
    , m_make(new QPushButton(Tr::tr("&Make the URL"), this))
    , m_limit(widgets::helpLabel({}, this))
    , m_banner(new widgets::Banner(Tone::Warning, this))
    , m_url(new widgets::CodeView(widgets::Syntax::Plain, Tr::tr("Presigned URL"), this))
    , m_result(new QWidget(this))
    , m_headers(widgets::helpLabel({}, this))
{
    setObjectName(QStringLiteral("presignDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(Tr::tr("Presigned URL"));
    m_url->setObjectName(QStringLiteral("presignedUrl"));
    m_url->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_url->setWordWrapMode(QTextOption::WrapAnywhere);
    m_url->setMinimumHeight(widgets::lineHeight(font()) * 9);
    m_url->setTabChangesFocus(true);
    m_banner->setObjectName(QStringLiteral("presignBanner"));
    auto *copy = new widgets::CopyButton(Tr::tr("presigned URL"), m_result);
    copy->setObjectName(QStringLiteral("copyPresignedUrl"));
    copy->setSource([this] { return m_url->toPlainText(); });
    // Who has it needs no keys.
    widgets::SecretClipboard::watch(
        m_url, [url = m_url] { return QStringList{url->toPlainText().section(u'?', 1).right(64)}; });
    auto *shown = new QHBoxLayout(m_result);
    shown->setContentsMargins({});
    shown->addWidget(m_url, 1);
    shown->addWidget(copy, 0, Qt::AlignTop);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Medium);
    column->addWidget(
        widgets::wrappedLabel(Tr::tr("A URL for %1 with %2 in the Region %3, for a browser or another "
                                     "program, which needs no keys for "
                                     "it.")
                                  .arg(m_operation->name, m_target.profile.name, m_target.region),
                              this));
    column->addWidget(buildLife());
    column->addWidget(m_limit);
    column->addWidget(m_banner);
    column->addWidget(m_result, 1);
    column->addWidget(m_headers);
    column->addStretch(0);
    column->addWidget(buttons);
    for (QWidget *later : std::initializer_list<QWidget *>{m_banner, m_result, m_headers})
        later->hide();
    resize(widgets::textWidth(this, 90), sizeHint().height());
}

QWidget *PresignDialog::buildLife()
{
    auto *life = new QWidget(this);
    auto *row = new QHBoxLayout(life);
    row->setContentsMargins({});
    auto *label = new QLabel(Tr::tr("&Good for"), life);
    label->setBuddy(m_minutes);
    const bool isTemporary = m_target.profile.hasSessionToken;
    const int most = (isTemporary ? client::kLongestExpiryOfSession : client::kLongestExpiry) / kMinute;
    m_minutes->setObjectName(QStringLiteral("presignMinutes"));
    m_minutes->setRange(1, most);
    m_minutes->setValue(client::kUsualExpiry / kMinute);
    const auto name = [this](int count) { m_minutes->setSuffix(Tr::tr(" minute(s)", nullptr, count)); };
    connect(m_minutes, &QSpinBox::valueChanged, m_minutes, name);
    name(m_minutes->value());
    m_minutes->setGroupSeparatorShown(true);
    m_limit->setText(
        isTemporary
            ? Tr::tr("At most %1 minutes (36 hours): the keys of this account are temporary ones, and "
                     "the URL ends with them.")
                  .arg(QLocale().toString(most))
            : Tr::tr("At most %1 minutes (7 days).").arg(QLocale().toString(most)));
    widgets::setAccessible(m_minutes, Tr::tr("Good for, in minutes"), m_limit->text());
    m_make->setObjectName(QStringLiteral("presignMake"));
    m_make->setDefault(true);
    widgets::setFlag(m_make, "primary", true);
    connect(m_make, &QPushButton::clicked, this, &PresignDialog::make);
    row->addWidget(label);
    row->addWidget(m_minutes);
    row->addWidget(m_make);
    row->addStretch(1);
    return life;
}

void PresignDialog::make()
{
    m_make->setEnabled(false);
    m_session->profiles()
        .credentials(m_target.profile.id)
        .then([self = QPointer(this)](const Result<credentials::Credentials> &keys) {
            if (!self)
                return;
            self->m_make->setEnabled(true);
            if (keys)
                self->sign(*keys);
            else
                self->fail(keys.error().sentence());
        });
}

void PresignDialog::sign(const credentials::Credentials &keys)
{
    const client::Environment &environment = *m_session->environment();
    int seconds = m_minutes->value() * kMinute;
    if (!keys.sessionToken.isEmpty())
        seconds = std::min(seconds, client::kLongestExpiryOfSession);
    const Result<client::Presigned> made = client::presign(environment, *m_operation, m_input, m_target, keys,
                                                           environment.clock->nowUtc(), seconds);
    if (!made) {
        fail(made.error().sentence());
        return;
    }
    QStringList headers;
    for (const http::Header &header : made->headers)
        headers.append(QString::fromLatin1(header.first) + QStringLiteral(": ")
                       + QString::fromUtf8(header.second));
    m_headers->setText(
        Tr::tr("These headers are signed and must be sent with it: %1").arg(headers.join(u", ")));
    m_headers->setVisible(!headers.isEmpty());
    m_url->setCode(QString::fromLatin1(made->url));
    m_result->show();
    m_banner->setTone(Tone::Warning);
    m_banner->setText({}, made->warning());
    m_banner->show();
    m_url->selectAll();
    m_url->setFocus();
    widgets::announce(m_url, made->warning());
}

void PresignDialog::fail(const QString &sentence)
{
    m_result->hide();
    m_headers->hide();
    m_url->setCode({});
    m_banner->setTone(Tone::Rejected);
    m_banner->setText({}, sentence);
    m_banner->show();
    widgets::announce(m_banner, sentence);
}

namespace
{

using AskedFrom = QPointer<QWidget>;

void tellProblem(const AskedFrom &window, const Error &error)
{
    if (window)
        widgets::tell(window, widgets::Question::Kind::Warning, error.message, error.advice);
}

Result<PresignDialog *> dialogFor(session::Session *session, const journal::NewRequest &row,
                                  const model::OperationPtr &operation, const Result<QCborValue> &input,
                                  QWidget *parent)
{
    if (!input)
        return std::unexpected(input.error());
    const Result<credentials::Profile> profile = session->profiles().profile(row.profileId);
    if (!profile)
        return failure(Phase::Credentials, QStringLiteral("ProfileGone"),
                       Tr::tr("The account “%1” is no longer among the accounts.").arg(row.account),
                       Tr::tr("Open the request with Edit as new, and make the URL there."));
    return new PresignDialog(session, operation, *input, {*profile, row.region, {}, {}}, parent);
}

void openFor(session::Session *session, const journal::Record &row, const model::OperationPtr &operation,
             const AskedFrom &window)
{
    if (!window)
        return;
    whenAnswered(session->journal().ask<QCborValue>(
                     [id = row.id](const journal::Reader &history) { return history.openInput(id); }),
                 window.data(), [session, row, operation, window](const Result<QCborValue> &input) {
                     const Result<PresignDialog *> dialog =
                         dialogFor(session, row.request, operation, input, window);
                     if (dialog)
                         (*dialog)->open();
                     else
                         tellProblem(window, dialog.error());
                 });
}

void presign(session::Session *session, const Result<journal::Record> &row, const AskedFrom &window)
{
    const Result<model::OperationPtr> operation = row
        ? session->environment()->catalog->operation(row->request.service, row->request.operation)
        : std::unexpected(row.error());
    if (!operation) {
        tellProblem(window, operation.error());
        return;
    }
    const auto open = [session, row = *row, operation = *operation, window](const Result<void> &) {
        openFor(session, row, operation, window);
    };
    if (client::holdsSecrets(row->request.input, *(*operation)->input))
        client::unlockHistory(session->environment(), true).then(open);
    else
        open({});
}

} // namespace

void presignRow(session::Session *session, qint64 journalId, QWidget *parent)
{
    whenAnswered(journal::recordOf(session->journal(), journalId), parent,
                 [session, window = AskedFrom(parent)](const Result<journal::Record> &row) {
                     presign(session, row, window);
                 });
}

} // namespace formwork::operation
