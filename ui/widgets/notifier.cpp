// SPDX-License-Identifier: Apache-2.0
#include "widgets/notifier.h"

#include <QApplication>

#ifdef FORMWORK_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace formwork::widgets
{
namespace
{

constexpr qsizetype kMostText = 300; // characters; a notification is no place to read

#ifdef FORMWORK_HAS_DBUS
QString service() { return QStringLiteral("org.freedesktop.Notifications"); }
QString path() { return QStringLiteral("/org/freedesktop/Notifications"); }

QDBusMessage callOf(const char *method)
{
    return QDBusMessage::createMethodCall(service(), path(), service(), QLatin1String(method));
}
#endif

} // namespace

Notifier::Notifier(QObject *parent, std::function<bool()> isAway)
    : QObject(parent)
    , m_isAway(isAway ? std::move(isAway)
                      : [] { return QGuiApplication::applicationState() != Qt::ApplicationActive; })
{
}

void Notifier::ended(QWidget *window, std::chrono::milliseconds took, const QString &title,
                     const QString &text)
{
    if (took < kLong || !m_isAway())
        return;
    if (window)
        QApplication::alert(window->window());
    show({window ? window->window() : nullptr, title,
          text.size() > kMostText ? text.left(kMostText - 1) + u'\u2026' : text});
}

#ifdef FORMWORK_HAS_DBUS

// Nobody waits for the service: where there is none, or it does not answer, nothing is shown.
void Notifier::show(const Notice &notice)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    if (!std::exchange(m_listens, true)) {
        bus.connect(service(), path(), service(), QStringLiteral("ActionInvoked"), this,
                    SLOT(noteAction(uint, QString)));
        bus.connect(service(), path(), service(), QStringLiteral("NotificationClosed"), this,
                    SLOT(noteClosed(uint, uint)));
    }
    auto *asked = new QDBusPendingCallWatcher(bus.asyncCall(callOf("GetCapabilities")), this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked, notice] {
        asked->deleteLater();
        const QDBusPendingReply<QStringList> reply = *asked;
        if (!reply.isError())
            send(notice, reply.value().contains(QLatin1String("body-markup")));
    });
}

void Notifier::send(const Notice &notice, bool takesMarkup)
{
    QDBusMessage message = callOf("Notify");
    const QStringList actions{QStringLiteral("default"), tr("Show")};
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()},
                            {QStringLiteral("category"), QStringLiteral("transfer.complete")}};
    message.setArguments({QGuiApplication::applicationDisplayName(), uint{0}, QStringLiteral("formwork"),
                          notice.title, takesMarkup ? notice.text.toHtmlEscaped() : notice.text, actions,
                          hints, -1});
    auto *sent = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(sent, &QDBusPendingCallWatcher::finished, this, [this, sent, window = notice.window] {
        sent->deleteLater();
        const QDBusPendingReply<uint> reply = *sent;
        if (!reply.isError())
            m_shown.insert(reply.value(), window);
    });
}

#else

void Notifier::show(const Notice &) { }
void Notifier::send(const Notice &, bool) { }

#endif

void Notifier::noteAction(uint id, const QString &action)
{
    const QPointer<QWidget> window = m_shown.value(id);
    if (action != u"default" || !window)
        return;
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized); // show() leaves it down there
    window->show();
    window->raise();
    window->activateWindow();
}

void Notifier::noteClosed(uint id, uint) { m_shown.remove(id); }

} // namespace formwork::widgets
