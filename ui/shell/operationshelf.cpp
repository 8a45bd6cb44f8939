// SPDX-License-Identifier: Apache-2.0
#include "shell/operationshelf.h"

#include "forms/flowlayout.h"
#include "model/service.h"
#include "widgets/icon.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "wording/names.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace formwork::shell
{
namespace
{

using widgets::Space;

constexpr qsizetype kMost = 8; // of each; the services page has the rest

QWidget *buttonRow(const char *name, QWidget *parent)
{
    auto *row = new QWidget(parent);
    row->setObjectName(QLatin1String(name));
    auto *flow = new forms::FlowLayout(row);
    flow->setSpacing(widgets::space(parent, Space::Small));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    row->setSizePolicy(policy);
    return row;
}

} // namespace

OperationShelf::OperationShelf(Bookmarks &bookmarks, QWidget *parent)
    : QWidget(parent)
    , m_bookmarks(bookmarks)
    , m_favouritesTitle(widgets::headingLabel(tr("Favourites"), this))
    , m_favourites(buttonRow("favouriteOperations", this))
    , m_recentTitle(widgets::headingLabel(tr("Recent operations"), this))
    , m_recent(buttonRow("recentOperations", this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, Space::Small));
    for (QWidget *part : {static_cast<QWidget *>(m_favouritesTitle), m_favourites,
                          static_cast<QWidget *>(m_recentTitle), m_recent})
        column->addWidget(part);
    connect(&m_bookmarks, &Bookmarks::changed, this, &OperationShelf::refresh);
    refresh();
}

void OperationShelf::refresh()
{
    const Bookmarks &bookmarks = m_bookmarks;
    QList<OperationName> recent;
    for (const OperationName &name : bookmarks.recent()) {
        if (!bookmarks.isFavourite(name))
            recent.append(name);
    }
    fill(m_favourites, m_favouritesTitle, bookmarks.favourites(), QStringLiteral("star-filled"));
    fill(m_recent, m_recentTitle, recent, QStringLiteral("clock"));
    setVisible(!bookmarks.favourites().isEmpty() || !recent.isEmpty());
}

void OperationShelf::fill(QWidget *buttons, QLabel *title, const QList<OperationName> &names,
                          const QString &icon)
{
    const QList<QPushButton *> old = buttons->findChildren<QPushButton *>();
    for (QPushButton *button : old) {
        buttons->layout()->removeWidget(button);
        button->hide();
        button->deleteLater(); // the click on it may be what brought us here
    }
    for (const OperationName &name : names.mid(0, kMost)) {
        const QString words = wording::words(name.operation);
        auto *button = new QPushButton(words + QStringLiteral(" \u00b7 ") + name.service, buttons);
        button->setObjectName(QStringLiteral("operation:%1:%2").arg(name.service, name.operation));
        button->setIcon(
            widgets::icon(icon, icon == u"clock" ? widgets::Tone::Neutral : widgets::Tone::Warning));
        button->setToolTip(name.service + QStringLiteral(" \u00b7 ") + name.operation);
        connect(button, &QPushButton::clicked, this,
                [this, name] { Q_EMIT operationChosen(name.service, name.operation); });
        buttons->layout()->addWidget(button);
        button->show();
    }
    buttons->setVisible(!names.isEmpty());
    title->setVisible(!names.isEmpty());
}

} // namespace formwork::shell
