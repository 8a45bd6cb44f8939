// SPDX-License-Identifier: Apache-2.0
#include "operation/followupbar.h"

#include "operation/followup.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"
#include "wording/names.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>

namespace formwork::operation
{

using widgets::Space;

FollowUpBar::FollowUpBar(FollowUp *followUp, QWidget *parent)
    : QWidget(parent)
    , m_followUp(followUp)
    , m_text(widgets::wrappedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("followUp"));
    m_text->setObjectName(QStringLiteral("followUpText"));
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Under way"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, Space::Tiny));
    auto *row = new QHBoxLayout;
    row->setSpacing(widgets::space(this, Space::Small));
    column->addLayout(row);
    column->addWidget(m_bar);
    row->addWidget(m_text, 1);
    m_next = addButton(tr("Load &next page"), "loadNextPage", &FollowUp::loadNextPage);
    m_all = addButton(tr("&Load all pages"), "loadAllPages", &FollowUp::loadAllPages);
    m_wait = addButton(tr("&Wait until..."), "waitUntil", nullptr);
    m_wait->setMenu(m_menu);
    m_stop = addButton(tr("&Stop"), "stopFollowUp", &FollowUp::stop);
    for (QPushButton *button : {m_next, m_all, m_wait, m_stop})
        row->addWidget(button);
    connect(m_followUp, &FollowUp::changed, this, &FollowUpBar::refresh);
    connect(m_menu, &QMenu::aboutToShow, this, &FollowUpBar::refreshOffers);
    refresh();
}

QPushButton *FollowUpBar::addButton(const QString &text, const char *name, void (FollowUp::*pressed)())
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    if (pressed)
        connect(button, &QPushButton::clicked, m_followUp, pressed);
    return button;
}

void FollowUpBar::refreshOffers()
{
    m_menu->clear();
    const QList<WaitOffer> &offers = m_followUp->offers();
    for (qsizetype i = 0; i < offers.size(); ++i)
        m_menu->addAction(wording::words(offers[i].waiter.name), m_followUp,
                          [this, i] { m_followUp->waitFor(i); });
}

void FollowUpBar::refresh()
{
    const bool isBusy = m_followUp->isBusy();
    const bool wasOnButton = m_next->hasFocus() || m_all->hasFocus() || m_wait->hasFocus();
    const bool wasOnStop = m_stop->hasFocus();
    const bool hasNext = m_followUp->hasNextPage();
    const QString before = m_text->text();
    m_text->setText(m_followUp->sentence());
    const char *role = m_followUp->tone() == FollowUp::Tone::Bad ? "problem" : "muted";
    if (m_text->property("role") != QLatin1String(role))
        widgets::setRole(m_text, role);
    m_next->setVisible(hasNext && !isBusy);
    m_all->setVisible(hasNext && !isBusy);
    m_wait->setVisible(!m_followUp->offers().isEmpty() && !isBusy);
    m_stop->setVisible(isBusy);
    m_bar->setVisible(isBusy);
    setVisible(isBusy || hasNext || !m_followUp->offers().isEmpty() || !m_text->text().isEmpty());
    // Return must not press a button that has just come to stand where another was.
    if (isBusy && wasOnButton)
        m_stop->setFocus();
    if (!isBusy && wasOnStop && (hasNext || m_wait->isVisibleTo(this)))
        (hasNext ? m_next : m_wait)->setFocus();
    const bool isNews = !isBusy && m_text->text() != before && !m_text->text().isEmpty();
    if (isNews)
        widgets::announce(m_text, m_text->text());
}

} // namespace formwork::operation
