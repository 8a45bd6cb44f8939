// SPDX-License-Identifier: Apache-2.0
#include "preferences/modelspage.h"

#include "base/figures.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace formwork::preferences
{
namespace
{

enum Column { PathColumn, KindColumn, ServicesColumn, SkippedColumn };

constexpr int kFolderRole = Qt::UserRole; // of a row that can be removed: the folder as it was added

// The folder of Preferences that a place comes from: itself, or the virtual environment around it.
QString folderOf(const QString &place, const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QString clean = QDir::cleanPath(folder);
        if (place == clean || place.startsWith(clean + u'/'))
            return folder;
    }
    return {};
}

// Reasons come from files of unknown origin.
QTreeWidgetItem *plainRow(QTreeWidgetItem *above, const QString &text)
{
    auto *row = new QTreeWidgetItem(above, {text});
    row->setToolTip(PathColumn, text.toHtmlEscaped());
    row->setFirstColumnSpanned(true);
    return row;
}

} // namespace

ModelsPage::ModelsPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_places(new QTreeWidget(this))
    , m_status(widgets::wrappedLabel({}, this))
{
    setObjectName(QStringLiteral("modelsPage"));
    m_status->setObjectName(QStringLiteral("modelsStatus"));
    m_places->setObjectName(QStringLiteral("modelPlaces"));
    m_places->setHeaderLabels({tr("Place"), tr("Found as"), tr("Services"), tr("Left out")});
    m_places->setUniformRowHeights(true);
    m_places->setTextElideMode(Qt::ElideMiddle);
    m_places->header()->setStretchLastSection(false);
    m_places->header()->setSectionResizeMode(PathColumn, QHeaderView::Stretch);
    for (const int column : {KindColumn, ServicesColumn, SkippedColumn})
        m_places->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    widgets::setAccessible(
        m_places, tr("Places of service models"),
        tr("Each place with the number of services that are read from it. Below it what was "
           "left out and why."));
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Medium, widgets::Space::Small);
    column->addWidget(widgets::helpLabel(
        tr("Formwork finds the models of the AWS CLI, botocore and boto3 by itself. A folder of models, a "
           "checkout of "
           "AWS's published models or a Python virtual environment is added here; formwork-cli uses it too."),
        this));
    column->addWidget(m_places, 1);
    column->addWidget(m_status);
    column->addWidget(buttons());
    const catalog::CatalogSource *source = m_session->environment()->catalog.source();
    connect(source, &catalog::CatalogSource::changed, this, &ModelsPage::refresh);
    connect(source, &catalog::CatalogSource::readingChanged, this, &ModelsPage::refresh);
    connect(m_places, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!chosenPath().isEmpty()); });
    refresh();
}

QWidget *ModelsPage::buttons()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins({});
    auto *add = new QPushButton(tr("&Add folder..."), box);
    add->setObjectName(QStringLiteral("addModels"));
    m_remove = new QPushButton(tr("&Remove"), box);
    m_remove->setObjectName(QStringLiteral("removeModels"));
    m_remove->setEnabled(false);
    m_rescan = new QPushButton(tr("Re&scan"), box);
    m_rescan->setObjectName(QStringLiteral("rescanModels"));
    connect(add, &QPushButton::clicked, this, &ModelsPage::chooseFolder);
    connect(m_remove, &QPushButton::clicked, this, &ModelsPage::removeFolder);
    connect(m_rescan, &QPushButton::clicked, m_session->environment()->catalog.source(),
            &catalog::CatalogSource::read);
    row->addWidget(add);
    row->addWidget(m_remove);
    row->addStretch(1);
    row->addWidget(m_rescan);
    return box;
}

QString ModelsPage::chosenPath() const
{
    const QList<QTreeWidgetItem *> selected = m_places->selectedItems();
    return selected.isEmpty() ? QString() : selected.first()->data(PathColumn, kFolderRole).toString();
}

QStringList ModelsPage::folders() const { return catalog::chosenFolders(m_session->paths().settings()); }

void ModelsPage::setFolders(const QStringList &folders)
{
    catalog::setChosenFolders(m_session->paths().settings(), folders);
    m_session->environment()->catalog.source()->read();
}

void ModelsPage::refresh()
{
    const catalog::LiveCatalog &live = m_session->environment()->catalog;
    const catalog::CatalogPtr catalog = live.current();
    const QStringList chosen = folders();
    m_places->clear();
    for (const catalog::Catalog::Source &source : catalog->sources()) {
        const bool isBuiltIn = source.place.kind == catalog::Place::Kind::BuiltIn;
        auto *row = new QTreeWidgetItem(
            m_places,
            {isBuiltIn ? tr("Formwork itself") : QDir::toNativeSeparators(source.place.path),
             catalog::kindInWords(source.place.kind), tr("%1 of %2").arg(source.used).arg(source.found),
             source.skipped.isEmpty() ? QString() : QString::number(source.skipped.size())});
        row->setToolTip(PathColumn, source.place.path.toHtmlEscaped());
        row->setToolTip(ServicesColumn,
                        tr("How many services are read from here, of those that are described here"));
        if (source.place.kind == catalog::Place::Kind::Chosen)
            row->setData(PathColumn, kFolderRole, folderOf(source.place.path, chosen));
        for (const catalog::Catalog::Skipped &skipped : source.skipped)
            plainRow(row, skipped.reason);
    }
    addGuideProblems();
    const bool isReading = live.source()->isReading();
    m_rescan->setEnabled(!isReading);
    m_remove->setEnabled(!chosenPath().isEmpty());
    m_status->setText(isReading ? tr("Reading service models...")
                                : tr("%1, %2", "services, operations")
                                      .arg(tr("%1 service(s)", nullptr, pluralOf(catalog->services().size()))
                                               .arg(localNumber(catalog->services().size())),
                                           tr("%1 operation(s)", nullptr, pluralOf(catalog->operationCount()))
                                               .arg(localNumber(catalog->operationCount()))));
}

// Guides that do not fit the model that was found; their forms are made from the model alone.
void ModelsPage::addGuideProblems()
{
    const QStringList problems = m_session->environment()->guides->problems();
    if (problems.isEmpty())
        return;
    auto *row = new QTreeWidgetItem(
        m_places, {tr("Guides that do not fit their model"), {}, {}, QString::number(problems.size())});
    for (const QString &problem : problems)
        plainRow(row, problem);
}

void ModelsPage::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("A folder of service models"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &ModelsPage::addFolder);
    dialog->open();
}

void ModelsPage::addFolder(const QString &folder)
{
    const QString clean = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    QStringList all = folders();
    if (all.contains(clean))
        return;
    all.append(clean);
    setFolders(all);
}

void ModelsPage::removeFolder()
{
    QStringList all = folders();
    if (all.removeAll(chosenPath()) > 0)
        setFolders(all);
}

} // namespace formwork::preferences
