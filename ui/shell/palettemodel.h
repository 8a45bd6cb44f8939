// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "keeping/savedforms.h"
#include "search/search.h"
#include "shell/bookmarks.h"

#include <QAbstractListModel>

#include <optional>

namespace formwork::shell
{

// What the palette found: an operation a line, in words, with the title of its guide where it has one. While
// nothing is typed: the guided operations, the favourites and the recent ones.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { ServiceRole = Qt::UserRole, OperationRole, TitleRole, GuidedRole, SavedRole, FormRole };

    PaletteModel(std::shared_ptr<const search::OperationIndex> index, guide::GuidesPtr guides,
                 const Bookmarks &bookmarks, QObject *parent = nullptr);

    void setIndex(std::shared_ptr<const search::OperationIndex> index); // before the next query
    void setSaved(const QList<keeping::SavedForm> &forms); // likewise
    void setQuery(const QString &query);
    // The forms that a pasted text fills in place of what was found; FormRole is the index, -1 a thing to be
    // read first. The warning of the first one is what is under way.
    struct Form {
        QString title;
        QString detail;
        QString warning;
        int index = 0;
    };
    void setForms(const QList<Form> &forms);
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
        QString saved = {}; // id of a saved form
        std::optional<int> form = {};
        QString warning = {};
    };
    void append(const Line &line); // unless it is listed
    void appendGuided();
    void appendSaved();
    void appendBookmarks(const QList<OperationName> &names);

    std::shared_ptr<const search::OperationIndex> m_index;
    guide::GuidesPtr m_guides;
    const Bookmarks &m_bookmarks;
    QList<keeping::SavedForm> m_saved;
    QString m_query;
    QList<Line> m_lines;
};

} // namespace formwork::shell
