// SPDX-License-Identifier: Apache-2.0
#include "forms/offerpicker.h"
#include "formwindow.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>

using namespace formwork;
using namespace formwork::testing;
using forms::Offer;

namespace
{

class FakeListing : public forms::Listing
{
public:
    using Listing::Listing;

    [[nodiscard]] QList<Offer> offers() const override { return known; }
    [[nodiscard]] bool isAsking() const override { return asking; }
    [[nodiscard]] bool hasMore() const override { return pagesLeft > 0; }
    [[nodiscard]] QString sentence() const override { return why; }
    [[nodiscard]] QString creates() const override { return QStringLiteral("Create role"); }
    void more() override
    {
        --pagesLeft;
        for (int i = 0; i < 30; ++i)
            known.append({QStringLiteral("arn:%1").arg(known.size()),
                          QStringLiteral("role %1").arg(known.size()),
                          {}});
        Q_EMIT changed();
    }
    void refresh() override { ++refreshed; }
    void create() override { ++created; }
    void use(const QString &value) override { used.append(value); }

    QList<Offer> known = {
        {QStringLiteral("arn:admin"), QStringLiteral("admin"), QStringLiteral("Active"), true},
        {QStringLiteral("arn:reader"), QStringLiteral("reader"), {}}};
    QString why;
    QStringList used;
    bool asking = false;
    int pagesLeft = 0;
    int refreshed = 0;
    int created = 0;
};

class FakeOffers : public forms::Offers
{
public:
    using Offers::Offers;

    [[nodiscard]] bool has(const forms::FormModel &, const document::Pointer &place) const override
    {
        return isKnown && place == at("/remark");
    }
    [[nodiscard]] forms::Listing *listing(const forms::FormModel &, const document::Pointer &) override
    {
        return &one;
    }

    FakeListing one;
    bool isKnown = true;
};

} // namespace

// Members that refer to something that is there are chosen from a list; typing works as always.
class TestOffers : public QObject
{
    Q_OBJECT

private:
    void open()
    {
        m_window = std::make_unique<FormWindow>(QList<const char *>{"/remark", "/name"});
        m_offers = std::make_unique<FakeOffers>();
        m_window->model().setOffers(m_offers.get());
        m_window->view().showMembers({}, {}, {at("/remark"), at("/name")});
    }
    forms::OfferPicker *picker()
    {
        QWidget *field = m_window->find("/remark");
        field->setFocus();
        QTest::keyClick(field, Qt::Key_F4);
        return m_window->view().findChild<forms::OfferPicker *>();
    }
    static QStringList shown(forms::OfferPicker *picker)
    {
        QStringList texts;
        const auto *list = picker->findChild<QListWidget *>();
        for (int i = 0; i < list->count(); ++i) {
            if (!list->item(i)->isHidden())
                texts.append(list->item(i)->text());
        }
        return texts;
    }

    std::unique_ptr<FakeOffers> m_offers;
    std::unique_ptr<FormWindow> m_window;

private Q_SLOTS:
    void cleanup()
    {
        m_window.reset();
        m_offers.reset();
    }

    void aReferenceIsChosenByName()
    {
        open();
        QVERIFY(m_window->find("/remark")->findChild<QAction *>(QStringLiteral("/remark#choose")));
        QVERIFY(!m_window->find("/name")->findChild<QAction *>(QStringLiteral("/name#choose")));
        forms::OfferPicker *list = picker();
        QVERIFY(list);
        QVERIFY(!list->accessibleName().isEmpty());
        QCOMPARE(shown(list), QStringList({QStringLiteral("admin"), QStringLiteral("reader")}));
        auto *search = list->findChild<QLineEdit *>(QStringLiteral("offerSearch"));
        QTest::keyClicks(search, QStringLiteral("read"));
        QCOMPARE(shown(list), QStringList({QStringLiteral("reader")}));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(m_window->value("/remark").toString(), QStringLiteral("arn:reader"));
        QCOMPARE(m_window->find<QLineEdit>("/remark")->text(), QStringLiteral("arn:reader"));
        QCOMPARE(m_offers->one.used, QStringList({QStringLiteral("arn:reader")}));
        m_window->model().undo();
        QVERIFY(m_window->value("/remark").isUndefined());
    }

    void whatIsLearntLaterIsOffered()
    {
        m_window = std::make_unique<FormWindow>(QList<const char *>{"/remark"});
        m_offers = std::make_unique<FakeOffers>();
        m_offers->isKnown = false;
        m_window->model().setOffers(m_offers.get());
        m_window->view().showMembers({}, {}, {at("/remark"), at("/name")});
        QVERIFY(!m_window->find("/remark")->findChild<QAction *>(QStringLiteral("/remark#choose")));
        m_offers->isKnown = true;
        Q_EMIT m_offers->known();
        QVERIFY(m_window->find("/remark")->findChild<QAction *>(QStringLiteral("/remark#choose")));
    }

    void whatCannotBeListedIsTyped()
    {
        open();
        m_offers->one.known.clear();
        m_offers->one.why = QStringLiteral("They cannot be listed: access denied.");
        forms::OfferPicker *list = picker();
        QCOMPARE(list->findChild<QLabel *>(QStringLiteral("offerState"))->text(), m_offers->one.why);
        auto *search = list->findChild<QLineEdit *>(QStringLiteral("offerSearch"));
        QTest::keyClicks(search, QStringLiteral("arn:typed"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(m_window->value("/remark").toString(), QStringLiteral("arn:typed"));
    }

    void pagesComeAsOneScrolls()
    {
        open();
        m_offers->one.more();
        m_offers->one.pagesLeft = 2;
        forms::OfferPicker *list = picker();
        QCOMPARE(m_offers->one.pagesLeft, 2); // there is a whole screen of them already
        auto *box = list->findChild<QListWidget *>();
        box->verticalScrollBar()->setValue(box->verticalScrollBar()->maximum());
        QCOMPARE(m_offers->one.pagesLeft, 1);
        QCOMPARE(shown(list).size(), 62);
    }

    void aNewOneCanBeCreated()
    {
        open();
        forms::OfferPicker *list = picker();
        list->findChild<QPushButton *>(QStringLiteral("offerRefresh"))->click();
        QCOMPARE(m_offers->one.refreshed, 1);
        list->findChild<QPushButton *>(QStringLiteral("offerCreate"))->click();
        QCOMPARE(m_offers->one.created, 1);
    }

    void escapeLeavesTheFieldAsItWas()
    {
        open();
        forms::OfferPicker *list = picker();
        QTest::keyClick(list->findChild<QLineEdit *>(QStringLiteral("offerSearch")), Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        QVERIFY(m_window->value("/remark").isUndefined());
    }
};

QTEST_MAIN(TestOffers)
#include "tst_offers.moc"
