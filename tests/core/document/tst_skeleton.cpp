// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"

#include <QTest>

#include <deque>

using namespace formwork;
using namespace formwork::document;
using model::Member;
using model::Shape;

// An input to fill in has an end, whatever the model looks like.
class SkeletonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void skeletonEndsWhereAShapeRepeats()
    {
        Shape node;
        Member next;
        next.name = QStringLiteral("next");
        next.target = &node;
        next.required = true;
        node.members = {next};
        QCOMPARE(toPlainJson(skeleton(node, true)), QByteArray(R"({"next":{}})"));
        QCOMPARE(toPlainJson(skeleton(node, false)), QByteArray(R"({"next":{}})"));
    }

    void skeletonOfAnEndlessModelEnds()
    {
        std::deque<Shape> chain(90'000);
        for (size_t i = 0; i + 1 < chain.size(); ++i) {
            Member next;
            next.name = QStringLiteral("n");
            next.target = &chain[i + 1];
            next.required = true;
            chain[i].members = {next};
        }
        for (const bool everyMember : {true, false}) {
            const QByteArray json = toPlainJson(skeleton(chain.front(), everyMember));
            QVERIFY(json.size() < 1000);
            QVERIFY(fromPlainJson(json).has_value());
        }
    }
};

QTEST_GUILESS_MAIN(SkeletonTest)
#include "tst_skeleton.moc"
