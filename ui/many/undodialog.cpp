// SPDX-License-Identifier: Apache-2.0
#include "many/undodialog.h"

#include "bulk/intake.h"
#include "client/guard.h"
#include "journal/reader.h"
#include "many/batchrunner.h"
#include "many/undomodel.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/rowtable.h"
#include "widgets/stylesheet.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace formwork::many
{
namespace
{

using widgets::Question;
using widgets::Space;

const QString kDelete = QStringLiteral("delete");

} // namespace

UndoDialog::UndoDialog(session::Session *session, const journal::Batch &batch, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_batch(batch)
    , m_model(new UndoModel(this))
    , m_summary(widgets::wrappedLabel({}, this))
    , m_reason(widgets::wrappedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_banner(new widgets::Banner(widgets::Tone::Warning, this))
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("undoDialog"));
    setWindowTitle(tr("Undo batch %1").arg(batch.id));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    prepare(false);
}

UndoDialog::~UndoDialog() { m_cancellation->cancel(); }

void UndoDialog::build()
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Small);
    const journal::NewRequest &where = m_batch.made.where;
    auto *row = new QHBoxLayout;
    row->addWidget(widgets::headingLabel(tr("What batch %1 made with %2 %3 in %4, Region %5")
                                             .arg(QString::number(m_batch.id), where.service, where.operation,
                                                  where.account, where.region),
                                         this),
                   1);
    const Result<credentials::Profile> profile = m_session->profiles().profile(where.profileId);
    auto *production = new widgets::Chip({tr("Production"), {}, widgets::Tone::Rejected}, this);
    production->setObjectName(QStringLiteral("undoProduction"));
    production->setVisible(profile && profile->isProduction);
    row->addWidget(production);
    column->addLayout(row);
    m_summary->setObjectName(QStringLiteral("undoSummary"));
    column->addWidget(m_summary);
    m_bar->setTextVisible(false);
    widgets::setAccessible(m_bar, tr("Things that were looked at"));
    column->addWidget(m_bar);
    m_banner->setObjectName(QStringLiteral("undoBanner"));
    m_banner->hide();
    column->addWidget(m_banner);
    m_table->setObjectName(QStringLiteral("undoTable"));
    m_table->setAccessibleName(tr("What would be deleted, and what stays"));
    m_table->setModel(m_model);
    widgets::setUpRows(m_table);
    m_table->setTextElideMode(Qt::ElideMiddle); // ARNs and URLs are told apart by their ends
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(UndoModel::Row, widgets::textWidth(this, 8));
    header->resizeSection(UndoModel::What, widgets::textWidth(this, 24));
    header->resizeSection(UndoModel::Becomes, widgets::textWidth(this, 12));
    header->setSectionResizeMode(UndoModel::Why, QHeaderView::Stretch);
    column->addWidget(m_table, 1);
    m_reason->setObjectName(QStringLiteral("undoReason"));
    column->addWidget(m_reason);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                m_reason->setText(current.siblingAtColumn(UndoModel::Why).data().toString());
            });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_delete = buttons->addButton(tr("&Delete..."), QDialogButtonBox::ActionRole);
    m_delete->setObjectName(QStringLiteral("deleteMade"));
    m_delete->setAutoDefault(false);
    widgets::setFlag(m_delete, "danger", true);
    connect(m_delete, &QPushButton::clicked, this, &UndoDialog::askToDelete);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(widgets::openingSize(this, {widgets::textWidth(this, 130), widgets::lineHeight(font()) * 28}));
}

void UndoDialog::setBusy(const QString &sentence)
{
    m_bar->setVisible(!sentence.isEmpty());
    m_delete->setEnabled(sentence.isEmpty() && m_plan && m_plan->deletable() > 0);
    if (!sentence.isEmpty())
        m_summary->setText(sentence);
}

void UndoDialog::prepare(bool otherKeys)
{
    m_bar->setRange(0, 0);
    setBusy(tr("Reading in the history what it made."));
    bulk::UndoOptions options;
    options.otherKeys = otherKeys;
    options.cancellation = m_cancellation;
    options.looking = [self = QPointer(this)](qint64 looked, qint64 all) {
        if (!self)
            return;
        if (looked == 0)
            self->setBusy(
                tr("Looking at %Ln thing(s) before anything is deleted: what this batch did not make stays.",
                   nullptr, static_cast<int>(all)));
        self->m_bar->setRange(0, static_cast<int>(all));
        self->m_bar->setValue(static_cast<int>(looked));
    };
    bulk::prepareUndo(m_session->environment(), m_batch, options)
        .then([self = QPointer(this), otherKeys](const Result<bulk::UndoPlan> &plan) {
            if (self)
                self->take(plan, otherKeys);
        });
}

void UndoDialog::take(const Result<bulk::UndoPlan> &plan, bool otherKeys)
{
    if (!plan) {
        setBusy({});
        m_summary->setText(tr("Nothing was deleted."));
        if (plan.error().code == u"OtherKeys")
            askOtherKeys(plan.error().message);
        else
            tellProblem(plan.error().sentence());
        return;
    }
    m_plan = *plan;
    m_otherKeys = otherKeys;
    m_model->setPlan(*plan);
    m_table->setCurrentIndex(m_model->index(0, UndoModel::Row));
    setBusy({});
    const qint64 deletable = plan->deletable();
    const qint64 kept = plan->rows.size() - deletable;
    QStringList sentences;
    sentences += deletable == 0
        ? tr("There is nothing that it made and that could be deleted.")
        : tr("%Ln thing(s) would be deleted with %1.", nullptr, static_cast<int>(deletable))
              .arg(plan->operation->name);
    if (kept > 0)
        sentences += tr("%Ln stay(s), for the reason beside it.", nullptr, static_cast<int>(kept));
    if (plan->begun > 0)
        sentences += tr("What batch %1, an undo that broke off, has deleted is not shown.").arg(plan->begun);
    m_summary->setText(sentences.join(u' '));
    m_delete->setText(deletable == 0 ? tr("&Delete...")
                                     : tr("&Delete %Ln thing(s)...", nullptr, static_cast<int>(deletable)));
    widgets::announce(this, m_summary->text());
}

void UndoDialog::askOtherKeys(const QString &text)
{
    Question question;
    question.kind = Question::Kind::Warning;
    question.title = tr("Undo with the keys of now?");
    question.text = text;
    question.answers = {{kDelete, tr("Go on with these keys"), false}};
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer == kDelete)
            prepare(true);
    });
}

void UndoDialog::askToDelete()
{
    if (!m_plan)
        return;
    const credentials::Profile &profile = m_plan->target.profile;
    const client::Consent consent = client::consentFor(profile, *m_plan->operation);
    if (consent == client::Consent::Refused) {
        tellProblem(client::checkGuard(profile, *m_plan->operation, true).error().sentence());
        return;
    }
    Question question;
    question.kind = Question::Kind::Warning;
    question.title =
        tr("Delete %Ln thing(s) in %1?", nullptr, static_cast<int>(m_plan->deletable())).arg(profile.name);
    QStringList sentences{client::consentSentence(profile, *m_plan->operation), bulk::undoQuestion(*m_plan)};
    sentences.removeAll(QString());
    question.text = sentences.join(u' ');
    question.answers = {
        {kDelete, tr("Delete %Ln thing(s)", nullptr, static_cast<int>(m_plan->deletable())), false, true}};
    if (consent == client::Consent::TypeName)
        question.mustType = profile.name;
    question.isProduction = profile.isProduction;
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer == kDelete)
            begin(true);
    });
}

void UndoDialog::begin(bool isConfirmed)
{
    m_bar->setRange(0, 0);
    setBusy(tr("Taking the deletions into the history."));
    bulk::takeInUndo(m_session->environment(), *m_plan, bulk::runnerText(QStringLiteral("Formwork")))
        .then([self = QPointer(this), isConfirmed](const Result<qint64> &undo) {
            if (!self)
                return;
            self->setBusy({});
            if (undo)
                self->send(*undo, isConfirmed);
            else
                self->tellProblem(undo.error().sentence());
        });
}

void UndoDialog::send(qint64 undo, bool isConfirmed)
{
    const auto read = [undo](const journal::Reader &history) { return history.batch(undo); };
    whenAnswered(m_session->journal().ask<journal::Batch>(read), this,
                 [this, isConfirmed](const Result<journal::Batch> &batch) {
                     if (batch)
                         run(*batch, isConfirmed);
                     else
                         tellProblem(batch.error().sentence());
                 });
}

void UndoDialog::run(const journal::Batch &undo, bool isConfirmed)
{
    bulk::RunWishes wishes;
    wishes.isUndo = true;
    wishes.leftOut = m_plan->staying();
    wishes.call.isConfirmed = isConfirmed;
    wishes.call.otherKeys = m_otherKeys;
    new BatchRunner(
        m_session,
        {m_plan->operation, m_plan->target, undo, wishes, false, tr("Undo of batch %1").arg(m_batch.id)});
    Q_EMIT started(undo.id);
    close();
}

void UndoDialog::tellProblem(const QString &sentence)
{
    m_banner->setText({}, sentence);
    m_banner->show();
    widgets::announce(this, sentence);
}

} // namespace formwork::many
