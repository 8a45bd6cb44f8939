// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/fieldpicker.h"
#include "many/job.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::many
{

class ColumnTable;
class FieldList;

// The second step: which column goes to which field, texts put together of several columns, and what every
// row has beside them.
class MapPage : public QWidget
{
    Q_OBJECT

public:
    explicit MapPage(Job *job, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void dress(QTableWidget *table, const QString &name, const QStringList &headers, const char *objectName);
    QWidget *buildFields();
    void anew(); // another file
    void refresh();
    void pick(QWidget *below, std::function<void(const QString &path)> picked);
    void addTemplate(const QString &path, const QString &text);
    void takeTemplates();
    void showTarget(QPushButton *button, const QString &path) const;

    Job *m_job;
    QList<forms::FieldPicker::Entry> m_choices; // made when they are first asked for
    widgets::Banner *m_problem;
    ColumnTable *m_columns;
    FieldList *m_fields;
    QTableWidget *m_templates;
    QCheckBox *m_usesFixed;
    QLabel *m_fixed;
    QStringList m_known; // columns that are shown
    bool m_isFilling = false;
};

} // namespace formwork::many
