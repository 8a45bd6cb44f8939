// SPDX-License-Identifier: Apache-2.0
#include "accounts/variablespanel.h"

#include "keeping/variables.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/rowtable.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableWidget>
#include <QVBoxLayout>

namespace formwork::accounts
{
namespace
{

enum Column { NameColumn, ValueColumn };

} // namespace

VariablesPanel::VariablesPanel(QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 2, this))
    , m_problem(widgets::wrappedLabel({}, this))
    , m_remove(new QPushButton(tr("Re&move the variable"), this))
{
    setObjectName(QStringLiteral("variablesPanel"));
    m_table->setObjectName(QStringLiteral("variables"));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    widgets::setUpRows(m_table);
    m_table->horizontalHeader()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(ValueColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(widgets::textWidth(this, 20));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    widgets::setAccessible(m_table, tr("Variables"), tr("F2 edits a cell."));
    m_problem->setObjectName(QStringLiteral("variableProblem"));
    widgets::setRole(m_problem, "problem");
    m_problem->hide();
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addWidget(widgets::helpLabel(tr("What a name in double braces stands for in forms that go to "
                                            "this account: {{team}}, also with text "
                                            "around it. {{account}}, {{region}}, {{partition}} and {{date}} "
                                            "are always there. They are kept in "
                                            "clear: no place for secrets."),
                                         this));
    column->addWidget(m_table, 1);
    column->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    auto *adds = new QPushButton(tr("Add a varia&ble"), this);
    adds->setObjectName(QStringLiteral("addVariable"));
    m_remove->setObjectName(QStringLiteral("removeVariable"));
    for (QPushButton *button : {adds, m_remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    column->addLayout(row);
    connect(adds, &QPushButton::clicked, this, &VariablesPanel::add);
    connect(m_remove, &QPushButton::clicked, this, &VariablesPanel::remove);
    connect(m_table, &QTableWidget::itemChanged, this, &VariablesPanel::take);
    connect(m_table, &QTableWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(m_table->currentRow() >= 0); });
    auto *deletes = new QShortcut(QKeySequence::Delete, m_table);
    deletes->setContext(Qt::WidgetShortcut);
    connect(deletes, &QShortcut::activated, this, &VariablesPanel::remove);
    m_remove->setEnabled(false);
}

// What stands there and was refused stays to be mended while the same account is shown.
void VariablesPanel::show(const credentials::Profile &profile)
{
    if (m_profile == profile.id && m_variables == profile.variables)
        return;
    m_profile = profile.id;
    m_variables = profile.variables;
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(0);
    for (const auto &[name, value] : profile.variables.asKeyValueRange())
        addRow(name, value);
    m_problem->hide();
    m_remove->setEnabled(m_table->currentRow() >= 0);
}

void VariablesPanel::addRow(const QString &name, const QString &value)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, NameColumn, new QTableWidgetItem(name));
    m_table->setItem(row, ValueColumn, new QTableWidgetItem(value));
}

void VariablesPanel::add()
{
    {
        const QSignalBlocker blocker(m_table);
        addRow({}, {});
    }
    m_table->setCurrentCell(m_table->rowCount() - 1, NameColumn);
    m_table->setFocus();
    m_table->editItem(m_table->currentItem());
}

void VariablesPanel::remove()
{
    if (m_table->currentRow() < 0)
        return;
    m_table->removeRow(m_table->currentRow());
    take();
}

void VariablesPanel::take()
{
    QMap<QString, QString> variables;
    QString problem;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString name = m_table->item(row, NameColumn)->text().trimmed();
        const QString value = m_table->item(row, ValueColumn)->text();
        if (name.isEmpty() && value.isEmpty())
            continue; // just added
        if (const Result<void> good = keeping::checkVariable(name, value); !good)
            problem = good.error().sentence();
        else if (variables.contains(name))
            problem = tr("There are two variables {{%1}}.").arg(name);
        else
            variables.insert(name, value);
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        widgets::announce(m_table, problem);
    if (variables == m_variables)
        return;
    m_variables = variables;
    Q_EMIT edited(variables);
}

} // namespace formwork::accounts
