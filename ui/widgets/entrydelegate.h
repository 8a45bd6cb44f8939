// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace formwork::widgets
{

// What the delegate looks for beside Qt::DisplayRole, the name of the entry, and Qt::DecorationRole, an icon
// before it. All may be missing.
enum EntryRole {
    DetailRole = Qt::UserRole + 100, // muted, after the name
    HelpRole, // muted, in the line below
    HeadingRole, // bool: a title over the entries that follow
    NoteRole, // a pill at the end: something good
    DangerRole, // a pill at the end: something that a slip would be bad with
    WarningRole, // a pill at the end: something to be careful with
    StarredRole, // bool: a star at the end, filled or not
    QueryRole, // what was searched for; where it stands in name and detail is set off
    StrongRole, // bool: the name in bold
};

// Draws the entries of every list one chooses from: a name and what helps to recognise it.
class EntryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // `hasHelp`: entries have a second line.
    EntryDelegate(bool hasHelp, QObject *parent);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

Q_SIGNALS:
    void starClicked(const QModelIndex &index);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    [[nodiscard]] QRect starPlace(const QStyleOptionViewItem &option) const;
    void paintEntry(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QRect paintMarks(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                     QRect line) const; // what is left of the line

    bool m_hasHelp;
};

} // namespace formwork::widgets
