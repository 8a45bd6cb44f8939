// SPDX-License-Identifier: Apache-2.0
#include "widgets/notifier.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace formwork::widgets;
using namespace std::chrono_literals;

namespace
{

struct Shown {
    QString program;
    QString title;
    QString text;
    QStringList actions;
};

// A desktop's notification service on a real bus.
class Service : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QList<Shown> shown;
    QStringList capabilities{QStringLiteral("body"), QStringLiteral("actions")};

public Q_SLOTS:
    Q_SCRIPTABLE QStringList GetCapabilities() const { return capabilities; }

    Q_SCRIPTABLE uint Notify(const QString &program, uint, const QString &, const QString &title,
                             const QString &text, const QStringList &actions, const QVariantMap &, int)
    {
        shown.append({program, title, text, actions});
        return static_cast<uint>(shown.size());
    }

Q_SIGNALS:
    Q_SCRIPTABLE void ActionInvoked(uint id, const QString &action);
    Q_SCRIPTABLE void NotificationClosed(uint id, uint reason);
};

} // namespace

// What is told to who works elsewhere, through the service of the desktop.
class TestNotifier : public QObject
{
    Q_OBJECT

    QProcess m_bus;
    QDBusConnection m_desktop{QStringLiteral("none")};
    Service m_service;
    const QString m_name = QStringLiteral("org.freedesktop.Notifications");

    bool serve() { return m_desktop.registerService(m_name); }

private Q_SLOTS:
    // A bus of the test's own: whatever desktop it runs on shows nothing.
    void initTestCase()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            QSKIP("dbus-daemon is not installed.");
        m_bus.start(
            daemon,
            {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
        QVERIFY(m_bus.waitForReadyRead(10'000));
        const QByteArray address = m_bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        m_desktop = QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("desktop"));
        QVERIFY(m_desktop.isConnected());
        QVERIFY(m_desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_service,
                                         QDBusConnection::ExportScriptableContents));
    }

    void cleanupTestCase()
    {
        m_bus.kill();
        m_bus.waitForFinished();
    }

    void init()
    {
        m_service.shown.clear();
        m_service.capabilities = {QStringLiteral("body"), QStringLiteral("actions")};
    }

    void cleanup() { m_desktop.unregisterService(m_name); }

    void tellsWhoIsAway()
    {
        QVERIFY(serve());
        QWidget window;
        Notifier notifier(nullptr, [] { return true; });
        notifier.ended(&window, 5s, QStringLiteral("Create a group: Created"), QStringLiteral("<b> & c"));
        QTRY_COMPARE(m_service.shown.size(), 1);
        QCOMPARE(m_service.shown.first().title, QStringLiteral("Create a group: Created"));
        QCOMPARE(m_service.shown.first().text, QStringLiteral("<b> & c")); // it takes no markup
        QVERIFY(m_service.shown.first().actions.contains(QStringLiteral("default")));
        m_service.capabilities += QStringLiteral("body-markup");
        notifier.ended(&window, 5s, QStringLiteral("Again"), QStringLiteral("<b> & c"));
        QTRY_COMPARE(m_service.shown.size(), 2);
        QCOMPARE(m_service.shown.last().text, QStringLiteral("&lt;b&gt; &amp; c"));
    }

    void pressingItShowsTheWindow()
    {
        QVERIFY(serve());
        QWidget window;
        Notifier notifier(nullptr, [] { return true; });
        notifier.ended(&window, 5s, QStringLiteral("Created"), {});
        QTRY_COMPARE(m_service.shown.size(), 1);
        QVERIFY(!window.isVisible());
        // Its number has to come back first.
        QTRY_VERIFY(notifier.findChildren<QDBusPendingCallWatcher *>().isEmpty());
        Q_EMIT m_service.ActionInvoked(7, QStringLiteral("default")); // another program's
        notifier.ended(&window, 5s, QStringLiteral("Created"), {}); // comes after it on the same bus
        QTRY_COMPARE(m_service.shown.size(), 2);
        QVERIFY(!window.isVisible());
        window.setWindowState(Qt::WindowMinimized);
        Q_EMIT m_service.ActionInvoked(1, QStringLiteral("default"));
        QTRY_VERIFY(window.isVisible());
        QVERIFY(!window.isMinimized());
    }

    void saysNothingToWhoIsThereOrOfWhatWasShort()
    {
        QVERIFY(serve());
        QWidget window;
        bool isAway = false;
        Notifier notifier(nullptr, [&isAway] { return isAway; });
        notifier.ended(&window, 5s, QStringLiteral("there"), {});
        isAway = true;
        notifier.ended(&window, 200ms, QStringLiteral("short"), {});
        notifier.ended(&window, 5s, QStringLiteral("told"), {});
        QTRY_COMPARE(m_service.shown.size(), 1);
        QCOMPARE(m_service.shown.first().title, QStringLiteral("told"));
    }

    void doesWithoutAService()
    {
        QWidget window;
        Notifier notifier(nullptr, [] { return true; });
        notifier.ended(&window, 5s, QStringLiteral("nobody"), {});
        notifier.ended(nullptr, 5s, QStringLiteral("no window"), {});
        const auto *names = QDBusConnection::sessionBus().interface();
        QVERIFY(!names->isServiceRegistered(m_name).value());
        QVERIFY(serve()); // what was sent before the answer is gone
        notifier.ended(&window, 5s, QStringLiteral("now"), {});
        QTRY_COMPARE(m_service.shown.size(), 1);
        QCOMPARE(m_service.shown.first().title, QStringLiteral("now"));
    }
};

QTEST_MAIN(TestNotifier)
#include "tst_notifier.moc"
