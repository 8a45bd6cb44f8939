// SPDX-License-Identifier: Apache-2.0
#include "practice/uripattern.h"

#include <QTest>

using formwork::practice::UriPattern;

class TestUriPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *pattern, const char *target, bool fits) {
            QTest::addRow("%s %s", pattern, target) << QByteArray(pattern) << QByteArray(target) << fits;
        };
        row("/", "/", true);
        row("/", "/a", false);
        row("/a/b", "/a/b", true);
        row("/a/b", "/a/b/", true);
        row("/a/b/", "/a/b", true);
        row("/a/{id}", "/a/1%2F2", true);
        row("/a/{id}", "/a/", false);
        row("/a/{id}", "/a/1/2", false);
        row("/a/{id}/c", "/a/1/c", true);
        row("/a/{id}/c", "/a/1/d", false);
        row("/{key+}", "/a/b/c", true);
        row("/{key+}", "/", false);
        row("/a/{key+}/end", "/a/b/c/end", true);
        row("/a/{key+}/end", "/a/end", false);
        row("/a?tagging", "/a?tagging", true);
        row("/a?tagging", "/a", false);
        row("/a?list-type=2", "/a?x=1&list-type=2", true);
        row("/a?list-type=2", "/a?list-type=1", false);
        row("/a", "/a?any=1", true);
    }

    void matches()
    {
        QFETCH(const QByteArray, pattern);
        QFETCH(const QByteArray, target);
        const QByteArrayList parts = target.split('?');
        QTEST(UriPattern(pattern).matches(parts[0], parts.value(1)), "fits");
    }

    void specificity_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("less");
        QTest::newRow("literal before label") << QByteArray("/a/b") << QByteArray("/a/{x}");
        QTest::newRow("label before greedy") << QByteArray("/a/{x}") << QByteArray("/a/{x+}");
        QTest::newRow("query") << QByteArray("/a?b") << QByteArray("/a");
        QTest::newRow("longer") << QByteArray("/{x+}/end") << QByteArray("/{x+}");
    }

    void specificity()
    {
        QFETCH(const QByteArray, more);
        QFETCH(const QByteArray, less);
        QVERIFY(UriPattern(more).isMoreSpecificThan(UriPattern(less)));
        QVERIFY(!UriPattern(less).isMoreSpecificThan(UriPattern(more)));
    }
};

QTEST_GUILESS_MAIN(TestUriPattern)
#include "tst_uripattern.moc"
