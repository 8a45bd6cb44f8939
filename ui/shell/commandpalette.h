// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shell/palettemodel.h"

#include <QDialog>

class QLineEdit;
class QListView;
class QLabel;

namespace formwork::shell
{

// Ctrl+K: type a few letters, Enter opens the form. Closes when it loses the focus.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    CommandPalette(std::shared_ptr<const search::OperationIndex> index, const guide::GuidesPtr &guides,
                   const Bookmarks &bookmarks, QWidget *parent);

    void setIndex(std::shared_ptr<const search::OperationIndex> index); // more models have been read

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
