// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <chrono>
#include <functional>

namespace formwork::widgets
{

// Tells through the desktop that something long has ended while nobody looks at the program: as a
// notification where there is a service for them (org.freedesktop.Notifications), and at the window's entry
// in the task bar. Owned by the session.
class Notifier : public QObject
{
    Q_OBJECT

public:
    // `isAway`: whether the person works elsewhere; by itself, whether no window of the program is active.
    explicit Notifier(QObject *parent = nullptr, std::function<bool()> isAway = {});

    // What took less is not waited for elsewhere.
    static constexpr std::chrono::milliseconds kLong{3000};

    // `text` is shown to whoever sees the screen: no secret, plain text.
    void ended(QWidget *window, std::chrono::milliseconds took, const QString &title, const QString &text);

public Q_SLOTS:
    void noteAction(uint id, const QString &action); // of the notification service
    void noteClosed(uint id, uint reason);

private:
    struct Notice {
        QPointer<QWidget> window;
        QString title;
        QString text;
    };
    void show(const Notice &notice);
    void send(const Notice &notice, bool takesMarkup);

    std::function<bool()> m_isAway;
    QHash<uint, QPointer<QWidget>> m_shown; // by number of the service; which window it is about
    bool m_listens = false;
};

} // namespace formwork::widgets
