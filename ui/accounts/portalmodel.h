// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/signins.h"

#include <QAbstractItemModel>

namespace formwork::accounts
{

// The accounts that one has at an Identity Center, and below each its roles, which are fetched when it is
// opened. A role is picked by its check box, under a name that can be changed. Hundreds of accounts come page
// by page; what has come stays when a later page fails.
class PortalModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { What, Name, Columns };
    enum Role { SearchRole = Qt::UserRole }; // everything a line is found by

    // `known`: every account there is; those of this Identity Center stand here ticked, for good.
    PortalModel(signin::SignIns *signIns, signin::IdentityCenter center, QList<credentials::Profile> known,
                QObject *parent = nullptr);

    void load(); // from the first page, or on from the one that failed
    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    // The roles of every account, one account after the other, as the portal slows down who asks for many at
    // once; then all of them can be searched.
    void lookUpRoles();
    [[nodiscard]] bool isLookingUp() const { return m_isLookingUp; }
    [[nodiscard]] qsizetype lookedUpCount() const; // accounts whose roles are known
    [[nodiscard]] qsizetype accountCount() const { return m_accounts.size(); }

    struct Pick {
        signin::PortalAccount account;
        QString role;
        QString name;
    };
    [[nodiscard]] QList<Pick> picks() const;
    // Known ones whose account is given no longer; none before everything has come.
    [[nodiscard]] QList<credentials::Profile> lost() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex & = {}) const override { return Columns; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override; // the roles of an account

Q_SIGNALS:
    void loadingChanged();
    void failed(const formwork::Error &error); // what came before it is there
    void picksChanged();

private:
    struct OwnRole {
        QString role;
        QString name;
        bool isPicked = false;
        bool isKnown = false; // is an account of Formwork already
    };
    struct Account {
        signin::PortalAccount account;
        QList<OwnRole> roles;
        QString next; // page of its roles
        bool isFetching = false;
        bool isComplete = false; // all of its roles are here
    };

    void take(const Result<signin::PageOf<signin::PortalAccount>> &page);
    void lookUpNext();
    void takeRoles(const QString &accountId, const Result<signin::PageOf<QString>> &page);
    [[nodiscard]] bool isOfHere(const credentials::Profile &profile) const;
    [[nodiscard]] OwnRole ownRole(const Account &account, const QString &role) const;
    [[nodiscard]] QString freeName(const Account &account, const QString &role) const;
    [[nodiscard]] QVariant ofAccount(const Account &account, int column, int role) const;
    [[nodiscard]] QVariant ofRole(const Account &account, const OwnRole &own, int column, int role) const;

    signin::SignIns *m_signIns;
    signin::IdentityCenter m_center;
    bool m_isLookingUp = false;
    QList<credentials::Profile> m_known;
    QList<Account> m_accounts; // in the order they came
    QString m_next;
    bool m_isLoading = false;
    bool m_isComplete = false; // all of the accounts are here
};

} // namespace formwork::accounts
