// SPDX-License-Identifier: Apache-2.0
#include "preferences/guidespage.h"

#include "guide/ownguides.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace formwork::preferences
{

GuidesPage::GuidesPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_guides(new QTreeWidget(this))
    , m_status(widgets::wrappedLabel({}, this))
{
    setObjectName(QStringLiteral("guidesPage"));
    m_status->setObjectName(QStringLiteral("guidesStatus"));
    m_guides->setObjectName(QStringLiteral("ownGuides"));
    m_guides->setHeaderLabels({tr("File"), tr("Operation"), tr("Title")});
    m_guides->setTextElideMode(Qt::ElideMiddle);
    m_guides->header()->setStretchLastSection(false);
    m_guides->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    widgets::setAccessible(m_guides, tr("Your guides"), tr("Below a guide that is not used stands why."));
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addWidget(
        widgets::helpLabel(tr("A guide says how the form of an operation is: its steps, its words, what it "
                              "begins with. Yours lie in a "
                              "folder, a file each, and go before those of Formwork. \u201cValues\u201d, "
                              "\u201cSave as a guide...\u201d in "
                              "a form makes one; what is changed in a file counts from the next form on."),
                           this));
    column->addWidget(m_guides, 1);
    column->addWidget(m_status);
    auto *open = new QPushButton(tr("&Open the folder"), this);
    open->setObjectName(QStringLiteral("openGuides"));
    open->setAutoDefault(false);
    const QString folder = session->environment()->guides->ownFolder();
    open->setEnabled(!folder.isEmpty());
    connect(open, &QPushButton::clicked, this, [folder] {
        QDir().mkpath(folder);
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });
    column->addWidget(open, 0, Qt::AlignLeft);
    connect(session, &session::Session::guidesChanged, this, [this] {
        if (isVisible())
            refresh();
    });
}

void GuidesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void GuidesPage::refresh()
{
    const client::EnvironmentPtr &environment = m_session->environment();
    const QString folder = environment->guides->ownFolder();
    const QList<guide::OwnGuide> guides =
        guide::ownGuides(folder, [&environment](const QString &service, const QString &name) {
            return environment->catalog->operation(service, name);
        });
    m_guides->clear();
    int wrong = 0;
    for (const guide::OwnGuide &one : guides) {
        auto *row = new QTreeWidgetItem(m_guides,
                                        {QFileInfo(one.file).fileName(),
                                         QString(one.service + u' ' + one.operation).trimmed(), one.title});
        row->setToolTip(0, one.file.toHtmlEscaped());
        if (one.problem.isEmpty())
            continue;
        ++wrong;
        auto *why = new QTreeWidgetItem(row, {one.problem});
        why->setFirstColumnSpanned(true);
        why->setToolTip(0, one.problem.toHtmlEscaped());
        row->setExpanded(true);
    }
    m_guides->resizeColumnToContents(1);
    m_status->setText(guides.isEmpty() ? tr("There are none in %1.").arg(folder)
                          : wrong == 0
                          ? tr("%n guide(s), all used.", nullptr, static_cast<int>(guides.size()))
                          : tr("%n guide(s) cannot be used; below each stands why.", nullptr, wrong));
}

} // namespace formwork::preferences
