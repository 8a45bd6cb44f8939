// SPDX-License-Identifier: Apache-2.0
#include "alike/difference.h"
#include "catalog/catalog.h"

#include "depot.h"

#include <QCborArray>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::alike;

class DifferenceTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_home;
    model::OperationPtr m_operation;

    [[nodiscard]] Difference of(const QCborMap &here, const QCborMap &there) const
    {
        return compared(here, there, *m_operation->input);
    }
    static QCborMap tag(const char *key, const char *value)
    {
        return {{QStringLiteral("Key"), QString::fromLatin1(key)},
                {QStringLiteral("Value"), QString::fromLatin1(value)}};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(depot::writeTo(m_home.path()));
        m_operation =
            catalog::Catalog::build({m_home.path()})->operation(u"depot", u"CreateCrate").value_or(nullptr);
        QVERIFY(m_operation);
    }

    void equalDocumentsDoNotDiffer()
    {
        const QCborMap one{{QStringLiteral("CrateName"), QStringLiteral("a")},
                           {QStringLiteral("Tags"), QCborArray{tag("x", "1"), tag("y", "2")}}};
        const QCborMap other{{QStringLiteral("Tags"), QCborArray{tag("y", "2"), tag("x", "1")}},
                             {QStringLiteral("CrateName"), QStringLiteral("a")}};
        QCOMPARE(countOf(of(one, other)), 0);
        QCOMPARE(of(one, other).kind, Difference::Kind::Same);
    }

    void memberByMember()
    {
        const QCborMap one{{QStringLiteral("CrateName"), QStringLiteral("a")},
                           {QStringLiteral("Colour"), QStringLiteral("red")},
                           {QStringLiteral("Count"), 1}};
        const QCborMap other{{QStringLiteral("CrateName"), QStringLiteral("b")},
                             {QStringLiteral("Count"), 1},
                             {QStringLiteral("Sealed"), true}};
        const Difference difference = of(one, other);
        QCOMPARE(difference.kind, Difference::Kind::Inside);
        QCOMPARE(countOf(difference), 3);
        QCOMPARE(asText(difference),
                 QStringLiteral("- CrateName: a\n+ CrateName: b\n- Colour: red\n+ Sealed: true\n"));
    }

    void entriesAreFoundByWhatIdentifiesThem()
    {
        const QCborMap one{
            {QStringLiteral("Tags"), QCborArray{tag("x", "1"), tag("y", "2")}},
            {QStringLiteral("GuardIds"), QCborArray{QStringLiteral("a"), QStringLiteral("b")}}};
        const QCborMap other{
            {QStringLiteral("Tags"), QCborArray{tag("z", "3"), tag("y", "9")}},
            {QStringLiteral("GuardIds"), QCborArray{QStringLiteral("b"), QStringLiteral("c")}}};
        QCOMPARE(
            asText(of(one, other)),
            QStringLiteral("- Tags.x: {\"Key\":\"x\",\"Value\":\"1\"}\n- Tags.y.Value: 2\n+ Tags.y.Value: 9\n"
                           "+ Tags.z: {\"Key\":\"z\",\"Value\":\"3\"}\n- GuardIds.a: a\n+ GuardIds.c: c\n"));
    }

    void secretsAreComparedAndNotShown()
    {
        const QCborMap one{{QStringLiteral("Password"), QStringLiteral("first-secret")}};
        const QCborMap other{{QStringLiteral("Password"), QStringLiteral("other-secret")}};
        QCOMPARE(countOf(of(one, one)), 0);
        const Difference difference = of(one, other);
        QCOMPARE(countOf(difference), 1);
        QVERIFY(!asText(difference).contains(QStringLiteral("secret")));
        // Of a row of the history nobody knows it.
        const QCborMap sealed{{QStringLiteral("Password"), QStringLiteral("\u2039sealed\u203A")}};
        QCOMPARE(of(one, sealed).inside.first().kind, Difference::Kind::Unknown);
    }

    void anotherTypeIsADifference()
    {
        const QCborMap one{{QStringLiteral("Count"), 1}};
        const QCborMap other{{QStringLiteral("Count"), QCborMap{{QStringLiteral("a"), 1}}}};
        QCOMPARE(countOf(of(one, other)), 1);
        QCOMPARE(countOf(of({}, {})), 0);
    }
};

QTEST_GUILESS_MAIN(DifferenceTest)
#include "tst_difference.moc"
