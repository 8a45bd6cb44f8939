// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "model/search.h"

#include <QAbstractListModel>
#include <QDialog>

class QLineEdit;
class QListView;
class QLabel;

namespace formwork::shell
{

// What the palette found: an operation a line, with the title of its guide where it has one.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { ServiceRole = Qt::UserRole, OperationRole, TitleRole, DetailRole, GuidedRole };

    PaletteModel(std::shared_ptr<const model::OperationIndex> index, guide::GuidesPtr guides,
                 QObject *parent = nullptr);

    void setIndex(std::shared_ptr<const model::OperationIndex> index); // before the next query
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
    };
    void appendGuided(const QString &query);

    std::shared_ptr<const model::OperationIndex> m_index;
    guide::GuidesPtr m_guides;
    QList<Line> m_lines;
};

// Ctrl+K: type a few letters, Enter opens the form. Closes when it loses the focus.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    CommandPalette(std::shared_ptr<const model::OperationIndex> index, const guide::GuidesPtr &guides,
                   QWidget *parent);

    void setIndex(std::shared_ptr<const model::OperationIndex> index); // more models have been read

Q_SIGNALS:
    void operationChosen(const QString &service, const QString &operation);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &query);
    void choose(const QModelIndex &index);

    PaletteModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing;
};

} // namespace formwork::shell
