// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/paste.h"
#include "shell/palettemodel.h"

#include <QDialog>

class QLineEdit;
class QListView;
class QLabel;

namespace formwork::shell
{

// Ctrl+K: type a few letters, Enter opens the form, Ctrl+Enter what makes many from a file. Closes when it
// loses the focus.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    CommandPalette(std::shared_ptr<const search::OperationIndex> index, const guide::GuidesPtr &guides,
                   const Bookmarks &bookmarks, QWidget *parent);

    void setForMany(); // Enter too makes many from a file
    void setSaved(const QList<keeping::SavedForm> &forms);
    void setIndex(std::shared_ptr<const search::OperationIndex> index); // more models have been read

    // As if it were pasted. What it is stands in the field, not the text itself: it may hold secrets.
    void paste(const QString &text);
    void showPasted(const alike::Pasted &pasted, int round); // what was found in that one

Q_SIGNALS:
    void operationChosen(const QString &service, const QString &operation);
    void manyChosen(const QString &service, const QString &operation);
    void savedChosen(const QString &id);
    void pasted(const QString &text, int round); // a command, a template...: somebody reads it
    void formChosen(const formwork::alike::Pasted &pasted, qsizetype form); // -1: what its ARN names

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &query);
    void choose(const QModelIndex &index);
    void chooseMany(const QModelIndex &index);
    void beginPaste(const QString &text);
    void refit(const QString &nothing);

    PaletteModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    QLabel *m_nothing;
    alike::Pasted m_pasted;
    bool m_isForMany = false;
    bool m_isPasted = false; // what stands in the field is the name of a pasted text
    int m_round = 0; // of texts
    qsizetype m_length = 0; // of what stood in the field
};

} // namespace formwork::shell
