// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <chrono>

namespace formwork::widgets
{

// Hides what the windows show when nobody has touched the program for a while; a click or a key shows it
// again. It keeps glances out and no person: nothing is verified, and it does not say so either. One a
// program, owned by the application object.
class IdleCover : public QObject
{
    Q_OBJECT
public:
    static IdleCover &ofApplication();

    void setPatience(std::chrono::milliseconds patience); // 0: never
    [[nodiscard]] bool isCovering() const { return !m_covers.isEmpty(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit IdleCover(QObject *parent);
    void cover();
    void coverWindow(QWidget *window);
    void uncover();

    QTimer m_idle;
    QList<QPointer<QWidget>> m_covers; // one a window
};

} // namespace formwork::widgets
