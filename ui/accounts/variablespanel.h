// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;

namespace formwork::accounts
{

// The variables of one account: what {{name}} stands for in the forms that go to it. What is entered counts
// at once; what cannot be one is said, and not kept.
class VariablesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit VariablesPanel(QWidget *parent = nullptr);

    void show(const credentials::Profile &profile);

Q_SIGNALS:
    void edited(const QMap<QString, QString> &variables); // by the person

private:
    void addRow(const QString &name, const QString &value);
    void add();
    void remove();
    void take();

    QTableWidget *m_table;
    QLabel *m_problem;
    QPushButton *m_remove;
    QMap<QString, QString> m_variables;
    QString m_profile; // id
};

} // namespace formwork::accounts
