// SPDX-License-Identifier: Apache-2.0
#include "accounts/portalmodel.h"

#include "signin/authorize.h"

#include <QPointer>

#include <algorithm>

namespace formwork::accounts
{

namespace
{

constexpr quintptr kTop = 0; // internal id of an account; of a role: the account's row + 1
constexpr qsizetype kLongestName = 64;

} // namespace

PortalModel::PortalModel(signin::SignIns *signIns, signin::IdentityCenter center,
                         QList<credentials::Profile> known, QObject *parent)
    : QAbstractItemModel(parent)
    , m_signIns(signIns)
    , m_center(std::move(center))
    , m_known(std::move(known))
{
}

void PortalModel::load()
{
    if (std::exchange(m_isLoading, true))
        return;
    Q_EMIT loadingChanged();
    m_signIns->accounts(m_center, m_next)
        .then([self = QPointer(this)](const Result<signin::PageOf<signin::PortalAccount>> &page) {
            if (self)
                self->take(page);
        });
}

void PortalModel::take(const Result<signin::PageOf<signin::PortalAccount>> &page)
{
    m_isLoading = false;
    if (!page) {
        Q_EMIT loadingChanged();
        Q_EMIT failed(page.error());
        return;
    }
    const int first = static_cast<int>(m_accounts.size());
    if (!page->items.isEmpty()) {
        beginInsertRows({}, first, first + static_cast<int>(page->items.size()) - 1);
        for (const signin::PortalAccount &account : page->items)
            m_accounts.append(Account{account, {}, {}, false, false});
        endInsertRows();
    }
    m_next = page->next;
    m_isComplete = m_next.isEmpty();
    if (m_isComplete)
        Q_EMIT loadingChanged();
    else
        load();
}

bool PortalModel::canFetchMore(const QModelIndex &parent) const
{
    if (!parent.isValid() || parent.internalId() != kTop)
        return false;
    const Account &account = m_accounts[parent.row()];
    return !account.isComplete && !account.isFetching;
}

void PortalModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Account &account = m_accounts[parent.row()];
    account.isFetching = true;
    m_signIns->roles(m_center, account.account.id, account.next)
        .then([self = QPointer(this), id = account.account.id](const Result<signin::PageOf<QString>> &page) {
            if (self)
                self->takeRoles(id, page);
        });
}

void PortalModel::takeRoles(const QString &accountId, const Result<signin::PageOf<QString>> &page)
{
    const auto found =
        std::ranges::find(m_accounts, accountId, [](const Account &one) { return one.account.id; });
    if (found == m_accounts.end())
        return;
    found->isFetching = false;
    if (!page && m_isLookingUp && page.error().code == u"AccessLost") { // there is nothing to be picked in it
        found->isComplete = true;
        lookUpNext();
        return;
    }
    if (!page) {
        m_isLookingUp = false;
        Q_EMIT failed(page.error());
        Q_EMIT loadingChanged();
        return;
    }
    const QModelIndex parent = index(static_cast<int>(found - m_accounts.begin()), 0);
    const int first = static_cast<int>(found->roles.size());
    if (!page->items.isEmpty()) {
        beginInsertRows(parent, first, first + static_cast<int>(page->items.size()) - 1);
        for (const QString &role : page->items)
            found->roles.append(ownRole(*found, role));
        endInsertRows();
    }
    found->next = page->next;
    found->isComplete = found->next.isEmpty();
    if (!found->isComplete)
        fetchMore(parent);
    else if (m_isLookingUp)
        lookUpNext();
}

void PortalModel::lookUpRoles()
{
    m_isLookingUp = true;
    lookUpNext();
}

void PortalModel::lookUpNext()
{
    const auto next = std::ranges::find_if(
        m_accounts, [](const Account &account) { return !account.isComplete && !account.isFetching; });
    m_isLookingUp = next != m_accounts.end();
    if (m_isLookingUp)
        fetchMore(index(static_cast<int>(next - m_accounts.begin()), 0));
    Q_EMIT loadingChanged();
}

qsizetype PortalModel::lookedUpCount() const
{
    return std::ranges::count_if(m_accounts, &Account::isComplete);
}

bool PortalModel::isOfHere(const credentials::Profile &profile) const
{
    return profile.kind == credentials::ProfileKind::SignedIn
        && signin::normalisedUrl(profile.signIn.startUrl) == signin::normalisedUrl(m_center.startUrl);
}

PortalModel::OwnRole PortalModel::ownRole(const Account &account, const QString &role) const
{
    const auto known = std::ranges::find_if(m_known, [&](const credentials::Profile &one) {
        return isOfHere(one) && one.accountId == account.account.id && one.roleName == role;
    });
    if (known != m_known.end())
        return {role, known->name, true, true};
    return {role, freeName(account, role), false, false};
}

QList<credentials::Profile> PortalModel::lost() const
{
    QList<credentials::Profile> lost;
    for (const credentials::Profile &one : m_isComplete ? m_known : QList<credentials::Profile>()) {
        if (isOfHere(one) && std::ranges::none_of(m_accounts, [&](const Account &account) {
                return account.account.id == one.accountId;
            }))
            lost.append(one);
    }
    return lost;
}

// As the account is called, with its role; another one where that is taken.
QString PortalModel::freeName(const Account &account, const QString &role) const
{
    const QString called = account.account.name.isEmpty() ? account.account.id : account.account.name;
    const QString wanted = (called + u'/' + role).left(kLongestName - 4);
    const auto isTaken = [&](const QString &name) {
        return std::ranges::any_of(m_known,
                                   [&](const credentials::Profile &one) {
                                       return one.name.compare(name, Qt::CaseInsensitive) == 0;
                                   })
            || std::ranges::any_of(m_accounts, [&](const Account &other) {
                   return std::ranges::any_of(other.roles, [&](const OwnRole &own) {
                       return own.name.compare(name, Qt::CaseInsensitive) == 0;
                   });
               });
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = QStringLiteral("%1 %2").arg(wanted).arg(number);
    return name;
}

QList<PortalModel::Pick> PortalModel::picks() const
{
    QList<Pick> picks;
    for (const Account &account : m_accounts) {
        for (const OwnRole &own : account.roles) {
            if (own.isPicked && !own.isKnown)
                picks.append({account.account, own.role, own.name});
        }
    }
    return picks;
}

QModelIndex PortalModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kTop);
}

QModelIndex PortalModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kTop)
        return {};
    return createIndex(static_cast<int>(index.internalId()) - 1, 0, kTop);
}

int PortalModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_accounts.size());
    if (parent.internalId() != kTop || parent.column() > 0)
        return 0;
    return static_cast<int>(m_accounts[parent.row()].roles.size());
}

bool PortalModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return !m_accounts.isEmpty();
    if (parent.internalId() != kTop)
        return false;
    const Account &account = m_accounts[parent.row()];
    return !account.isComplete || !account.roles.isEmpty(); // not known before it is opened
}

QVariant PortalModel::ofAccount(const Account &account, int column, int role) const
{
    const signin::PortalAccount &of = account.account;
    QStringList parts{of.name, of.id, of.email};
    parts.removeAll(QString());
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
    if (isText && column == What)
        return parts.join(QStringLiteral(" \u00b7 "));
    if (role == SearchRole)
        return parts.join(u' ');
    return {};
}

QVariant PortalModel::ofRole(const Account &account, const OwnRole &own, int column, int role) const
{
    if (role == SearchRole)
        return QString(own.role + u' ' + ofAccount(account, What, SearchRole).toString());
    if (column == Name && (role == Qt::DisplayRole || role == Qt::EditRole))
        return own.name;
    if (column == What && role == Qt::DisplayRole)
        return own.role;
    if (role == Qt::ToolTipRole && own.isKnown)
        return tr("Is among your accounts already");
    if (column == What && role == Qt::CheckStateRole)
        return own.isPicked ? Qt::Checked : Qt::Unchecked;
    return {};
}

QVariant PortalModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == kTop)
        return ofAccount(m_accounts[index.row()], index.column(), role);
    const Account &account = m_accounts[static_cast<qsizetype>(index.internalId()) - 1];
    return ofRole(account, account.roles[index.row()], index.column(), role);
}

QVariant PortalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("Account and role") : tr("Name in Formwork");
}

bool PortalModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.internalId() == kTop)
        return false;
    OwnRole &own = m_accounts[static_cast<qsizetype>(index.internalId()) - 1].roles[index.row()];
    if (own.isKnown)
        return false;
    if (role == Qt::CheckStateRole && index.column() == What)
        own.isPicked = value.toInt() == Qt::Checked;
    else if (role == Qt::EditRole && index.column() == Name && !value.toString().trimmed().isEmpty())
        own.name = value.toString().trimmed();
    else
        return false;
    Q_EMIT dataChanged(index, index);
    Q_EMIT picksChanged();
    return true;
}

Qt::ItemFlags PortalModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid() || index.internalId() == kTop)
        return flags;
    if (m_accounts[static_cast<qsizetype>(index.internalId()) - 1].roles[index.row()].isKnown)
        return flags & ~Qt::ItemIsEnabled;
    return flags | (index.column() == What ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

} // namespace formwork::accounts
