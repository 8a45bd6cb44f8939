// SPDX-License-Identifier: Apache-2.0
#include "history/selectionpanel.h"

#include "journal/protection.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace formwork::history
{

SelectionPanel::SelectionPanel(QWidget *parent)
    : QFrame(parent)
    , m_text(widgets::headingLabel({}, this))
{
    setObjectName(QStringLiteral("selectionPanel"));
    widgets::setRole(this, "panel");
    auto *retry = new QPushButton(tr("&Retry them"), this);
    retry->setObjectName(QStringLiteral("retryAll"));
    widgets::setFlag(retry, "primary", true);
    connect(retry, &QPushButton::clicked, this, &SelectionPanel::retryRequested);
    auto *remove = new QPushButton(tr("&Delete them"), this);
    remove->setObjectName(QStringLiteral("deleteAll"));
    connect(remove, &QPushButton::clicked, this, &SelectionPanel::deleteRequested);

    auto *row = new QHBoxLayout;
    row->setSpacing(widgets::space(this, widgets::Space::Small));
    row->addWidget(m_text, 1);
    row->addWidget(remove);
    row->addWidget(retry);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addLayout(row);
    column->addWidget(widgets::wrappedLabel(journal::retryInGeneral(), this));
    column->addStretch(1);
}

void SelectionPanel::setCount(qsizetype count)
{
    m_text->setText(tr("%n request(s) selected", nullptr, static_cast<int>(count)));
}

} // namespace formwork::history
