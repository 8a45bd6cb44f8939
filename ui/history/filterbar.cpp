// SPDX-License-Identifier: Apache-2.0
#include "history/filterbar.h"

#include "widgets/announce.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace formwork::history
{
namespace
{

using widgets::Space;

QComboBox *filterBox(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    widgets::setAccessible(box, accessibleName);
    return box;
}

QString quoted(const QString &text) { return text.contains(u' ') ? u'"' + text + u'"' : text; }

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new widgets::SearchField(tr("Filter: text, service:ds-data, outcome:unknown..."), this))
    , m_outcome(filterBox(QStringLiteral("outcomeFilter"), tr("Outcome"), this))
    , m_kind(filterBox(QStringLiteral("kindFilter"), tr("Kind"), this))
    , m_account(filterBox(QStringLiteral("accountFilter"), tr("Account"), this))
    , m_period(filterBox(QStringLiteral("periodFilter"), tr("Period"), this))
    , m_count(new QLabel(this))
    , m_export(new QPushButton(tr("E&xport..."), this))
    , m_lines(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_first(new QHBoxLayout)
    , m_second(new QHBoxLayout)
{
    buildFields();
    buildLines();
}

void FilterBar::buildFields()
{
    m_text->setObjectName(QStringLiteral("historyFilter"));
    widgets::setAccessible(
        m_text, tr("Filter the history"),
        tr("Words, and service:, operation:, outcome:, account:, region: or batch: with a value."));
    m_outcome->addItem(tr("Any outcome"), QString());
    m_outcome->addItem(tr("Unknown"), QStringLiteral("unknown"));
    m_outcome->addItem(tr("Rejected"), QStringLiteral("rejected"));
    m_outcome->addItem(tr("Succeeded"), QStringLiteral("succeeded"));
    m_outcome->addItem(tr("Sending"), QStringLiteral("sending"));
    m_kind->addItem(tr("Reads and changes"), QString());
    m_kind->addItem(tr("Changes only"), QStringLiteral("is:change"));
    m_kind->addItem(tr("Reads only"), QStringLiteral("is:read"));
    m_period->addItem(tr("Any time"), 0);
    m_period->addItem(tr("Last day"), 1);
    m_period->addItem(tr("Last 7 days"), 7);
    m_period->addItem(tr("Last 30 days"), 30);
    setAccounts({});
    m_export->setObjectName(QStringLiteral("exportHistory"));
    connect(m_export, &QPushButton::clicked, this, &FilterBar::exportRequested);
    connect(m_text, &widgets::SearchField::stepped, this, &FilterBar::stepped);
    connect(m_text, &QLineEdit::textChanged, this, &FilterBar::changed);
    for (QComboBox *box : {m_outcome, m_kind, m_account, m_period})
        connect(box, &QComboBox::currentIndexChanged, this, &FilterBar::changed);
}

void FilterBar::buildLines()
{
    m_lines->setContentsMargins({});
    m_lines->setSpacing(widgets::space(this, Space::Small));
    m_first->setSpacing(m_lines->spacing());
    m_first->addWidget(m_text, 1);
    m_lines->addLayout(m_first, 1);
    m_second->setSpacing(m_lines->spacing());
    for (QComboBox *box : {m_kind, m_outcome, m_account, m_period})
        m_second->addWidget(box);
    m_second->addStretch(1);
    m_second->addWidget(m_count);
    m_second->addWidget(m_export);
    m_lines->addLayout(m_second);
}

// Where there is too little room for everything in one line, the field has one for itself.
void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    int room = width();
    for (const QWidget *one :
         std::initializer_list<QWidget *>{m_kind, m_outcome, m_account, m_period, m_count, m_export})
        room -= one->sizeHint().width() + m_lines->spacing();
    const bool isNarrow = room < widgets::textWidth(this, 40);
    if (isNarrow == (m_lines->direction() == QBoxLayout::TopToBottom))
        return;
    m_lines->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (QWidget *one : std::initializer_list<QWidget *>{m_count, m_export})
        (isNarrow ? m_first : m_second)->addWidget(one);
}

void FilterBar::setAccounts(const QStringList &accounts)
{
    if (m_account->count() == accounts.size() + 1)
        return;
    const QSignalBlocker blocker(m_account);
    const QString chosen = m_account->currentData().toString();
    m_account->clear();
    m_account->addItem(tr("Any account"), QString());
    for (const QString &account : accounts)
        m_account->addItem(account, account);
    m_account->setCurrentIndex(qMax(0, m_account->findData(chosen)));
}

void FilterBar::setCount(qint64 requests)
{
    m_count->setText(tr("%Ln request(s)", nullptr, static_cast<int>(requests)));
}

void FilterBar::writeTo(journal::Filter &filter, const QDateTime &now) const
{
    QStringList parts{m_text->text()};
    if (const QString outcome = m_outcome->currentData().toString(); !outcome.isEmpty())
        parts += QStringLiteral("outcome:") + outcome;
    if (const QString account = m_account->currentData().toString(); !account.isEmpty())
        parts += QStringLiteral("account:") + quoted(account);
    if (const QString kind = m_kind->currentData().toString(); !kind.isEmpty())
        parts += kind;
    filter.text = parts.join(u' ').trimmed();
    const int days = m_period->currentData().toInt();
    filter.since = days > 0 ? std::optional(now.addDays(-days)) : std::nullopt;
}

void FilterBar::setText(const QString &text)
{
    const QSignalBlocker blocker(this);
    for (QComboBox *box : {m_outcome, m_kind, m_account, m_period})
        box->setCurrentIndex(0);
    m_text->setText(text);
}

void FilterBar::startSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

} // namespace formwork::history
