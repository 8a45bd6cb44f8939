// SPDX-License-Identifier: Apache-2.0
#include "shell/servicespage.h"

#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>

#include <array>

namespace formwork::shell
{
namespace
{

using widgets::Space;

// What an operation does, told from the verb it begins with.
struct Group {
    const char *title;
    std::array<const char *, 6> verbs;
};

constexpr std::array kGroups{
    Group{QT_TRANSLATE_NOOP("ServicesPage", "Create"),
          {"Create", "Put", "Register", "Start", "Run", "Import"}},
    Group{QT_TRANSLATE_NOOP("ServicesPage", "Read"), {"Get", "List", "Describe", "Search", "Query", "Batch"}},
    Group{QT_TRANSLATE_NOOP("ServicesPage", "Change"),
          {"Update", "Modify", "Set", "Tag", "Enable", "Associate"}},
    Group{QT_TRANSLATE_NOOP("ServicesPage", "Delete"),
          {"Delete", "Deregister", "Remove", "Terminate", "Untag", "Disassociate"}},
};

size_t groupOf(const QString &operation)
{
    for (size_t group = 0; group < kGroups.size(); ++group) {
        for (const char *verb : kGroups[group].verbs) {
            if (operation.startsWith(QLatin1String(verb)))
                return group;
        }
    }
    return kGroups.size();
}

void addHeading(QListWidget *list, const QString &text)
{
    auto *item = new QListWidgetItem(text, list);
    item->setFlags(Qt::NoItemFlags);
}

} // namespace

ServicesPage::ServicesPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_filter(new widgets::SearchField(tr("Filter services"), this))
    , m_services(new QListWidget(this))
    , m_title(widgets::titleLabel({}, this))
    , m_about(widgets::wrappedLabel({}, this))
    , m_operations(new QListWidget(this))
{
    setObjectName(QStringLiteral("servicesPage"));
    m_filter->setObjectName(QStringLiteral("serviceFilter"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_services->setObjectName(QStringLiteral("serviceList"));
    m_services->setAccessibleName(tr("Services"));
    m_services->setUniformItemSizes(true);
    m_operations->setObjectName(QStringLiteral("operationList"));
    m_operations->setAccessibleName(tr("Operations"));

    auto *left = new QVBoxLayout;
    left->addWidget(m_filter);
    left->addWidget(m_services);
    auto *right = new QVBoxLayout;
    right->addWidget(m_title);
    right->addWidget(m_about);
    right->addWidget(m_operations, 1);
    auto *row = new QHBoxLayout(this);
    widgets::setSpacing(row, font(), Space::Large, Space::Large);
    row->addLayout(left, 2);
    row->addLayout(right, 3);

    connect(m_filter, &QLineEdit::textChanged, this, &ServicesPage::filterServices);
    connect(m_filter, &widgets::SearchField::stepped, this, [this](int rows) {
        m_services->setCurrentRow(qBound(0, m_services->currentRow() + rows, m_services->count() - 1));
    });
    connect(m_services, &QListWidget::currentItemChanged, this, &ServicesPage::showOperations);
    connect(m_operations, &QListWidget::itemActivated, this, &ServicesPage::open);
    refresh();
}

void ServicesPage::refresh()
{
    const QListWidgetItem *chosen = m_services->currentItem();
    const QString id = chosen ? chosen->data(Qt::UserRole).toString() : QString();
    filterServices(m_filter->text());
    for (int row = 0; row < m_services->count(); ++row) {
        if (m_services->item(row)->data(Qt::UserRole).toString() == id)
            m_services->setCurrentRow(row);
    }
}

void ServicesPage::filterServices(const QString &text)
{
    m_services->clear();
    for (const model::ServicePtr &service : m_session->environment()->catalog->services()) {
        if (!text.isEmpty() && !service->id.contains(text, Qt::CaseInsensitive)
            && !service->title.contains(text, Qt::CaseInsensitive))
            continue;
        auto *item = new QListWidgetItem(service->title + QStringLiteral("   ") + service->id, m_services);
        item->setData(Qt::UserRole, service->id);
        item->setToolTip(tr("%1 operations, API version %2, from %3")
                             .arg(service->operations.size())
                             .arg(service->apiVersion, service->origin));
    }
    m_services->setCurrentRow(0);
}

void ServicesPage::showOperations(const QListWidgetItem *chosen)
{
    m_operations->clear();
    m_title->clear();
    m_about->clear();
    const QString id = chosen ? chosen->data(Qt::UserRole).toString() : QString();
    const Result<model::ServicePtr> service = m_session->environment()->catalog->service(id);
    if (!chosen || !service)
        return;
    m_title->setText((*service)->title);
    m_about->setText((*service)->brief);
    std::array<QStringList, kGroups.size() + 1> grouped;
    for (const model::OperationSummary &operation : (*service)->operations)
        grouped[groupOf(operation.name)].append(operation.name);
    for (size_t group = 0; group < grouped.size(); ++group) {
        if (grouped[group].isEmpty())
            continue;
        addHeading(m_operations, group < kGroups.size() ? tr(kGroups[group].title) : tr("Other"));
        for (const QString &name : grouped[group]) {
            auto *item = new QListWidgetItem(name, m_operations);
            item->setData(Qt::UserRole, id);
        }
    }
}

void ServicesPage::open(const QListWidgetItem *operation)
{
    const QString service = operation->data(Qt::UserRole).toString();
    if (!service.isEmpty())
        Q_EMIT operationChosen(service, operation->text());
}

} // namespace formwork::shell
