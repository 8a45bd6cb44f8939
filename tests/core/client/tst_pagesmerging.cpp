// SPDX-License-Identifier: Apache-2.0
#include "client/pages.h"
#include "document/json.h"

#include <QTest>

using namespace formwork;
using namespace formwork::client;

namespace
{

QCborValue json(const char *text) { return document::fromPlainJson(text).value_or(QCborValue()); }

// An operation of which only what it says of its pages is known.
struct Paged {
    explicit Paged(const char *pagination)
    {
        output.type = model::ShapeType::Structure;
        list.type = model::ShapeType::List;
        model::Member names;
        names.name = QStringLiteral("Names");
        names.target = &list;
        output.members.push_back(names);
        operation.pagination = pagination;
        operation.output = &output;
    }
    model::Shape output;
    model::Shape list;
    model::Operation operation;
};

QByteArray merged(const Paged &paged, const QList<const char *> &outputs)
{
    const std::optional<Paging> paging = Paging::of(paged.operation);
    if (!paging)
        return "NO PAGES";
    Pages pages(*paging, QCborMap());
    for (const char *output : outputs) {
        if (!pages.hasNext())
            return "ENDED EARLY";
        (void)pages.add(json(output));
    }
    return document::toPlainJson(pages.merged()) + (pages.hasNext() ? " more" : "");
}

} // namespace

// How pages become one answer, as botocore does it.
class TestPagesMerging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void severalResults()
    {
        const Paged paged(
            "{\"inputToken\":\"T\",\"outputToken\":\"T\",\"items\":[\"A\",\"B.C\",\"Sum\",\"Text\"],"
            "\"nonAggregate\":[\"Owner\",\"B.D\"]}");
        QCOMPARE(merged(paged,
                        {"{\"A\":[1],\"B\":{\"C\":[2],\"D\":5},\"Sum\":1,\"Text\":\"x\",\"T\":\"1\","
                         "\"Owner\":\"me\"}",
                         "{\"A\":[3],\"B\":{\"C\":[4],\"D\":6},\"Sum\":2,\"Text\":\"y\",\"Owner\":\"you\"}"}),
                 QByteArray(
                     "{\"A\":[1,3],\"B\":{\"C\":[2,4],\"D\":5},\"Sum\":3,\"Text\":\"xy\",\"Owner\":\"me\"}"));
    }

    void mapsAreJoined()
    {
        const Paged paged("{\"inputToken\":\"T\",\"outputToken\":\"T\",\"items\":\"M\"}");
        QCOMPARE(merged(paged, {"{\"M\":{\"a\":1},\"T\":\"1\"}", "{\"M\":{\"b\":2}}"}),
                 QByteArray("{\"M\":{\"a\":1,\"b\":2}}"));
    }

    // An answer without the list in one of its pages.
    void pagesMayBeEmpty()
    {
        const Paged paged("{\"inputToken\":\"T\",\"outputToken\":\"T\",\"items\":\"A\"}");
        QCOMPARE(merged(paged, {"{\"T\":\"1\"}", "{\"A\":[1],\"T\":\"2\"}", "{\"A\":null}"}),
                 QByteArray("{\"A\":[1]}"));
    }

    void severalTokens()
    {
        const Paged paged(
            "{\"inputToken\":[\"Marker\",\"Version\"],\"outputToken\":[\"NextMarker\",\"NextVersion\"],"
            "\"items\":\"A\",\"moreResults\":\"IsTruncated\"}");
        const std::optional<Paging> paging = Paging::of(paged.operation);
        const QCborMap tokens =
            paging->next(json("{\"IsTruncated\":true,\"NextMarker\":\"m\",\"NextVersion\":\"\"}"));
        QCOMPARE(Paging::withTokens(json("{\"Bucket\":\"b\",\"Version\":\"old\"}"), tokens),
                 json("{\"Bucket\":\"b\",\"Marker\":\"m\"}"));
        QVERIFY(paging->next(json("{\"IsTruncated\":false,\"NextMarker\":\"m\"}")).isEmpty());
        QVERIFY(paging->next(json("{\"IsTruncated\":true}")).isEmpty());
    }

    // Of a page that was had in part, the results that are not counted were had with that part.
    void theRestOfAPage()
    {
        const Paged paged(
            "{\"inputToken\":\"T\",\"outputToken\":\"T\",\"items\":[\"A\",\"B\",\"Sum\",\"Text\"]}");
        Pages pages(*Paging::of(paged.operation), QCborMap(), 0, {{{QStringLiteral("T"), nullptr}}, 2});
        (void)pages.add(json("{\"A\":[1,2,3],\"B\":[4],\"Sum\":7,\"Text\":\"x\",\"T\":\"1\"}"));
        (void)pages.add(json("{\"A\":[5],\"B\":[6],\"Sum\":1,\"Text\":\"y\"}"));
        QCOMPARE(document::toPlainJson(pages.merged()),
                 QByteArray("{\"A\":[3,5],\"B\":[6],\"Sum\":1,\"Text\":\"y\"}"));
        QCOMPARE(pages.items(), 2);
    }

    void tokensWithAlternatives()
    {
        const Paged paged(
            "{\"inputToken\":\"Marker\",\"outputToken\":\"NextMarker || A[-1].Key\",\"items\":\"A\","
            "\"moreResults\":\"IsTruncated\"}");
        const std::optional<Paging> paging = Paging::of(paged.operation);
        QCOMPARE(paging->next(json("{\"IsTruncated\":true,\"A\":[{\"Key\":\"k1\"},{\"Key\":\"k2\"}]}")),
                 json("{\"Marker\":\"k2\"}").toMap());
    }

    // Smithy may leave out which member is the list.
    void withoutItems()
    {
        const Paged paged("{\"inputToken\":\"T\",\"outputToken\":\"T\"}");
        QCOMPARE(merged(paged, {"{\"Names\":[1],\"T\":\"1\"}", "{\"Names\":[2]}"}),
                 QByteArray("{\"Names\":[1,2]}"));
    }

    void notPaged_data()
    {
        QTest::addColumn<QByteArray>("pagination");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no tokens") << QByteArray("{\"items\":\"A\"}");
        QTest::newRow("tokens do not pair")
            << QByteArray("{\"inputToken\":[\"A\",\"B\"],\"outputToken\":\"A\"}");
        QTest::newRow("no expression") << QByteArray("{\"inputToken\":\"A\",\"outputToken\":\"A..b\"}");
        QTest::newRow("no JSON") << QByteArray("{");
    }

    void notPaged()
    {
        QFETCH(const QByteArray, pagination);
        QVERIFY(!Paging::of(Paged(pagination.constData()).operation));
    }

    void longAnswersAreQuick()
    {
        const Paged paged("{\"inputToken\":\"T\",\"outputToken\":\"T\",\"items\":\"A\"}");
        Pages pages(*Paging::of(paged.operation), QCborMap());
        QElapsedTimer timer;
        timer.start();
        for (int page = 0; page < 200; ++page) {
            QCborArray items;
            for (int i = 0; i < 500; ++i)
                items.append(QCborMap{{QStringLiteral("Name"), i}});
            (void)pages.add(QCborMap{{QStringLiteral("A"), items}, {QStringLiteral("T"), page}});
        }
        QCOMPARE(pages.items(), 100'000);
        QCOMPARE(pages.merged().toMap().value(QStringLiteral("A")).toArray().size(), 100'000);
        qInfo("100,000 items of 200 pages: %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 20'000);
    }
};

QTEST_GUILESS_MAIN(TestPagesMerging)
#include "tst_pagesmerging.moc"
