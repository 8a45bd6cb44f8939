// SPDX-License-Identifier: Apache-2.0
#include "shell/practicepage.h"

#include "base/figures.h"
#include "practice/controls.h"

#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QTreeWidget>

#include <algorithm>
#include <chrono>

namespace formwork::shell
{
namespace
{

using practice::Holding;

constexpr std::chrono::milliseconds kSoon{150};
constexpr int kMost = 2000; // things shown
constexpr int kIndexRole = Qt::UserRole;
enum Column { Name, Kind, State, Region, Created, ColumnCount };

QString stateWords(const Holding &holding)
{
    switch (holding.state) {
    case Holding::State::Hidden:
        return PracticePage::tr("not to be seen yet");
    case Holding::State::Settling:
        return PracticePage::tr("being made");
    case Holding::State::Gone:
        return PracticePage::tr("deleted");
    case Holding::State::There:
        break;
    }
    return PracticePage::tr("there");
}

QStringList textsOf(const Holding &holding)
{
    return {holding.name.isEmpty() ? PracticePage::tr("(no name)") : holding.name, holding.kind,
            stateWords(holding), holding.region.isEmpty() ? PracticePage::tr("all Regions") : holding.region,
            momentText(holding.created.toLocalTime())};
}

bool hasAll(const Holding &holding, const QStringList &words)
{
    const QString text = textsOf(holding).join(u' ') + u' ' + holding.service + u' ' + holding.account;
    return std::ranges::all_of(words,
                               [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

PracticePage::PracticePage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_search(new widgets::SearchField(tr("Find in the practice account"), this))
    , m_tree(new QTreeWidget(this))
    , m_state(widgets::wrappedLabel({}, this))
    , m_form(new QPushButton(tr("As a &form..."), this))
    , m_delete(new QPushButton(tr("&Delete..."), this))
{
    setObjectName(QStringLiteral("practicePage"));
    m_search->setObjectName(QStringLiteral("practiceSearch"));
    m_state->setObjectName(QStringLiteral("practiceState"));
    m_form->setObjectName(QStringLiteral("practiceForm"));
    m_form->setToolTip(tr("Opens the form that made it, filled in as it is now"));
    m_delete->setObjectName(QStringLiteral("practiceDelete"));
    m_tree->setObjectName(QStringLiteral("practiceThings"));
    m_tree->setAccessibleName(tr("What the practice account holds"));
    m_tree->setColumnCount(ColumnCount);
    m_tree->setHeaderLabels({tr("Name"), tr("Kind"), tr("State"), tr("Region"), tr("Created")});
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(Name, widgets::textWidth(this, 28));
    m_tree->setColumnWidth(Kind, widgets::textWidth(this, 16));
    m_tree->setColumnWidth(State, widgets::textWidth(this, 11));
    m_tree->setColumnWidth(Region, widgets::textWidth(this, 12));
    buildColumn();

    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &PracticePage::refresh);
    const auto soon = [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
    };
    connect(m_session->practice(), &practice::Server::requestServed, this, soon);
    connect(&practice::Controls::of(*m_session->practice()), &practice::Controls::holdingsChanged, this,
            soon);
    connect(m_search, &widgets::SearchField::textChanged, this, &PracticePage::fill);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &PracticePage::refreshButtons);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] { openForm(); });
    connect(m_form, &QPushButton::clicked, this, &PracticePage::openForm);
    connect(m_delete, &QPushButton::clicked, this, &PracticePage::askToDelete);
    auto *remove = new QShortcut(QKeySequence::Delete, m_tree);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &PracticePage::askToDelete);
    refresh();
}

void PracticePage::buildColumn()
{
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Large, widgets::Space::Medium);
    column->addWidget(widgets::titleLabel(tr("Practice account")));
    column->addWidget(m_state);
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    column->addStretch(0); // the title stays above where there is no list
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_delete);
    buttons->addWidget(m_form);
    column->addLayout(buttons);
}

void PracticePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void PracticePage::refresh()
{
    const Result<QList<Holding>> held = practice::Controls::of(*m_session->practice()).holdings(kMost);
    m_holdings = held.value_or(QList<Holding>());
    if (!held)
        m_state->setText(held.error().sentence());
    else if (m_holdings.isEmpty())
        m_state->setText(tr("Nothing yet. Create something in the practice account, with Formwork or any AWS "
                            "SDK, and it is here."));
    else if (m_holdings.size() == kMost)
        m_state->setText(tr("The newest %n thing(s) of what was created here.", nullptr, kMost));
    else
        m_state->setText(tr("It holds %n thing(s).", nullptr, static_cast<int>(m_holdings.size())));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_search, m_tree, m_form, m_delete})
        widget->setVisible(!m_holdings.isEmpty());
    fill();
    // What is under way is looked at again when it may be there.
    const bool isMoving = std::ranges::any_of(m_holdings, [](const Holding &holding) {
        return holding.state == Holding::State::Hidden || holding.state == Holding::State::Settling;
    });
    if (isMoving && isVisible())
        QTimer::singleShot(std::chrono::seconds(1), this, [this] {
            if (isVisible())
                refresh();
        });
}

void PracticePage::fill()
{
    const int scrolled = m_tree->verticalScrollBar()->value();
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    QMap<QString, QList<qsizetype>> byService;
    for (qsizetype index = 0; index < m_holdings.size(); ++index) {
        if (hasAll(m_holdings[index], words))
            byService[m_holdings[index].service].append(index);
    }
    QStringList closed; // as the person left them
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        if (!m_tree->topLevelItem(row)->isExpanded())
            closed.append(m_tree->topLevelItem(row)->data(Name, kIndexRole).toString());
    }
    const QSignalBlocker quiet(m_tree);
    m_tree->clear();
    for (const auto &[service, indexes] : byService.asKeyValueRange()) {
        auto *group = new QTreeWidgetItem(m_tree, {service, QString::number(indexes.size())});
        group->setData(Name, kIndexRole, service);
        group->setData(Name, Qt::AccessibleTextRole,
                       tr("%1, %n thing(s)", nullptr, static_cast<int>(indexes.size())).arg(service));
        for (const qsizetype index : indexes) {
            addThing(group, m_holdings[index]);
            QTreeWidgetItem *item = group->child(group->childCount() - 1);
            item->setData(Name, kIndexRole, index);
            if (m_holdings[index].id == m_chosen)
                m_tree->setCurrentItem(item);
        }
        group->setExpanded(!closed.contains(service) || !words.isEmpty());
    }
    if (!m_tree->currentItem() && m_tree->topLevelItemCount() > 0)
        m_tree->setCurrentItem(m_tree->topLevelItem(0)->child(0));
    m_tree->verticalScrollBar()->setValue(scrolled);
    refreshButtons();
}

void PracticePage::addThing(QTreeWidgetItem *group, const Holding &holding)
{
    const QStringList texts = textsOf(holding);
    auto *item = new QTreeWidgetItem(group, texts);
    item->setData(Name, Qt::AccessibleTextRole, texts.join(QStringLiteral(", ")));
    for (int column = 0; column < ColumnCount; ++column)
        item->setToolTip(column, texts[column]);
    if (holding.account != practice::Server::accountId())
        item->setText(Region, texts[Region] + QStringLiteral(" \u00b7 ") + holding.account);
}

const Holding *PracticePage::current() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    if (!item || !item->parent())
        return nullptr;
    const qsizetype index = item->data(Name, kIndexRole).toLongLong();
    return index < m_holdings.size() ? &m_holdings[index] : nullptr;
}

void PracticePage::refreshButtons()
{
    const Holding *holding = current();
    m_chosen = holding ? holding->id : 0;
    m_form->setEnabled(holding && !holding->operation.isEmpty());
    m_delete->setEnabled(holding != nullptr);
}

void PracticePage::openForm()
{
    const Holding *holding = current();
    if (holding && !holding->operation.isEmpty())
        Q_EMIT formRequested(holding->service, holding->operation, holding->input);
}

void PracticePage::askToDelete()
{
    const Holding *holding = current();
    if (!holding)
        return;
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Delete it from the practice account?");
    question.text = textsOf(*holding).join(QStringLiteral(", "));
    question.answers = {{QStringLiteral("delete"), tr("Delete it"), true}};
    widgets::ask(this, question, [this, gone = *holding](const QString &answer) {
        if (answer != u"delete")
            return;
        if (const Result<void> done = practice::Controls::of(*m_session->practice()).forget(gone); !done)
            widgets::tell(this, widgets::Question::Kind::Warning, done.error().message, done.error().advice);
        refresh();
    });
}

} // namespace formwork::shell
