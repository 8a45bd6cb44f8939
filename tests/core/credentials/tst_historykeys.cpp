// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "lockedkeychain.h"

#include <QTest>

using namespace formwork;
using namespace formwork::credentials;
using formwork::tests::await;
using formwork::tests::LockedKeychain;
using formwork::tests::refuse;
using formwork::tests::refuseRead;

namespace
{

QCoro::Task<Result<void>> done() { co_return Result<void>(); }
QCoro::Task<Result<Secret>> given(QByteArray bytes) { co_return Secret{bytes}; }

// One whose question for the password is dismissed: it then says of every entry that it is not there, as
// GNOME Keyring does through libsecret.
class DismissedKeychain final : public Keychain
{
public:
    QHash<QString, QByteArray> entries;
    bool isOpen = false;
    int questions = 0; // of which the one numbered `opensAt` is answered
    int opensAt = -1;

    QCoro::Task<Result<Secret>> read(QString key) override
    {
        ask();
        if (isOpen && entries.contains(key))
            return given(entries.value(key));
        return refuseRead({Phase::Credentials, QStringLiteral("EntryNotFound"), {}, {}});
    }
    QCoro::Task<Result<void>> write(QString key, QByteArray secret) override
    {
        ask();
        if (!isOpen)
            return refuse(refused());
        entries[key] = secret;
        return done();
    }
    QCoro::Task<Result<void>> remove(QString key) override
    {
        entries.remove(key);
        return done();
    }
    QCoro::Task<Result<void>> checkOpen() override
    {
        ask();
        return isOpen ? done() : refuse(refused());
    }
    QCoro::Task<Result<void>> retry() override { return done(); }
    [[nodiscard]] bool isPersistent() const override { return true; }

private:
    void ask() { isOpen = isOpen || questions++ == opensAt; }
    static Error refused()
    {
        return {Phase::Credentials, QStringLiteral("KeychainRefused"), QStringLiteral("dismissed"), {}};
    }
};

// What a history remembers of its keys.
struct Book {
    QStringList names;
    KeyBook book()
    {
        return {[this]() -> Result<QStringList> { return names; },
                [this](const QString &name, const QStringList &known) {
                    if (names == known)
                        names.prepend(name);
                    return QtFuture::makeReadyFuture(Result<QString>(names.first()));
                }};
    }
};

} // namespace

// The key that the history is sealed with.
class TestHistoryKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheHistoryKeyOnce()
    {
        const KeychainPtr keychain = memoryKeychain();
        Book book;
        const auto first = await(historyKeys(keychain, book.book()));
        QVERIFY(first);
        QCOMPARE(first->current.size(), 32);
        QCOMPARE(book.names.size(), 1);
        QCOMPARE(await(historyKeys(keychain, book.book()))->current, first->current);
        Book other;
        QVERIFY(await(historyKeys(memoryKeychain(), other.book()))->current != first->current);
        QVERIFY(await(keychain->write(book.names.first(), "short")));
        QCOMPARE(await(historyKeys(keychain, book.book())).error().code, QStringLiteral("EntryDamaged"));
        QCOMPARE(await(historyKeys(std::make_shared<LockedKeychain>(), book.book())).error().code,
                 QStringLiteral("KeychainLocked"));
    }

    void dismissedQuestionCostsNoKey_data()
    {
        QTest::addColumn<bool>("isNoted"); // histories of before did not note their key
        QTest::addColumn<int>("opensAt");
        for (const bool isNoted : {true, false}) {
            for (const int opensAt : {-1, 0, 1, 2, 3})
                QTest::addRow("%s, answered at %d", isNoted ? "noted" : "not noted", opensAt)
                    << isNoted << opensAt;
        }
    }

    void dismissedQuestionCostsNoKey()
    {
        QFETCH(bool, isNoted);
        QFETCH(int, opensAt);
        const auto keychain = std::make_shared<DismissedKeychain>();
        const QString name = QStringLiteral("history-key");
        keychain->entries.insert(name, QByteArray(32, 'k'));
        keychain->opensAt = opensAt;
        Book book;
        if (isNoted)
            book.names.append(name);
        const auto keys = await(historyKeys(keychain, book.book()));
        QCOMPARE(keychain->entries.value(name), QByteArray(32, 'k'));
        QCOMPARE(keychain->entries.size(), 1);
        if (keys)
            QCOMPARE(keys->current, QByteArray(32, 'k'));
        else
            QVERIFY(keys.error().code.startsWith(QStringLiteral("Keychain")));
        QCOMPARE(keys.has_value(), opensAt == 0 || opensAt == 1);
        keychain->isOpen = true;
        QCOMPARE(await(historyKeys(keychain, book.book()))->current, QByteArray(32, 'k'));
    }

    void lostKeyIsFollowedByOneBesideIt()
    {
        const auto keychain = std::make_shared<DismissedKeychain>();
        keychain->isOpen = true;
        Book book;
        const QByteArray first = await(historyKeys(keychain, book.book()))->current;
        const QString firstName = book.names.first();
        const QByteArray kept = keychain->entries.take(firstName);
        const QByteArray second = await(historyKeys(keychain, book.book()))->current;
        QVERIFY(second != first);
        QVERIFY(!keychain->entries.contains(firstName));
        keychain->entries.insert(firstName, kept); // it turns up again
        const auto both = await(historyKeys(keychain, book.book()));
        QCOMPARE(both->current, second);
        QCOMPARE(both->earlier, QByteArrayList{first});
    }

    void slowerProgramTakesTheKeyOfTheFaster()
    {
        const auto keychain = std::make_shared<DismissedKeychain>();
        keychain->isOpen = true;
        Book book;
        KeyBook slower = book.book();
        slower.names = []() -> Result<QStringList> {
            return QStringList();
        }; // asked before the other entered
        const QByteArray first = await(historyKeys(keychain, book.book()))->current;
        QCOMPARE(await(historyKeys(keychain, slower))->current, first);
        QCOMPARE(keychain->entries.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestHistoryKeys)
#include "tst_historykeys.moc"
