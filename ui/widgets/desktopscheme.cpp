// SPDX-License-Identifier: Apache-2.0
#include "widgets/desktopscheme.h"

#include <QGuiApplication>
#include <QStyleHints>

#ifdef FORMWORK_HAS_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace formwork::widgets
{

#ifdef FORMWORK_HAS_DBUS
namespace
{

// The portal wraps the answer of Read in a second variant; SettingChanged does not.
uint schemeOf(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

constexpr uint kPrefersDark = 1; // org.freedesktop.appearance color-scheme; 0 no preference, 2 light

// Receives the portal's signal; Qt D-Bus signals need a slot of a QObject.
class SchemeListener : public QObject
{
    Q_OBJECT

public:
    SchemeListener(QObject *parent, std::function<void(bool)> wantsDark)
        : QObject(parent)
        , m_wantsDark(std::move(wantsDark))
    {
    }

    void tell(uint scheme) const
    {
        if (scheme != 0)
            m_wantsDark(scheme == kPrefersDark);
    }

public Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
    {
        if (group == u"org.freedesktop.appearance" && key == u"color-scheme")
            m_wantsDark(schemeOf(value.variant()) == kPrefersDark);
    }

private:
    std::function<void(bool)> m_wantsDark;
};

} // namespace

void followDesktopScheme(QObject *context, std::function<void(bool dark)> wantsDark)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
    const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
    const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
    auto *listener = new SchemeListener(context, std::move(wantsDark));
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), listener,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    read.setArguments({QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme")});
    read.setAutoStartService(false);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), listener);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, listener, [listener, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            listener->tell(schemeOf(reply.value().variant()));
        watcher->deleteLater();
    });
}
#elif QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
void followDesktopScheme(QObject *context, std::function<void(bool dark)> wantsDark)
{
    QObject::connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, context,
                     [wantsDark = std::move(wantsDark)](Qt::ColorScheme scheme) {
                         wantsDark(scheme == Qt::ColorScheme::Dark);
                     });
}
#else
void followDesktopScheme(QObject *, std::function<void(bool)>) { }
#endif

} // namespace formwork::widgets

#ifdef FORMWORK_HAS_DBUS
#include "desktopscheme.moc"
#endif
