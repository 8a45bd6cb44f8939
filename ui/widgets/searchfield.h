// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace formwork::widgets
{

// A line to search with: a glass in front, a cross to clear it, Escape clears, and the arrow keys are handed
// on to the list of what was found.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

    void setShortcutHint(const QString &keys); // drawn at the end while the field is empty: "Ctrl K"

Q_SIGNALS:
    void stepped(int rows); // Up -1, Down +1, Page Up and Page Down -10 and +10
    void cancelled(); // Escape in an empty field

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_hint;
};

} // namespace formwork::widgets
