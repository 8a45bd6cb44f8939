// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "search/search.h"
#include "shell/bookmarks.h"

#include <QAbstractListModel>

namespace formwork::shell
{

// What the palette found: an operation a line, in words, with the title of its guide where it has one. While
// nothing is typed: the guided operations, the favourites and the recent ones.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { ServiceRole = Qt::UserRole, OperationRole, TitleRole, GuidedRole };

    PaletteModel(std::shared_ptr<const search::OperationIndex> index, guide::GuidesPtr guides,
                 const Bookmarks &bookmarks, QObject *parent = nullptr);

    void setIndex(std::shared_ptr<const search::OperationIndex> index); // before the next query
    void setQuery(const QString &query);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Line {
        QString service;
        QString operation;
        QString title;
        QString detail;
        bool isGuided = false;
        bool isDeprecated = false;
    };
    void append(const Line &line); // unless it is listed
    void appendGuided();
    void appendBookmarks(const QList<OperationName> &names);

    std::shared_ptr<const search::OperationIndex> m_index;
    guide::GuidesPtr m_guides;
    const Bookmarks &m_bookmarks;
    QString m_query;
    QList<Line> m_lines;
};

} // namespace formwork::shell
