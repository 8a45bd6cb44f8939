// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace formwork::widgets
{
class SearchField;
}

namespace formwork::shell
{

// Every service of the catalog, and the operations of the chosen one: creations first.
class ServicesPage : public QWidget
{
    Q_OBJECT

public:
    explicit ServicesPage(session::Session *session, QWidget *parent = nullptr);

    void refresh(); // the catalog is another one

Q_SIGNALS:
    void operationChosen(const QString &service, const QString &operation);

private:
    void filterServices(const QString &text);
    void showOperations(const QListWidgetItem *service);
    void open(const QListWidgetItem *operation);

    session::Session *m_session;
    widgets::SearchField *m_filter;
    QListWidget *m_services;
    QLabel *m_title;
    QLabel *m_about;
    QListWidget *m_operations;
};

} // namespace formwork::shell
