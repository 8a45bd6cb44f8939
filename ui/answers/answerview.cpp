// SPDX-License-Identifier: Apache-2.0
#include "answers/answerview.h"

#include "answers/jsonpage.h"
#include "answers/savedfile.h"
#include "answers/saving.h"
#include "answers/tablepage.h"
#include "answers/treepage.h"
#include "document/redact.h"
#include "jmespath/expression.h"
#include "model/effect.h"
#include "widgets/announce.h"
#include "widgets/copybutton.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QCborMap>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>

#include <algorithm>

namespace formwork::answers
{

using widgets::Space;

namespace
{

// What was created tells of itself beside its lists.
bool isOfOneMade(const model::Operation &operation, const QCborValue &output)
{
    return model::isCreate(operation.name)
        && std::ranges::any_of(output.toMap(), [](const auto &member) { return member.second.isString(); });
}

} // namespace

AnswerView::AnswerView(QWidget *parent)
    : QWidget(parent)
    , m_answer(new Answer(this))
    , m_saved(new SavedFile(this))
    , m_tabs(new QTabWidget(this))
    , m_tree(new TreePage(m_answer, m_tabs))
    , m_table(new TablePage(m_answer, m_tabs))
    , m_json(new JsonPage(m_answer, m_tabs))
    , m_query(
          new widgets::SearchField(tr("Part of the answer, as a JMESPath expression: Clusters[].Name"), this))
    , m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("answerView"));
    m_tabs->setObjectName(QStringLiteral("answerTabs"));
    m_tabs->addTab(m_tree, tr("Tree"));
    m_tabs->addTab(m_table, tr("Table"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_query->setObjectName(QStringLiteral("answerQuery"));
    widgets::setAccessible(m_query, tr("Part of the answer"), m_query->placeholderText());
    m_query->setToolTip(
        tr("An expression as of the AWS CLI's --query, such as Clusters[?Status=='ACTIVE'].Name; "
           "press Return."));
    m_problem->setObjectName(QStringLiteral("answerQueryProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    widgets::setRole(m_problem, "problem");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, Space::Tiny));
    column->addWidget(m_saved);
    column->addLayout(buildTop());
    column->addWidget(m_problem);
    column->addWidget(m_tabs, 1);
    m_problem->hide();
    connect(m_answer, &Answer::useAsked, this, &AnswerView::useAsked);
    connect(m_query, &QLineEdit::returnPressed, this, &AnswerView::applyQuery);
    connect(m_query, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            applyQuery();
    });
    connect(m_table, &TablePage::placeChosen, this, [this](const document::Pointer &pointer) {
        m_tabs->setCurrentWidget(m_tree);
        m_tree->goTo(pointer);
        m_tree->expand(m_tree->currentIndex());
        m_tree->setFocus();
    });
}

QLayout *AnswerView::buildTop()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(widgets::space(this, Space::Small));
    row->addWidget(m_query, 1);
    auto *copy = new widgets::CopyButton(tr("the answer as JSON"), this);
    copy->setObjectName(QStringLiteral("copyAnswer"));
    copy->setSource([this] { return QString::fromUtf8(m_json->toJson()); });
    row->addWidget(copy);
    auto *save = new QPushButton(tr("Sa&ve"), this);
    save->setObjectName(QStringLiteral("saveAnswerButton"));
    save->setAutoDefault(false);
    auto *menu = new QMenu(save);
    menu->addAction(tr("As JSON..."), this, &AnswerView::saveJson);
    QAction *table = menu->addAction(tr("Table as CSV..."), this, &AnswerView::saveTable);
    connect(menu, &QMenu::aboutToShow, table, [this, table] { table->setEnabled(!m_table->isEmpty()); });
    save->setMenu(menu);
    row->addWidget(save);
    m_actions = new QPushButton(tr("&Actions"), this);
    m_actions->setObjectName(QStringLiteral("answerActions"));
    m_actions->setAutoDefault(false);
    m_actions->setToolTip(tr("What can be done with the thing that is selected in the answer"));
    auto *actions = new QMenu(m_actions);
    connect(actions, &QMenu::aboutToShow, this, [this, actions] {
        actions->clear();
        m_answer->fillMenu(actions, m_tabs->currentWidget() == m_table ? m_table->place() : m_tree->place());
        if (actions->isEmpty())
            actions->addAction(tr("Nothing is known for what is selected"))->setEnabled(false);
    });
    m_actions->setMenu(actions);
    m_actions->hide();
    row->addWidget(m_actions);
    return row;
}

void AnswerView::setEntryMenu(Answer::EntryMenu fill)
{
    m_answer->setEntryMenu(std::move(fill));
    m_actions->show();
}

void AnswerView::show(const model::OperationPtr &operation, const QCborValue &output)
{
    m_operation = operation;
    m_output = output;
    {
        const QSignalBlocker quiet(m_query);
        m_query->clear();
    }
    say({});
    m_answer->set(operation, output);
    m_saved->tellOf(*operation, output);
    showTabs();
    const bool isTable = m_table->isMain() && !isOfOneMade(*operation, output);
    m_tabs->setCurrentWidget(isTable ? static_cast<QWidget *>(m_table) : m_tree);
}

void AnswerView::extend(const QCborValue &output)
{
    m_output = output;
    if (m_query->text().isEmpty())
        m_answer->extend(output);
    else
        applyQuery();
    showTabs();
}

void AnswerView::showTabs() { m_tabs->setTabEnabled(m_tabs->indexOf(m_table), !m_table->isEmpty()); }

void AnswerView::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_query->setAccessibleDescription(problem);
    widgets::setFlag(m_query, "invalid", !problem.isEmpty());
}

// Secrets stay out of what an expression sees: it could put them under any name.
void AnswerView::applyQuery()
{
    const QString text = m_query->text().trimmed();
    if (!m_operation)
        return;
    if (text.isEmpty()) {
        say({});
        m_answer->set(m_operation, m_output);
        showTabs();
        return;
    }
    const Result<jmespath::Expression> expression = jmespath::Expression::parse(text);
    const Result<QCborValue> found = expression
        ? expression->search(document::redacted(m_output, *m_operation->output))
        : std::unexpected(expression.error());
    if (!found) {
        say(found.error().sentence());
        return;
    }
    say({});
    m_answer->setPlain(*found);
    showTabs();
}

void AnswerView::saveJson()
{
    saveAs(window(), tr("Save the answer"), m_operation->name, QStringLiteral("json"),
           [this] { return m_json->toJson() + '\n'; });
}

void AnswerView::saveTable()
{
    saveAs(window(), tr("Save the table"), m_operation->name, QStringLiteral("csv"),
           [this] { return m_table->toCsv(); });
}

} // namespace formwork::answers
