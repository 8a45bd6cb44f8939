// SPDX-License-Identifier: Apache-2.0
#include "accounts/portalpage.h"

#include "asking/plan.h"
#include "endpoint/resolve.h"
#include "signin/questions.h"
#include "widgets/announce.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>

namespace formwork::accounts
{

using credentials::Profile;

namespace
{

QCoro::Task<Result<void>> saveAll(std::shared_ptr<credentials::ProfileStore> store, QList<Profile> profiles)
{
    for (const Profile &profile : profiles) {
        const Result<void> saved = co_await store->save(profile, std::nullopt);
        if (!saved)
            co_return saved;
    }
    co_return Result<void>();
}

} // namespace

PortalPage::PortalPage(session::Session *session, signin::IdentityCenter center, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_center(std::move(center))
    , m_model(new PortalModel(session->signIns(), m_center, session->profiles().profiles(), this))
    , m_found(new QSortFilterProxyModel(this))
    , m_tree(new QTreeView(this))
    , m_state(widgets::helpLabel({}, this))
    , m_lost(widgets::wrappedLabel({}, this))
    , m_region(new QComboBox(this))
    , m_more(new QPushButton(tr("&Go on loading"), this))
    , m_roles(new QPushButton(tr("&Look up all roles"), this))
    , m_add(new QPushButton(this))
{
    m_found->setSourceModel(m_model);
    m_found->setRecursiveFilteringEnabled(true);
    m_found->setAutoAcceptChildRows(true);
    m_found->setFilterRole(PortalModel::SearchRole);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_found->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_found->sort(PortalModel::What);
    build();
    connect(m_model, &PortalModel::loadingChanged, this, &PortalPage::refresh);
    connect(m_model, &PortalModel::picksChanged, this, &PortalPage::refresh);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &PortalPage::refresh);
    connect(m_model, &PortalModel::failed, this, [this](const Error &error) {
        m_more->show();
        Q_EMIT failed(error);
    });
    m_more->hide();
    m_model->load();
    refresh();
}

void PortalPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(widgets::space(this, widgets::Space::Small));
    auto *search = new widgets::SearchField(tr("Find an account or a role"), this);
    search->setObjectName(QStringLiteral("portalSearch"));
    widgets::setAccessible(search, tr("Find an account or a role"));
    connect(search, &QLineEdit::textChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);
    column->addWidget(search);
    setFocusProxy(search);
    m_tree->setObjectName(QStringLiteral("portalTree"));
    m_tree->setAccessibleName(tr("Accounts and roles"));
    m_tree->setModel(m_found);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(PortalModel::What, widgets::textWidth(this, 64));
    column->addWidget(m_tree, 1);
    m_state->setObjectName(QStringLiteral("portalState"));
    column->addWidget(m_state);
    m_lost->setObjectName(QStringLiteral("portalLost"));
    column->addWidget(m_lost);
    m_region->setObjectName(QStringLiteral("portalRegion"));
    m_region->setEditable(true);
    for (const endpoint::Partition &partition : endpoint::partitions()) {
        for (const endpoint::Region &region : partition.regions)
            m_region->addItem(region.id);
    }
    m_region->setCurrentText(m_center.region);
    widgets::setAccessible(m_region, tr("Region of the new accounts"));
    auto *label = new QLabel(tr("&Region to work in"), this);
    label->setBuddy(m_region);
    m_add->setObjectName(QStringLiteral("portalAdd"));
    m_more->setObjectName(QStringLiteral("portalMore"));
    m_roles->setObjectName(QStringLiteral("portalRoles"));
    m_roles->setToolTip(tr("Until then a search finds the roles of those accounts alone that were opened."));
    connect(m_roles, &QPushButton::clicked, m_model, &PortalModel::lookUpRoles);
    widgets::setFlag(m_add, "primary", true);
    connect(m_add, &QPushButton::clicked, this, &PortalPage::add);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_more->hide();
        m_model->load();
    });
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_region);
    row->addStretch(1);
    row->addWidget(m_more);
    row->addWidget(m_roles);
    row->addWidget(m_add);
    column->addLayout(row);
}

void PortalPage::refresh()
{
    const auto accounts = static_cast<int>(m_model->accountCount());
    const auto lookedUp = static_cast<int>(m_model->lookedUpCount());
    m_roles->setVisible(!m_model->isLoading() && lookedUp < accounts);
    m_roles->setEnabled(!m_model->isLookingUp());
    m_state->setText(
        m_model->isLookingUp()     ? tr("Looked for roles in %n account(s) so far...", nullptr, lookedUp)
            : m_model->isLoading() ? tr("%n account(s) so far, more are coming...", nullptr, accounts)
            : accounts == 0        ? tr("You have no account here. Ask your administrator for one.")
                                   : tr("%n account(s). Open one to see your roles in it, and tick those "
                                               "that you want here.",
                                        nullptr, accounts));
    QStringList lost;
    for (const Profile &profile : m_model->lost()) {
        m_session->identities().noteLost(profile);
        lost.append(profile.name);
    }
    m_lost->setText(tr("No longer given to you: %1. They stay in the list of accounts, marked.")
                        .arg(lost.join(QStringLiteral(", "))));
    m_lost->setVisible(!lost.isEmpty());
    const auto picked = static_cast<int>(m_model->picks().size());
    m_add->setText(picked > 0 ? tr("&Add %n account(s)", nullptr, picked) : tr("&Add accounts"));
    m_add->setEnabled(picked > 0);
}

void PortalPage::showNotSaved(const Error &error)
{
    refresh();
    Q_EMIT failed(error);
}

void PortalPage::add()
{
    QList<Profile> profiles;
    for (const PortalModel::Pick &pick : m_model->picks()) {
        Profile profile;
        profile.name = pick.name;
        profile.kind = credentials::ProfileKind::SignedIn;
        profile.region = m_region->currentText().trimmed();
        profile.colour = QStringLiteral("#2361d6");
        profile.accountId = pick.account.id;
        profile.roleName = pick.role;
        if (signin::isPracticeCenter(m_center))
            profile.endpointUrl = asking::practiceAddress();
        profile.signIn.startUrl = m_center.startUrl;
        profile.signIn.region = m_center.region;
        profile.signIn.session = m_center.session;
        profile.signIn.fips = m_center.fips;
        profiles.append(profile);
    }
    m_add->setEnabled(false);
    saveAll(m_session->environment()->profiles, profiles)
        .then([self = QPointer(this), first = profiles.first().name](const Result<void> &saved) {
            if (!self)
                return;
            const Result<Profile> stored = self->m_session->profiles().profile(first);
            if (saved && stored)
                Q_EMIT self->added(stored->id); // nothing follows: the page may go
            else
                self->showNotSaved(saved ? stored.error() : saved.error());
        });
}

} // namespace formwork::accounts
