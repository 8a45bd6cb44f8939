// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "document/value.h"

#include <QElapsedTimer>
#include <QTest>

using namespace formwork::document;

class ValueTest : public QObject
{
    Q_OBJECT
private:
    static QCborValue json(const char *text) { return *fromPlainJson(text); }
    static QStringList list(std::initializer_list<const char *> tokens)
    {
        QStringList result;
        for (const char *token : tokens)
            result.append(QString::fromLatin1(token));
        return result;
    }
    static Pointer at(const char *text) { return Pointer::parse(QString::fromLatin1(text)); }

private Q_SLOTS:
    void pointersSurviveTheirText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("tokens");
        QTest::newRow("root") << QString() << QStringList();
        QTest::newRow("list entry") << QStringLiteral("/a/0/b") << list({"a", "0", "b"});
        QTest::newRow("slash and tilde") << QStringLiteral("/a~1b/c~0d/~01") << list({"a/b", "c~d", "~1"});
        QTest::newRow("empty token") << QStringLiteral("/a/") << list({"a", ""});
    }

    void pointersSurviveTheirText()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, tokens);
        QCOMPARE(Pointer::parse(text).tokens(), tokens);
        QCOMPARE(Pointer(tokens).toString(), text);
    }

    void pointersCompare()
    {
        QVERIFY(at("/a/0/b").matches(at("/a/*/b")));
        QVERIFY(!at("/a/0/b").matches(at("/a/*")));
        QVERIFY(!at("/a/0/b").matches(at("/a/*/c")));
        QVERIFY(at("/a/0").startsWith(at("/a")));
        QVERIFY(!at("/ab").startsWith(at("/a")));
        QCOMPARE(at("/a/0").parent(), at("/a"));
        QVERIFY(Pointer().parent().isRoot());
        QCOMPARE(at("/a").child(3), at("/a/3"));
    }

    void setsValues_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *pointer, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(pointer) << QByteArray(after);
        };
        row("new member", R"({})", "/a", R"({"a":7})");
        row("over another value", R"({"a":"x","b":1})", "/a", R"({"a":7,"b":1})");
        row("order is kept", R"({"b":1,"a":2,"c":3})", "/a", R"({"b":1,"a":7,"c":3})");
        row("maps on the way", R"({})", "/a/b/c", R"({"a":{"b":{"c":7}}})");
        row("first entry makes a list", R"({})", "/a/0/b", R"({"a":[{"b":7}]})");
        row("next entry", R"({"a":[1]})", "/a/1", R"({"a":[1,7]})");
        row("entry inside", R"({"a":[{"b":1},{"b":2}]})", "/a/1/b", R"({"a":[{"b":1},{"b":7}]})");
        row("beyond the next entry", R"({"a":[1]})", "/a/5", R"({"a":[1]})");
        row("no index", R"({"a":[1]})", "/a/x", R"({"a":[1]})");
        row("leading zero is no index", R"({"a":[1,2]})", "/a/01", R"({"a":[1,2]})");
        row("digits as a key", R"({"a":{}})", "/a/0", R"({"a":{"0":7}})");
        row("text gives way", R"({"a":"x"})", "/a/b", R"({"a":{"b":7}})");
        row("root", R"({"a":1})", "", R"(7)");
    }

    void setsValues()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, after);
        QCborValue root = json(before.constData());
        const QCborValue copy = root;
        setValue(root, at(pointer.constData()), 7);
        QCOMPARE(toPlainJson(root), after);
        QCOMPARE(toPlainJson(copy), toPlainJson(json(before.constData()))); // others are not touched
    }

    void setsIntoNothing()
    {
        QCborValue root;
        setValue(root, at("/a/b"), QStringLiteral("x"));
        QCOMPARE(toPlainJson(root), QByteArray(R"({"a":{"b":"x"}})"));
        QVERIFY(contains(root, at("/a/b")));
        QVERIFY(!contains(root, at("/a/b/c")));
        QVERIFY(valueAt(root, at("/x/0")).isUndefined());
    }

    void removesValues_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *pointer, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(pointer) << QByteArray(after);
        };
        row("member", R"({"a":1,"b":2})", "/a", R"({"b":2})");
        row("empty maps stay", R"({"a":{"b":{"c":1}}})", "/a/b/c", R"({"a":{"b":{}}})");
        row("entries move up", R"({"a":[1,2,3]})", "/a/0", R"({"a":[2,3]})");
        row("inside an entry", R"({"a":[{"b":1,"c":2}]})", "/a/0/b", R"({"a":[{"c":2}]})");
        row("absent member", R"({"a":1})", "/b", R"({"a":1})");
        row("absent on the way", R"({"a":1})", "/b/c/d", R"({"a":1})");
        row("absent entry", R"({"a":[1]})", "/a/1", R"({"a":[1]})");
    }

    void removesValues()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, after);
        QCborValue root = json(before.constData());
        const QCborValue copy = root;
        removeValue(root, at(pointer.constData()));
        QCOMPARE(toPlainJson(root), after);
        QCOMPARE(toPlainJson(copy), before);
    }

    void prunesUndefined()
    {
        QCborValue root = json(R"({"a":{"b":1,"c":2},"d":[{"e":1,"f":2}]})");
        setValue(root, at("/a/b"), QCborValue(QCborValue::Undefined));
        setValue(root, at("/d/0/e"), QCborValue(QCborValue::Undefined));
        QCOMPARE(toPlainJson(pruned(root)), QByteArray(R"({"a":{"c":2},"d":[{"f":2}]})"));
    }

    // Filling a list of 20,000 entries one value at a time takes well under a second even in a debug build;
    // copying the list for each of them would take minutes.
    void longListsAreEditedInPlace()
    {
        QElapsedTimer timer;
        timer.start();
        QCborValue root = json(R"({"a":{"list":[]}})");
        for (int i = 0; i < 20'000; ++i)
            setValue(root, at("/a/list").child(i).child(QStringLiteral("name")), i);
        QCOMPARE(valueAt(root, at("/a/list/19999/name")).toInteger(), 19'999);
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(ValueTest)
#include "tst_value.moc"
