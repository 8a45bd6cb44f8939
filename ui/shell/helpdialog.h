// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QTabWidget;

namespace formwork::shell
{

// What one does with the program from day to day, and its keys. A window of its own beside the others.
class HelpDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Page { Tasks, Keys };

    explicit HelpDialog(QWidget *parent = nullptr);

    void showPage(Page page);

private:
    QTabWidget *m_tabs;
};

} // namespace formwork::shell
