// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"
#include "shell/bookmarks.h"

#include <QWidget>

class QLabel;
class QListView;
class QModelIndex;
class QVBoxLayout;

namespace formwork::widgets
{
class ElidedLabel;
class SearchField;
} // namespace formwork::widgets

namespace formwork::shell
{

class OperationListModel;
class ServiceListModel;
class TokenScan;

// Every service of the catalog with what it is for, and the operations of the chosen one by what they do:
// creations first. Ctrl+D stars an operation; typing in a list searches.
class ServicesPage : public QWidget
{
    Q_OBJECT

public:
    ServicesPage(session::Session *session, Bookmarks &bookmarks, QWidget *parent = nullptr);

    void refresh(); // the catalog is another one
    void showService(const QString &id); // empty: the favourites
    void startSearch(); // puts the focus into the filter of services
    void leaveFavourites(); // to the first service, if they are shown

Q_SIGNALS:
    void operationChosen(const QString &service, const QString &operation);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLayout *buildServices();
    QLayout *buildOperations();
    void connectServices();
    void connectOperations();
    void filterServices(const QString &text);
    void filterOperations(const QString &text);
    void showChosen();
    void showFavourites();
    void open(const QModelIndex &operation);
    void toggleStar(const QModelIndex &operation);
    void bookmarksChanged();

    session::Session *m_session;
    Bookmarks &m_bookmarks;
    ServiceListModel *m_serviceModel;
    OperationListModel *m_operationModel;
    TokenScan *m_tokens;
    widgets::SearchField *m_serviceFilter;
    QListView *m_services;
    QLabel *m_title;
    QLabel *m_about;
    widgets::ElidedLabel *m_origin;
    widgets::SearchField *m_operationFilter;
    QListView *m_operations;
    QLabel *m_nothing;
    QString m_shown; // id of the service whose operations are listed; empty: the favourites
};

} // namespace formwork::shell
