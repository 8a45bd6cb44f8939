// SPDX-License-Identifier: Apache-2.0
#include "many/rowspage.h"

#include "base/figures.h"
#include "document/json.h"
#include "document/redact.h"
#include "exporting/export.h"
#include "many/rowsmodel.h"
#include "widgets/announce.h"
#include "widgets/codeview.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/rowtable.h"
#include "widgets/stylesheet.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTabWidget>

namespace formwork::many
{
namespace
{

using widgets::Space;

} // namespace

RowsPage::RowsPage(Job *job, QWidget *parent)
    : QWidget(parent)
    , m_job(job)
    , m_model(new RowsModel(job, this))
    , m_summary(widgets::wrappedLabel({}, this))
    , m_warnings(widgets::wrappedLabel({}, this))
    , m_problem(widgets::wrappedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_onlyBad(new QCheckBox(tr("&Only rows that are not valid"), this))
    , m_leaveOut(new QPushButton(tr("&Leave them out"), this))
    , m_anyway(new QCheckBox(tr("&Send in spite of what allows it"), this))
    , m_table(new QTableView(this))
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Small);
    m_summary->setObjectName(QStringLiteral("rowsSummary"));
    column->addWidget(m_summary);
    m_warnings->setObjectName(QStringLiteral("rowsWarnings"));
    widgets::setRole(m_warnings, "warning");
    column->addWidget(m_warnings);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    widgets::setAccessible(m_bar, tr("Checking the rows"));
    column->addWidget(m_bar);
    auto *row = new QHBoxLayout;
    m_onlyBad->setObjectName(QStringLiteral("onlyBad"));
    m_leaveOut->setObjectName(QStringLiteral("leaveOutBad"));
    m_leaveOut->setAutoDefault(false);
    m_anyway->setObjectName(QStringLiteral("sendAnyway"));
    m_anyway->setToolTip(tr("Models are sometimes wrong; the history says that it was sent anyway."));
    connect(m_onlyBad, &QCheckBox::toggled, m_model, &RowsModel::setOnlyBad);
    connect(m_leaveOut, &QPushButton::clicked, this, [this] { m_job->setLeftOut(m_job->badRows(), true); });
    connect(m_anyway, &QCheckBox::toggled, job, &Job::setSendsAnyway);
    row->addWidget(m_onlyBad);
    row->addWidget(m_leaveOut);
    row->addStretch(1);
    row->addWidget(m_anyway);
    column->addLayout(row);
    m_table->setObjectName(QStringLiteral("rowsTable"));
    m_table->setAccessibleName(tr("Rows of the file"));
    m_table->setModel(m_model);
    widgets::setUpRows(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->horizontalHeader()->setDefaultSectionSize(widgets::textWidth(this, 18));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(buildPreview());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    column->addWidget(splitter, 1);
    m_problem->setObjectName(QStringLiteral("rowProblem"));
    widgets::setRole(m_problem, "problem");
    column->addWidget(m_problem);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &RowsPage::preview);
    connect(job, &Job::checkedChanged, this, &RowsPage::refresh);
    connect(job, &Job::rowsChanged, this, &RowsPage::refresh);
    connect(job, &Job::mappingChanged, this, &RowsPage::preview);
    refresh();
}

QWidget *RowsPage::buildPreview()
{
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("rowPreview"));
    tabs->setAccessibleName(tr("The row as it would be sent"));
    tabs->setDocumentMode(true);
    m_json = new widgets::JsonView(tr("The row as JSON"), tabs);
    m_json->setObjectName(QStringLiteral("rowJson"));
    m_json->setTabChangesFocus(true);
    m_request = new widgets::CodeView(widgets::Syntax::Plain, tr("The row as a request"), tabs);
    m_request->setObjectName(QStringLiteral("rowRequest"));
    m_request->setTabChangesFocus(true);
    tabs->addTab(m_json, tr("&JSON"));
    tabs->addTab(m_request, tr("Re&quest"));
    return tabs;
}

void RowsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_table->columnWidth(RowsModel::Problem) < widgets::textWidth(this, 30)) {
        m_table->setColumnWidth(RowsModel::Row, widgets::textWidth(this, 10));
        m_table->setColumnWidth(RowsModel::Problem, widgets::textWidth(this, 44));
    }
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, RowsModel::Row));
    preview();
}

void RowsPage::refresh()
{
    const bool isChecking = m_job->isChecking();
    m_bar->setVisible(isChecking);
    const qsizetype bad = m_job->badRows().size();
    m_leaveOut->setEnabled(bad > 0);
    const auto inWords = [](qint64 number) { return QLocale().toString(number); };
    QString text;
    if (!m_job->checked()) {
        text = isChecking ? tr("Checking %Ln row(s)...", nullptr, pluralOf(m_job->rowCount()))
                          : tr("The rows cannot be checked yet: %1").arg(m_job->mappingProblem());
    } else {
        text = tr("Of %Ln row(s), %1 can be sent.", nullptr, pluralOf(m_job->rowCount()))
                   .arg(inWords(m_job->toSend()));
        if (bad > 0)
            text += u' '
                + tr("%Ln row(s) are not valid: edit the cells, or leave the rows out.", nullptr,
                     static_cast<int>(bad));
        for (const auto &[twin, earlier] :
             m_job->checked()->twins.first(qMin<qsizetype>(3, m_job->checked()->twins.size())))
            text += u' ' + tr("Row %1 is the same as row %2.").arg(twin).arg(earlier);
    }
    if (text != m_summary->text() && !isChecking)
        widgets::announce(m_summary, text);
    m_summary->setText(text);
    refreshWarnings();
    preview();
}

// What stops no row, and what the service will most likely refuse all the same.
void RowsPage::refreshWarnings()
{
    constexpr qsizetype kShown = 3;
    QStringList lines;
    const QList<bulk::Warning> warnings =
        m_job->checked() ? m_job->checked()->warnings : QList<bulk::Warning>();
    for (const bulk::Warning &warning : warnings.first(qMin(kShown, warnings.size())))
        lines += bulk::sentenceOf(warning);
    if (warnings.size() > kShown)
        lines += tr("And %Ln more like these.", nullptr, static_cast<int>(warnings.size() - kShown));
    m_warnings->setText(lines.join(u'\n'));
    m_warnings->setVisible(!lines.isEmpty());
}

void RowsPage::preview()
{
    const qint64 row = m_model->rowAt(m_table->currentIndex().row());
    const bulk::BadRow *bad = row > 0 && !m_job->isLeftOut(row) ? m_job->badRow(row) : nullptr;
    m_problem->setText(bad ? bulk::sentenceOf(*bad) : QString());
    m_problem->setVisible(bad != nullptr);
    if (row == 0 || !isVisible() || !m_job->hasTable()) {
        m_json->setCode({});
        m_request->setCode({});
        return;
    }
    const Result<QCborValue> input = m_job->document(row);
    if (!input) {
        m_json->setCode({});
        m_request->setCode(input.error().message);
        return;
    }
    const model::Operation &operation = *m_job->operation();
    const client::Environment &environment = *m_job->session()->environment();
    m_json->setCode(QString::fromUtf8(document::toJson(document::redacted(*input, *operation.input),
                                                       *operation.input, document::JsonStyle::Indented)));
    const Result<client::Prepared> prepared =
        client::prepare(environment, operation, *input, m_job->destination().target(), client::previewKeys(),
                        environment.clock->nowUtc());
    m_request->setCode(prepared ? exporting::httpText(operation, *input, prepared->request)
                                : prepared.error().sentence());
}

} // namespace formwork::many
