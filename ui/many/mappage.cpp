// SPDX-License-Identifier: Apache-2.0
#include "many/mappage.h"

#include "document/json.h"
#include "document/redact.h"
#include "many/fieldchoices.h"
#include "many/fieldlist.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/rowtable.h"
#include "widgets/searchfield.h"

#include <QCborMap>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>

namespace formwork::many
{
namespace
{

using widgets::Space;

enum ColumnOfFile { Name, Samples, Target };
enum ColumnOfTemplate { Text, Place, Remove };

constexpr qsizetype kSamples = 3;

QTableWidgetItem *fixedItem(const QString &text)
{
    auto *item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
    item->setToolTip(text);
    return item;
}

} // namespace

MapPage::MapPage(Job *job, QWidget *parent)
    : QWidget(parent)
    , m_job(job)
    , m_problem(new widgets::Banner(widgets::Tone::Warning, this))
    , m_columns(new ColumnTable(3, this))
    , m_fields(new FieldList(job, m_columns, this))
    , m_templates(new QTableWidget(0, 3, this))
    , m_usesFixed(new QCheckBox(tr("&Values of the form in every row"), this))
    , m_fixed(widgets::helpLabel({}, this))
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Large, Space::Small);
    column->addWidget(widgets::headingLabel(tr("Where the columns go"), this));
    m_problem->setObjectName(QStringLiteral("mappingProblem"));
    column->addWidget(m_problem);
    dress(m_columns, tr("Columns of the file"), {tr("Column"), tr("First values"), tr("Goes to")},
          "columnTable");
    dress(m_templates, tr("Texts put together"), {tr("Text"), tr("Goes to"), {}}, "templateTable");
    m_columns->setColumnWidth(Name, widgets::textWidth(this, 18));
    m_columns->setColumnWidth(Samples, widgets::textWidth(this, 22));
    connect(m_columns, &ColumnTable::pickRequested, this, [this](int line) {
        if (auto *button = qobject_cast<QPushButton *>(m_columns->cellWidget(line, Target)))
            button->click();
    });
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(widgets::space(this, Space::Small));
    splitter->addWidget(m_columns);
    splitter->addWidget(buildFields());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    column->addWidget(splitter, 3);
    auto *row = new QHBoxLayout;
    row->addWidget(widgets::helpLabel(
                       tr("A text may be put together: {column} stands for the cell of that column."), this),
                   1);
    auto *add = new QPushButton(tr("&Add a text..."), this);
    add->setObjectName(QStringLiteral("addTemplate"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this, add] {
        pick(add, [this](const QString &path) {
            const QString first = m_job->table().columns.value(0);
            if (!path.isEmpty())
                addTemplate(path, u'{' + first + u'}');
        });
    });
    row->addWidget(add);
    column->addLayout(row);
    m_templates->setColumnWidth(Text, widgets::textWidth(this, 40));
    m_templates->horizontalHeader()->setSectionResizeMode(Place, QHeaderView::Stretch);
    m_templates->horizontalHeader()->setStretchLastSection(false);
    connect(m_templates, &QTableWidget::cellChanged, this, &MapPage::takeTemplates);
    column->addWidget(m_templates, 1);
    m_usesFixed->setObjectName(QStringLiteral("usesFixed"));
    m_usesFixed->setChecked(true);
    connect(m_usesFixed, &QCheckBox::toggled, job, &Job::setUsesFixed);
    m_fixed->setObjectName(QStringLiteral("fixedValues"));
    column->addWidget(m_usesFixed);
    column->addWidget(m_fixed);
    const bool hasFixed = !job->fixed().toMap().isEmpty();
    m_usesFixed->setVisible(hasFixed);
    m_fixed->setVisible(hasFixed);
    const QByteArray values = document::toJson(document::redacted(job->fixed(), *job->operation()->input),
                                               *job->operation()->input);
    QString shown = QString::fromUtf8(values).simplified();
    constexpr qsizetype kLongest = 400;
    if (shown.size() > kLongest)
        shown = shown.left(kLongest) + u'\u2026';
    m_fixed->setText(tr("A cell that is not empty wins over them: %1").arg(shown));
    connect(job, &Job::readingChanged, this, &MapPage::refresh);
    connect(job, &Job::mappingChanged, this, &MapPage::refresh);
    refresh();
}

// A column is dragged onto one of them, or goes there with Return.
QWidget *MapPage::buildFields()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins({});
    auto *search = new widgets::SearchField(tr("Find a field to drag a column onto"), box);
    search->setObjectName(QStringLiteral("fieldSearch"));
    connect(search, &QLineEdit::textChanged, m_fields, &FieldList::filter);
    column->addWidget(search);
    column->addWidget(m_fields, 1);
    return box;
}

void MapPage::showEvent(QShowEvent *event)
{
    m_fields->fill();
    if (m_columns->currentRow() < 0 && m_columns->rowCount() > 0)
        m_columns->setCurrentCell(0, Name);
    QWidget::showEvent(event);
}

void MapPage::dress(QTableWidget *made, const QString &name, const QStringList &headers,
                    const char *objectName)
{
    made->setObjectName(QLatin1String(objectName));
    made->setAccessibleName(name);
    made->setHorizontalHeaderLabels(headers);
    made->horizontalHeader()->setStretchLastSection(true);
    widgets::setUpRows(made);
    made->setSelectionBehavior(QAbstractItemView::SelectRows);
    made->setSelectionMode(QAbstractItemView::SingleSelection);
}

void MapPage::pick(QWidget *below, std::function<void(const QString &path)> picked)
{
    if (m_choices.isEmpty())
        m_choices = fieldChoices(*m_job->operation());
    auto *picker = new forms::FieldPicker(tr("Fields"), m_choices, this);
    connect(picker, &forms::FieldPicker::picked, this, std::move(picked));
    picker->popUp(below);
}

void MapPage::showTarget(QPushButton *button, const QString &path) const
{
    button->setText(path.isEmpty() ? tr("Nowhere") : QString(path).replace(u'&', QStringLiteral("&&")));
    button->setAccessibleName(tr("%1 goes to %2").arg(button->property("what").toString(), button->text()));
}

void MapPage::anew()
{
    m_known = m_job->table().columns;
    m_columns->setRowCount(0);
    for (const QString &name : std::as_const(m_known)) {
        const int row = m_columns->rowCount();
        m_columns->insertRow(row);
        QStringList samples;
        for (const QStringList &cells : m_job->table().rows.first(qMin(kSamples, m_job->rowCount())))
            samples += cells.value(row);
        m_columns->setItem(row, Name, fixedItem(name));
        m_columns->setItem(row, Samples, fixedItem(samples.join(QStringLiteral(" \u00b7 "))));
        auto *button = new QPushButton(m_columns);
        button->setObjectName(QStringLiteral("target:") + name);
        button->setProperty("what", name);
        button->setAutoDefault(false);
        button->setEnabled(!name.startsWith(bulk::Mapping::kOwnPrefix));
        connect(button, &QPushButton::clicked, this, [this, button, name] {
            pick(button, [this, name](const QString &path) { m_job->setPlace(name, path); });
        });
        m_columns->setCellWidget(row, Target, button);
    }
    m_isFilling = true;
    m_templates->setRowCount(0);
    m_isFilling = false;
}

void MapPage::refresh()
{
    if (m_known != m_job->table().columns || m_columns->rowCount() != m_known.size())
        anew();
    for (int row = 0; row < m_columns->rowCount(); ++row) {
        if (auto *button = qobject_cast<QPushButton *>(m_columns->cellWidget(row, Target)))
            showTarget(button, m_job->placeOf(m_known[row]));
    }
    m_fields->refresh();
    m_templates->setVisible(m_templates->rowCount() > 0);
    const QString problem = m_job->hasTable() ? m_job->mappingProblem() : QString();
    if (!problem.isEmpty() && problem != m_problem->text())
        widgets::announce(this, problem);
    m_problem->setText({}, problem);
    m_problem->setVisible(!problem.isEmpty());
}

void MapPage::addTemplate(const QString &path, const QString &text)
{
    const int row = m_templates->rowCount();
    m_isFilling = true;
    m_templates->insertRow(row);
    auto *item = new QTableWidgetItem(text);
    item->setData(Qt::AccessibleTextRole, tr("Text for %1: %2").arg(path, text));
    m_templates->setItem(row, Text, item);
    m_templates->setItem(row, Place, fixedItem(path));
    auto *remove = new QPushButton(tr("Remove"), m_templates);
    remove->setAutoDefault(false);
    remove->setAccessibleName(tr("Remove the text for %1").arg(path));
    connect(remove, &QPushButton::clicked, this, [this, item] {
        m_templates->removeRow(item->row());
        takeTemplates();
    });
    m_templates->setCellWidget(row, Remove, remove);
    m_isFilling = false;
    // A column that went there by its own name makes room.
    for (const QString &column : std::as_const(m_known)) {
        if (m_job->placeOf(column) == path)
            m_job->setPlace(column, {});
    }
    takeTemplates();
    m_templates->show();
    m_templates->setCurrentCell(row, Text);
    m_templates->editItem(item);
}

void MapPage::takeTemplates()
{
    if (m_isFilling)
        return;
    QList<std::pair<QString, QString>> templates;
    for (int row = 0; row < m_templates->rowCount(); ++row)
        templates.append({m_templates->item(row, Place)->text(), m_templates->item(row, Text)->text()});
    m_job->setTemplates(templates);
}

} // namespace formwork::many
