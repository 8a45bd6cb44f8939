// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "alike/difference.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace formwork::history
{

// Two documents beside each other, member by member. Secrets are never in it. Deletes itself.
class CompareDialog : public QDialog
{
    Q_OBJECT

public:
    // `here` and `there`: what the columns are called.
    CompareDialog(const QString &title, const QString &here, const QString &there, QWidget *parent);

    void say(const QString &sentence); // what is under way, or why there is nothing
    void show(const alike::Difference &difference, const QStringList &notes = {});
    using QDialog::show;

private:
    void add(const alike::Difference &difference, QTreeWidgetItem *parent);
    void hideSame();

    QLabel *m_summary;
    QLabel *m_notes;
    QCheckBox *m_onlyDifferent;
    QTreeWidget *m_tree;
};

} // namespace formwork::history
