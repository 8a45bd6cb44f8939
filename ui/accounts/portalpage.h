// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/portalmodel.h"
#include "session/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace formwork::accounts
{

// Everything one may do at an Identity Center: its accounts and roles, searched, and picked as accounts of
// Formwork under names that can be changed.
class PortalPage : public QWidget
{
    Q_OBJECT

public:
    PortalPage(session::Session *session, signin::IdentityCenter center, QWidget *parent = nullptr);

Q_SIGNALS:
    void added(const QString &firstId);
    void failed(const formwork::Error &error);

private:
    void build();
    void refresh();
    void add();
    void showNotSaved(const Error &error);

    session::Session *m_session;
    signin::IdentityCenter m_center;
    PortalModel *m_model;
    QSortFilterProxyModel *m_found;
    QTreeView *m_tree;
    QLabel *m_state;
    QLabel *m_lost; // what was given and is no longer
    QComboBox *m_region;
    QPushButton *m_more;
    QPushButton *m_roles;
    QPushButton *m_add;
};

} // namespace formwork::accounts
