// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QAbstractListModel>

namespace formwork::shell
{

// The services of a catalog that fit what is typed: those whose name begins with it first, then those whose
// name or id holds it, then those whose description does. A row of its own at the top stands for the
// favourites.
class ServiceListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole }; // empty: the favourites

    using QAbstractListModel::QAbstractListModel;

    void setServices(const QList<model::ServicePtr> &services, bool hasFavourites);
    void setQuery(const QString &query);

    [[nodiscard]] model::ServicePtr serviceAt(int row) const; // null for the favourites
    [[nodiscard]] int rowOf(const QString &id) const; // -1: not listed
    [[nodiscard]] int firstService() const { return isFavouritesListed() ? 1 : 0; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void arrange();
    [[nodiscard]] bool isFavouritesListed() const { return m_hasFavourites && m_query.isEmpty(); }
    [[nodiscard]] QVariant favouritesData(int role) const;

    QList<model::ServicePtr> m_all;
    QList<qsizetype> m_shown; // indexes into m_all
    QString m_query;
    bool m_hasFavourites = false;
};

} // namespace formwork::shell
