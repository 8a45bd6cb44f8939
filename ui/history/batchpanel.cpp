// SPDX-License-Identifier: Apache-2.0
#include "history/batchpanel.h"

#include "base/figures.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace formwork::history
{

BatchPanel::BatchPanel(QWidget *parent)
    : QFrame(parent)
    , m_title(widgets::headingLabel({}, this))
    , m_text(widgets::wrappedLabel({}, this))
    , m_rows(new QPushButton(this))
{
    setObjectName(QStringLiteral("batchPanel"));
    widgets::setRole(this, "panel");
    auto *open = new QPushButton(tr("&Open batch..."), this);
    open->setObjectName(QStringLiteral("openBatch"));
    widgets::setFlag(open, "primary", true);
    connect(open, &QPushButton::clicked, this, &BatchPanel::openRequested);
    m_rows->setObjectName(QStringLiteral("showBatchRows"));
    connect(m_rows, &QPushButton::clicked, this, &BatchPanel::rowsRequested);
    auto *row = new QHBoxLayout;
    row->setSpacing(widgets::space(this, widgets::Space::Small));
    row->addWidget(m_title, 1);
    row->addWidget(m_rows);
    row->addWidget(open);
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addLayout(row);
    m_text->setObjectName(QStringLiteral("batchSentence"));
    column->addWidget(m_text);
    column->addStretch(1);
}

void BatchPanel::showBatch(qint64 id, const journal::Batch *batch, bool isOpen)
{
    m_title->setText(tr("Batch %1").arg(id));
    m_rows->setText(isOpen ? tr("&Hide its rows") : tr("&Show its rows"));
    if (!batch) {
        m_text->clear();
        return;
    }
    const journal::BatchCounts &counts = batch->counts;
    const auto inWords = [](qint64 number) { return QLocale().toString(number); };
    m_text->setText(tr("%1 %2, from %3: %Ln row(s), %4 succeeded, %5 failed, %6 unknown, %7 not sent.",
                       nullptr, pluralOf(counts.rows))
                        .arg(batch->made.where.service, batch->made.where.operation, batch->made.source,
                             inWords(counts.succeeded), inWords(counts.rejected),
                             inWords(counts.unknown + counts.sending), inWords(counts.waiting)));
}

} // namespace formwork::history
