// SPDX-License-Identifier: Apache-2.0
#include "widgets/secretclipboard.h"

#include <QApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QTest>
#include <QTimer>

using namespace formwork::widgets;

class TestSecretClipboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SecretClipboard::ofApplication().setPatience(std::chrono::milliseconds(200)); }

    void init()
    {
        m_owner = std::make_unique<QLineEdit>(QStringLiteral("canary-secret"));
        SecretClipboard::watch(m_owner.get(), [field = m_owner.get()] { return QStringList{field->text()}; });
    }

    void whateverHoldsASecretIsMarkedAndTakenOff()
    {
        m_owner->selectAll();
        m_owner->copy(); // not by a button of ours
        QCOMPARE(clipboard()->text(), QStringLiteral("canary-secret"));
        QCOMPARE(clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")), "secret");
        QTRY_VERIFY(clipboard()->text().isEmpty());
    }

    void whatWasCopiedSinceStays()
    {
        clipboard()->setText(QStringLiteral("{\"password\": \"canary-secret\"}"));
        QVERIFY(clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
        clipboard()->setText(QStringLiteral("something else"));
        QVERIFY(!clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
        bool isOver = false; // the patience with what was there before
        QTimer::singleShot(400, this, [&isOver] { isOver = true; });
        QTRY_VERIFY(isOver);
        QCOMPARE(clipboard()->text(), QStringLiteral("something else"));
    }

    void withItsOwnerASecretIsNoneAnyMore()
    {
        m_owner.reset();
        clipboard()->setText(QStringLiteral("canary-secret"));
        QVERIFY(!clipboard()->mimeData()->hasFormat(QStringLiteral("x-kde-passwordManagerHint")));
    }

private:
    static QClipboard *clipboard() { return QApplication::clipboard(); }

    std::unique_ptr<QLineEdit> m_owner;
};

QTEST_MAIN(TestSecretClipboard)
#include "tst_secretclipboard.moc"
