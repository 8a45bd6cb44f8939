// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shell/bookmarks.h"

#include <QWidget>

class QLabel;

namespace formwork::shell
{

// The favourites and the operations opened last, a button each; hidden while there are none.
class OperationShelf : public QWidget
{
    Q_OBJECT

public:
    explicit OperationShelf(Bookmarks &bookmarks, QWidget *parent = nullptr);

Q_SIGNALS:
    void operationChosen(const QString &service, const QString &operation);

private:
    void refresh();
    void fill(QWidget *buttons, QLabel *title, const QList<OperationName> &names, const QString &icon);

    Bookmarks &m_bookmarks;
    QLabel *m_favouritesTitle;
    QWidget *m_favourites;
    QLabel *m_recentTitle;
    QWidget *m_recent;
};

} // namespace formwork::shell
