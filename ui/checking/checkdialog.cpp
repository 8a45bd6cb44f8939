// SPDX-License-Identifier: Apache-2.0
#include "checking/checkdialog.h"

#include "checking/checkpanel.h"
#include "client/whereabouts.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace formwork::checking
{

CheckDialog::CheckDialog(session::Session *session, const journal::Record &record, QWidget *parent)
    : QDialog(parent)
    , m_panel(new CheckPanel(session, this))
{
    const journal::NewRequest &request = record.request;
    setObjectName(QStringLiteral("checkDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Did it happen?"));
    const QString name = request.what.isEmpty()
        ? request.operation
        : request.operation + QStringLiteral(" \u00b7 ") + request.what;
    auto *column = new QVBoxLayout(this);
    column->setSpacing(widgets::space(this, widgets::Space::Small));
    column->addWidget(widgets::headingLabel(name, this));
    column->addWidget(widgets::helpLabel(
        tr("Only reads, with the keys of %1 in %2. Nothing is sent again and nothing is changed.")
            .arg(client::wentTo(request), request.region),
        this));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *inner = new QWidget(scroll);
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins({});
    rows->addWidget(m_panel);
    rows->addStretch(1);
    scroll->setWidget(inner);
    column->addWidget(scroll, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(widgets::openingSize(this, QSize(widgets::textWidth(this, 90), 22 * widgets::lineHeight(font()))));
    m_panel->start(record.id);
}

} // namespace formwork::checking
