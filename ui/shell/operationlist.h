// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "shell/bookmarks.h"

#include <QAbstractListModel>
#include <QSet>

namespace formwork::shell
{

// Operations in groups, each under a heading: those of a service by what they do, creations first, or the
// favourites and the recent ones of all services.
class OperationListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ServiceRole = Qt::UserRole, OperationRole };

    struct Line {
        QString service; // id; empty: a heading
        QString operation;
        QString title; // in words
        QString detail;
        QString brief;
        bool isDeprecated = false;
        [[nodiscard]] bool isHeading() const { return service.isEmpty(); }
    };

    explicit OperationListModel(Bookmarks &bookmarks, QObject *parent = nullptr);

    void setLines(const QList<Line> &lines);
    void setQuery(const QString &query);
    void setExactlyOnce(const QSet<QString> &operations); // names: those with a client token

    [[nodiscard]] OperationName nameAt(const QModelIndex &index) const; // empty for headings
    [[nodiscard]] QModelIndex first() const; // the first that is no heading; invalid if there is none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void arrange();
    [[nodiscard]] QString spoken(const Line &line) const;

    Bookmarks &m_bookmarks;
    QList<Line> m_all;
    QList<Line> m_shown;
    QString m_query;
    QSet<QString> m_exactlyOnce;
};

// The lines of one service, grouped.
[[nodiscard]] QList<OperationListModel::Line> linesOf(const model::Service &service);

} // namespace formwork::shell
