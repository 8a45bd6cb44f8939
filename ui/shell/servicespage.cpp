// SPDX-License-Identifier: Apache-2.0
#include "shell/servicespage.h"

#include "shell/operationlist.h"
#include "shell/servicelist.h"
#include "shell/tokenscan.h"
#include "widgets/elidedlabel.h"
#include "widgets/entrydelegate.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"
#include "wording/names.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QShortcut>

namespace formwork::shell
{
namespace
{

using widgets::Space;

QListView *entryList(const char *name, const QString &title, bool hasHelp, QWidget *parent)
{
    auto *list = new QListView(parent);
    list->setObjectName(QLatin1String(name));
    list->setAccessibleName(title);
    list->setItemDelegate(new widgets::EntryDelegate(hasHelp, list));
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setMouseTracking(true);
    return list;
}

// Steps over headings.
void step(QListView *list, int rows)
{
    const QAbstractItemModel *model = list->model();
    const int direction = rows > 0 ? 1 : -1;
    int row = list->currentIndex().row();
    int last = row;
    for (int left = qAbs(rows); left > 0;) {
        row += direction;
        if (row < 0 || row >= model->rowCount())
            break;
        if (!model->index(row, 0).flags().testFlag(Qt::ItemIsSelectable))
            continue;
        last = row;
        --left;
    }
    if (last >= 0)
        list->setCurrentIndex(model->index(last, 0));
}

QString originInWords(const model::Service &service)
{
    const QString place = service.origin.startsWith(u':') ? ServicesPage::tr("built in") : service.origin;
    return ServicesPage::tr("%1 \u00b7 %n operation(s) \u00b7 API version %2 \u00b7 %3", nullptr,
                            static_cast<int>(service.operations.size()))
        .arg(service.id, service.apiVersion, place);
}

} // namespace

ServicesPage::ServicesPage(session::Session *session, Bookmarks &bookmarks, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_bookmarks(bookmarks)
    , m_serviceModel(new ServiceListModel(this))
    , m_operationModel(new OperationListModel(bookmarks, this))
    , m_tokens(new TokenScan(this))
    , m_serviceFilter(new widgets::SearchField(tr("Filter services"), this))
    , m_services(entryList("serviceList", tr("Services"), true, this))
    , m_title(widgets::titleLabel({}, this))
    , m_about(widgets::wrappedLabel({}, this))
    , m_origin(new widgets::ElidedLabel({}, this))
    , m_operationFilter(new widgets::SearchField(tr("Filter operations"), this))
    , m_operations(entryList("operationList", tr("Operations"), true, this))
    , m_nothing(widgets::wrappedLabel({}, this))
{
    setObjectName(QStringLiteral("servicesPage"));
    auto *row = new QHBoxLayout(this);
    widgets::setSpacing(row, font(), Space::Large, Space::Large);
    row->addLayout(buildServices(), 2);
    row->addLayout(buildOperations(), 3);
    connectServices();
    connectOperations();
    refresh();
}

QLayout *ServicesPage::buildServices()
{
    m_serviceFilter->setObjectName(QStringLiteral("serviceFilter"));
    m_services->setModel(m_serviceModel);
    m_services->setUniformItemSizes(true);
    m_services->installEventFilter(this);
    auto *column = new QVBoxLayout;
    column->addWidget(m_serviceFilter);
    column->addWidget(m_services, 1);
    return column;
}

QLayout *ServicesPage::buildOperations()
{
    m_operationFilter->setObjectName(QStringLiteral("operationFilter"));
    m_operations->setModel(m_operationModel);
    m_operations->installEventFilter(this);
    m_operations->setAccessibleDescription(tr("Enter opens the form. Ctrl+D adds to the favourites."));
    widgets::setRole(m_origin, "muted");
    m_origin->setObjectName(QStringLiteral("serviceOrigin"));
    m_nothing->setObjectName(QStringLiteral("nothingFound"));
    auto *column = new QVBoxLayout;
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_origin);
    column->addWidget(m_operationFilter);
    column->addWidget(m_nothing);
    column->addWidget(m_operations, 1);
    return column;
}

void ServicesPage::connectServices()
{
    connect(m_serviceFilter, &QLineEdit::textChanged, this, &ServicesPage::filterServices);
    connect(m_serviceFilter, &widgets::SearchField::stepped, this,
            [this](int rows) { step(m_services, rows); });
    connect(m_serviceFilter, &QLineEdit::returnPressed, m_operationFilter, qOverload<>(&QWidget::setFocus));
    connect(m_services->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid())
                    showChosen();
            });
    connect(m_services, &QListView::activated, m_operationFilter, qOverload<>(&QWidget::setFocus));
    connect(m_tokens, &TokenScan::found, this, [this](const QString &service, const QSet<QString> &names) {
        if (service == m_shown)
            m_operationModel->setExactlyOnce(names);
    });
}

void ServicesPage::connectOperations()
{
    connect(m_operationFilter, &QLineEdit::textChanged, this, &ServicesPage::filterOperations);
    connect(m_operationFilter, &widgets::SearchField::stepped, this,
            [this](int rows) { step(m_operations, rows); });
    connect(m_operationFilter, &widgets::SearchField::cancelled, m_serviceFilter,
            qOverload<>(&QWidget::setFocus));
    connect(m_operationFilter, &QLineEdit::returnPressed, this,
            [this] { open(m_operations->currentIndex()); });
    connect(m_operations, &QListView::activated, this, &ServicesPage::open);
    const auto *delegate = static_cast<widgets::EntryDelegate *>(m_operations->itemDelegate());
    connect(delegate, &widgets::EntryDelegate::starClicked, this, &ServicesPage::toggleStar);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_D), this), &QShortcut::activated, this,
            [this] { toggleStar(m_operations->currentIndex()); });
    connect(&m_bookmarks, &Bookmarks::changed, this, &ServicesPage::bookmarksChanged);
}

void ServicesPage::refresh()
{
    const QString before = m_shown;
    const bool isFirst = m_serviceModel->rowCount() == 0;
    m_serviceModel->setServices(m_session->environment()->catalog->services(),
                                !m_bookmarks.favourites().isEmpty() || !m_bookmarks.recent().isEmpty());
    const int kept = isFirst ? -1 : m_serviceModel->rowOf(before);
    const int row = kept >= 0 ? kept : qMin(m_serviceModel->firstService(), m_serviceModel->rowCount() - 1);
    m_services->setCurrentIndex(m_serviceModel->index(row));
    if (m_serviceModel->rowCount() == 0)
        showChosen();
}

void ServicesPage::showService(const QString &id)
{
    m_serviceFilter->clear();
    const int row = m_serviceModel->rowOf(id);
    if (row >= 0) {
        m_services->setCurrentIndex(m_serviceModel->index(row));
        m_services->scrollTo(m_serviceModel->index(row));
    } else if (id.isEmpty()) {
        m_services->setCurrentIndex({});
        showFavourites();
    }
}

void ServicesPage::startSearch()
{
    m_serviceFilter->setFocus();
    m_serviceFilter->selectAll();
}

void ServicesPage::leaveFavourites()
{
    if (m_shown.isEmpty() && m_serviceFilter->text().isEmpty())
        m_services->setCurrentIndex(m_serviceModel->index(m_serviceModel->firstService()));
}

// Typing in a list goes to the field above it.
bool ServicesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && (watched == m_services || watched == m_operations)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isText = !key->text().isEmpty() && key->text().front().isPrint() && key->text() != u" "
            && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
        if (isText) {
            widgets::SearchField *field = watched == m_services ? m_serviceFilter : m_operationFilter;
            field->setFocus();
            field->insert(key->text());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ServicesPage::filterServices(const QString &text)
{
    m_serviceModel->setQuery(text);
    m_services->setCurrentIndex(m_serviceModel->index(0));
    m_services->scrollToTop();
    if (m_serviceModel->rowCount() == 0)
        showChosen();
}

void ServicesPage::filterOperations(const QString &text)
{
    m_operationModel->setQuery(text);
    const QModelIndex first = m_operationModel->first();
    m_operations->setCurrentIndex(first);
    m_operations->scrollToTop();
    m_nothing->setVisible(!first.isValid());
    m_nothing->setText(text.isEmpty() ? tr("There is nothing here yet.")
                                      : tr("No operation here matches \u201c%1\u201d. Ctrl+K searches all "
                                           "services.")
                                            .arg(text));
}

void ServicesPage::showChosen()
{
    const QModelIndex chosen = m_services->currentIndex();
    const model::ServicePtr service = m_serviceModel->serviceAt(chosen.row());
    if (!service) {
        showFavourites();
        return;
    }
    m_shown = service->id;
    m_title->setText(service->title);
    m_about->setText(chosen.data(widgets::HelpRole).toString());
    m_about->setVisible(!m_about->text().isEmpty());
    m_origin->setFullText(originInWords(*service));
    m_operationModel->setLines(linesOf(*service));
    filterOperations(m_operationFilter->text());
    m_tokens->scan(m_session->environment()->catalog.current(), service->id);
}

void ServicesPage::showFavourites()
{
    const bool isNothingFound = m_serviceModel->rowCount() == 0 && !m_serviceFilter->text().isEmpty();
    m_shown.clear();
    m_title->setText(isNothingFound ? tr("No service matches") : tr("Favourites and recent"));
    m_about->setText(isNothingFound
                         ? tr("More services appear when the AWS CLI or python3-botocore is installed, or "
                              "when a folder of models is added in Preferences.")
                         : tr("A star (Ctrl+D) keeps an operation here."));
    m_about->show();
    m_origin->setFullText({});
    QList<OperationListModel::Line> lines;
    const auto add = [&](const QString &title, const QList<OperationName> &names) {
        if (names.isEmpty() || isNothingFound)
            return;
        OperationListModel::Line heading;
        heading.title = title;
        lines.append(heading);
        for (const OperationName &name : names) {
            const Result<model::ServicePtr> service =
                m_session->environment()->catalog->service(name.service);
            OperationListModel::Line line{name.service,
                                          name.operation,
                                          wording::words(name.operation),
                                          name.service + QStringLiteral(" \u00b7 ") + name.operation,
                                          {}};
            const qsizetype at = service ? (*service)->indexOf(name.operation) : -1;
            if (at >= 0) {
                line.detail = (*service)->title + QStringLiteral(" \u00b7 ") + name.operation;
                line.brief = (*service)->operations[at].brief;
                line.isDeprecated = (*service)->operations[at].deprecated;
            }
            lines.append(line);
        }
    };
    add(tr("Favourites"), m_bookmarks.favourites());
    add(tr("Recent"), m_bookmarks.recent());
    m_operationModel->setLines(lines);
    filterOperations(m_operationFilter->text());
}

void ServicesPage::open(const QModelIndex &operation)
{
    const OperationName name = m_operationModel->nameAt(operation);
    if (!name.service.isEmpty())
        Q_EMIT operationChosen(name.service, name.operation);
}

void ServicesPage::toggleStar(const QModelIndex &operation)
{
    const OperationName name = m_operationModel->nameAt(operation);
    if (!name.service.isEmpty())
        m_bookmarks.setFavourite(name, !m_bookmarks.isFavourite(name));
}

void ServicesPage::bookmarksChanged()
{
    const bool hadPlace = m_serviceModel->firstService() == 1 || !m_serviceFilter->text().isEmpty();
    if (m_shown.isEmpty())
        showFavourites();
    else if (!hadPlace)
        refresh(); // their place at the top appears
}

} // namespace formwork::shell
