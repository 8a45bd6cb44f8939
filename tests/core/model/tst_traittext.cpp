// SPDX-License-Identifier: Apache-2.0
#include "model/traittext.h"

#include <QTest>

using namespace formwork;

// Traits that are kept as text and parsed once.
class TraitTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWhatTheTextSays();
    void anotherTextAtTheSamePlaceIsAnother();
    void manyTextsPushEachOtherOut();
};

void TraitTextTest::isWhatTheTextSays()
{
    const QByteArray text = R"({"a": {"value": 1}})";
    for (int times = 0; times < 3; ++times)
        QCOMPARE(model::traitObject(text)[u"a"].toObject()[u"value"].toInt(), 1);
    QVERIFY(model::traitObject({}).isEmpty());
    QVERIFY(model::traitObject("[1]").isEmpty());
    QVERIFY(model::traitObject("{").isEmpty());
}

// Memory that is given back is handed out again.
void TraitTextTest::anotherTextAtTheSamePlaceIsAnother()
{
    for (int number = 0; number < 1000; ++number) {
        const QByteArray text = "{\"n\": " + QByteArray::number(1000 + number) + '}';
        QCOMPARE(model::traitObject(text)[u"n"].toInt(), 1000 + number);
    }
}

void TraitTextTest::manyTextsPushEachOtherOut()
{
    QList<QByteArray> texts;
    for (int number = 0; number < 100; ++number)
        texts += "{\"n\": " + QByteArray::number(number) + '}';
    for (int times = 0; times < 2; ++times) {
        for (int number = 0; number < 100; ++number)
            QCOMPARE(model::traitObject(texts[number])[u"n"].toInt(), number);
    }
}

QTEST_GUILESS_MAIN(TraitTextTest)
#include "tst_traittext.moc"
